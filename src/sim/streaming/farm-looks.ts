/**
 * Looks at a farm: whom a server has, whom it has left behind, and which images a target has for itself. Nothing is moved by looking.
 *
 * Not here: how targets stand (status-facts.ts), who could take whom (views.ts), and versions of vDisks (version-looks.ts).
 */

import type { World } from '../world.ts';
import { type FarmRuntime, farmOf, vdiskAt } from './farm.ts';
import { isRunning, REBALANCE } from './target-columns.ts';

/** An image that a target has for itself. */
export interface HeldImage {
  readonly vdisk: string;
  readonly version: number;
}

/** The targets that a server has, by number, ascending. */
export function targetsOn(world: World, server: number): readonly number[] {
  const { targets } = farmOf(world).data;
  return targetsThat(world, (target) => targets.server[target] === server + 1);
}

/** How many targets of a vDisk a server has; both by number. */
export function targetsOfVdisk(world: World, vdisk: number, server: number): number {
  const { topology, data } = farmOf(world);
  return data.targets.ofVdisk[vdisk * topology.servers.length + server] ?? 0;
}

/** The targets that run, and that a server has left without one. */
export function targetsLeftBy(world: World, server: number): readonly number[] {
  const { server: present, from, phase } = farmOf(world).data.targets;
  return targetsThat(
    world,
    (target) => present[target] === 0 && from[target] === server + 1 && isRunning(phase[target]!),
  );
}

/** When a site of the farm looks at its stores next, where copies are others than it knows; null where none are. World time in milliseconds. */
export function nextInventoryMs(world: World): number | null {
  const due = farmOf(world).data.inventoryDueMs.flatMap((atMs) => atMs ?? []);
  return due.length === 0 ? null : Math.min(...due);
}

/** Whether a rebalance has told a target to log in again, and it has yet to hear of it. */
export function isToldToMove(world: World, target: number): boolean {
  return farmOf(world).data.targets.awaits[target] === REBALANCE;
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
  const [vdisk = -1, version = -1] = key.split(':').map(Number);
  return { vdisk: vdiskAt(farm, vdisk).name, version };
}
