/**
 * `lhc wait` and `pvs wait`: lets time pass in a modelled site until a condition holds, and no further.
 *
 * Not here: conditions (../conditions).
 */

import { formatInstant, UserError } from '../../core/kernel/index.ts';
import type { World } from '../../sim/index.ts';
import { type Condition, conditionOf } from '../conditions/condition.ts';
import type { AppContext } from '../context.ts';
import type { ChangeOutcome } from '../open-site.ts';
import { passTimeUntil } from '../pass-time.ts';

export interface WaitOptions {
  /** Ends the wait well when it holds; null to wait for `failOn` or the end of time alone. */
  readonly until: string | null;
  /** Ends the wait badly when it holds. */
  readonly failOn: string | null;
  readonly timeoutMs: number;
}

export interface WaitResult {
  readonly schema: 'holdover.wait/1';
  readonly site: string;
  readonly at: string;
  readonly outcome: WaitOutcome;
  /** The condition that ended the wait; null when time did. */
  readonly condition: string | null;
  /** World time that passed. */
  readonly waitedSec: number;
}

export type WaitOutcome = 'holds' | 'failed' | 'timed-out';

/** @throws {UserError} CONDITION_MISSING, CONDITION_INVALID, and what the store throws */
export async function wait(context: AppContext, options: WaitOptions): Promise<WaitResult & ChangeOutcome> {
  if (options.until === null && options.failOn === null) throw conditionMissing();
  let conditions: readonly EndCondition[] = [];
  return passTimeUntil(context, {
    waitMs: options.timeoutMs,
    goal: (world) => {
      conditions = conditionsOf(world, options);
      return { reached: () => firstTrue(world, conditions) !== null, everySecond: dependsOnTime(conditions) };
    },
    result: (world, fromMs) => resultOf(world, firstTrue(world, conditions), fromMs),
  });
}

/** Conditions with what it means when they hold; a failure is looked for first. */
export interface EndCondition {
  readonly outcome: 'holds' | 'failed';
  readonly condition: Condition;
}

/** The conditions that end a wait or a watch. @throws {UserError} CONDITION_INVALID */
export function conditionsOf(world: World, { until, failOn }: Omit<WaitOptions, 'timeoutMs'>): readonly EndCondition[] {
  return [
    ...(failOn === null ? [] : [{ outcome: 'failed', condition: conditionOf(failOn, '--fail-on', world) } as const]),
    ...(until === null ? [] : [{ outcome: 'holds', condition: conditionOf(until, '--until', world) } as const]),
  ];
}

/** The condition that holds now, if one does. */
export function firstTrue(world: World, conditions: readonly EndCondition[]): EndCondition | null {
  return conditions.find(({ condition }) => condition.holds(world)) ?? null;
}

/** Whether they have to be looked at between events as well. */
export function dependsOnTime(conditions: readonly EndCondition[]): boolean {
  return conditions.some(({ condition }) => condition.dependsOnTime);
}

function resultOf(world: World, held: EndCondition | null, fromMs: number): WaitResult {
  return {
    schema: 'holdover.wait/1',
    site: world.definition.name,
    at: formatInstant(world.data.nowMs),
    outcome: held?.outcome ?? 'timed-out',
    condition: held?.condition.text ?? null,
    waitedSec: (world.data.nowMs - fromMs) / 1000,
  };
}

function conditionMissing(): UserError {
  return new UserError('usage', 'CONDITION_MISSING', 'There is nothing to wait for.', {
    why: 'Say --until, --fail-on or both.',
    hints: [
      `holdover lhc wait --until "lhc.zones.ams.state == 'working-normally'"`,
      'holdover pvs wait --until "pvs.targetCounts.reconnecting == 0"',
    ],
  });
}
