/**
 * A word of a command line, so that it can be pasted into a shell.
 */

/** The word itself where it is plain, else in single quotes. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./#-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
