/**
 * What a drill needs of the command line: to judge the words of a `do` line, and to perform them on a copy of a site.
 *
 * Not here: how that is done (cli), and what a drill makes of the outcome.
 */

import type { AppContext } from '../context.ts';

export interface CommandLines {
  /**
   * What is wrong with the words as a command line, or null: no such command, one that cannot be part of a drill, a flag or an argument
   * that is unknown or missing. Values are not judged. The words may begin with `holdover`.
   */
  readonly problemOf: (words: readonly string[]) => CommandLineProblem | null;
  /**
   * Performs a command line on the copy that the context names. An outcome that is an error has left the copy as it was. Only bugs are
   * thrown.
   */
  readonly perform: (words: readonly string[], context: AppContext) => Promise<InnerOutcome>;
}

/** In the form of a `Problem` of a file. */
export interface CommandLineProblem {
  readonly code: string;
  /** A sentence, with what was probably meant. */
  readonly message: string;
}

/** What came of a command line performed inside this process. */
export interface InnerOutcome {
  readonly exit: number;
  /** The document that `--json` prints: the result, or the error. */
  readonly result: { readonly schema: string };
  /** What would be printed as text, without colours. */
  readonly text: string;
}
