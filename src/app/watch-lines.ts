/**
 * The lines of a watch: a snapshot, changes, an end.
 *
 * Not here: when a line is told (watch.ts, lhc/zone-teller.ts, pvs/farm-teller.ts), and how it looks (ui).
 */

import type { PvsCode } from '../core/pvs/codes/index.ts';
import type { LhcStatus, PvsStatus, ServerStatus, StatusHead, Verdict } from '../core/status/index.ts';
import type { InForce } from './in-force.ts';
import type { EventResult } from './lhc/events.ts';
import type { WaitOutcome } from './lhc/wait.ts';
import type { FarmEvent } from './pvs/events.ts';

export type WatchLine = WatchSnapshot | WatchChange | WatchEnd;

export interface WatchSnapshot {
  readonly schema: 'holdover.watch/1';
  readonly type: 'snapshot';
  readonly status: WatchedStatus;
}

/** The status document with the parts that are watched. */
export interface WatchedStatus extends StatusHead {
  readonly lhc?: LhcStatus;
  readonly pvs?: PvsStatus;
}

export type WatchChange = EventChange | FarmEventChange | ZoneChange | LaunchesChange | ServerChange | TargetsChange;

interface Change {
  readonly schema: 'holdover.watch/1';
  readonly type: 'change';
}

/** Something was written to a log. */
export interface EventChange extends EventResult, Change {
  readonly change: 'event';
}

/** Something was done to the farm, or to its vDisks. What servers and targets do is told of in changes of their own. */
export interface FarmEventChange extends FarmEvent, Change {
  readonly change: 'event';
}

/** A zone is not as it was when it was last told of. */
export interface ZoneChange extends ZoneSummary, Change {
  readonly change: 'zone';
  readonly at: string;
}

/** Launches have failed since that was last told; at most one a minute. */
export interface LaunchesChange extends Change {
  readonly change: 'launches';
  readonly at: string;
  readonly failed: number;
  readonly failedBy: Readonly<Record<string, number>>;
}

/** A server is up, down, or streams otherwise than when it was last told of. */
export interface ServerChange extends ServerSummary, Change {
  readonly change: 'server';
  readonly at: string;
}

/** What became of targets within a second of the site's time: one line for all of them. */
export interface TargetsChange extends TargetsSummary, Change {
  readonly change: 'targets';
  readonly at: string;
}

export interface ZoneSummary {
  readonly zone: string;
  readonly state: string;
  readonly brokering: string;
  readonly elected: string | null;
  readonly registered: number;
  readonly registeredWith: { readonly cloud: number; readonly secondary: number; readonly none: number };
  readonly resetting: number;
}

export interface ServerSummary extends Pick<ServerStatus, 'up' | 'streamService' | 'targets' | 'booting' | 'load'> {
  readonly server: string;
}

export interface TargetsSummary {
  /** Targets that were held, and went on from another server. */
  readonly moved: readonly { readonly from: string; readonly to: string; readonly targets: number }[];
  /** And those that went on from the server that they had. */
  readonly resumed: readonly { readonly server: string; readonly targets: number }[];
  /** Of all that went on; null where none did. */
  readonly longestPauseSec: number | null;
  readonly frozen: readonly HeldTargets[];
  /** Switched on, and booted by no server. */
  readonly notBooted: readonly HeldTargets[];
}

export interface HeldTargets {
  /** Null where no server answers. */
  readonly code: PvsCode | null;
  readonly targets: number;
  /** The first of them. */
  readonly named: readonly string[];
}

export interface WatchEnd {
  readonly schema: 'holdover.watch/1';
  readonly type: 'end';
  readonly at: string;
  readonly outcome: WaitOutcome | 'counted' | 'interrupted';
  readonly condition: string | null;
  readonly verdict: Verdict;
  /** What an operator did and has not undone, with the commands that undo it. */
  readonly inForce: readonly InForce[];
}
