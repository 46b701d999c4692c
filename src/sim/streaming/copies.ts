/**
 * The copies of vDisks on servers as they really are: the data, and what faults make of it.
 *
 * Not here: what the farm knows of them (inventory-looks.ts).
 */

import { type CopySeen, sameSecond } from '../../core/pvs/inventory/index.ts';
import type { Damage } from '../faults.ts';
import type { World } from '../world.ts';
import { type FarmRuntime, serverAt, serverName, vdiskAt, vdiskDataAt } from './farm.ts';

/** The copy of a version on a server of its store, as somebody finds it who opens it now. */
export function copyOn(world: World, farm: FarmRuntime, vdisk: number, version: number, server: number): CopySeen {
  const { store, name } = vdiskAt(farm, vdisk);
  if (!serverAt(farm, server).up || isStoreCut(world.damage, serverName(farm, server), store.name)) {
    return { type: 'unreachable' };
  }
  const { copies, versions } = vdiskDataAt(farm, vdisk);
  const copy = copies[version]?.[store.servers.indexOf(server)] ?? { type: 'missing' };
  const drift = world.damage.drifts.get(`${serverName(farm, server)}/${name}`);
  if (drift === undefined || copy.type !== 'file' || versions.versions.at(-1)?.number !== version) return copy;
  const modifiedMs = driftedMs(drift.atMs, copy.file.modifiedMs);
  return { type: 'file', file: { ...copy.file, modifiedMs, propertiesMs: modifiedMs, layers: [`drift ${drift.id}`] } };
}

/** Files are compared by whole seconds: one that is written in the second of its version is told from it all the same. */
function driftedMs(atMs: number, modifiedMs: number): number {
  return sameSecond(atMs, modifiedMs) ? atMs + 1_000 : atMs;
}

export function isStoreCut(damage: Damage, server: string, store: string): boolean {
  return damage.storesCut.has(`${server}/${store}`);
}
