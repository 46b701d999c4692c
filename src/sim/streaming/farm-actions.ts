/**
 * What an operator does to a farm.
 *
 * Not here: what is refused before it is journalled (app), and what happens by itself (farm-events.ts).
 */

import { present, unreachable } from '../../core/kernel/index.ts';
import { serverNumber, targetNumber, vdiskNumber } from '../../core/pvs/farm/index.ts';
import type { StreamingAction } from '../../core/site/index.ts';
import type { World } from '../world.ts';
import { type FarmRuntime, farmOf } from './farm.ts';
import { releaseLocks } from './opening.ts';
import { rebalance } from './rebalancing.ts';
import { farmChanged, scheduleTargets } from './schedule-farm.ts';
import { startService, stopService } from './servers.ts';
import { powerOff, powerOn } from './target-life.ts';
import { changeVersions, copyReplicas, versionInput } from './version-control.ts';

export function actOnFarm(world: World, action: StreamingAction): void {
  const farm = farmOf(world);
  switch (action.type) {
    case 'stream-stopped':
      for (const server of serverNumbers(farm, action.servers)) stopService(world, server, action.untilMs);
      return;
    case 'stream-started':
      for (const server of serverNumbers(farm, action.servers)) startService(world, server);
      return;
    case 'target-booted':
      return switchOn(world, farm, target(farm, action.target));
    case 'target-shut-down':
      return shutDown(world, farm, target(farm, action.target));
    case 'rebalanced': {
      const vdisk = action.vdisk === null ? null : vdiskNumber(farm.topology, action.vdisk);
      rebalance(world, serverNumbers(farm, action.servers), vdisk);
      return;
    }
    case 'replicas-copied':
      return copyReplicas(world, action);
    case 'version-promoted':
    case 'version-reverted':
    case 'version-pinned':
    case 'versions-merged':
    case 'versions-pruned':
      return changeVersions(world, action.vdisk, versionInput(world, action));
    default:
      return unreachable(action);
  }
}

function switchOn(world: World, farm: FarmRuntime, target: number): void {
  farm.data.targets.wanted[target] = 1;
  powerOn(world, farm, target);
  scheduleTargets(world, farm);
}

/** One that is off already gives up what its last crash has left locked. */
function shutDown(world: World, farm: FarmRuntime, target: number): void {
  farm.data.targets.wanted[target] = 0;
  powerOff(world, farm, target);
  if (releaseLocks(farm, target)) farmChanged(world, farm);
  scheduleTargets(world, farm);
}

function serverNumbers({ topology }: FarmRuntime, names: readonly string[]): readonly number[] {
  return names.map((name) => serverNumber(topology, name));
}

function target({ topology }: FarmRuntime, name: string): number {
  return present(targetNumber(topology, name), `a target ${name}`);
}
