import { describe, expect, it, test } from 'vitest';
import {
  canUndo,
  dutyOf,
  type Expectation,
  marginMs,
  openJudgements,
  runDeadline,
  verdictOf,
} from '../../../../src/core/drill/index.ts';
import { DONE, DrillRun, drillWith, eventually, performed, stays, step, that } from '../../../support/drill-run.ts';

const MINUTE = 60_000;

describe('the way of a run', () => {
  it('stands before each step, acts, watches what it promises, and goes on to the next', () => {
    const run = new DrillRun(drillWith({ steps: [step('a', { expect: [eventually('x', 5 * MINUTE)] }), step('b')] }));
    expect(run.duty).toEqual({ type: 'stand', step: 0 });
    run.give({ type: 'went', atMs: 0 });
    expect(run.duty).toEqual({ type: 'act', step: 0, attempt: 1 });
    run.give(performed(10));
    expect(run.duty).toEqual({ type: 'watch' });
    expect(openJudgements(run.state).map(({ key }) => key)).toEqual(['expect/0']);
    expect(runDeadline(run.state)).toBe(10 + 5 * MINUTE);
    run.give({ type: 'observed', atMs: 20, key: 'expect/0', holds: true });
    expect(run.duty).toEqual({ type: 'stand', step: 1 });
    expect(run.state.records[0]).toMatchObject({ state: 'done', begunMs: 0, performedMs: 10, endedMs: 20 });
    run.done();
    expect(run.duty).toEqual({ type: 'finish' });
    expect(run.verdict).toEqual({ verdict: 'passed', reasons: [] });
  });

  it('judges what has to be so in the end only when all steps are over', () => {
    const run = new DrillRun(drillWith({ steps: [step('a')], restored: [that('r')] }));
    run.done();
    expect(run.state.phase).toBe('restoring');
    run.give({ type: 'observed', atMs: 5, key: 'restored/0', holds: false });
    expect(run.verdict).toEqual({ verdict: 'failed', reasons: ['not restored: r'] });
  });

  it('binds the result of a step to its name', () => {
    const run = new DrillRun(drillWith({ steps: [step('a', { as: 'x' }), step('b')] }));
    run.give({ type: 'went', atMs: 0 }).give(performed(0, { result: { id: 'f1' } }));
    expect(run.state.bindings).toEqual({ x: { id: 'f1' } });
  });

  it('never lets its time go backwards', () => {
    const run = new DrillRun(drillWith({ steps: [step('a'), step('b')] }));
    run.done(100).give({ type: 'went', atMs: 50 });
    expect(run.state.records.at(-1)).toMatchObject({ begunMs: 100 });
  });
});

describe('what a step promises', () => {
  const promising = (...expect: readonly Expectation[]) =>
    new DrillRun(drillWith({ steps: [step('a', { expect })] })).give({ type: 'went', atMs: 0 }).give(performed(0));

  it('now: is decided by one look', () => {
    expect(promising(that('x')).observed('expect/0', true, 0).verdict.verdict).toBe('passed');
    const missed = promising(that('x', 'it must')).observed('expect/0', false, 0);
    expect(missed.state.records[0]?.failure).toBe('x does not hold: it must');
  });

  it('eventually: holds when it is seen, also in the last moment, and has a margin', () => {
    const run = promising(eventually('x', 100)).observed('expect/0', false, 50).observed('expect/0', true, 100);
    const [judgement] = run.state.records[0]?.judgements ?? [];
    expect(judgement).toMatchObject({ state: 'held', decidedMs: 100 });
    expect(judgement && marginMs(judgement)).toBe(0);
  });

  it('eventually: fails at its limit, whenever somebody looks', () => {
    for (const late of ['observed', 'deadline'] as const) {
      const run = promising(eventually('x', 100));
      if (late === 'deadline') run.give({ type: 'deadline', atMs: 170 });
      else run.observed('expect/0', true, 170);
      const [record] = run.state.records;
      expect(record?.judgements[0]).toMatchObject({ state: 'failed', decidedMs: 100 });
      expect(record?.failure).toBe('x did not come true in time');
    }
  });

  it('stays: holds at its end, fails when it is seen not to, and not by what is seen afterwards', () => {
    expect(promising(stays('x', 100)).give({ type: 'deadline', atMs: 100 }).verdict.verdict).toBe('passed');
    expect(promising(stays('x', 100)).observed('expect/0', false, 60).state.records[0]?.failure).toBe(
      'x did not stay true',
    );
    expect(promising(stays('x', 100)).observed('expect/0', false, 101).verdict.verdict).toBe('passed');
  });

  it('fails the step at once with the first that fails, whatever the others would come to', () => {
    const run = promising(eventually('x', 100), that('y')).observed('expect/1', false, 0);
    expect(run.duty).toEqual({ type: 'stand-failed', step: 0 });
    expect(run.state.records[0]?.judgements.map(({ state }) => state)).toEqual(['open', 'failed']);
  });
});

