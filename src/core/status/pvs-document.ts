/**
 * The part of the status document about streaming: its field names are a contract, as in document.ts.
 *
 * Not here: how it is worked out (pvs-status.ts).
 */

import type { Refusal } from '../pvs/codes/index.ts';
import type { CopyState } from '../pvs/inventory/index.ts';
import type { VersionAccess } from '../pvs/versions/index.ts';

export interface PvsStatus extends PvsSummary {
  readonly targets: Readonly<Record<string, TargetStatus>>;
}

/** All but the targets one by one. */
export interface PvsSummary {
  readonly runtime: 'modelled';
  readonly database: 'online' | 'offline';
  readonly servers: Readonly<Record<string, ServerStatus>>;
  readonly vdisks: Readonly<Record<string, VdiskStatus>>;
  /** Targets by their state, so that nobody has to count them. */
  readonly targetCounts: Readonly<Record<TargetState, number>>;
  /** Running targets that wait for an answer, for another server, or frozen: their users feel it, whatever their state is called. */
  readonly heldTargets: number;
}

export interface ServerStatus {
  readonly site: string;
  readonly up: boolean;
  readonly streamService: 'running' | 'stopping' | 'stopped';
  readonly addresses: readonly string[];
  readonly powerRating: number;
  /** Targets that it streams to, and those that were handed to it. */
  readonly targets: number;
  readonly booting: number;
  /** Targets divided by the power rating. */
  readonly load: number;
}

export const TARGET_STATES = ['off', 'booting', 'streaming', 'reconnecting', 'frozen'] as const;

export type TargetState = (typeof TARGET_STATES)[number];

/** As the target itself reports it. */
export interface TargetStatus {
  readonly site: string;
  readonly collection: string;
  readonly type: VersionAccess;
  readonly vdisk: string;
  /** That it has booted, or would boot; null where there is none for it. */
  readonly version: number | null;
  readonly access: VersionAccess | null;
  readonly state: TargetState;
  /** Its input and output wait: also while it streams, when its server does not answer. */
  readonly held: boolean;
  readonly server: string | null;
  readonly serverAddress: string | null;
  /** The server that answered its last login. */
  readonly loginServer: string | null;
  /** The server that the farm has on record for it. */
  readonly recordedServer: string | null;
  readonly failovers: number;
  /** For how long its input and output were held at the last fail-over; of one that is held now, since when it is. */
  readonly lastFreezeSec: number;
  readonly retries: number;
  readonly ioErrors: number;
  /** How full the write cache in RAM is, in whole percents; null where it is kept elsewhere, and while the target is off. */
  readonly ramCachePercent: number | null;
  /** Whether another server could have it now. */
  readonly highlyAvailable: boolean;
  /** Why not; of one that does not stream, why it does not. */
  readonly why: Refusal | null;
}

export interface VdiskStatus {
  readonly site: string;
  readonly store: string;
  readonly storage: 'local' | 'shared';
  readonly mode: 'standard' | 'private';
  readonly loadBalanced: boolean;
  readonly assignedServer: string | null;
  /** Targets that boot from it, on or off. */
  readonly targets: number;
  /** That production targets boot now. */
  readonly defaultVersion: number | null;
  /** That production targets are pinned to. */
  readonly pinnedVersion: number | null;
  /** By number. */
  readonly versions: Readonly<Record<string, VersionStatus>>;
  readonly highlyAvailable: boolean;
  readonly why: Refusal | null;
}

export interface VersionStatus {
  readonly access: VersionAccess | 'pending';
  /** By server of the store: its copy, as the inventory knows it, compared with what is on record. */
  readonly replicas: Readonly<Record<string, CopyState>>;
  readonly identicalOn: readonly string[];
}
