/**
 * Requests of targets to their servers, and what becomes of what they write.
 *
 * Not here: when targets make requests (requests.ts), and what they do without an answer (target-life.ts).
 */

import { draw, keyOf } from '../../core/kernel/index.ts';
import { rangeOfTarget, targetName } from '../../core/pvs/farm/index.ts';
import { answersTargets } from '../../core/pvs/stream-server/index.ts';
import { readBlock } from '../../core/pvs/versions/index.ts';
import { tell } from '../happenings.ts';
import type { World } from '../world.ts';
import { copyOn, isStoreCut } from './copies.ts';
import { keeperOf } from './disks.ts';
import { type FarmRuntime, serverAt, serverName, vdiskAt } from './farm.ts';
import { isLost } from './packet-loss.ts';
import { BLOCK_BYTES, BLOCK_COUNT, requestAt, writesIn } from './requests.ts';
import { requestSettings } from './schedule-farm.ts';
import { bootedBy } from './who-may.ts';

const LOSS = keyOf('loss of a packet');
const LOST_REPLY = keyOf('whether it is the reply that is lost');

/** `unknown`: the service has been started anew since, and does not know the target. */
export type Outcome = 'answered' | 'unanswered' | 'unknown';

/** Whether the server of a target answers it, as far as no packet is lost. */
export function answered(world: World, farm: FarmRuntime, target: number): boolean {
  return reach(world, farm, target) === 'answered';
}

/** How a request of a target fares, as far as no packet is lost. */
export function reach(world: World, farm: FarmRuntime, target: number): Outcome {
  const { targets } = farm.data;
  const server = targets.server[target]! - 1;
  const state = serverAt(farm, server);
  if (!answersTargets(state, farm.topology)) return 'unanswered';
  if (state.generation !== targets.generation[target]) return 'unknown';
  const { store } = vdiskAt(farm, rangeOfTarget(farm.topology, target).vdisk);
  return isStoreCut(world.damage, serverName(farm, server), store.name) ? 'unanswered' : 'answered';
}

/** Makes the request of a target that it had at a moment, now: for the first time, or once more. */
export function carryOut(world: World, farm: FarmRuntime, target: number, requestMs: number): Outcome {
  const outcome = reach(world, farm, target);
  if (outcome !== 'answered') return outcome;
  const { nowMs } = world.data;
  const isHeard = !isLost(world, serverName(farm, farm.data.targets.server[target]! - 1), LOSS, target, nowMs);
  // Of a request that is lost nothing is done; of a lost reply everything is, and the target does not know.
  if (!isHeard && draw(world.definition.seed, LOST_REPLY, target, nowMs) < 0.5) return 'unanswered';
  perform(world, farm, target, { requestMs, isHeard });
  return isHeard ? 'answered' : 'unanswered';
}

/** The server of a target has opened the files for it. */
export function openImage(world: World, farm: FarmRuntime, target: number): void {
  const { disks } = world;
  disks?.open(targetName(farm.topology, target), imageOn(world, farm, target, farm.data.targets.server[target]! - 1));
}

/** What was held is sent to the new server. Counts what is not there as the target has left it. */
export function replay(world: World, farm: FarmRuntime, target: number): void {
  const { targets } = farm.data;
  targets.lostBytes[target]! += bytesOff(world, farm, target);
  perform(world, farm, target, { requestMs: targets.sinceMs[target]!, isHeard: true });
}

function perform(
  world: World,
  farm: FarmRuntime,
  target: number,
  { requestMs, isHeard }: { readonly requestMs: number; readonly isHeard: boolean },
): void {
  const { disks } = world;
  const request = requestAt(requestSettings(world), target, requestMs);
  if (disks === null || request.type === 'heartbeat') return;
  const { type, block } = request;
  const server = farm.data.targets.server[target]! - 1;
  const place = placeOf(farm, target, server);
  if (type === 'write') disks.write(place, block, requestMs);
  if (type === 'read' && !isHeard) return;
  const bytes = type === 'write' ? requestMs : disks.read(targetName(farm.topology, target), place, block);
  tell(world, { type: 'target-io', target, kind: type, block, bytes, isHeard });
}

/** Where a target's writes go while a server streams to it. By names: numbers are others when the definition is. */
function placeOf(farm: FarmRuntime, target: number, server: number): string {
  const { topology } = farm;
  const { vdisk, writeCache } = rangeOfTarget(topology, target);
  const { name, store, mode } = vdiskAt(farm, vdisk);
  const keeper = store.shared ? 'shared' : keeperOf(topology.servers[server]?.name ?? '');
  const copy = bootedBy(farm, target);
  if (mode === 'private' || copy?.access === 'maintenance') return `image ${name}:${copy?.version} ${keeper}`;
  const isOnServer = writeCache === 'server' || writeCache === 'server-persistent';
  if (!isOnServer) return `cache ${targetName(topology, target)}`;
  // A cache that stays is one of a version: with another one it would make no sense.
  return `cache ${targetName(topology, target)}:${copy?.version} ${keeper}`;
}

/** Write caches are thrown away at boot, but for persistent ones; never when the target changes its server (P43). */
export function discardCache(world: World, farm: FarmRuntime, target: number): void {
  const { writeCache } = rangeOfTarget(farm.topology, target);
  if (writeCache !== 'server-persistent') abandonCache(world, farm, target);
}

/** The write cache of a target is gone, wherever it is. What it has written to an image is part of that. */
export function abandonCache({ disks }: World, farm: FarmRuntime, target: number): void {
  const { vdisk } = rangeOfTarget(farm.topology, target);
  const isImage = vdiskAt(farm, vdisk).mode === 'private' || bootedBy(farm, target)?.access === 'maintenance';
  if (disks === null || isImage) return;
  farm.topology.servers.forEach((_, server) => {
    disks.discard(placeOf(farm, target, server), BLOCK_COUNT);
  });
}

/** What the files of a target's version hold on a server, base first. */
function imageOn(world: World, farm: FarmRuntime, target: number, server: number): readonly (readonly string[])[] {
  const copy = bootedBy(farm, target);
  return (copy?.chain ?? []).map(({ number }) => {
    const seen = copyOn(world, farm, copy?.vdisk ?? 0, number, server);
    return seen.type === 'file' ? seen.file.layers : [];
  });
}

/** Bytes that are not, on the target's server, what they were on the one before: of its writes, and of the image. */
function bytesOff(world: World, farm: FarmRuntime, target: number): number {
  const { targets } = farm.data;
  const [from, to] = [targets.from[target]! - 1, targets.server[target]! - 1];
  const isElsewhere = placeOf(farm, target, from) !== placeOf(farm, target, to);
  const written = Math.min(BLOCK_COUNT, writesIn(targets.sinceMs[target]! - targets.bootedMs[target]!));
  const image = imageOn(world, farm, target, to);
  const booted = (bootedBy(farm, target)?.chain ?? []).map(({ layers }) => layers);
  const blocks = Array.from({ length: BLOCK_COUNT }, (_, block) => block);
  const changed = blocks.filter((block) => readBlock(image, block) !== readBlock(booted, block)).length;
  return (changed + (isElsewhere ? written : 0)) * BLOCK_BYTES;
}
