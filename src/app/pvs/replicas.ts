/**
 * `pvs replicas`: what each server has of each version, compared with what is on record: the product's replication status.
 *
 * Not here: how copies are compared (core/pvs/inventory).
 */

import { formatInstant } from '../../core/kernel/index.ts';
import { COPY_STATES, type CopyState } from '../../core/pvs/inventory/index.ts';
import { type VdiskStatus, type VersionStatus, vdiskStatusOf } from '../../core/status/index.ts';
import { nextInventoryMs } from '../../sim/index.ts';
import type { AppContext } from '../context.ts';
import { vdiskNamed } from '../streaming-objects.ts';
import { openFarm } from './open-farm.ts';

export interface ReplicasResult {
  readonly schema: 'holdover.replicas/1';
  readonly site: string;
  readonly at: string;
  readonly replicas: readonly ListedReplica[];
  /** When the farm looks at its stores next, and may find that copies have changed since its last look; null when none has. */
  readonly nextLook: string | null;
}

export interface ListedReplica {
  readonly vdisk: string;
  readonly store: string;
  readonly version: number;
  readonly access: VersionStatus['access'];
  readonly server: string;
  readonly state: CopyState;
  /** The same as the product's number, from 0 to 5. */
  readonly stateNumber: number;
}

/** Of one vDisk, or of all. @throws {UserError} FARM_NONE, VDISK_UNKNOWN, and what the store throws */
export async function replicas(context: AppContext, vdiskName: string | null): Promise<ReplicasResult> {
  const { world, facts } = await openFarm(context);
  const wanted = vdiskName === null ? null : vdiskNamed(world, vdiskName);
  const nextLookMs = nextInventoryMs(world);
  return {
    schema: 'holdover.replicas/1',
    site: world.definition.name,
    at: formatInstant(world.data.nowMs),
    replicas: facts.topology.vdisks.flatMap(({ name }, vdisk) =>
      wanted === null || wanted === name ? replicasOf(name, vdiskStatusOf(facts, vdisk)) : [],
    ),
    nextLook: nextLookMs === null ? null : formatInstant(nextLookMs),
  };
}

function replicasOf(vdisk: string, { store, versions }: VdiskStatus): readonly ListedReplica[] {
  return Object.entries(versions).flatMap(([number, { access, replicas: copies }]) =>
    Object.entries(copies).map(([server, state]) => ({
      vdisk,
      store,
      version: Number(number),
      access,
      server,
      state,
      stateNumber: COPY_STATES.indexOf(state),
    })),
  );
}
