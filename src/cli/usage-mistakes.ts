/**
 * What can be wrong with the words of a command line, as a sentence with a code.
 *
 * Not here: who finds it (parser-failure.ts for the command that is typed, drill-command-line.ts for those in a drill).
 */
import { nearestName } from '../app/did-you-mean.ts';

export interface UsageMistake {
  readonly code: string;
  readonly message: string;
  readonly why?: string | null;
}

/** `flag` as it was typed, and the names of those that there are. */
export function unknownFlag(command: string, flag: string, names: readonly string[]): UsageMistake {
  const name = flag.split('=', 1)[0] ?? '';
  const guess = nearestName(
    name,
    names.map((each) => `--${each}`),
  );
  return {
    code: 'FLAG_UNKNOWN',
    message: `"${command}" has no flag ${name}.`,
    why: guess === null ? null : `Did you mean ${guess}?`,
  };
}

export function missingFlags(command: string, names: readonly string[]): UsageMistake {
  return { code: 'FLAG_MISSING', message: `"${command}" needs ${listOf(names.map((name) => `--${name}`))}.` };
}

export function unexpectedArgument(command: string, word: string): UsageMistake {
  return { code: 'ARGUMENT_UNEXPECTED', message: `"${command}" takes no argument "${word}".` };
}

export function missingArguments(command: string, names: readonly string[]): UsageMistake {
  return {
    code: 'ARGUMENT_MISSING',
    message: `"${command}" needs ${listOf(names.map((name) => name.toUpperCase()))}.`,
  };
}

function listOf(words: readonly string[]): string {
  return words.join(' and ');
}
