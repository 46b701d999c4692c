/**
 * What has to be so for the story to be true.
 */

/** The site is not as the story says. */
export class UnexpectedState extends Error {}

/** @throws {UnexpectedState} when a fact is another than the wanted one */
export function expectFacts(facts: Readonly<Record<string, unknown>>, wanted: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(wanted)) {
    if (facts[name] !== value) throw new UnexpectedState(`${name} is ${facts[name]}; ${value} was expected`);
  }
}
