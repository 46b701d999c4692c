/**
 * What the farm knows of the copies on its servers: each site looks at its stores again and again, and a server tells of its own when
 * its service starts.
 *
 * A look that would find what is known already is left out.
 *
 * Not here: the copies themselves (copies.ts), and what is made of them (who-may.ts).
 */

import type { CopySeen } from '../../core/pvs/inventory/index.ts';
import type { World } from '../world.ts';
import { copyOn } from './copies.ts';
import { type FarmRuntime, vdiskDataAt } from './farm.ts';
import { releaseVersions } from './releases.ts';
import { farmChanged, scheduleLook } from './schedule-farm.ts';

/** A site's look at all of its stores. */
export function look(world: World, farm: FarmRuntime, site: number): void {
  farm.data.inventoryDueMs[site] = null;
  const changed = farm.topology.sites[site]?.servers.filter((server) => lookAt(world, farm, server)) ?? [];
  if (changed.length > 0) farmChanged(world, farm);
  releaseVersions(world, farm);
}

/** A server tells of its copies. */
export function lookAtServer(world: World, farm: FarmRuntime, server: number): void {
  if (lookAt(world, farm, server)) farmChanged(world, farm);
  releaseVersions(world, farm);
}

/** The copies of one vDisk on one server are looked at out of turn. */
export function lookAtCopies(world: World, farm: FarmRuntime, vdisk: number, server: number): void {
  if (lookAtVdisk(world, farm, vdisk, server)) farmChanged(world, farm);
}

/** The copies of some servers are others than before: the next look finds it. */
export function copiesChanged(world: World, farm: FarmRuntime, servers: readonly number[]): void {
  for (const site of new Set(servers.map((server) => farm.topology.servers[server]!.site)))
    scheduleLook(world, farm, site);
}

function lookAt(world: World, farm: FarmRuntime, server: number): boolean {
  return farm.topology.vdisks.reduce((changed, _, vdisk) => lookAtVdisk(world, farm, vdisk, server) || changed, false);
}

function lookAtVdisk(world: World, farm: FarmRuntime, vdisk: number, server: number): boolean {
  const position = farm.topology.vdisks[vdisk]!.store.servers.indexOf(server);
  if (position === -1) return false;
  const { versions, seen } = vdiskDataAt(farm, vdisk);
  let changed = false;
  for (const { number } of versions.versions) {
    const found = copyOn(world, farm, vdisk, number, server);
    const row = seen[number] ?? [];
    seen[number] = row;
    if (isSame(row[position], found)) continue;
    row[position] = found;
    changed = true;
  }
  return changed;
}

function isSame(before: CopySeen | undefined, now: CopySeen): boolean {
  return before !== undefined && JSON.stringify(before) === JSON.stringify(now);
}
