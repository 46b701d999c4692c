/**
 * The facts of a streaming farm that a status document is made of. Each is looked up when it is asked for, so that one target of a
 * hundred thousand costs no other.
 *
 * Not here: what is made of them (pvs-status.ts).
 */

import type { Refusal } from '../pvs/codes/index.ts';
import type { FarmTopology } from '../pvs/farm/index.ts';
import type { CopySeen } from '../pvs/inventory/index.ts';
import type { VdiskVersions, VersionAccess } from '../pvs/versions/index.ts';
import type { TargetState } from './pvs-document.ts';

/** Servers, vDisks and targets are looked up by their numbers in the topology. */
export interface FarmFacts {
  readonly topology: FarmTopology;
  readonly database: 'online' | 'offline';
  readonly server: (server: number) => StreamServerFacts;
  readonly target: (target: number) => TargetFacts;
  /** The state alone, for whoever looks through all targets. */
  readonly targetState: (target: number) => TargetState;
  readonly targetCounts: () => Readonly<Record<TargetState, number>>;
  /** How many targets have their input and output held. */
  readonly heldCount: () => number;
  readonly vdisk: (vdisk: number) => VdiskFacts;
}

export interface StreamServerFacts {
  readonly up: boolean;
  readonly service: 'running' | 'stopping' | 'stopped';
  /** Targets that it streams to, and those that were handed to it. */
  readonly targetCount: number;
  readonly bootingCount: number;
}

export interface TargetFacts {
  readonly state: TargetState;
  /** Its input and output are held. */
  readonly isHeld: boolean;
  /** Servers by number; null for none. */
  readonly server: number | null;
  readonly loginServer: number | null;
  readonly recordedServer: number | null;
  /** What it has booted, or would boot now; null where there is nothing for it. */
  readonly version: { readonly number: number; readonly access: VersionAccess } | null;
  readonly failoverCount: number;
  /** How long its input and output were held the last time; of one that is held now, since when it is. */
  readonly freezeMs: number;
  readonly retryCount: number;
  readonly ioErrorCount: number;
  /** What it has written since it booted. */
  readonly writtenBytes: number;
  readonly fallback: Fallback;
  /** Why it does not stream; null when it does, or is off. */
  readonly refusal: Refusal | null;
}

/** Whether something goes on when its server is gone; if not, why. */
export interface Fallback {
  readonly highlyAvailable: boolean;
  readonly why: Refusal | null;
}

export interface VdiskFacts {
  readonly versions: VdiskVersions;
  /** The copy of a version on a server of the store, as the farm's inventory knows it. */
  readonly copy: (version: number, server: number) => CopySeen;
  readonly fallback: Fallback;
}
