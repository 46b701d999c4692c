/**
 * Run carries a drill out, step by step, and decides what has become of it.
 *
 *   ready ──went──▶ acting ──performed──▶ judging ──all held──▶ ready … ──last step──▶ restoring ──▶ ended
 *     ▲ ◀─skipped──   │                     │                                             ▲
 *     │               └───────failed ◀──────┘                                             │
 *     ├──retried, undone, skipped──┤                                                      │
 *     │                            └──given up──▶ unwinding, newest first ────────────────┘
 *     └─ from any of them: aborted ─▶ unwinding
 *
 * The state is a fold of the inputs, which the journal of a run keeps; what is to be done next follows from the state (`dutyOf`). So a
 * run whose process was killed is gone on with by folding its journal, and nothing else.
 *
 * Not here: time, commands and conditions (whoever hosts the run), and what is reported of it (verdict.ts).
 */

import { assert, present, unreachable } from '../kernel/index.ts';
import type { DrillStep } from './drill.ts';
import { beginJudgement, earliestLimit, type Judgement, onDeadline, onObserved } from './judgement.ts';
import {
  begun,
  closed,
  ended,
  failed,
  judged,
  onward,
  recordUnderWay,
  restoring,
  spanIn,
  withJudgements,
  withRecord,
} from './run-course.ts';
import type { ActionOutcome, RunDuty, RunInput, RunPlan, RunState, StepRecord, UndoEntry } from './run-state.ts';

export function beginRun(nowMs: number): RunState {
  return {
    phase: 'ready',
    paused: null,
    step: 0,
    nowMs,
    records: [],
    judgements: [],
    objectives: {},
    bindings: {},
    undoStack: [],
    undone: [],
    violations: [],
    notes: [],
    endedBy: null,
  };
}

export function stepRun(plan: RunPlan, before: RunState, input: RunInput): RunState {
  const state = { ...before, nowMs: Math.max(before.nowMs, input.atMs) };
  switch (input.type) {
    case 'went':
      return onWent(state);
    case 'performed':
      return onPerformed(plan, state, input.outcome);
    case 'observed':
      return onCondition(plan, state, input);
    case 'deadline':
      return onTimeOver(plan, state);
    case 'undecidable':
      return onUndecidable(state, input.reason);
    case 'violated':
      return onViolated(state, input);
    case 'skipped':
      return onSkipped(plan, state, input);
    case 'noted':
      return { ...state, notes: [...state.notes, { atMs: input.atMs, by: input.by, text: input.text }] };
    case 'retried':
      return onRetried(state);
    case 'undo-asked':
      return onUndoAsked(state);
    case 'undone':
      return onUndone(plan, state, input);
    case 'given-up':
      return onGivenUp(plan, state);
    case 'aborted':
      return onAborted(plan, state, input);
    case 'lost':
      return ended({ ...stopped(state, input), undoStack: [] });
    case 'paused':
      return { ...state, paused: input.reason };
    case 'doubted':
      return onPerformed(plan, state, { ...IN_DOUBT, undo: input.undo });
    case 'resumed':
      return { ...state, paused: null };
    default:
      return unreachable(input);
  }
}

/** What is to be done next. */
export function dutyOf({ phase, paused, step, records, undoStack }: RunState): RunDuty {
  if (paused !== null) return { type: 'rest' };
  switch (phase) {
    case 'ready':
      return { type: 'stand', step };
    case 'acting':
      return { type: 'act', step, attempt: recordUnderWay({ records }).attempt };
    case 'judging':
    case 'restoring':
      return { type: 'watch' };
    case 'failed':
      return { type: 'stand-failed', step };
    case 'undoing-one':
    case 'unwinding':
      return { type: 'undo', entry: present(undoStack.at(-1), 'something to undo') };
    case 'ended':
      return { type: 'finish' };
    default:
      return unreachable(phase);
  }
}

/** The judgements whose conditions have to be watched now. */
export function openJudgements({ judgements, objectives }: RunState): readonly Judgement[] {
  return [...judgements, ...Object.values(objectives)].filter(({ state }) => state === 'open');
}

/** The moment at which time alone changes something; null for none. */
export function runDeadline(state: RunState): number | null {
  return earliestLimit(openJudgements(state));
}

/** The step that is next, or under way. */
export function stepAt({ drill }: RunPlan, step: number): DrillStep {
  return present(drill.steps[step], 'a step of the drill');
}

/** Whether there is something that an operator who stands before a step could have taken back. */
export function canUndo({ phase, step, undoStack }: RunState): boolean {
  const newest = undoStack.at(-1);
  if (newest === undefined) return false;
  return phase === 'ready' || (phase === 'failed' && newest.step === step);
}

function onWent(state: RunState): RunState {
  assert(state.phase === 'ready', 'a step begins where the last one is over');
  const attempt = state.records.filter(({ step }) => step === state.step).length + 1;
  const record: StepRecord = {
    step: state.step,
    attempt,
    state: 'under-way',
    begunMs: state.nowMs,
    performedMs: null,
    endedMs: null,
    outcome: null,
    judgements: [],
    failure: null,
    skipped: null,
  };
  return { ...state, phase: 'acting', records: [...state.records, record] };
}

