/**
 * What a kind of fault is: how it is typed, and how what an operator typed becomes one.
 *
 * Not here: the kinds themselves (lhc-kinds.ts, streaming-kinds.ts), and which of them a request means (kinds.ts).
 */

import { UserError } from '../../core/kernel/index.ts';
import type { Fault, FaultKind } from '../../core/site/index.ts';
import type { World } from '../../sim/index.ts';

export interface FaultRequest {
  readonly kind: string;
  /** Null where none was typed. */
  readonly target: string | null;
  /** For link-flapping: how long the link is down, and then up. */
  readonly everyMs: number | null;
  /** For connector-partitioned: which way is cut. */
  readonly link: 'peers' | 'vdas' | null;
  /** For monitor-answer: the HTTP status of its answers, and whether they leave the farm out. */
  readonly status: number | null;
  readonly noFarm: true | null;
  /** For packet-loss: of a hundred packets, how many get lost. From 1 to 100. */
  readonly percent: number | null;
  /** For database-offline: it answers, but slowly. */
  readonly partial: true | null;
}

export interface FaultKindInfo {
  readonly kind: FaultKind;
  /** What it is injected into, as on the command line; the empty text for a kind that takes no target. */
  readonly target: string;
  readonly flags: string;
  readonly meaning: string;
}

export interface KindDefinition extends FaultKindInfo {
  /** The target is the empty text for a kind that takes none. */
  readonly make: (world: World, request: FaultRequest & { readonly target: string }) => Fault;
}

/** The error for a flag without which a kind says nothing. `example`: the target and the flag, to paste. */
export function flagMissing(kind: FaultKind, flag: string, example: string): UserError {
  return new UserError('usage', 'FLAG_MISSING', `${kind} needs ${flag}.`, {
    hints: [`holdover fault inject ${kind} ${example}`],
  });
}
