/**
 * Names of runs: `r1`, `r2` and so on. A number is used once, also when its journal is gone: a site may still name it.
 *
 * Not here: the journals themselves (run-journal.ts).
 */

const NAME = /^r([1-9]\d{0,8})$/;

export function isRunName(name: string): boolean {
  return NAME.test(name);
}

/** The run names among the words, each once, oldest first. */
export function runNamesIn(words: readonly string[]): string[] {
  return [...new Set(words.filter(isRunName))].sort((a, b) => numberOf(a) - numberOf(b));
}

/** The name that follows all of these, which are sorted. */
export function runNameAfter(names: readonly string[]): string {
  const last = names.at(-1);
  return `r${last === undefined ? 1 : numberOf(last) + 1}`;
}

function numberOf(name: string): number {
  return Number(name.slice(1));
}
