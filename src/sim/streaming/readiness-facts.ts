/**
 * The facts of a farm that findings are made of, counted in one pass over its targets.
 *
 * Not here: what is found in them (core/pvs/readiness), and the facts of the status document (status-facts.ts).
 */

import { rangeOfTarget, type TargetRange } from '../../core/pvs/farm/index.ts';
import {
  type BootedTargets,
  type FarmReadinessFacts,
  gradeRetries,
  type RetriesOnServer,
} from '../../core/pvs/readiness/index.ts';
import type { World } from '../world.ts';
import { isStoreCut } from './copies.ts';
import { type FarmRuntime, serverAt } from './farm.ts';
import type { BootedCopy } from './farm-data.ts';
import { isRunning, OFF } from './target-columns.ts';

/** Targets that have booted the same, while they are counted. */
interface Group extends BootedTargets {
  targetCount: number;
  readonly onServer: number[];
}

interface TargetTally {
  readonly booted: readonly BootedTargets[];
  /** By server. */
  readonly retries: readonly RetriesOnServer[];
}

/** Null for a site without a farm. */
export function farmReadinessFacts(world: World): FarmReadinessFacts | null {
  const { farm, damage, data } = world;
  if (farm === null) return null;
  const { topology } = farm;
  const { booted, retries } = tally(farm);
  return {
    topology,
    nowMs: data.nowMs,
    database: damage.databaseAway ? 'offline' : 'online',
    servers: topology.servers.map(({ name }, server) => {
      const { up, service } = serverAt(farm, server);
      return {
        up,
        streamService: service,
        storesCut: topology.stores.map((store) => store.name).filter((store) => isStoreCut(damage, name, store)),
        targetCount: farm.data.targets.onServer[server] ?? 0,
        retries: retries[server] ?? { warn: 0, fail: 0 },
      };
    }),
    vdisks: farm.data.vdisks.map(({ versions, seen }) => ({ versions, copies: seen })),
    booted,
  };
}

function tally(farm: FarmRuntime): TargetTally {
  const { count, phase } = farm.data.targets;
  const groups = new Map<string, Group>();
  const retries = farm.topology.servers.map(() => ({ warn: 0, fail: 0 }));
  for (let target = 0; target < count; target++) {
    if (phase[target] === OFF) continue;
    countRetries(farm, retries, target);
    countBooted(farm, groups, target);
  }
  return { booted: [...groups.values()], retries };
}

/** For the server that it has, or had before it was left without one. */
function countRetries({ data: { targets } }: FarmRuntime, retries: { warn: number; fail: number }[], target: number) {
  const grade = gradeRetries(targets.retries[target]!);
  const counts = retries[(targets.server[target] || targets.from[target]!) - 1];
  if (grade !== 'ok' && counts !== undefined) counts[grade] += 1;
}

/** One that has no server yet has booted nothing. */
function countBooted(farm: FarmRuntime, groups: Map<string, Group>, target: number): void {
  const { targets, booted } = farm.data;
  const server = targets.server[target]! - 1;
  const copy = booted[targets.copy[target]! - 1];
  if (copy === undefined || (server === -1 && !isRunning(targets.phase[target]!))) return;
  const range = rangeOfTarget(farm.topology, target);
  const key = `${range.first} ${targets.copy[target]}`;
  const group = groups.get(key) ?? newGroup(farm, copy, { range, firstTarget: target });
  groups.set(key, group);
  group.targetCount += 1;
  if (server !== -1) group.onServer[server]! += 1;
}

function newGroup(
  { topology }: FarmRuntime,
  { version, access, chain }: BootedCopy,
  { range, firstTarget }: { readonly range: TargetRange; readonly firstTarget: number },
): Group {
  const onServer = topology.servers.map(() => 0);
  return { range: topology.ranges.indexOf(range), version, access, chain, firstTarget, targetCount: 0, onServer };
}
