/**
 * Looks that a test of a fail-over takes at a target: whether a server has what it reads, what it has lost, and since when it has been held.
 *
 * Not here: how a target stands in general (status-facts.ts), and what is made of this (core/pvs/failover-test).
 */

import type { Demand } from '../../core/pvs/eligibility/index.ts';
import { rangeOfTarget } from '../../core/pvs/farm/index.ts';
import { copyState } from '../../core/pvs/inventory/index.ts';
import type { World } from '../world.ts';
import { farmOf, serverAt, vdiskAt, vdiskDataAt } from './farm.ts';
import { isWaiting, OFF } from './target-columns.ts';
import { demandOf } from './who-may.ts';

/** Whether all files of what a target reads are identical on a server, as the farm knows them; null where nobody can tell. */
export function hasIdenticalCopy(world: World, target: number, server: number): boolean | null {
  const farm = farmOf(world);
  const { vdisk } = rangeOfTarget(farm.topology, target);
  const position = vdiskAt(farm, vdisk).store.servers.indexOf(server);
  if (position === -1) return false;
  const demand = demandOf(farm, target);
  if (demand === null || !serverAt(farm, server).up) return null;
  if (writesImage(demand) && !demand.vdisk.store.shared && demand.boundTo !== server) return false;
  const { seen } = vdiskDataAt(farm, vdisk);
  const states = demand.chain.map((file) =>
    copyState(seen[file.number]?.[position] ?? { type: 'missing' }, file, farm.topology.identity),
  );
  return states.includes('unreachable') ? null : states.every((state) => state === 'current');
}

/** What a target has written into its image itself is on the server that it wrote through. */
function writesImage({ access, vdisk }: Demand): boolean {
  return access === 'maintenance' || vdisk.mode === 'private';
}

/** Bytes that a target has found otherwise than it had left them, ever since it was declared. */
export function lostBytesOf(world: World, target: number): number {
  return farmOf(world).data.targets.lostBytes[target] ?? 0;
}

/** What has become of a target since its server was stopped: it is on another one, nobody may have it, or it is not yet decided. */
export type Aftermath = 'moved' | 'left' | 'underway';

export function aftermathOf(world: World, target: number, stopped: number): Aftermath {
  const { phase, server } = farmOf(world).data.targets;
  if (isWaiting(phase[target]!) || phase[target] === OFF) return 'left';
  return server[target] === 0 || server[target] === stopped + 1 ? 'underway' : 'moved';
}
