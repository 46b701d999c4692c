/**
 * The servers of a farm: stopping and starting the Stream Service, going down and coming back.
 *
 * Not here: what their targets do (target-life.ts).
 */

import { draw, keyOf } from '../../core/kernel/index.ts';
import { RANK } from '../queue.ts';
import { nextSequence, schedule } from '../schedule.ts';
import type { World } from '../world.ts';
import { setDue } from './agenda.ts';
import { type FarmRuntime, farmOf, serverAt, serverName } from './farm.ts';
import type { ServerData } from './farm-data.ts';
import { lookAtServer } from './inventory-looks.ts';
import { DRAIN_MAX_MS } from './limits.ts';
import { farmChanged, scheduleTargets, wakeTargetsOf } from './schedule-farm.ts';
import { LOADING, NOTICE, RETRYING, STREAMING } from './target-columns.ts';
import { noteServer } from './target-notes.ts';
import { SERVER_SILENCE_MS } from './who-may.ts';

const NOTICE_LATENCY = keyOf('latency of a notice');
const NOTICE_SPREAD_MS = 9;

/** Stops a Stream Service, until a moment or for good: it tells its targets, and closes when they have gone (P28, P29). */
export function stopService(world: World, server: number, untilMs: number | null): void {
  const farm = farmOf(world);
  const name = serverName(farm, server);
  delete farm.data.leases[name];
  if (untilMs !== null) {
    farm.data.leases[name] = { untilMs };
    const what = { type: 'stream-lease', server: name } as const;
    schedule(world, { atMs: untilMs, rank: RANK.lease, order: nextSequence(world), what });
  }
  const { service, up } = serverAt(farm, server);
  if (service !== 'running') return;
  change(world, farm, server, { service: up ? 'stopping' : 'stopped' });
  noteServer(world, farm, server, 'service-stopping');
  if (!up) return;
  notifyTargets(world, farm, server);
  const atMs = world.data.nowMs + DRAIN_MAX_MS;
  schedule(world, { atMs, rank: RANK.farm, order: server, what: { type: 'drained', server } });
  farmChanged(world, farm);
  closeIfEmpty(world, farm, server);
}

/** The time is over for which a service was stopped, unless it was given another end since. */
export function endStreamLease(world: World, name: string, atMs: number): void {
  const { topology, data } = farmOf(world);
  if (data.leases[name]?.untilMs !== atMs) return;
  startService(
    world,
    topology.servers.findIndex((server) => server.name === name),
  );
}

/** Starts it again. It knows none of the targets that it had. */
export function startService(world: World, server: number): void {
  const farm = farmOf(world);
  delete farm.data.leases[serverName(farm, server)];
  const { service, generation, up } = serverAt(farm, server);
  if (service === 'running') return;
  change(world, farm, server, { service: 'running', generation: generation + 1 });
  noteServer(world, farm, server, 'service-started');
  if (up) lookAtServer(world, farm, server);
  wakeTargetsOf(world, farm, server);
  farmChanged(world, farm);
}

/** The server is gone, and nobody is told: its targets find out by themselves. */
export function crashServer(world: World, server: number): void {
  const farm = farmOf(world);
  const { service } = serverAt(farm, server);
  const { nowMs } = world.data;
  change(world, farm, server, { up: false, downSinceMs: nowMs, service: service === 'stopping' ? 'stopped' : service });
  noteServer(world, farm, server, 'server-down');
  schedule(world, {
    atMs: nowMs + SERVER_SILENCE_MS,
    rank: RANK.farm,
    order: server,
    what: { type: 'silence', server },
  });
  wakeTargetsOf(world, farm, server);
  farmChanged(world, farm);
}

/** The server is back, and its Stream Service starts with it, unless an operator has stopped it. */
export function restoreServer(world: World, server: number): void {
  const farm = farmOf(world);
  change(world, farm, server, { up: true, downSinceMs: null, generation: serverAt(farm, server).generation + 1 });
  noteServer(world, farm, server, 'server-up');
  lookAtServer(world, farm, server);
  wakeTargetsOf(world, farm, server);
  farmChanged(world, farm);
}

/** A stopping service that has nobody left, or that has waited long enough, closes. */
export function closeService(world: World, server: number): void {
  const farm = farmOf(world);
  if (serverAt(farm, server).service !== 'stopping') return;
  change(world, farm, server, { service: 'stopped' });
  noteServer(world, farm, server, 'service-stopped');
  wakeTargetsOf(world, farm, server);
  farmChanged(world, farm);
}

export function closeIfEmpty(world: World, farm: FarmRuntime, server: number): void {
  if (serverAt(farm, server).service === 'stopping' && farm.data.targets.onServer[server] === 0) {
    closeService(world, server);
  }
}

/** Every target hears of it within some milliseconds. */
function notifyTargets(world: World, farm: FarmRuntime, server: number): void {
  const { targets } = farm.data;
  const { seed } = world.definition;
  const { nowMs } = world.data;
  for (let target = 0; target < targets.count; target++) {
    const phase = targets.phase[target]!;
    if (targets.server[target] !== server + 1 || (phase !== STREAMING && phase !== RETRYING && phase !== LOADING))
      continue;
    targets.awaits[target] = NOTICE;
    const latencyMs = 1 + Math.floor(draw(seed, NOTICE_LATENCY, target, nowMs) * NOTICE_SPREAD_MS);
    setDue(targets.agenda, target, nowMs + latencyMs);
  }
  scheduleTargets(world, farm);
}

function change(world: World, farm: FarmRuntime, server: number, to: Partial<ServerData>): void {
  farm.data.servers[server] = { ...serverAt(farm, server), ...to, sinceMs: world.data.nowMs };
}
