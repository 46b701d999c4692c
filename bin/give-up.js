/**
 * Ends a start that cannot succeed: on stderr, or with --json as the one document that every failure is.
 *
 * Plain JavaScript that parses on Node 14, as start.js is.
 */

/** sysexits' EX_UNAVAILABLE: a program that is needed is missing. It is no bug (70) and nothing typed wrongly (64). */
const EXIT_UNAVAILABLE = 69;

export function giveUp(code, message, hints) {
  const words = process.argv.slice(2);
  const flags = words.includes('--') ? words.slice(0, words.indexOf('--')) : words;
  const error = { code, message, hints, exit: EXIT_UNAVAILABLE };
  if (!flags.includes('--json')) process.stderr.write(`${message}\n`);
  else process.stdout.write(`${JSON.stringify({ schema: 'holdover.error/1', error }, null, 2)}\n`);
  process.exitCode = EXIT_UNAVAILABLE;
}
