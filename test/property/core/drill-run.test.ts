/**
 * Random drills, told random things that may happen to them: what holds for every run, whatever becomes of it.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  beginRun,
  canUndo,
  type Expectation,
  openJudgements,
  type RunInput,
  type RunPlan,
  type RunState,
  runDeadline,
  stepRun,
} from '../../../src/core/drill/index.ts';
import { DrillRun, drillWith, eventually, performed, stays, step, that } from '../../support/drill-run.ts';

const expectations: fc.Arbitrary<readonly Expectation[]> = fc.array(
  fc.oneof(
    fc.constant(that('x')),
    fc.integer({ min: 0, max: 100 }).map((ms) => eventually('x', ms)),
    fc.integer({ min: 0, max: 100 }).map((ms) => stays('x', ms)),
  ),
  { maxLength: 3 },
);

const drills: fc.Arbitrary<RunPlan> = fc
  .record({
    steps: fc.array(fc.record({ expect: expectations, undo: fc.boolean(), once: fc.boolean() }), {
      minLength: 1,
      maxLength: 5,
    }),
    restored: expectations,
    within: fc.option(fc.integer({ min: 0, max: 100 })),
  })
  .map(({ steps, restored, within }) =>
    drillWith({
      steps: steps.map((each, index) => step(`s${index}`, { ...each, undo: each.undo ? [`undo s${index}`] : [] })),
      never: [{ that: 'n', why: null }],
      restored,
      objectives: within === null ? {} : { o: { that: 'x', within, after: 's0', title: null } },
    }),
  );

/** What a run is told next is picked among what can happen to it then. */
const picks = fc.array(fc.record({ kind: fc.nat(1000), passedMs: fc.nat(60), good: fc.boolean() }), { maxLength: 60 });

type Pick = { readonly kind: number; readonly passedMs: number; readonly good: boolean };

/** Everything that can happen to a run as it is. */
function possible({ plan, state }: { plan: RunPlan; state: RunState }, { passedMs, good }: Pick): readonly RunInput[] {
  const now = { atMs: state.nowMs };
  const later = { atMs: state.nowMs + passedMs };
  const aborted: RunInput = { type: 'aborted', ...now, by: 'me', reason: 'enough' };
  const seen: readonly RunInput[] = openJudgements(state).map(({ key }) => ({
    type: 'observed',
    ...later,
    key,
    holds: good,
  }));
  const skipped: RunInput = { type: 'skipped', ...now, by: 'me', reason: 'known' };
  const paused: RunInput = { type: 'paused', ...now, reason: 'quit' };
  const undo: readonly RunInput[] = canUndo(state) ? [{ type: 'undo-asked', ...now }] : [];
  const noted: RunInput = { type: 'noted', ...now, by: 'me', text: 'look' };
  const violated: RunInput = { type: 'violated', ...later, index: 0 };
  if (state.paused !== null) return [{ type: 'resumed', ...now }, aborted];
  switch (state.phase) {
    case 'ready':
      return [{ type: 'went', ...now }, { type: 'went', ...now }, skipped, paused, noted, ...undo, aborted];
    case 'acting': {
      const lines = plan.drill.steps[state.step]?.undo ?? [];
      const outcome = { failure: good ? null : 'it failed', undo: lines };
      return [performed(later.atMs, outcome), ...seen, paused, violated, aborted];
    }
    case 'judging':
    case 'restoring': {
      const atMs = runDeadline(state);
      const deadline: readonly RunInput[] = atMs === null ? [] : [{ type: 'deadline', atMs: Math.max(atMs, now.atMs) }];
      return [...seen, ...deadline, violated, { type: 'undecidable', ...now, reason: 'gone' }, aborted];
    }
    case 'failed':
      return [{ type: 'retried', ...now }, skipped, noted, ...undo, { type: 'given-up', ...now }, paused, aborted];
    case 'undoing-one':
    case 'unwinding':
      return [{ type: 'undone', ...later, lines: [] }, violated, aborted];
    case 'ended':
      return [aborted, { type: 'resumed', ...now }];
  }
}

interface Taken {
  readonly before: RunState;
  readonly input: RunInput;
  readonly after: RunState;
}

/** Each step of a run that was told what was picked. */
function stepsOf(run: DrillRun, picked: readonly Pick[]): readonly Taken[] {
  return picked.map((pick) => {
    const inputs = possible(run, pick);
    const input = inputs[pick.kind % inputs.length] as RunInput;
    const { state: before } = run;
    return { before, input, after: run.give(input).state };
  });
}

/** Holds for every run. */
function always(law: (run: DrillRun, steps: readonly Taken[]) => void): void {
  const property = fc.property(drills, picks, (plan, picked) => {
    const run = new DrillRun(plan);
    law(run, stepsOf(run, picked));
  });
  fc.assert(property, { numRuns: 1000 });
}

/** Ends a run as a drill without an operator ends: a failed step is given up. */
function toTheEnd(run: DrillRun): number {
  for (let count = 0; count < 1000; count++) {
    if (run.duty.type === 'finish') return count;
    const wanted: RunInput['type'][] = ['performed', 'went', 'resumed', 'given-up', 'undone', 'deadline', 'observed'];
    const inputs = possible(run, { kind: 0, passedMs: 1, good: true });
    run.give(inputs.find(({ type }) => wanted.includes(type)) as RunInput);
  }
  throw new Error('it does not end');
}

