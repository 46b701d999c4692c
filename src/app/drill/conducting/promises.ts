/**
 * What finished steps have promised, and whether it still holds: what a run that is gone on with looks at first.
 *
 * Not here: what is done where a promise no longer holds (resume.ts).
 */

import type { Judgement, RunPlan, RunState } from '../../../core/drill/index.ts';
import { UserError } from '../../../core/kernel/index.ts';
import type { World } from '../../../sim/index.ts';
import type { DrillExpressions } from '../expressions/expressions.ts';

interface Scene {
  readonly values: Readonly<Record<string, unknown>>;
  readonly world: World;
}

/** Whether each condition that a finished step has seen held holds now, by `STEP/INDEX`. */
export function promisesOf(
  plan: RunPlan,
  state: RunState,
  expressions: DrillExpressions,
  { values, world }: Scene,
): Readonly<Record<string, boolean>> {
  return Object.fromEntries(
    heldBy(plan, state).map(([key, { that }]) => [
      key,
      holds(() => expressions.conditionOf(that, values).holds(world)),
    ]),
  );
}

/** The conditions that held when the run was left and do not now: with the steps that promised them. */
export function lostPromises(
  plan: RunPlan,
  state: RunState,
  before: Readonly<Record<string, boolean>>,
  now: Readonly<Record<string, boolean>>,
): readonly string[] {
  return heldBy(plan, state).flatMap(([key, { that }]) =>
    before[key] === true && now[key] === false ? [`${key.split('/', 1)[0]}: ${that}`] : [],
  );
}

/** By step and place; of steps that were done again, the last time counts. */
function heldBy({ drill }: RunPlan, { records }: RunState): readonly (readonly [string, Judgement])[] {
  return drill.steps.flatMap(({ name }, step) => {
    const last = records.findLast((record) => record.step === step);
    if (last?.state !== 'done') return [];
    return last.judgements.map((judgement, index) => [`${name}/${index}`, judgement] as const);
  });
}

/** What cannot be said any more, as the object is gone, does not hold. */
function holds(ask: () => boolean): boolean {
  try {
    return ask();
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}