describe('objectives', () => {
  const drill = drillWith({
    steps: [step('a'), step('b')],
    objectives: { o: { that: 'x', within: 100, after: 'a', title: null } },
  });

  it('count from the step on that they name, and stop nothing', () => {
    const run = new DrillRun(drill).done(10);
    expect(run.state.objectives.o).toMatchObject({ sinceMs: 10, limitMs: 110 });
    run.give({ type: 'deadline', atMs: 110 }).done(200);
    expect(run.verdict).toEqual({ verdict: 'failed', reasons: ['objective o: not reached in time'] });
  });

  it('are missed when they come true too late, though nobody has looked at the time', () => {
    const run = new DrillRun(drill).done(10).observed('objective/o', true, 111).done(200);
    expect(run.state.objectives.o).toMatchObject({ state: 'failed', decidedMs: 110 });
  });

  it('are missed in time or open at the end, as it is', () => {
    expect(new DrillRun(drill).done(10).done(110).verdict.reasons).toEqual(['objective o: not reached in time']);
    expect(new DrillRun(drill).done(10).done(109).verdict.reasons).toEqual(['objective o: not reached before the end']);
    const skipped = new DrillRun(drill).give({ type: 'skipped', atMs: 0, by: 'me', reason: 'why' }).done();
    expect(skipped.verdict.reasons).toEqual(['objective o: its step was not done']);
  });
});

describe('what must never be', () => {
  const drill = drillWith({
    never: [{ that: 'n', why: 'it hurts' }],
    steps: [step('a', { undo: ['u'], expect: [eventually('x', 100)] }), step('b')],
  });
  const NEVER = expect.stringContaining('never n, and it was so in a at ');
  const REASON = 'something happened that must never happen';

  it('fails the step in which it was so, with the moment and the reason', () => {
    const run = new DrillRun(drill).give({ type: 'went', atMs: 0 }).give(performed(0, { undo: ['u'] }));
    run.give({ type: 'violated', atMs: 2500, index: 0 });
    expect(run.state.records[0]).toMatchObject({ state: 'failed', failure: REASON, endedMs: 2500 });
    run.give({ type: 'given-up', atMs: 2500 }).give({ type: 'undone', atMs: 2500, lines: [] });
    expect(run.verdict.reasons).toContain('never n, and it was so in a at 1970-01-01T00:00:02.500Z: it hurts');
  });

  it('lets an action come to its end, which is failed then, with what undoes it', () => {
    const run = new DrillRun(drill).give({ type: 'went', atMs: 0 }).give({ type: 'violated', atMs: 1, index: 0 });
    expect(run.duty).toMatchObject({ type: 'act' });
    run.give(performed(5, { undo: ['u'] }));
    expect(run.state).toMatchObject({ phase: 'failed', undoStack: [{ step: 0, lines: ['u'] }] });
  });

  it('is no reason against the next attempt, which may succeed in the same moment', () => {
    const run = new DrillRun(drill).give({ type: 'went', atMs: 0 }).give(performed(0));
    run.give({ type: 'violated', atMs: 0, index: 0 }).give({ type: 'retried', atMs: 0 });
    run.give({ type: 'went', atMs: 0 }).give(performed(0));
    expect(run.state.phase).toBe('judging');
    run.observed('expect/0', true, 0).done();
    expect(run.verdict).toMatchObject({ verdict: 'failed', reasons: [expect.stringContaining('never n')] });
  });

  it('is told also while all is taken back, and afterwards', () => {
    const run = new DrillRun(drillWith({ ...drill.drill, restored: [eventually('r', 10)] }));
    run.done().give({ type: 'aborted', atMs: 0, by: 'me', reason: 'why' });
    run.give({ type: 'violated', atMs: 3, index: 0 }).unwind();
    run.give({ type: 'violated', atMs: 4, index: 0 });
    expect(run.state.phase).toBe('restoring');
    expect(run.state.violations.map(({ atMs }) => atMs)).toEqual([3, 4]);
    run.observed('restored/0', true, 4);
    expect(run.verdict).toMatchObject({ verdict: 'aborted', reasons: [expect.anything(), ...Array(2).fill(NEVER)] });
  });
});

