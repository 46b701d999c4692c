/**
 * What a farm has to say about itself: the facts that the status document is made of, looked up one by one.
 *
 * Not here: what they are made into (core/status/pvs-status.ts), and who may have a target (views.ts).
 */

import { present } from '../../core/kernel/index.ts';
import { rangeOfTarget } from '../../core/pvs/farm/index.ts';
import { versionFor } from '../../core/pvs/versions/index.ts';
import type { FarmFacts, StreamServerFacts, TargetFacts, TargetState, VdiskFacts } from '../../core/status/index.ts';
import type { World } from '../world.ts';
import { type FarmRuntime, serverAt, vdiskAt, vdiskDataAt } from './farm.ts';
import { BLOCK_BYTES, writesIn } from './requests.ts';
import {
  FROZEN,
  isHeld,
  isRunning,
  LOADING,
  LOGIN,
  OFF,
  PAUSED,
  RELOGIN,
  RETRYING,
  STREAMING,
  WAITING,
} from './target-columns.ts';
import { fallbackOf, vdiskFallback, whyOf } from './views.ts';
import { bootedBy } from './who-may.ts';

/** What each phase is to somebody who looks from outside: a target that sends a request again does not show that it is held. */
const STATES: Readonly<Record<number, TargetState>> = {
  [OFF]: 'off',
  [LOGIN]: 'booting',
  [PAUSED]: 'booting',
  [WAITING]: 'booting',
  [LOADING]: 'booting',
  [STREAMING]: 'streaming',
  [RETRYING]: 'streaming',
  [RELOGIN]: 'reconnecting',
  [FROZEN]: 'frozen',
};

/** The facts of the present moment; null for a site without a farm. */
export function farmFactsOf(world: World): FarmFacts | null {
  const { farm } = world;
  if (farm === null) return null;
  return {
    topology: farm.topology,
    database: world.damage.databaseAway ? 'offline' : 'online',
    server: (server) => serverFacts(farm, server),
    target: (target) => targetFacts(world, farm, target),
    targetState: (target) => stateOf(farm, target),
    targetCounts: () => targetCounts(farm),
    heldCount: () => heldCount(farm),
    vdisk: (vdisk) => vdiskFacts(world, farm, vdisk),
  };
}

function serverFacts(farm: FarmRuntime, server: number): StreamServerFacts {
  const { onServer, bootingOn } = farm.data.targets;
  const { up, service } = serverAt(farm, server);
  return { up, service, targetCount: onServer[server] ?? 0, bootingCount: bootingOn[server] ?? 0 };
}

function targetFacts(world: World, farm: FarmRuntime, target: number): TargetFacts {
  const { targets } = farm.data;
  const { nowMs } = world.data;
  const runs = isRunning(targets.phase[target]!);
  return {
    state: stateOf(farm, target),
    isHeld: isHeld(targets.phase[target]!),
    server: serverIn(targets.server, target),
    loginServer: serverIn(targets.loginServer, target),
    recordedServer: serverIn(targets.recorded, target),
    version: versionOf(farm, target),
    failoverCount: targets.failovers[target]!,
    freezeMs: isHeld(targets.phase[target]!) ? nowMs - targets.sinceMs[target]! : targets.pausedMs[target]!,
    retryCount: targets.retries[target]!,
    ioErrorCount: targets.ioErrors[target]!,
    writtenBytes: runs ? writesIn(nowMs - targets.bootedMs[target]!) * BLOCK_BYTES : 0,
    fallback: fallbackOf(world, target),
    refusal: whyOf(world, target),
  };
}

function stateOf({ data: { targets } }: FarmRuntime, target: number): TargetState {
  return present(STATES[targets.phase[target]!], 'a state for every phase');
}

/** Columns have a server's number + 1, and 0 for none. */
function serverIn(column: Uint16Array, target: number): number | null {
  return column[target] === 0 ? null : column[target]! - 1;
}

/** What it has opened since it was switched on; of one that has not, what it would boot now. */
function versionOf(farm: FarmRuntime, target: number): TargetFacts['version'] {
  const opened = bootedBy(farm, target);
  if (opened !== null) return { number: opened.version, access: opened.access };
  const { vdisk, type } = rangeOfTarget(farm.topology, target);
  return versionFor(vdiskDataAt(farm, vdisk).versions, type);
}

function heldCount(farm: FarmRuntime): number {
  return phaseCounts(farm).reduce((sum, count, phase) => (isHeld(phase) ? sum + count : sum), 0);
}

function targetCounts(farm: FarmRuntime): Readonly<Record<TargetState, number>> {
  const counts: Record<TargetState, number> = { off: 0, booting: 0, streaming: 0, reconnecting: 0, frozen: 0 };
  phaseCounts(farm).forEach((count, phase) => {
    counts[STATES[phase]!] += count;
  });
  return counts;
}

/** Conditions are looked at after every event: this is where their time goes. */
function phaseCounts({ data: { targets } }: FarmRuntime): Uint32Array {
  const counts = new Uint32Array(FROZEN + 1);
  for (let target = 0; target < targets.count; target++) counts[targets.phase[target]!]! += 1;
  return counts;
}

/** Nobody can look at the copy on a server that is down, whatever was there the last time (P56). */
function vdiskFacts(world: World, farm: FarmRuntime, vdisk: number): VdiskFacts {
  const { versions, seen } = vdiskDataAt(farm, vdisk);
  const { store } = vdiskAt(farm, vdisk);
  return {
    versions,
    copy: (version, server) => {
      if (!serverAt(farm, server).up) return { type: 'unreachable' };
      return seen[version]?.[store.servers.indexOf(server)] ?? { type: 'missing' };
    },
    fallback: vdiskFallback(world, vdisk),
  };
}
