/**
 * Whether what a machine runs from is there, and what its power switch does to it, by the name of the machine.
 *
 * Not here: the machine itself (../machine-link.ts).
 */

import { targetNumber } from '../../core/pvs/farm/index.ts';
import type { World } from '../world.ts';
import { scheduleTargets } from './schedule-farm.ts';
import { isStreaming } from './target-columns.ts';
import { powerOff, powerOn } from './target-life.ts';

/** It is no target, or one that streams. */
export function hasDisk({ farm }: World, name: string): boolean {
  const target = farm === null ? null : targetNumber(farm.topology, name);
  if (farm === null || target === null) return true;
  return isStreaming(farm.data.targets.phase[target]!);
}

/** A machine that is a target is off, or on again, and boots. Nothing comes of it for one that is none. */
export function switchTarget(world: World, name: string, to: 'off' | 'on'): void {
  const { farm } = world;
  const target = farm === null ? null : targetNumber(farm.topology, name);
  if (farm === null || target === null) return;
  if (to === 'off') powerOff(world, farm, target);
  else if (farm.data.targets.wanted[target] === 1) powerOn(world, farm, target);
  scheduleTargets(world, farm);
}
