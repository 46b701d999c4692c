/**
 * What an explanation says of each kind of object of a streaming farm.
 *
 * Not here: how it is worked out (explain/), codes (../lhc/explanation.ts), and how it looks (ui).
 */

import type { Refusal } from '../../core/pvs/codes/index.ts';
import type { CopyState } from '../../core/pvs/inventory/index.ts';
import type { PvsFinding } from '../../core/pvs/readiness/index.ts';
import type { ServerStatus, TargetStatus, VdiskStatus, VersionStatus } from '../../core/status/index.ts';
import type { FaultResult } from '../fault/fault-result.ts';
import type { EventResult } from '../lhc/events.ts';
import type { NextChange } from '../lhc/explanation.ts';
import type { ArrivedTargets, StrandedTargets } from './farm-numbers.ts';
import type { Candidate } from './test-failover/result.ts';

export type FarmExplanation = TargetExplanation | ServerExplanation | VdiskExplanation;

/** What all of them have. A `farmSite` is the provisioning site that the object belongs to. */
interface AboutFarm {
  readonly farmSite: string;
  /** The last thing that the log tells of it; null when there is none. */
  readonly because: EventResult | null;
  readonly findings: readonly PvsFinding[];
  /** What would make it better, the nearest first. */
  readonly mend: readonly Mend[];
}

/** Something to do. */
export interface Mend {
  /** The code of what it mends. */
  readonly code: Refusal['code'];
  /** As an imperative. */
  readonly what: string;
  /** To paste; null where it is nothing that a command does. */
  readonly command: string | null;
}

export interface TargetExplanation extends Omit<TargetStatus, 'site'>, AboutFarm {
  readonly kind: 'target';
  readonly target: string;
  /** All servers of its site. */
  readonly servers: readonly TargetServer[];
  /** What would become of it if its server stopped now; null while it has none. */
  readonly withoutServer: Foretelling | null;
  /** In force on its server, or the one that it had last, and on the database. */
  readonly faults: readonly FaultResult[];
  /** What would change its state next; empty where nothing is about to. */
  readonly next: readonly NextChange[];
}

/** A server as a place for a target. */
export interface TargetServer extends Candidate {
  /** It has the target, or had it until the target was left without. */
  readonly isCurrent: boolean;
}

/** One of the two: where it would go, or why it could not. */
export interface Foretelling {
  readonly server: string | null;
  readonly refusal: Refusal | null;
}

export interface ServerExplanation extends Omit<ServerStatus, 'site'>, AboutFarm {
  readonly kind: 'server';
  readonly server: string;
  /** Whether targets ask it first. */
  readonly loginServer: boolean;
  /** When a stopped service is started again by itself; null when it is not. */
  readonly until: string | null;
  /** Whose targets it has. */
  readonly vdisks: readonly VdiskOnServer[];
  /** What each other server of the site would have if this one stopped now. */
  readonly without: readonly ServerWithout[];
}

/** The targets of a vDisk on a server, and what would become of them if it stopped now. */
export interface VdiskOnServer {
  readonly vdisk: string;
  readonly targets: number;
  readonly moves: readonly ArrivedTargets[];
  readonly cannotMove: readonly StrandedTargets[];
}

export interface ServerWithout {
  readonly server: string;
  readonly targetsNow: number;
  readonly targetsThen: number;
}

export interface VdiskExplanation extends Omit<VdiskStatus, 'site' | 'versions'>, AboutFarm {
  readonly kind: 'vdisk';
  readonly vdisk: string;
  readonly versions: readonly ExplainedVersion[];
}

export interface ExplainedVersion extends Pick<VersionStatus, 'access' | 'identicalOn'> {
  readonly version: number;
  /** Whether production targets boot it now. */
  readonly isDefault: boolean;
  /** Targets that read it, as what they have booted or as a part of it. */
  readonly readers: number;
  /** In the order of the store. */
  readonly replicas: readonly ExplainedReplica[];
}

export interface ExplainedReplica {
  readonly server: string;
  readonly state: CopyState;
  /** Why the server could not stream this version to a target that boots it now; null when it could. */
  readonly refusal: Refusal | null;
}
