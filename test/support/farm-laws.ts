/**
 * What every run of a streaming farm is held to: the laws at every event, counts that are what a recount gives, and once everything is
 * repaired every target streams again that may.
 */
import { formatInstant } from '../../src/core/kernel/index.ts';
import { rangeOfTarget, targetName } from '../../src/core/pvs/farm/index.ts';
import { act, advanceTo, allCheckers, allFarmCheckers, settle, type World, whyOf } from '../../src/sim/index.ts';
import {
  isWaiting,
  LOADING,
  LOGIN,
  OFF,
  PAUSED,
  STREAMING,
  type TargetColumns,
} from '../../src/sim/streaming/target-columns.ts';
import type { FarmRun } from './farm-run.ts';
import { perform } from './world-runs.ts';

const REST_MS = 1_200_000;

/** What is unlawful about a run. Each line names the seed. */
export function farmUnlawfulness({ definition, deeds }: FarmRun, seed: number): readonly string[] {
  const world = settle(definition, { requests: 'every', checkers: allCheckers(), farmCheckers: allFarmCheckers() });
  for (const deed of deeds) {
    perform(world, deed);
    const wrong = [...miscounts(world), ...oversleepers(world), ...violationsOf(world)];
    if (wrong.length > 0) return wrong.map((text) => `seed ${seed}: ${text}`);
  }
  return [...unrest(world), ...miscounts(world), ...violationsOf(world)].map((text) => `seed ${seed}: ${text}`);
}

function violationsOf({ violations }: World): readonly string[] {
  return violations.slice(0, 3).map(({ atMs, text }) => `${formatInstant(atMs)} ${text}`);
}

/** Counts of targets by server and vDisk, and of those that boot and wait, against a plain recount. */
export function miscounts({ farm }: World): readonly string[] {
  if (farm === null) return [];
  const { topology, data } = farm;
  const { targets } = data;
  const counts = {
    onServer: topology.servers.map(() => 0),
    bootingOn: topology.servers.map(() => 0),
    ofVdisk: topology.vdisks.flatMap(() => topology.servers.map(() => 0)),
  };
  let waiting = 0;
  for (let target = 0; target < targets.count; target++) {
    const server = targets.server[target]! - 1;
    if (isWaiting(targets.phase[target]!)) waiting += 1;
    if (server === -1) continue;
    counts.onServer[server]! += 1;
    counts.bootingOn[server]! += targets.counted[target]!;
    counts.ofVdisk[rangeOfTarget(topology, target).vdisk * topology.servers.length + server]! += 1;
  }
  const wrong = (['onServer', 'bootingOn', 'ofVdisk'] as const).filter(
    (column) => counts[column].join() !== targets[column].join(),
  );
  return [...wrong, ...(waiting === targets.waitingCount ? [] : ['waitingCount'])].map(
    (column) => `${column} is ${String(targets[column as keyof TargetColumns])}`,
  );
}

/** Targets that wait without asking, though they might be answered by now: nobody has told them. */
function oversleepers(world: World): readonly string[] {
  const { farm } = world;
  if (farm === null) return [];
  const { phase, agenda } = farm.data.targets;
  const asleep = [...phase.keys()].filter(
    (target) => isWaiting(phase[target]!) && agenda.dueMs[target] === Number.POSITIVE_INFINITY,
  );
  const over = asleep.filter((target) => whyOf(world, target) === null);
  return over.slice(0, 1).map((target) => `${targetName(farm.topology, target)} sleeps though it may stream`);
}

/** Repairs everything, waits, and says which target that may stream does not. */
function unrest(world: World): readonly string[] {
  for (const { id, endedMs } of [...world.data.faults]) {
    if (endedMs === null) act(world, { type: 'fault-cleared', id });
  }
  const servers = world.farm?.topology.servers.map(({ name }) => name) ?? [];
  act(world, { type: 'stream-started', servers });
  advanceTo(world, world.data.nowMs + REST_MS);
  const { farm } = world;
  if (farm === null) return [];
  const { phase, agenda } = farm.data.targets;
  return Array.from(phase, (each, target) => {
    // Where few may boot at once, the last of many waits for long.
    if (each === STREAMING || each === OFF || each === LOADING || each === PAUSED) return [];
    if (each === LOGIN && agenda.dueMs[target]! < Number.POSITIVE_INFINITY) return [];
    if (whyOf(world, target) !== null) return [];
    return [`${targetName(farm.topology, target)} is in phase ${each}, due ${agenda.dueMs[target]}`];
  }).flat();
}
