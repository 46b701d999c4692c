/**
 * How a kind of exported objects is told from the others.
 *
 * Not here: the kinds (kinds.ts, farm/farm-kinds.ts).
 */

export interface KindFacts<Kind extends string> {
  readonly kind: Kind;
  /** The cmdlet that gives them, for hints. */
  readonly cmdlet: string;
  /** What the letters of the name of a file or of a list say. */
  readonly name: RegExp;
  /** Whether an object with these properties is one. */
  readonly is: (has: (...properties: readonly string[]) => boolean) => boolean;
  /** At least one of these is needed to take the word of a file's name for it. */
  readonly namedBy: readonly string[];
}
