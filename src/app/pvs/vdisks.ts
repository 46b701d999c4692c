/**
 * `pvs vdisks`: the vDisks of a farm, one by one.
 *
 * Not here: what the fields mean (core/status/pvs-document.ts), and their copies as a matrix (replicas.ts).
 */

import { formatInstant } from '../../core/kernel/index.ts';
import { type VdiskStatus, vdiskStatusOf } from '../../core/status/index.ts';
import type { AppContext } from '../context.ts';
import { openFarm } from './open-farm.ts';
import { type RunningVersions, runningVersions } from './version-use.ts';

export interface VdisksResult {
  readonly schema: 'holdover.vdisks/1';
  readonly site: string;
  readonly at: string;
  readonly vdisks: readonly ListedVdisk[];
}

export interface ListedVdisk extends VdiskStatus, RunningVersions {
  readonly vdisk: string;
}

/** @throws {UserError} FARM_NONE, and what the store throws */
export async function vdisks(context: AppContext): Promise<VdisksResult> {
  const { world, facts } = await openFarm(context);
  const running = runningVersions(world);
  return {
    schema: 'holdover.vdisks/1',
    site: world.definition.name,
    at: formatInstant(world.data.nowMs),
    vdisks: running.map((each, vdisk) => ({ ...each, ...vdiskStatusOf(facts, vdisk) })),
  };
}
