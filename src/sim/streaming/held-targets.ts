/**
 * The targets of a farm as a whole: who streams, who is held and why, and whether all of them are at rest. For whoever follows a farm
 * through a time of faults.
 *
 * Not here: one target, and what would come of it if servers stopped (views.ts).
 */

import type { Refusal } from '../../core/pvs/codes/index.ts';
import { rangeOfTarget } from '../../core/pvs/farm/index.ts';
import type { World } from '../world.ts';
import { answered } from './exchange.ts';
import { type FarmRuntime, farmOf } from './farm.ts';
import { FROZEN, isHeld, isRunning, isWaiting, OFF, STREAMING } from './target-columns.ts';
import { whyOf } from './views.ts';

/** Input and output of a running target are held. */
export interface HeldTarget {
  readonly target: number;
  readonly sinceMs: number;
}

/** Targets that ask again and again, for one reason. */
export interface Waiting {
  /** Frozen while they ran, or not booted. */
  readonly state: 'frozen' | 'not-booted';
  readonly targets: readonly number[];
  /** That they had before; -1 for none. */
  readonly from: number;
  readonly why: Refusal;
}

/** Frozen while they ran, and not booted, whether somebody would answer them by now or not. */
export interface StuckTargets {
  readonly frozen: readonly number[];
  readonly notBooted: readonly number[];
}

/** What the targets of a farm have counted since they were made. */
export interface TargetTotals {
  readonly retries: number;
  readonly lostBytes: number;
  readonly ioErrors: number;
}

/** By number: 1 for each that streams. */
export function streamingTargets({ data: { targets } }: FarmRuntime): Uint8Array {
  return targets.phase.map((phase) => (phase === STREAMING ? 1 : 0));
}

export function heldTargets({ data: { targets } }: FarmRuntime): readonly HeldTarget[] {
  const held: HeldTarget[] = [];
  for (let target = 0; target < targets.count; target++) {
    if (isHeld(targets.phase[target]!)) held.push({ target, sinceMs: targets.sinceMs[target]! });
  }
  return held;
}

/** By number: those that ask again and again. */
export function stuckTargets({ data: { targets } }: FarmRuntime): StuckTargets {
  const frozen: number[] = [];
  const notBooted: number[] = [];
  for (let target = 0; target < targets.count; target++) {
    if (isWaiting(targets.phase[target]!)) (targets.phase[target] === FROZEN ? frozen : notBooted).push(target);
  }
  return { frozen, notBooted };
}

/** Targets that nobody may have now, with the reason of each kind of them. Those that would be answered are not among them. */
export function waitingTargets(world: World): readonly Waiting[] {
  const farm = farmOf(world);
  const { targets } = farm.data;
  const kinds = new Map<string, number[]>();
  for (let target = 0; target < targets.count; target++) {
    if (!isWaiting(targets.phase[target]!)) continue;
    const { first } = rangeOfTarget(farm.topology, target);
    const kind = `${first} ${targets.phase[target]} ${targets.copy[target]} ${targets.from[target]} ${targets.home[target]}`;
    const alike = kinds.get(kind);
    if (alike === undefined) kinds.set(kind, [target]);
    else alike.push(target);
  }
  return [...kinds.values()].flatMap((alike) => {
    const why = whyOf(world, alike[0]!);
    const state = targets.phase[alike[0]!] === FROZEN ? 'frozen' : 'not-booted';
    return why === null ? [] : [{ state, targets: alike, from: targets.from[alike[0]!]! - 1, why } as const];
  });
}

export function targetTotals({ data: { targets } }: FarmRuntime): TargetTotals {
  return { retries: sum(targets.retries), lostBytes: sum(targets.lostBytes), ioErrors: sum(targets.ioErrors) };
}

function sum(column: Uint32Array | Float64Array): number {
  let total = 0;
  for (const value of column) total += value;
  return total;
}

/**
 * Whether every server streams, and every one of some targets does, too, from a server that knows it. A machine that was switched on anew
 * since a moment, as pooled ones are all the time, is no concern.
 */
export function isFarmAtRest(world: World, wanted: Uint8Array, sinceMs: number): boolean {
  const farm = farmOf(world);
  const { servers, targets } = farm.data;
  if (servers.some(({ up, service }) => !up || service !== 'running')) return false;
  for (let target = 0; target < targets.count; target++) {
    const phase = targets.phase[target]!;
    if (wanted[target] === 0 || (phase === STREAMING && answered(world, farm, target))) continue;
    const isBootingAnew = phase !== OFF && !isRunning(phase) && targets.bootedMs[target]! > sinceMs;
    if (!isBootingAnew) return false;
  }
  return true;
}