function onPerformed(plan: RunPlan, state: RunState, outcome: ActionOutcome): RunState {
  assert(state.phase === 'acting', 'an action ends that has begun');
  const step = stepAt(plan, state.step);
  const performed = withRecord(withOutcome(state, step, outcome), { outcome, performedMs: state.nowMs });
  const failure = outcome.failure ?? recordUnderWay(state).failure;
  if (failure !== null) return failed(performed, failure);
  const judging = {
    ...performed,
    phase: 'judging' as const,
    judgements: begun(plan, 'expect', step.expect, state.nowMs),
    objectives: { ...state.objectives, ...objectivesAfter(plan, step, state) },
  };
  return judged(plan, judging);
}

function withOutcome(state: RunState, { as }: DrillStep, { result, undo }: ActionOutcome): RunState {
  const entry: UndoEntry = { step: state.step, lines: undo };
  return {
    ...state,
    bindings: as === null ? state.bindings : { ...state.bindings, [as]: result },
    undoStack: undo.length === 0 ? state.undoStack : [...state.undoStack, entry],
  };
}

/** Objectives count from the first time that their step is done. */
function objectivesAfter(plan: RunPlan, { name }: DrillStep, state: RunState): Record<string, Judgement> {
  const due = Object.entries(plan.drill.objectives).filter(
    ([objective, { after }]) => after === name && state.objectives[objective] === undefined,
  );
  return Object.fromEntries(
    due.map(([objective, { that, within, title }]) => {
      const expectation = { type: 'eventually', that, within, why: title } as const;
      return [objective, beginJudgement(`objective/${objective}`, expectation, state.nowMs, spanIn(plan))];
    }),
  );
}

function onCondition(plan: RunPlan, state: RunState, input: RunInput & { type: 'observed' }): RunState {
  const see = (judgement: Judgement) =>
    judgement.key === input.key ? onObserved(judgement, input.holds, input.atMs) : judgement;
  return judged(plan, withJudgements(state, see));
}

function onTimeOver(plan: RunPlan, state: RunState): RunState {
  return judged(
    plan,
    withJudgements(state, (judgement) => onDeadline(judgement, state.nowMs)),
  );
}

function onUndecidable(state: RunState, reason: string): RunState {
  if (state.phase !== 'restoring') return failed(state, reason);
  const over = ended(state);
  const judgements = over.judgements.map((judgement) =>
    judgement.state === 'open' ? { ...judgement, state: 'failed' as const, decidedMs: state.nowMs } : judgement,
  );
  return { ...over, judgements };
}

const FORBIDDEN = 'something happened that must never happen';

function onViolated(state: RunState, { index, atMs }: RunInput & { type: 'violated' }): RunState {
  const violated = { ...state, violations: [...state.violations, { index, atMs, step: state.step }] };
  if (state.phase === 'judging') return failed(violated, FORBIDDEN);
  // An action that has begun is done to its end, and has failed then.
  return state.phase === 'acting' ? withRecord(violated, { failure: FORBIDDEN }) : violated;
}

function onSkipped(plan: RunPlan, state: RunState, { by, reason }: RunInput & { type: 'skipped' }): RunState {
  assert(state.phase === 'ready' || state.phase === 'failed', 'a step is left out before it, or after it has failed');
  const standing = state.phase === 'ready' ? onWent(state) : state;
  return onward(plan, withRecord(standing, { state: 'skipped', endedMs: state.nowMs, skipped: { by, reason } }));
}

function onRetried(state: RunState): RunState {
  assert(state.phase === 'failed', 'what is done again has failed');
  return { ...state, phase: 'ready' };
}

function onUndoAsked(state: RunState): RunState {
  assert(canUndo(state), 'there is something to undo');
  return { ...state, phase: 'undoing-one' };
}

function onUndone(plan: RunPlan, state: RunState, { atMs, lines }: RunInput & { type: 'undone' }): RunState {
  const { step } = present(state.undoStack.at(-1), 'something to undo');
  const popped = {
    ...state,
    undoStack: state.undoStack.slice(0, -1),
    undone: [...state.undone, { step, atMs, lines }],
  };
  if (state.phase === 'unwinding') return unwound(plan, popped);
  if (popped.undoStack.at(-1)?.step === step) return popped;
  return { ...popped, phase: 'ready', step, records: state.records.map((record) => undoneFrom(record, step)) };
}

/** What was done after a step that is taken back has to be done again as well. */
function undoneFrom(record: StepRecord, step: number): StepRecord {
  return record.step >= step && record.state !== 'failed' ? { ...record, state: 'undone' } : record;
}

function onGivenUp(plan: RunPlan, state: RunState): RunState {
  assert(state.phase === 'failed', 'what is given up has failed');
  return unwound(plan, { ...state, endedBy: { type: 'failed', step: stepAt(plan, state.step).name } });
}

function onAborted(plan: RunPlan, state: RunState, { by, reason }: RunInput & { type: 'aborted' }): RunState {
  if (state.endedBy !== null || state.phase === 'ended') return state;
  return unwound(plan, stopped(state, { by, reason }));
}

function stopped(state: RunState, { by, reason }: { readonly by: string; readonly reason: string }): RunState {
  const isUnderWay = state.phase === 'acting' || state.phase === 'judging';
  const over = isUnderWay ? closed(state, 'aborted') : state;
  return { ...over, paused: null, endedBy: { type: 'aborted', by, reason } };
}

function unwound(plan: RunPlan, state: RunState): RunState {
  return state.undoStack.length > 0 ? { ...state, phase: 'unwinding' } : restoring(plan, state);
}

/** What came of an action whose process was killed, as far as anybody knows. */
const IN_DOUBT: Omit<ActionOutcome, 'undo'> = {
  failure: null,
  lines: [],
  result: null,
  answer: null,
  asked: null,
  inDoubt: true,
};
