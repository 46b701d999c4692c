/**
 * Keeps the queue of a world true to its farm: one event for its targets, one for each site's next look at its stores; and wakes
 * targets for which something has changed.
 *
 * A target sleeps while its requests are answered, and while nobody may have it: nothing comes of what it does then.
 *
 * Not here: what the events do (farm-events.ts).
 */

import { drawInteger, keyOf } from '../../core/kernel/index.ts';
import { LOGIN_RETRY_MS } from '../../core/pvs/target/index.ts';
import { RANK } from '../queue.ts';
import { schedule } from '../schedule.ts';
import type { World } from '../world.ts';
import { nextDueMs, setDue } from './agenda.ts';
import { type FarmRuntime, forget } from './farm.ts';
import { nextRequestMs, type RequestSettings } from './requests.ts';
import { isWaiting, LOADING, OWN, STREAMING } from './target-columns.ts';

const INVENTORY_PHASE = keyOf('phase of a look at the stores');

/** Gives the targets an event when the first of them is next due. */
export function scheduleTargets(world: World, { data }: FarmRuntime): void {
  const dueMs = nextDueMs(data.targets.agenda);
  if (data.targetsDueMs === dueMs) return;
  data.targetsDueMs = dueMs;
  if (dueMs === null) return;
  const atMs = Math.max(dueMs, world.data.nowMs);
  schedule(world, { atMs, rank: RANK.targets, order: 0, what: { type: 'targets' } });
}

/** Something of the farm changed: whoever may have a target is worked out anew, and those that wait ask again in their time. */
export function farmChanged(world: World, farm: FarmRuntime): void {
  forget(farm);
  world.changeCount += 1;
  const { targets } = farm.data;
  if (targets.waitingCount > 0) {
    for (let target = 0; target < targets.count; target++) wakeWaiting(world, farm, target);
  }
  scheduleTargets(world, farm);
}

function wakeWaiting(world: World, { data: { targets } }: FarmRuntime, target: number): void {
  if (!isWaiting(targets.phase[target]!) || targets.agenda.dueMs[target] !== Number.POSITIVE_INFINITY) return;
  setDue(targets.agenda, target, nextAskMs(targets.anchorMs[target]!, actedUntilMs(world)));
}

/** Up to when targets have done what they do: what happens to servers at an instant comes before that, and what operators do after. */
function actedUntilMs({ cursor, data: { nowMs } }: World): number {
  return cursor.rank < RANK.targets ? nowMs - 1 : nowMs;
}

/** When a target that waits asks again, later than `afterMs`. */
export function nextAskMs(anchorMs: number, afterMs: number): number {
  const askCount = Math.floor((afterMs - anchorMs) / LOGIN_RETRY_MS) + 1;
  return anchorMs + Math.max(1, askCount) * LOGIN_RETRY_MS;
}

/** A server may answer its targets otherwise from now on: they notice with their next request. Those that load always have one. */
export function wakeTargetsOf(world: World, farm: FarmRuntime, server: number): void {
  const { targets } = farm.data;
  for (let target = 0; target < targets.count; target++) {
    if (targets.server[target] === server + 1) wakeTarget(world, farm, target);
  }
  scheduleTargets(world, farm);
}

function wakeTarget(world: World, { data: { targets } }: FarmRuntime, target: number): void {
  const { nowMs } = world.data;
  const { phase, agenda, awaits } = targets;
  if (phase[target] === STREAMING && agenda.dueMs[target] === Number.POSITIVE_INFINITY) {
    setDue(agenda, target, nextRequestMs(requestSettings(world), target, actedUntilMs(world)));
  } else if (phase[target] === LOADING && awaits[target] === OWN) {
    setDue(agenda, target, nowMs);
  }
}

export function requestSettings({ definition }: World): RequestSettings {
  return { seed: definition.seed, startMs: definition.startMs, heartbeatMs: definition.timers.streamHeartbeat };
}

/** The files of a site's stores are others: the next look will find it. */
export function scheduleLook(world: World, { data }: FarmRuntime, site: number): void {
  if (data.inventoryDueMs[site] !== null) return;
  const { startMs, seed, timers } = world.definition;
  const firstMs = startMs + drawInteger(seed, timers.inventoryPoll, INVENTORY_PHASE, site);
  const periods = Math.floor((world.data.nowMs - firstMs) / timers.inventoryPoll) + 1;
  const atMs = firstMs + Math.max(0, periods) * timers.inventoryPoll;
  data.inventoryDueMs[site] = atMs;
  schedule(world, { atMs, rank: RANK.farm, order: site, what: { type: 'inventory', site } });
}
