/**
 * What a run of a drill has shown.
 *
 * Not here: how it is told (ui), and exit codes (cli).
 */

import { formatInstant } from '../kernel/index.ts';
import { answerKey, answersOf } from './drill.ts';
import type { Judgement } from './judgement.ts';
import { stepAt } from './run.ts';
import type { RunPlan, RunState } from './run-state.ts';

export type DrillVerdict =
  | 'passed'
  /** A step, a promise of the whole or an objective was not kept, or something happened that must never happen. */
  | 'failed'
  /** Nothing failed, and a step was left out. */
  | 'incomplete'
  /** Ended by an operator, and taken back. */
  | 'aborted'
  /** Not over: it can be resumed. */
  | 'paused'
  /** Not over, and under way in some process; or that process was killed, and it can be resumed. */
  | 'unfinished';

/** The verdict, and why it is not better: sentences. */
export interface Judged {
  readonly verdict: DrillVerdict;
  readonly reasons: readonly string[];
}

export function verdictOf(plan: RunPlan, state: RunState): Judged {
  if (state.paused !== null) return { verdict: 'paused', reasons: openQuestion(plan, state) };
  if (state.phase !== 'ended') return { verdict: 'unfinished', reasons: [] };
  const aborted = state.endedBy?.type === 'aborted' ? [`aborted by ${state.endedBy.by}: ${state.endedBy.reason}`] : [];
  const failures = [
    ...failedSteps(plan, state),
    ...violations(plan, state),
    ...notRestored(state),
    ...failedUndoes(plan, state),
    ...(aborted.length > 0 ? [] : missedObjectives(plan, state)),
  ];
  if (aborted.length > 0) return { verdict: 'aborted', reasons: [...aborted, ...failures] };
  if (failures.length > 0) return { verdict: 'failed', reasons: failures };
  const skipped = leftOut(plan, state);
  return { verdict: skipped.length > 0 ? 'incomplete' : 'passed', reasons: skipped };
}

/** What would answer the question that the run waits for. */
function openQuestion(plan: RunPlan, { paused, step }: RunState): readonly string[] {
  if (paused !== 'question') return [];
  const asking = stepAt(plan, step);
  const answers = answersOf(asking.action).join(' or ');
  return [`${asking.name} waits for an answer: --answer ${answerKey(asking)}=… with ${answers}`];
}

/** Steps whose last attempt failed. */
function failedSteps(plan: RunPlan, { records }: RunState): readonly string[] {
  return plan.drill.steps.flatMap(({ name }, step) => {
    const last = records.findLast((record) => record.step === step);
    return last?.state === 'failed' ? [`${name}: ${last.failure ?? 'failed'}`] : [];
  });
}

function violations(plan: RunPlan, state: RunState): readonly string[] {
  return state.violations.map(({ index, step, atMs }) => {
    const never = plan.drill.never[index];
    const where = step < plan.drill.steps.length ? `in ${stepAt(plan, step).name}` : 'after the last step';
    return `never ${never?.that}, and it was so ${where} at ${formatInstant(atMs)}${never?.why == null ? '' : `: ${never.why}`}`;
  });
}

function notRestored({ judgements }: RunState): readonly string[] {
  return judgements.filter(({ state }) => state === 'failed').map(({ that }) => `not restored: ${that}`);
}

function failedUndoes(plan: RunPlan, { undone }: RunState): readonly string[] {
  return undone.flatMap(({ step, lines }) =>
    lines
      .filter(({ error }) => error !== null)
      .map(({ command, error }) => `the undo of ${stepAt(plan, step).name} failed: ${command}: ${error}`),
  );
}

function missedObjectives(plan: RunPlan, { objectives }: RunState): readonly string[] {
  return Object.keys(plan.drill.objectives).flatMap((name) => {
    const text = objectiveFailure(objectives[name]);
    return text === null ? [] : [`objective ${name}: ${text}`];
  });
}

function objectiveFailure(judgement: Judgement | undefined): string | null {
  if (judgement === undefined) return 'its step was not done';
  if (judgement.state === 'failed') return 'not reached in time';
  return judgement.state === 'open' ? 'not reached before the end' : null;
}

function leftOut(plan: RunPlan, { records }: RunState): readonly string[] {
  return plan.drill.steps.flatMap(({ name }, step) => {
    const last = records.findLast((record) => record.step === step);
    return last?.skipped == null ? [] : [`${name} was left out by ${last.skipped.by}: ${last.skipped.reason}`];
  });
}
