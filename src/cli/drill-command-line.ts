/**
 * A command line as a step of a drill: which commands can be one, and whether the words fit the command. The command is not loaded.
 *
 * Values are not judged: in a drill that was not begun yet, `${…}` may stand for them.
 * Not here: how it is performed (inner-command.ts).
 */
import type { Command } from '@oclif/core/command';
import type { Config } from '@oclif/core/config';
import { UserError } from '../core/kernel/index.ts';
import { splitCommand, wordsFromDoor } from './front-door.ts';
import { unknownCommand } from './unknown-command.ts';
import {
  missingArguments,
  missingFlags,
  type UsageMistake,
  unexpectedArgument,
  unknownFlag,
} from './usage-mistakes.ts';

/** A command that exists, and the words for it. */
export interface DrillCommandLine {
  /** As typed: `lhc force-outage`. */
  readonly name: string;
  readonly command: Command.Loadable;
  readonly argv: readonly string[];
}

const TOPICS: readonly string[] = ['lhc', 'pvs', 'fault', 'clock'];

const COMMANDS: readonly string[] = ['rehearse', 'status', 'check', 'site set', 'site apply', 'site show'];

/** The command of a line, with or without `holdover` before it. @throws {UserError} COMMAND_MISSING, COMMAND_UNKNOWN, FLAG_UNKNOWN */
export function drillCommandLine(typed: readonly string[], config: Config): DrillCommandLine {
  const words = wordsFromDoor(typed[0] === config.bin ? typed.slice(1) : typed, null, []);
  const [id, argv] = splitCommand(words, (each) => config.findCommand(each) !== undefined);
  const command = config.findCommand(id);
  if (command !== undefined) return { name: id.replaceAll(':', ' '), command, argv };
  if (id !== '' && config.findTopic(id) === undefined) throw unknownCommand(words, config);
  const where = ['holdover', ...id.split(':')].join(' ').trim();
  throw new UserError('usage', 'COMMAND_MISSING', `No command follows "${where}".`, { hints: [`${where} --help`] });
}

/** The first thing that is wrong with the words for a command; null when there is nothing. */
export function usageMistake({ name, command, argv }: DrillCommandLine): UsageMistake | null {
  if (!isForDrills(name)) return notForDrills(name);
  const { flags, positional, mistake } = read(name, command, argv);
  if (mistake !== null) return mistake;
  if (flags.has('site')) return otherSite();
  if (argv.some(isInput)) return noInput();
  const required = Object.values(command.flags).filter((flag) => flag.required === true && !flags.has(flag.name));
  if (required.length > 0) return missingFlags(name, required.map(nameOf));
  return wrongArguments(name, command, positional);
}

interface Reading {
  readonly flags: ReadonlySet<string>;
  readonly positional: readonly string[];
  readonly mistake: UsageMistake | null;
}

/** Tells flags from arguments, as oclif's parser does. */
function read(name: string, command: Command.Loadable, argv: readonly string[]): Reading {
  const flags = new Set<string>();
  const positional: string[] = [];
  const words = [...argv];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === '--') {
      positional.push(...words);
      break;
    }
    if (!isFlag(word)) {
      positional.push(word);
      continue;
    }
    const flag = flagOf(command, word);
    if (flag === null) {
      return { flags, positional, mistake: unknownFlag(name, word, Object.keys(command.flags)) };
    }
    flags.add(flag.name);
    if (flag.takesNext && !isValue(command, words.shift())) return { flags, positional, mistake: noValue(flag.name) };
  }
  return { flags, positional, mistake: null };
}

/** The flag of a command that a word is; null where it is none. */
function flagOf(
  command: Command.Loadable,
  word: string,
): { readonly name: string; readonly takesNext: boolean } | null {
  const [, name = '', value] = /^--([^=]+)(=.*)?$/s.exec(word) ?? [];
  const flag = Object.hasOwn(command.flags, name) ? command.flags[name] : undefined;
  if (flag === undefined || (flag.type === 'boolean' && value !== undefined)) return null;
  return { name, takesNext: flag.type === 'option' && value === undefined };
}

/** Whoever types a flag after a flag has forgotten the value. */
function isValue(command: Command.Loadable, word: string | undefined): boolean {
  return word !== undefined && flagOf(command, word) === null;
}

function wrongArguments(
  name: string,
  { args, strict }: Command.Loadable,
  words: readonly string[],
): UsageMistake | null {
  const known = Object.values(args);
  const missing = known.slice(words.length).filter((argument) => argument.required === true);
  if (missing.length > 0) return missingArguments(name, missing.map(nameOf));
  const extra = words[known.length];
  return extra === undefined || strict === false ? null : unexpectedArgument(name, extra);
}

function nameOf({ name }: { readonly name: string }): string {
  return name;
}

function notForDrills(name: string): UsageMistake {
  return {
    code: 'COMMAND_NOT_FOR_DRILLS',
    message: `"${name}" cannot be part of a drill.`,
    why: `What can is every command of ${TOPICS.join(', ')}, and ${COMMANDS.join(', ')}; but none that watches.`,
  };
}

function otherSite(): UsageMistake {
  return { code: 'FLAG_NOT_FOR_DRILLS', message: 'A drill runs on one site: its commands take no --site.' };
}

function noInput(): UsageMistake {
  return { code: 'INPUT_NOT_FOR_DRILLS', message: 'A drill has no standard input: "-" cannot be read.' };
}

function noValue(flag: string): UsageMistake {
  return { code: 'USAGE_WRONG', message: `Flag --${flag} expects a value.` };
}

function isForDrills(name: string): boolean {
  const words = name.split(' ');
  return (TOPICS.includes(words[0] as string) || COMMANDS.includes(name)) && words.at(-1) !== 'watch';
}

/** A number below zero is a value. */
function isFlag(word: string): boolean {
  return /^-(?!\d|$)/.test(word);
}

/** Where a command reads a file, `-` is its standard input. */
function isInput(word: string): boolean {
  return /^(?:--[^=]+=)?-$/.test(word);
}
