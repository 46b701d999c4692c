/**
 * A command that does not exist: what was typed, as far as it is known, and what was probably meant.
 */
import type { Config } from '@oclif/core/config';
import { nearestName } from '../app/did-you-mean.ts';
import { UserError } from '../core/kernel/index.ts';

/** The error for words that name neither a command nor a topic. `pages` are the help pages, where one of those was asked for. */
export function unknownCommand(words: readonly string[], config: Config, pages: readonly string[] = []): UserError {
  if (words[0]?.startsWith('-')) {
    return new UserError('usage', 'FLAG_UNKNOWN', `There is no global flag ${words[0]}.`, {
      hints: ['holdover --help'],
    });
  }
  const typed = words.slice(0, firstFlag(words));
  const topic = longestTopic(typed, config);
  const word = typed[topic.length] ?? '';
  const guess = nearestName(word, [...nextWords(topic, config), ...(topic.length === 0 ? pages : [])]);
  const where = topic.length === 0 ? 'holdover' : topic.join(' ');
  return new UserError('usage', 'COMMAND_UNKNOWN', `${where} has no command "${word}".`, {
    ...(guess === null ? {} : { why: `Did you mean "${[...topic, guess].join(' ')}"?` }),
    hints: [hint([...topic, guess ?? '--help'], pages.length > 0 && guess !== null)],
  });
}

function hint(words: readonly string[], isAboutHelp: boolean): string {
  return ['holdover', ...(isAboutHelp ? ['help'] : []), ...words].join(' ');
}

function firstFlag(words: readonly string[]): number {
  const index = words.findIndex((word) => word.startsWith('-'));
  return index === -1 ? words.length : index;
}

function longestTopic(words: readonly string[], config: Config): readonly string[] {
  let length = words.length - 1;
  while (length > 0 && config.findTopic(words.slice(0, length).join(':')) === undefined) length--;
  return words.slice(0, Math.max(0, length));
}

/** The words that may follow those of a topic. */
function nextWords(topic: readonly string[], config: Config): string[] {
  const ids = [
    ...config.commands.filter((command) => !command.hidden).map((command) => command.id),
    ...config.topics.map(({ name }) => name),
  ];
  const paths = ids.map((id) => id.split(':')).filter((path) => topic.every((word, index) => path[index] === word));
  return [...new Set(paths.flatMap((path) => path[topic.length] ?? []))];
}
