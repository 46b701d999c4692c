/**
 * What a test of the fail-over tells: what was noted, what became of each target, and the verdict.
 *
 * Not here: how it is done (../test-failover.ts), and how it looks (ui).
 */

import type { Refusal } from '../../../core/pvs/codes/index.ts';
import type { Flaw } from '../../../core/pvs/failover-test/index.ts';
import type { TargetState } from '../../../core/status/index.ts';
import type { StrandedTargets } from '../farm-numbers.ts';
import type { ChangeRefusal } from '../refusal.ts';

export interface TestFailoverResult {
  readonly schema: 'holdover.test-failover/1';
  readonly site: string;
  /** When the test was over. */
  readonly at: string;
  /** What the verdict is about: one of the three. */
  readonly target: string | null;
  readonly vdisk: string | null;
  readonly server: string | null;
  readonly withinSec: number;
  /** `refused`: nothing was stopped, since it could not have been started again. `unknown`: there was nothing to stop. */
  readonly verdict: 'pass' | 'fail' | 'refused' | 'unknown';
  /** Why it was refused; null where it was not. */
  readonly refusal: ChangeRefusal | null;
  readonly detection: Detection;
  /** A test for each server that was stopped, in their order. */
  readonly tests: readonly ServerTest[];
  /** Those that the verdict would be about, and that did not stream when it began. One that is frozen fails the test. */
  readonly untested: readonly Untested[];
  /** The command that starts what was left stopped; null where nothing was. */
  readonly undo: string | null;
}

/** How long it takes until a target knows that it has lost its server. */
export interface Detection {
  /** After this stop, of which it was told: the slowest of those that were tested. Null where none was. */
  readonly stopSec: number | null;
  /** After a crash, from the first request that is not answered, when the network was healthy before. */
  readonly crashSec: number;
  /** The same at worst: of a target that has had no answer yet. */
  readonly crashWorstSec: number;
  /** What comes on top for a target that has nothing to ask for, until its next heartbeat. */
  readonly idleSec: number;
}

/** What came of stopping one server. */
export interface ServerTest {
  readonly server: string;
  readonly address: string | null;
  readonly stoppedAt: string;
  /** When its Stream Service was started again; null when it was not. */
  readonly startedAt: string | null;
  /** Why it could not be started again; null where it was, or was not to be. */
  readonly notStarted: ChangeRefusal | null;
  /** Of its targets that were frozen when it was started: how many went on, and how long after; null where none did. */
  readonly resumedCount: number;
  readonly resumedSec: number | null;
  /** And those that did not. */
  readonly stillFrozen: readonly string[];
  /** Targets that were told to log in again. */
  readonly toldCount: number;
  readonly targets: readonly TargetTest[];
  /** Other targets of the server that had no other place to go, foretold before the stop: they freeze, until the server is back. */
  readonly cannotMove: readonly StrandedTargets[];
}

export interface TargetTest {
  readonly target: string;
  readonly vdisk: string;
  readonly version: number | null;
  readonly mode: 'standard' | 'private' | 'maintenance';
  readonly loadBalanced: boolean;
  readonly verdict: 'pass' | 'fail';
  /** What is wrong with it; empty when it passed. */
  readonly flaws: readonly Flaw[];
  readonly before: Place;
  readonly after: Place;
  /** The other servers of its site, as they were before the stop. */
  readonly candidates: readonly Candidate[];
  /** From the stop to the moment at which it went on; null when it did not. */
  readonly movedAfterSec: number | null;
  /** From the stop to the moment at which it knew; null when it was off by then. */
  readonly noticedSec: number | null;
  /** For how long its input and output were held; of one that still is, until the end of the test. */
  readonly pausedSec: number;
  readonly ioErrors: number;
  readonly lostBytes: number;
}

/** Where a target was, by its own report and by the farm's record. */
export interface Place {
  readonly state: TargetState;
  readonly server: string | null;
  readonly address: string | null;
  readonly recordedServer: string | null;
}

export interface Candidate {
  readonly server: string;
  readonly ok: boolean;
  /** Why it would not be given the target; null when it would. */
  readonly refusal: Refusal | null;
  /** Whether it has the same files as the target reads; null where nobody can tell. */
  readonly identical: boolean | null;
  readonly targets: number;
}

export interface Untested {
  readonly target: string;
  readonly state: TargetState;
  readonly why: Refusal | null;
}
