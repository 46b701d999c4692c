/**
 * Judges one target of a fail-over test: its server was noted, the Stream Service there was stopped, and the target was looked at again.
 *
 * What counts is the target's own report. The farm's record of it is only compared with that: a record that says otherwise is a flaw
 * of its own, since everybody who looks there is misled.
 *
 * Not here: how a test goes (app/pvs/test-failover.ts).
 */

import { formatDuration, formatPause } from '../../kernel/index.ts';
import type { PvsCode, Refusal } from '../codes/index.ts';
import type { VisibleState } from '../target/index.ts';

/** What was noted before the stop. */
export interface Noted {
  /** The server that the target reported. */
  readonly server: string;
  /** The longest time that it may take to report another one. */
  readonly withinMs: number;
}

/** What was found after the stop. Servers are names; null for none. */
export interface Confirmation {
  readonly state: VisibleState;
  readonly server: string | null;
  /** The server that the farm has on record for it. */
  readonly recordedServer: string | null;
  /** From the stop to the moment at which it went on; null when it did not. */
  readonly movedAfterMs: number | null;
  /** For how long its input and output were held, or have been until now. */
  readonly pausedMs: number;
  /** Since the stop. */
  readonly ioErrors: number;
  /** Bytes that it found otherwise than it had left them, since the stop. */
  readonly lostBytes: number;
  /** Why it does not stream; null when it does. */
  readonly why: Refusal | null;
}

export type FlawKind =
  | 'not-streaming'
  | 'same-server'
  | 'too-late'
  | 'paused-too-long'
  | 'record-disagrees'
  | 'io-errors'
  | 'bytes-lost';

/** Something that a target must not show for its fail-over to be a good one. */
export interface Flaw {
  readonly kind: FlawKind;
  /** Where eligibility is the reason: its code. */
  readonly code: PvsCode | null;
  readonly reason: string;
}

/** What is wrong with a fail-over; nothing when it passed. */
export function flawsOf(noted: Noted, confirmed: Confirmation): readonly Flaw[] {
  return [
    ...(confirmed.state === 'streaming' ? flawsOfMove(noted, confirmed) : [standstill(confirmed)]),
    ...damage(confirmed),
  ];
}

function standstill({ state, why }: Confirmation): Flaw {
  const reason = `it is ${state}${why === null ? '' : `: ${why.reason}`}`;
  return { kind: 'not-streaming', code: why?.code ?? null, reason };
}

function flawsOfMove(noted: Noted, confirmed: Confirmation): readonly Flaw[] {
  const { server, recordedServer } = confirmed;
  return [
    ...(server === noted.server ? [flaw('same-server', `it streams from ${server} as before`)] : []),
    ...lateness(noted, confirmed),
    ...(recordedServer === server ? [] : [flaw('record-disagrees', disagreement(confirmed))]),
  ];
}

/** One that was held already before the stop may be in time, and its pause too long all the same. */
function lateness({ withinMs }: Noted, { movedAfterMs, pausedMs }: Confirmation): readonly Flaw[] {
  const limit = formatDuration(withinMs);
  if (movedAfterMs !== null && movedAfterMs > withinMs) {
    return [flaw('too-late', `it went on after ${formatPause(movedAfterMs)}, and not within ${limit}`)];
  }
  if (pausedMs <= withinMs) return [];
  return [flaw('paused-too-long', `it was paused for ${formatPause(pausedMs)}, which is longer than ${limit}`)];
}

function disagreement({ server, recordedServer }: Confirmation): string {
  return `it reports ${server}, and the farm has ${recordedServer ?? 'no server'} on record for it`;
}

function damage({ ioErrors, lostBytes }: Confirmation): readonly Flaw[] {
  return [
    ...(ioErrors === 0 ? [] : [flaw('io-errors', `errors of input or output: ${ioErrors}`)]),
    ...(lostBytes === 0 ? [] : [flaw('bytes-lost', `bytes that are not as it had left them: ${lostBytes}`)]),
  ];
}

function flaw(kind: FlawKind, reason: string): Flaw {
  return { kind, code: null, reason };
}
