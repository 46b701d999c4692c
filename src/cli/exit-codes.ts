/**
 * The exit codes, by name. Scripts rely on the numbers: they are frozen.
 *
 * The names of `FailureKind` are names here as well, so that a user error needs no second table.
 * Not here: which outcome a command reports (the commands), and how errors become one of these (failure.ts).
 */
import type { FailureKind } from '../core/kernel/index.ts';

export interface ExitCode {
  readonly code: number;
  readonly meaning: string;
}

export const EXIT_CODES = {
  done: { code: 0, meaning: 'done, healthy, ready, passed, or nothing to do' },
  negative: { code: 1, meaning: 'a negative verdict: degraded, not ready, refused, failed, an invariant broken' },
  unknown: { code: 2, meaning: 'could not decide: no data, or too old' },
  guarded: { code: 10, meaning: 'held back by a guard; the message names the finding and --force=CODE' },
  'expectation-false': { code: 11, meaning: '--expect was false; nothing was changed' },
  'drill-aborted': { code: 20, meaning: 'the drill was aborted, and its undo steps ran' },
  'drill-paused': { code: 21, meaning: 'the drill is paused and can be resumed' },
  'not-settled': { code: 22, meaning: 'the change was made, but --wait timed out before the system settled' },
  usage: { code: 64, meaning: 'wrong usage: an unknown command, flag, object or field' },
  'invalid-file': { code: 65, meaning: 'a file is invalid' },
  'no-such-file': { code: 66, meaning: 'there is no such file' },
  unavailable: { code: 69, meaning: 'something needed is not available: a live node, or a Node.js that is new enough' },
  bug: { code: 70, meaning: 'a bug of holdover; the message names the report file' },
  'cannot-write': { code: 73, meaning: 'a file or the store cannot be written' },
  locked: { code: 75, meaning: 'the store is locked by another process, which the message names' },
  'no-permission': { code: 77, meaning: 'no permission' },
  'timed-out': { code: 124, meaning: 'wait or watch timed out' },
  interrupted: { code: 130, meaning: 'interrupted' },
} as const satisfies Record<FailureKind, ExitCode> & Record<string, ExitCode>;

export type ExitName = keyof typeof EXIT_CODES;

/** What monitors of the Nagios family expect of a plug-in: OK, WARNING, CRITICAL, UNKNOWN. For `check --format nagios` only. */
export const NAGIOS_EXIT_CODES = { ready: 0, warnings: 1, 'not-ready': 2, unknown: 3 } as const;
