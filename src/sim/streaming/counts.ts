/**
 * Counts who is on which server: a target counts from the moment it is handed to a server until it leaves it.
 *
 * Not here: why it comes and goes (target-life.ts, logins.ts).
 */

import { rangeOfTarget } from '../../core/pvs/farm/index.ts';
import type { World } from '../world.ts';
import { type FarmRuntime, serverAt } from './farm.ts';

/** A target is on a server from now on. Those that boot count as booting as well. */
export function take(world: World, farm: FarmRuntime, target: number, server: number): void {
  const { targets } = farm.data;
  targets.server[target] = server + 1;
  targets.generation[target] = serverAt(farm, server).generation;
  targets.attachedMs[target] = world.data.nowMs;
  count(farm, target, server, 1);
  record(world, farm, target);
}

/** A target has left its server. */
export function release(farm: FarmRuntime, target: number): void {
  const { targets } = farm.data;
  const server = targets.server[target]! - 1;
  if (server === -1) return;
  endBooting(farm, target);
  targets.from[target] = server + 1;
  targets.server[target] = 0;
  count(farm, target, server, -1);
}

export function beginBooting(farm: FarmRuntime, target: number): void {
  const { targets } = farm.data;
  targets.counted[target] = 1;
  targets.bootingOn[targets.server[target]! - 1]!++;
}

export function endBooting(farm: FarmRuntime, target: number): void {
  const { targets } = farm.data;
  if (targets.counted[target] === 0) return;
  targets.counted[target] = 0;
  targets.bootingOn[targets.server[target]! - 1]!--;
}

/** The farm's record of where a target is; it stays behind while the database is away (P66). */
export function record(world: World, { data }: FarmRuntime, target: number): void {
  if (world.damage.databaseAway) data.recordBehind = true;
  else data.targets.recorded[target] = data.targets.server[target]!;
}

function count({ topology, data }: FarmRuntime, target: number, server: number, by: 1 | -1): void {
  const { vdisk } = rangeOfTarget(topology, target);
  data.targets.onServer[server]! += by;
  data.targets.ofVdisk[vdisk * topology.servers.length + server]! += by;
}
