/**
 * What happens to a farm by itself when its time comes.
 *
 * Not here: the queue (../queue.ts), and what operators do (farm-actions.ts).
 */

import { unreachable } from '../../core/kernel/index.ts';
import type { QueuedEvent } from '../queue.ts';
import type { World } from '../world.ts';
import { firstDue, nextDueMs } from './agenda.ts';
import { farmOf } from './farm.ts';
import { look } from './inventory-looks.ts';
import { checkBalance } from './rebalancing.ts';
import { releaseVersions } from './releases.ts';
import { farmChanged, scheduleTargets } from './schedule-farm.ts';
import { endDrain } from './servers.ts';
import { act } from './target-life.ts';

export type FarmEvent = Extract<
  QueuedEvent['what'],
  { readonly type: 'targets' | 'inventory' | 'drained' | 'silence' | 'rebalance' | 'release' }
>;

export function happenInFarm(world: World, what: FarmEvent, atMs: number): void {
  const farm = farmOf(world);
  switch (what.type) {
    case 'targets':
      return onTargets(world, atMs);
    case 'inventory':
      return look(world, farm, what.site);
    case 'drained':
      return endDrain(world, what.server);
    case 'silence':
      return farmChanged(world, farm);
    case 'rebalance':
      return checkBalance(world, what.server);
    case 'release':
      return releaseVersions(world, farm);
    default:
      return unreachable(what);
  }
}

/** One target of all that are due; those of the same moment follow with events of their own, so that laws are checked after each. */
function onTargets(world: World, atMs: number): void {
  const farm = farmOf(world);
  if (farm.data.targetsDueMs !== atMs) return;
  farm.data.targetsDueMs = null;
  const dueMs = nextDueMs(farm.data.targets.agenda);
  if (dueMs !== null && dueMs <= atMs) act(world, farm, firstDue(farm.data.targets.agenda));
  scheduleTargets(world, farm);
}
