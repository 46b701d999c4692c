/**
 * Hosts the `stream-server` machines of a farm: tells them what operators and faults do to them, and carries out what they decide.
 *
 * Not here: what a server is (core/pvs/stream-server), and what its targets do (target-life.ts).
 */

import { draw, keyOf, unreachable } from '../../core/kernel/index.ts';
import { serverNumber } from '../../core/pvs/farm/index.ts';
import {
  type StreamServerEffect,
  type StreamServerInput,
  stepStreamServer,
  streamServerDeadline,
} from '../../core/pvs/stream-server/index.ts';
import { RANK } from '../queue.ts';
import { nextSequence, schedule } from '../schedule.ts';
import type { World } from '../world.ts';
import { setDue } from './agenda.ts';
import { type FarmRuntime, farmOf, serverAt, serverName } from './farm.ts';
import { copiesChanged, lookAtServer } from './inventory-looks.ts';
import { farmChanged, scheduleTargets, wakeTargetsOf } from './schedule-farm.ts';
import { LOADING, NOTICE, RETRYING, STREAMING } from './target-columns.ts';
import { noteServer } from './target-notes.ts';
import { SERVER_SILENCE_MS } from './who-may.ts';

const NOTICE_LATENCY = keyOf('latency of a notice');
const NOTICE_SPREAD_MS = 9;

/** Stops a Stream Service, until a moment or for good (P28, P29). */
export function stopService(world: World, server: number, untilMs: number | null): void {
  const farm = farmOf(world);
  const name = serverName(farm, server);
  delete farm.data.leases[name];
  if (untilMs !== null) {
    farm.data.leases[name] = { untilMs };
    const what = { type: 'stream-lease', server: name } as const;
    schedule(world, { atMs: untilMs, rank: RANK.lease, order: nextSequence(world), what });
  }
  const targetCount = farm.data.targets.onServer[server] ?? 0;
  step(world, farm, server, { type: 'stop-requested', atMs: world.data.nowMs, targetCount });
}

/** The time is over for which a service was stopped, unless it was given another end since. */
export function endStreamLease(world: World, name: string, atMs: number): void {
  const farm = farmOf(world);
  if (farm.data.leases[name]?.untilMs !== atMs) return;
  delete farm.data.leases[name];
  step(world, farm, serverNumber(farm.topology, name), { type: 'stop-ended', atMs });
}

/** Starts it again, unless there is no database to start with: then what was to end its stop still does. */
export function startService(world: World, server: number): void {
  const farm = farmOf(world);
  step(world, farm, server, { type: 'start-requested', atMs: world.data.nowMs });
  if (serverAt(farm, server).service === 'running') delete farm.data.leases[serverName(farm, server)];
}

/** The server is gone, and nobody is told: its targets find out by themselves, and the other servers after a while. */
export function crashServer(world: World, server: number): void {
  const farm = farmOf(world);
  const { nowMs } = world.data;
  farm.data.servers[server] = { ...serverAt(farm, server), downSinceMs: nowMs };
  noteServer(world, farm, server, 'server-down');
  step(world, farm, server, { type: 'crashed', atMs: nowMs });
  noticeSilence(world, server);
}

/** A server is silent from now on, or heard again: the others judge by that after a while. */
export function noticeSilence(world: World, server: number): void {
  const what = { type: 'silence', server } as const;
  schedule(world, { atMs: world.data.nowMs + SERVER_SILENCE_MS, rank: RANK.farm, order: server, what });
}

/** The server is back; whether its Stream Service is depends on what that was set to, and on the database. */
export function restoreServer(world: World, server: number): void {
  const farm = farmOf(world);
  farm.data.servers[server] = { ...serverAt(farm, server), downSinceMs: null };
  noteServer(world, farm, server, 'server-up');
  step(world, farm, server, { type: 'mended', atMs: world.data.nowMs });
  copiesChanged(world, farm, [server]);
}

/** Every server has the database, or has lost it, as it is now. */
export function tellOfDatabase(world: World, farm: FarmRuntime): void {
  const type = world.damage.databaseAway ? 'database-lost' : 'database-returned';
  farm.topology.servers.forEach((_, server) => {
    step(world, farm, server, { type, atMs: world.data.nowMs });
  });
}

/** A stop may have waited long enough. */
export function endDrain(world: World, server: number): void {
  step(world, farmOf(world), server, { type: 'deadline', atMs: world.data.nowMs });
}

/** A target has left a server. */
export function afterLeaving(world: World, farm: FarmRuntime, server: number): void {
  if (serverAt(farm, server).service !== 'stopping' || farm.data.targets.onServer[server] !== 0) return;
  step(world, farm, server, { type: 'emptied', atMs: world.data.nowMs });
}

function step(world: World, farm: FarmRuntime, server: number, input: StreamServerInput): void {
  const before = serverAt(farm, server);
  const [after, effects] = stepStreamServer(before, input);
  if (after === before) return;
  farm.data.servers[server] = { ...before, ...after };
  for (const effect of effects) carryOut(world, farm, server, effect);
  const atMs = streamServerDeadline(after);
  if (atMs !== null && atMs !== streamServerDeadline(before)) {
    schedule(world, { atMs, rank: RANK.farm, order: server, what: { type: 'drained', server } });
  }
  wakeTargetsOf(world, farm, server);
  farmChanged(world, farm);
}

function carryOut(world: World, farm: FarmRuntime, server: number, effect: StreamServerEffect): void {
  switch (effect.type) {
    case 'notify-targets':
      return notifyTargets(world, farm, server);
    case 'report-copies':
      return lookAtServer(world, farm, server);
    case 'log':
      return noteServer(world, farm, server, `service-${effect.entry}`);
    // Whoever is still there finds out as if it had crashed; and administrators are refused before it comes to this.
    case 'close':
    case 'refuse-start':
      return;
    default:
      return unreachable(effect);
  }
}

/** Every target hears of it within some milliseconds. */
function notifyTargets(world: World, farm: FarmRuntime, server: number): void {
  const { targets } = farm.data;
  for (let target = 0; target < targets.count; target++) {
    const phase = targets.phase[target]!;
    if (targets.server[target] !== server + 1 || (phase !== STREAMING && phase !== RETRYING && phase !== LOADING))
      continue;
    targets.awaits[target] = NOTICE;
    setDue(targets.agenda, target, noticeMs(world, target));
  }
  scheduleTargets(world, farm);
}

/** When a target hears what it is told now. */
export function noticeMs({ data: { nowMs }, definition: { seed } }: World, target: number): number {
  return nowMs + 1 + Math.floor(draw(seed, NOTICE_LATENCY, target, nowMs) * NOTICE_SPREAD_MS);
}
