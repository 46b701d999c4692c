/**
 * The flags of commands that end when a condition holds: `wait` and `watch`.
 *
 * Not here: what a condition can say (app/conditions).
 */
import * as Flags from '@oclif/core/flags';
import type { WaitOutcome } from '../app/lhc/wait.ts';
import { timeoutFlag } from './change-flags.ts';
import type { ExitName } from './exit-codes.ts';

export const conditionFlags = {
  until: Flags.string({ summary: 'End with 0 when this condition holds (CEL).', helpValue: 'CONDITION' }),
  'fail-on': Flags.string({ summary: 'End with 1 when this condition holds (CEL).', helpValue: 'CONDITION' }),
  ...timeoutFlag,
};

/** The exit code for how a wait ended. */
export const WAIT_EXITS: Readonly<Record<WaitOutcome, ExitName>> = {
  holds: 'done',
  failed: 'negative',
  'timed-out': 'timed-out',
};
