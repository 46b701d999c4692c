/**
 * Anything that was thrown, as a failure with a code and an exit code. The only place that decides either.
 *
 * A `UserError` says itself what it is; oclif's own errors are wrong usage; everything else is a bug of ours.
 * Not here: how a failure is shown (ui/text/failure.ts).
 */
import { CLIError, ModuleLoadError } from '@oclif/core/errors';
import type { ErrorResult } from '../app/program-result.ts';
import { UserError } from '../core/kernel/index.ts';
import type { Failure } from '../ui/text/failure.ts';
import { writeBugReport } from './bug-report.ts';
import { EXIT_CODES } from './exit-codes.ts';
import { parserFailure } from './parser-failure.ts';

/** What was going on when it was thrown. */
export interface Circumstances {
  /** Everything typed after `holdover`. */
  readonly words: readonly string[];
  /** The command that ran, as typed: `lhc status`; null before one was found. */
  readonly command: string | null;
  readonly version: string;
}

/** The failure that a thrown thing stands for. A bug's report is written on the way. */
export function failureOf(thrown: unknown, circumstances: Circumstances): Failure {
  const failure = usersFailure(thrown, circumstances.command);
  if (failure !== null) return failure;
  if (isFullDisk(thrown)) return userFailure(outputNotWritten(thrown));
  return bugFailure(thrown, circumstances);
}

/** The failure of whoever typed a command, as a part of which something was thrown; null where that is no failure of theirs. */
export function usersFailure(thrown: unknown, command: string | null): Failure | null {
  if (thrown instanceof UserError) return userFailure(thrown);
  if (thrown instanceof InvalidValueError) return valueFailure(thrown, command);
  if (thrown instanceof CLIError && !(thrown instanceof ModuleLoadError)) {
    return parserFailure(thrown, command ?? 'help');
  }
  return null;
}

/** A failure as the document that `--json` prints. */
export function failureDocument({ code, message, why, hints, problems, exit }: Failure): ErrorResult {
  const parts = { ...(why === null ? {} : { why }), hints, ...(problems.length === 0 ? {} : { problems }) };
  return { schema: 'holdover.error/1', error: { code, message, ...parts, exit } };
}

/**
 * Carries a user error out of the `parse` function of a flag, whose message oclif rewrites on the way.
 */
export class InvalidValueError extends Error {
  override readonly name = 'InvalidValueError';
  readonly userError: UserError;

  constructor(userError: UserError) {
    super(userError.message, { cause: userError });
    this.userError = userError;
  }
}

function userFailure({ code, message, why, hints, problems, kind }: UserError): Failure {
  return { code, message: asSentence(message), why, hints, problems, exit: EXIT_CODES[kind].code };
}

/**
 * A capital at the start, unless the first word is a path or the name of a program, and a full stop at the end. What ends as a sentence
 * begins as it should: with a small letter where a name stands first.
 */
function asSentence(message: string): string {
  if (message.endsWith('.')) return message;
  const begun = /^(?!holdover |lhc |pvs )[a-z]+ /.test(message)
    ? message.charAt(0).toUpperCase() + message.slice(1)
    : message;
  return /[\w)"']$/.test(begun) ? `${begun}.` : begun;
}

/** A value that a flag or an argument cannot have: the command's help says what it can. */
function valueFailure({ userError }: InvalidValueError, command: string | null): Failure {
  return { ...userFailure(userError), hints: [`holdover ${command ?? 'help'} --help`] };
}

/** Of what was being printed: whoever writes files says so in an error of its own. */
function isFullDisk(thrown: unknown): thrown is NodeJS.ErrnoException {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOSPC';
}

function outputNotWritten(cause: NodeJS.ErrnoException): UserError {
  return new UserError('cannot-write', 'OUTPUT_NOT_WRITABLE', 'The output cannot be written.', {
    why: cause.message,
    cause,
  });
}

function bugFailure(thrown: unknown, { words, version }: Circumstances): Failure {
  const path = writeBugReport(thrown, words, version);
  return {
    code: 'BUG',
    message: `This is a bug of holdover: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
    why: path === null ? 'The report could not be written.' : `A report is in ${path}; it is worth sending in.`,
    hints: path === null ? ['holdover doctor'] : [`cat ${path}`],
    problems: [],
    exit: EXIT_CODES.bug.code,
  };
}
