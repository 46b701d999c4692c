/**
 * A turn is one step of a target under way, and what every part of the machine does to it: change the state, send, log.
 *
 * Mutable inside; nothing of it leaves a step but the state and the effects.
 *
 * Not here: what each input means (target.ts), logins (login.ts).
 */

import type { WantedFile } from '../inventory/index.ts';
import { heldRequest, type Outstanding, type RequestId, sentAt } from './outstanding.ts';
import { isConnected, type TargetSettings, type TargetState } from './state.ts';

/** A boot can be told to wait, a fail-over never (P25). */
export type LoginKind = 'boot' | 'failover';

export type TargetEffect =
  | {
      readonly type: 'ask-login';
      readonly to: number;
      readonly attempt: number;
      readonly kind: LoginKind;
      /** What it has to find, base first; null for a boot, which takes what is on record. */
      readonly image: readonly WantedFile[] | null;
      /** Servers whose copies it has found not identical: whoever answers looks at these anew. */
      readonly rejected: readonly number[];
    }
  | {
      readonly type: 'open';
      readonly server: number;
      readonly attempt: number;
      readonly epoch: number;
      readonly kind: LoginKind;
    }
  /** Says farewell to a server, which may not be there to hear it. */
  | { readonly type: 'leave'; readonly server: number; readonly epoch: number }
  | { readonly type: 'tell-driver-connected'; readonly server: number; readonly epoch: number }
  /** `sentAtMs` comes back with the answer. */
  | {
      readonly type: 'send';
      readonly server: number;
      readonly epoch: number;
      readonly request: RequestId;
      readonly sentAtMs: number;
    }
  /** The answer is good: whoever made the request has it. */
  | { readonly type: 'complete'; readonly request: number }
  /** It has a disk again, after it had to log in anew. */
  | { readonly type: 'resumed'; readonly pausedSinceMs: number }
  | { readonly type: 'log'; readonly entry: TargetLogEntry; readonly server: number | null };

/** `server` is the one that the entry is about, where there is one. */
export type TargetLogEntry =
  | 'connected'
  | 'too-many-retries'
  | 'told-to-move'
  | 'reconnecting'
  | 'not-identical'
  | 'frozen'
  | 'busy';

export interface Turn {
  state: TargetState;
  readonly effects: TargetEffect[];
  readonly settings: TargetSettings;
  readonly atMs: number;
}

/** Changes parts of the state. A new phase begins now. */
export function update(turn: Turn, change: Partial<TargetState>): void {
  const isNewPhase = change.phase !== undefined && change.phase !== turn.state.phase;
  turn.state = { ...turn.state, ...change, ...(isNewPhase ? { sinceMs: turn.atMs } : {}) };
}

export function log(turn: Turn, entry: TargetLogEntry, server: number | null): void {
  turn.effects.push({ type: 'log', entry, server });
}

/** Something is asked for. While there is no server it is held, behind everything before it. */
export function issue(turn: Turn, request: RequestId): void {
  const entry = heldRequest(request);
  update(turn, { outstanding: [...turn.state.outstanding, entry] });
  if (isConnected(turn.state)) sendOutstanding(turn, (each) => each === entry);
}

/** Sends what is outstanding and `isMeant`, in order. */
export function sendOutstanding(turn: Turn, isMeant: (entry: Outstanding) => boolean): void {
  const { server, epoch, outstanding } = turn.state;
  if (server === null) return;
  for (const { request } of outstanding.filter(isMeant)) {
    turn.effects.push({ type: 'send', server, epoch, request, sentAtMs: turn.atMs });
  }
  update(turn, { outstanding: outstanding.map((entry) => (isMeant(entry) ? sentAt(entry, turn.atMs) : entry)) });
}