describe('a step that has failed', () => {
  const failing = () => {
    const steps = [step('a', { undo: ['undo a'], expect: [that('x')] }), step('b')];
    const run = new DrillRun(drillWith({ steps })).give({ type: 'went', atMs: 0 });
    return run.give(performed(0, { undo: ['undo a'] })).observed('expect/0', false, 0);
  };

  it('is stood before again, and can be done again: then that attempt counts', () => {
    const run = failing().give({ type: 'retried', atMs: 0 });
    expect(run.duty).toEqual({ type: 'stand', step: 0 });
    run.give({ type: 'went', atMs: 0 });
    expect(run.duty).toEqual({ type: 'act', step: 0, attempt: 2 });
    run.give(performed(0)).observed('expect/0', true, 0).done();
    expect(run.verdict.verdict).toBe('passed');
  });

  it('can be left out, with who and why, and stays as it was seen', () => {
    const run = failing().give({ type: 'skipped', atMs: 0, by: 'me', reason: 'known' });
    expect(run.state.records[0]).toMatchObject({
      state: 'skipped',
      failure: 'x does not hold',
      judgements: [{ state: 'failed' }],
      skipped: { by: 'me', reason: 'known' },
    });
    expect(run.done().verdict).toEqual({ verdict: 'incomplete', reasons: ['a was left out by me: known'] });
  });

  it('ends the run when it is given up: what was done is taken back', () => {
    const run = failing().give({ type: 'given-up', atMs: 0 });
    expect(run.duty).toEqual({ type: 'undo', entry: { step: 0, lines: ['undo a'] } });
    run.give({ type: 'undone', atMs: 1, lines: [{ command: 'undo a', exit: 1, error: 'no' }] });
    expect(run.verdict).toEqual({
      verdict: 'failed',
      reasons: ['a: x does not hold', 'the undo of a failed: undo a: no'],
    });
    expect(run.state.endedBy).toEqual({ type: 'failed', step: 'a' });
  });

  it('has failed also when its action has, and promises nothing then', () => {
    const run = new DrillRun(drillWith({ steps: [step('a', { expect: [that('x')] })] })).give({
      type: 'went',
      atMs: 0,
    });
    run.give(performed(0, { failure: 'exit code 1' }));
    expect(run.state).toMatchObject({ phase: 'failed', records: [{ failure: 'exit code 1', judgements: [] }] });
  });
});

describe('taking back', () => {
  const three = () => {
    const steps = ['a', 'b', 'c'].map((name) => step(name, { undo: [`undo ${name}`] }));
    return new DrillRun(drillWith({ steps: [...steps, step('d')] }));
  };

  it('takes everything back after an abort, newest first, each once', () => {
    const run = three().done().done().done();
    run.give({ type: 'aborted', atMs: 7, by: 'me', reason: 'enough' });
    expect(run.unwind()).toEqual(['undo c', 'undo b', 'undo a']);
    expect(run.duty).toEqual({ type: 'finish' });
    expect(run.verdict).toEqual({ verdict: 'aborted', reasons: ['aborted by me: enough'] });
  });

  it('takes one step back, and stands before it again; what came after it has to be done again', () => {
    const run = three().done().done().give({ type: 'undo-asked', atMs: 0 });
    expect(run.duty).toEqual({ type: 'undo', entry: { step: 1, lines: ['undo b'] } });
    run.give({ type: 'undone', atMs: 0, lines: [] });
    expect(run.duty).toEqual({ type: 'stand', step: 1 });
    expect(run.state.records.map(({ state }) => state)).toEqual(['done', 'undone']);
    expect(run.state.undoStack).toEqual([{ step: 0, lines: ['undo a'] }]);
  });

  it('takes back every attempt at the step', () => {
    const run = new DrillRun(drillWith({ steps: [step('a', { undo: ['u'], expect: [that('x')] })] }));
    for (const attempt of [1, 2]) {
      run.give({ type: 'went', atMs: 0 }).give(performed(0, { undo: [`u${attempt}`] }));
      run.observed('expect/0', false, 0).give({ type: 'retried', atMs: 0 });
    }
    run.give({ type: 'undo-asked', atMs: 0 });
    expect(run.unwind()).toEqual(['u2', 'u1']);
    expect(run.duty).toEqual({ type: 'stand', step: 0 });
  });

  test('of a failed step only what it did itself can be taken back there', () => {
    const run = three()
      .done()
      .give({ type: 'went', atMs: 0 })
      .give(performed(0, { failure: 'no' }));
    expect(canUndo(run.state)).toBe(false);
    expect(canUndo(run.give({ type: 'retried', atMs: 0 }).state)).toBe(true);
  });

  it('is begun also in the middle of a step, whose own undo is first', () => {
    const steps = [step('a', { undo: ['undo a'] }), step('b', { undo: ['undo b'], expect: [that('x')] })];
    const run = new DrillRun(drillWith({ steps })).done().give({ type: 'went', atMs: 0 });
    run.give(performed(0, { undo: ['undo b'] })).give({ type: 'aborted', atMs: 0, by: 'me', reason: 'why' });
    expect(run.state.records[1]).toMatchObject({ state: 'aborted' });
    expect(run.unwind()).toEqual(['undo b', 'undo a']);
  });

  it('is not begun again by a second abort, and an ended run stays ended', () => {
    const run = three().done().done().give({ type: 'aborted', atMs: 0, by: 'me', reason: 'why' });
    run.give({ type: 'undone', atMs: 0, lines: [] });
    run.give({ type: 'aborted', atMs: 0, by: 'you', reason: 'too' });
    expect(run.unwind()).toEqual(['undo a']);
    const { state } = run;
    run.give({ type: 'aborted', atMs: 0, by: 'you', reason: 'too' });
    expect(run.state).toEqual(state);
  });
});

