/**
 * Looks at single servers and targets of a farm: how they stand now. Nothing is moved by looking.
 *
 * Not here: who could take whom (views.ts), and versions of vDisks (version-looks.ts).
 */

import { present } from '../../core/kernel/index.ts';
import type { TargetState } from '../../core/status/index.ts';
import type { World } from '../world.ts';
import { type FarmRuntime, farmOf, serverAt, vdiskAt } from './farm.ts';
import type { ServerData } from './farm-data.ts';
import { FROZEN, isRunning, LOADING, OFF, REBALANCE, RELOGIN, RETRYING, STREAMING } from './target-columns.ts';

/** How a server stands. */
export interface ServerLook extends Pick<ServerData, 'up' | 'service'> {
  readonly name: string;
  /** When a stopped service is started again by itself; null when it is not. World time in milliseconds. */
  readonly untilMs: number | null;
}

/** How a target stands. */
export interface TargetLook {
  readonly state: TargetState;
  /** The number of the server that it is on; null for none. */
  readonly server: number | null;
  /** How long its last pause was; 0 for one that had none since it booted. Milliseconds. */
  readonly pausedMs: number;
}

/** An image that a target has for itself. */
export interface HeldImage {
  readonly vdisk: string;
  readonly version: number;
}

export function serverLook(world: World, server: number): ServerLook {
  const farm = farmOf(world);
  const { up, service } = serverAt(farm, server);
  const { name } = present(farm.topology.servers[server], 'a server of the farm');
  return { name, up, service, untilMs: farm.data.leases[name]?.untilMs ?? null };
}

export function targetLook(world: World, target: number): TargetLook {
  const { phase, server, pausedMs } = farmOf(world).data.targets;
  const state = stateOf(phase[target]!);
  return { state, server: server[target] === 0 ? null : server[target]! - 1, pausedMs: pausedMs[target]! };
}

function stateOf(phase: number): TargetState {
  switch (phase) {
    case OFF:
      return 'off';
    case STREAMING:
    case RETRYING:
      return 'streaming';
    case RELOGIN:
      return 'reconnecting';
    case FROZEN:
      return 'frozen';
    default:
      return 'booting';
  }
}

/** The targets that a server has, by number, ascending. */
export function targetsOn(world: World, server: number): readonly number[] {
  const { targets } = farmOf(world).data;
  return targetsThat(world, (target) => targets.server[target] === server + 1);
}

/** The targets that run, and that a server has left without one. */
export function targetsLeftBy(world: World, server: number): readonly number[] {
  const { server: present, from, phase } = farmOf(world).data.targets;
  return targetsThat(
    world,
    (target) => present[target] === 0 && from[target] === server + 1 && isRunning(phase[target]!),
  );
}

/** The targets that a rebalance has told to log in again, and that have yet to hear of it. */
export function targetsToldToMove(world: World): readonly number[] {
  const { awaits, phase } = farmOf(world).data.targets;
  return targetsThat(
    world,
    (target) => awaits[target] === REBALANCE && (phase[target] === STREAMING || phase[target] === LOADING),
  );
}

function targetsThat(world: World, holds: (target: number) => boolean): readonly number[] {
  const found: number[] = [];
  const { count } = farmOf(world).data.targets;
  for (let target = 0; target < count; target++) if (holds(target)) found.push(target);
  return found;
}

/** The images that a target has for itself, running or not. */
export function imagesHeldBy(world: World, target: number): readonly HeldImage[] {
  const farm = farmOf(world);
  return Object.entries(farm.data.locks).flatMap(([key, holder]) => (holder === target ? [heldImage(farm, key)] : []));
}

function heldImage(farm: FarmRuntime, key: string): HeldImage {
  const [vdisk, version] = key.split(':').map(Number);
  return { vdisk: vdiskAt(farm, vdisk ?? -1).name, version: version ?? -1 };
}