test('whatever happens, every run comes to an end, and stays there', () => {
  always((run) => {
    toTheEnd(run);
    const { verdict } = run;
    const { phase, records, undoStack } = run.state;
    run.give({ type: 'aborted', atMs: run.state.nowMs, by: 'me', reason: 'late' });
    expect(run.verdict).toEqual(verdict);
    expect({ ...run.state }).toMatchObject({ phase, records, undoStack });
    expect(['passed', 'failed', 'incomplete', 'aborted']).toContain(verdict.verdict);
  });
});

test('whatever happens, a run is the fold of what it was told, and can be cut and gone on with anywhere', () => {
  always((run, steps) => {
    const inputs = structuredClone(steps.map(({ input }) => input));
    const fold = (state: RunState, some: readonly RunInput[]) =>
      some.reduce((before, input) => stepRun(run.plan, before, input), state);
    const cut = inputs.length >> 1;
    const prefix = JSON.parse(JSON.stringify(fold(beginRun(0), inputs.slice(0, cut)))) as RunState;
    expect(fold(prefix, inputs.slice(cut))).toEqual(run.state);
    expect(fold(beginRun(0), inputs)).toEqual(run.state);
  });
});

test('whatever happens, what undoes is a stack: it grows by what was done, and only its newest is taken away', () => {
  always((_run, steps) => {
    for (const { before, input, after } of steps) {
      if (input.type === 'undone') {
        expect(after.undoStack).toEqual(before.undoStack.slice(0, -1));
        expect(after.undone.at(-1)?.step).toBe(before.undoStack.at(-1)?.step);
      } else {
        const pushed = input.type === 'performed' && input.outcome.undo.length > 0 ? 1 : 0;
        expect(after.undoStack.slice(0, before.undoStack.length)).toEqual(before.undoStack);
        expect(after.undoStack.length).toBe(before.undoStack.length + pushed);
      }
    }
  });
});

test('whatever happened, an abort takes back everything that is to be taken back, newest first, each once', () => {
  always((run) => {
    if (run.state.phase === 'ended') return;
    const lines = run.state.undoStack.flatMap((entry) => entry.lines);
    run.give({ type: 'aborted', atMs: run.state.nowMs, by: 'me', reason: 'enough' });
    expect(run.unwind()).toEqual(lines.toReversed());
    expect(run.state.undoStack).toEqual([]);
    toTheEnd(run);
    expect(run.verdict.verdict).toBe(run.state.endedBy?.type === 'failed' ? 'failed' : 'aborted');
  });
});

test('whatever happens, every attempt at a step ends before the next one begins', () => {
  always((run) => {
    toTheEnd(run);
    for (const [index, record] of run.state.records.entries()) {
      expect(record.state).not.toBe('under-way');
      expect(record.endedMs).toBeGreaterThanOrEqual(record.begunMs);
      expect(record.begunMs).toBeGreaterThanOrEqual(run.state.records[index - 1]?.endedMs ?? 0);
      expect(record.attempt).toBe(run.state.records.slice(0, index + 1).filter((r) => r.step === record.step).length);
    }
  });
});

test('whatever happens, passed means that every step was done, and every promise kept', () => {
  let passed = 0;
  always((run) => {
    toTheEnd(run);
    if (run.verdict.verdict !== 'passed') return;
    passed += 1;
    const { records, judgements, objectives, violations, endedBy } = run.state;
    expect({ violations, endedBy }).toEqual({ violations: [], endedBy: null });
    for (const [index] of run.plan.drill.steps.entries()) {
      const last = records.findLast((record) => record.step === index);
      expect(last).toMatchObject({ state: 'done', failure: null, skipped: null });
      expect(last?.judgements.every(({ state }) => state === 'held')).toBe(true);
    }
    expect([...judgements, ...Object.values(objectives)].every(({ state }) => state === 'held')).toBe(true);
  });
  expect(passed).toBeGreaterThan(5);
});

test('whatever happens, no promise is decided after its time, and a decision stands', () => {
  always((_run, steps) => {
    for (const { before, after } of steps) {
      for (const [name, judgement] of Object.entries(after.objectives)) {
        if (judgement.decidedMs !== null) expect(judgement.decidedMs).toBeLessThanOrEqual(judgement.limitMs ?? 0);
        const known = before.objectives[name];
        if (known !== undefined && known.state !== 'open') expect(judgement).toEqual(known);
      }
      for (const { decidedMs, limitMs } of after.judgements) {
        if (decidedMs !== null && limitMs !== null) expect(decidedMs).toBeLessThanOrEqual(limitMs);
      }
    }
  });
});

test('whatever happens, what is in doubt when a run is gone on with is not done again by that', () => {
  const property = fc.property(drills, picks, (plan, picked) => {
    const run = new DrillRun(plan);
    stepsOf(run, picked);
    if (run.state.phase !== 'acting') return;
    const { step: doubtful, records } = run.state;
    run.give({ type: 'doubted', atMs: run.state.nowMs, undo: [] }).give({ type: 'resumed', atMs: run.state.nowMs });
    expect(run.duty).not.toEqual(expect.objectContaining({ type: 'act' }));
    expect(run.state.records.at(records.length - 1)?.outcome?.inDoubt).toBe(true);
    const attempts = run.state.records.filter((record) => record.step === doubtful).length;
    toTheEnd(run);
    expect(run.state.records.filter((record) => record.step === doubtful).length).toBe(attempts);
  });
  fc.assert(property, { numRuns: 1000 });
});