describe('a run that stands still', () => {
  it('is paused by a question that nobody answers, and says what answers it', () => {
    const run = new DrillRun(
      drillWith({ steps: [step('people', { as: 'ok', action: { type: 'ask', question: 'Well?', options: null } })] }),
    );
    run.give({ type: 'went', atMs: 0 }).give({ type: 'paused', atMs: 0, reason: 'question' });
    expect(run.duty).toEqual({ type: 'rest' });
    expect(run.verdict).toEqual({
      verdict: 'paused',
      reasons: ['people waits for an answer: --answer ok=… with yes or no'],
    });
    run.give({ type: 'resumed', atMs: 0 });
    expect(run.duty).toEqual({ type: 'act', step: 0, attempt: 1 });
  });

  it('is unfinished when nobody paused it', () => {
    expect(new DrillRun(drillWith({ steps: [step('a')] })).verdict).toEqual({ verdict: 'unfinished', reasons: [] });
  });

  it('can be aborted without being resumed', () => {
    const run = new DrillRun(drillWith({ steps: [step('a', { undo: ['u'] }), step('b')] })).done();
    run.give({ type: 'paused', atMs: 0, reason: 'quit' }).give({ type: 'aborted', atMs: 0, by: 'me', reason: 'why' });
    expect(run.unwind()).toEqual(['u']);
    expect(verdictOf(run.plan, run.state).verdict).toBe('aborted');
  });

  it('takes a step in doubt for done, says so, and looks at what it promises', () => {
    const run = new DrillRun(drillWith({ steps: [step('a', { once: true, expect: [that('x')] })] }));
    run
      .give({ type: 'went', atMs: 0 })
      .give({ type: 'doubted', atMs: 0, undo: ['u'] })
      .give({ type: 'resumed', atMs: 0 });
    expect(run.duty).toEqual({ type: 'watch' });
    run.observed('expect/0', true, 0);
    expect(run.state.records).toMatchObject([{ state: 'done', outcome: { ...DONE, undo: ['u'], inDoubt: true } }]);
    expect(run.state.undoStack).toEqual([{ step: 0, lines: ['u'] }]);
  });
});

describe('what cannot be worked out', () => {
  it('fails its step, or what has to be so in the end', () => {
    const run = new DrillRun(drillWith({ steps: [step('a')], restored: [that('r'), that('s')] }));
    run.give({ type: 'went', atMs: 0 }).give({ type: 'undecidable', atMs: 1, reason: 'x is not there' });
    expect(run.state).toMatchObject({ phase: 'failed', records: [{ failure: 'x is not there' }] });
    run.give({ type: 'given-up', atMs: 1 }).observed('restored/0', true, 1);
    run.give({ type: 'undecidable', atMs: 2, reason: 'y is not there' });
    expect(dutyOf(run.state)).toEqual({ type: 'finish' });
    expect(run.verdict.reasons).toEqual(['a: x is not there', 'not restored: s']);
  });
});
