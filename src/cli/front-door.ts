/**
 * Puts the words that were typed into the order that the command line is read in: command, then everything else.
 *
 * `lhc status` is `holdover lhc status`, and `holdover --json lhc status` is `holdover lhc status --json`.
 * Not here: what the words mean to a command.
 */
import { globalFlags } from './global-flags.ts';

/** A command of its own that stands for a topic. */
export type Topic = 'lhc' | 'pvs';

/** The words as if `holdover` had been typed. Words of help pages, such as `exit-codes`, belong to no topic. */
export function wordsFromDoor(words: readonly string[], topic: Topic | null, pages: readonly string[]): string[] {
  const ordered = commandFirst(words);
  if (topic === null || ordered[0] === '--version') return ordered;
  if (ordered[0] !== 'help') return [topic, ...ordered];
  return pages.includes(ordered[1] ?? '') ? ordered : ['help', topic, ...ordered.slice(1)];
}

/**
 * The command, as `lhc:status`, and the words that are left for it: the longest run of words that names one.
 * Without one, all words up to the first flag, which then name a topic, nothing, or something unknown.
 */
export function splitCommand(
  words: readonly string[],
  isCommand: (id: string) => boolean,
): [id: string, rest: string[]] {
  const firstFlag = words.findIndex((word) => word.startsWith('-'));
  const count = firstFlag === -1 ? words.length : firstFlag;
  for (let length = count; length > 0; length--) {
    const id = words.slice(0, length).join(':');
    if (isCommand(id)) return [id, words.slice(length)];
  }
  return [words.slice(0, count).join(':'), words.slice(count)];
}

/** The words before `--`: only those can be flags. */
export function flagWords(words: readonly string[]): readonly string[] {
  const end = words.indexOf('--');
  return end === -1 ? words : words.slice(0, end);
}

function commandFirst(words: readonly string[]): string[] {
  let count = 0;
  while (isGlobalFlag(words[count])) count += takesNextWord(words[count] as string) ? 2 : 1;
  const flags = words.slice(0, count);
  const rest = words.slice(count);
  const end = flagWords(rest).length;
  return [...rest.slice(0, end), ...flags, ...rest.slice(end)];
}

/** Whether a word is one of the flags that every command takes. */
export function isGlobalFlag(word: string | undefined): boolean {
  return word?.startsWith('--') === true && Object.hasOwn(globalFlags, nameOf(word));
}

function takesNextWord(word: string): boolean {
  return !word.includes('=') && globalFlags[nameOf(word) as keyof typeof globalFlags].type === 'option';
}

function nameOf(word: string): string {
  return word.slice(2).split('=', 1)[0] as string;
}
