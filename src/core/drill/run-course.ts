/**
 * How a run goes on: an attempt comes to its end, the next step is stood before, and in the end what has to be restored is looked for.
 *
 * Not here: what an input does (run.ts).
 */

import { present } from '../kernel/index.ts';
import type { Expectation, Span } from './drill.ts';
import { beginJudgement, type Judgement, onDeadline } from './judgement.ts';
import type { RunPlan, RunState, StepRecord } from './run-state.ts';

/** The step, or the whole, is over when its expectations are decided; the first that fails decides it. */
export function judged(plan: RunPlan, state: RunState): RunState {
  const { phase, judgements } = state;
  if (phase !== 'judging' && phase !== 'restoring') return state;
  const bad = judgements.find((judgement) => judgement.state === 'failed');
  if (phase === 'judging' && bad !== undefined) return failed(state, failureOf(bad));
  const isOver = judgements.every((judgement) => judgement.state !== 'open');
  if (!isOver) return state;
  return phase === 'judging' ? onward(plan, closed(state, 'done')) : ended(state);
}

export function onward(plan: RunPlan, state: RunState): RunState {
  const step = state.step + 1;
  return step < plan.drill.steps.length ? { ...state, phase: 'ready', step } : restoring(plan, { ...state, step });
}

export function restoring(plan: RunPlan, state: RunState): RunState {
  const judgements = begun(plan, 'restored', plan.drill.restored, state.nowMs);
  return judged(plan, { ...state, phase: 'restoring', judgements });
}

/** Objectives are not watched any more: what was due by now was missed. */
export function ended(state: RunState): RunState {
  return { ...withJudgements(state, (judgement) => onDeadline(judgement, state.nowMs)), phase: 'ended' };
}

export function failed(state: RunState, failure: string): RunState {
  return { ...closed(state, 'failed', failure), phase: 'failed' };
}

function failureOf({ type, that, why }: Judgement): string {
  const missed = { that: 'does not hold', eventually: 'did not come true in time', stays: 'did not stay true' };
  return `${that} ${missed[type]}${why === null ? '' : `: ${why}`}`;
}

/** The attempt under way is over. */
export function closed(state: RunState, as: StepRecord['state'], failure: string | null = null): RunState {
  const { judgements, nowMs } = state;
  return { ...withRecord(state, { state: as, endedMs: nowMs, judgements, failure }), judgements: [] };
}

export function withRecord(state: RunState, change: Partial<StepRecord>): RunState {
  return { ...state, records: [...state.records.slice(0, -1), { ...recordUnderWay(state), ...change }] };
}

/** That of the last attempt, which may have come to its end. */
export function recordUnderWay({ records }: Pick<RunState, 'records'>): StepRecord {
  return present(records.at(-1), 'a record of the step under way');
}

export function withJudgements(state: RunState, change: (judgement: Judgement) => Judgement): RunState {
  return {
    ...state,
    judgements: state.judgements.map(change),
    objectives: Object.fromEntries(
      Object.entries(state.objectives).map(([name, judgement]) => [name, change(judgement)]),
    ),
  };
}

export function begun(
  plan: RunPlan,
  kind: string,
  expectations: readonly Expectation[],
  atMs: number,
): readonly Judgement[] {
  return expectations.map((each, index) => beginJudgement(`${kind}/${index}`, each, atMs, spanIn(plan)));
}

/** How long a span is in a run, in milliseconds. */
export function spanIn({ durations }: RunPlan): (span: Span) => number {
  return (span) => (typeof span === 'number' ? span : present(durations[span.param], 'a parameter that is a duration'));
}
