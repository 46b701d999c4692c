/**
 * What oclif's parser finds wrong with flags and arguments, in our own words and codes.
 *
 * The parser's errors are told apart by the names of their classes, never by their messages: oclif does not export the classes.
 * Not here: an unknown command, which is found before anything is parsed (unknown-command.ts).
 */
import { stripVTControlCharacters } from 'node:util';
import type { Failure } from '../ui/text/failure.ts';
import { EXIT_CODES } from './exit-codes.ts';
import {
  missingArguments,
  missingFlags,
  type UsageMistake,
  unexpectedArgument,
  unknownFlag,
} from './usage-mistakes.ts';

/** The parts of the parser's errors that are read here. */
interface ParserError extends Error {
  readonly flags?: readonly string[];
  readonly args?: readonly (string | { readonly name: string })[];
  readonly parse?: {
    readonly input?: { readonly flags: Readonly<Record<string, FlagDefinition>> };
    readonly output?: { readonly flags: Readonly<Record<string, unknown>> };
  };
}

interface FlagDefinition {
  readonly required?: boolean;
  readonly exclusive?: readonly unknown[];
  readonly dependsOn?: readonly unknown[];
}

/** The failure that a usage error of oclif stands for. `command` is as typed: `lhc status`. */
export function parserFailure(error: ParserError, command: string): Failure {
  const { code, message, why } = mistakeOf(error, command);
  return {
    code,
    message,
    why: why ?? null,
    hints: [`holdover ${command} --help`],
    problems: [],
    exit: EXIT_CODES.usage.code,
  };
}

function mistakeOf(error: ParserError, command: string): UsageMistake {
  switch (error.constructor.name) {
    case 'NonExistentFlagsError':
      return unknownFlag(command, error.flags?.[0] ?? '', Object.keys(error.parse?.input?.flags ?? {}));
    case 'UnexpectedArgsError':
      return unexpectedArgument(command, namesOf(error)[0] ?? '');
    case 'RequiredArgsError':
      return missingArguments(command, namesOf(error));
    case 'ArgInvalidOptionError':
      return { code: 'ARGUMENT_INVALID', message: plain(error) };
    case 'FlagInvalidOptionError':
      return { code: 'FLAG_INVALID', message: plain(error) };
    case 'FailedFlagValidationError':
    case 'ViolatedFlagConstraintError':
      return (
        requiredFlags(error, command) ??
        neededFlag(error) ??
        conflictingFlags(error) ?? { code: 'FLAGS_CONFLICT', message: plain(error) }
      );
    default:
      return { code: 'USAGE_WRONG', message: plain(error) };
  }
}

function requiredFlags(error: ParserError, command: string): UsageMistake | null {
  const given = error.parse?.output?.flags ?? {};
  const missing = Object.entries(error.parse?.input?.flags ?? {})
    .filter(([name, flag]) => flag.required === true && given[name] === undefined)
    .map(([name]) => name);
  return missing.length === 0 ? null : missingFlags(command, missing);
}

/** A flag that says nothing without another one. */
function neededFlag(error: ParserError): UsageMistake | null {
  const given = error.parse?.output?.flags ?? {};
  for (const [name, { dependsOn = [] }] of Object.entries(error.parse?.input?.flags ?? {})) {
    const other = dependsOn.find((each) => typeof each === 'string' && given[each] === undefined);
    if (given[name] === undefined || other === undefined) continue;
    return { code: 'FLAG_MISSING', message: `--${name} needs --${other}.` };
  }
  return null;
}

function conflictingFlags(error: ParserError): UsageMistake | null {
  const given = error.parse?.output?.flags ?? {};
  for (const [name, { exclusive = [] }] of Object.entries(error.parse?.input?.flags ?? {})) {
    const other = exclusive.find(
      (each) => typeof each === 'string' && given[each] !== undefined && given[each] !== false,
    );
    if (given[name] === undefined || given[name] === false || other === undefined) continue;
    return { code: 'FLAGS_CONFLICT', message: `--${name} and --${other} cannot be given together.` };
  }
  return null;
}

function namesOf(error: ParserError): string[] {
  return (error.args ?? []).map((argument) => (typeof argument === 'string' ? argument : argument.name));
}

/** The parser's own message, as one line: without colours, and without its pointer to help, for which there are hints. */
function plain(error: Error): string {
  const lines = stripVTControlCharacters(error.message)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('See more help'));
  return lines.join(' ');
}
