/**
 * Runs of drills on paper: small drills, and a run that is told what happens, input by input.
 */
import {
  type ActionOutcome,
  beginRun,
  type Drill,
  type DrillStep,
  dutyOf,
  type Expectation,
  type RunInput,
  type RunPlan,
  type RunState,
  stepRun,
  verdictOf,
} from '../../src/core/drill/index.ts';

/** What comes of an action that succeeds, binds nothing, and need not be taken back. */
export const DONE: ActionOutcome = {
  failure: null,
  lines: [],
  result: null,
  answer: null,
  asked: null,
  undo: [],
  inDoubt: false,
};

export function drillWith(parts: Partial<Drill> & Pick<Drill, 'steps'>): RunPlan {
  const drill: Drill = {
    name: 'test',
    title: null,
    description: null,
    params: {},
    require: [],
    never: [],
    restored: [],
    objectives: {},
    ...parts,
  };
  return { drill, durations: {} };
}

export function step(name: string, parts: Partial<DrillStep> = {}): DrillStep {
  const action = { type: 'do', lines: ['status'], exit: 0 } as const;
  return { name, title: null, danger: 'none', action, as: null, once: false, undo: [], expect: [], ...parts };
}

export function that(text: string, why: string | null = null): Expectation {
  return { type: 'that', that: text, why };
}

export function eventually(text: string, within: number): Expectation {
  return { type: 'eventually', that: text, within, why: null };
}

export function stays(text: string, duration: number): Expectation {
  return { type: 'stays', that: text, for: duration, why: null };
}

export function performed(atMs: number, outcome: Partial<ActionOutcome> = {}): RunInput {
  return { type: 'performed', atMs, outcome: { ...DONE, ...outcome } };
}

/** A run that changes with what it is given. */
export class DrillRun {
  readonly plan: RunPlan;
  state: RunState = beginRun(0);

  constructor(plan: RunPlan) {
    this.plan = plan;
  }

  get duty() {
    return dutyOf(this.state);
  }

  get verdict() {
    return verdictOf(this.plan, this.state);
  }

  give(input: RunInput): this {
    this.state = stepRun(this.plan, this.state, input);
    return this;
  }

  observed(key: string, holds: boolean, atMs: number): this {
    return this.give({ type: 'observed', atMs, key, holds });
  }

  /** The next step is done, with its undo lines as they stand. It promises nothing. */
  done(atMs = this.state.nowMs): this {
    const undo = this.plan.drill.steps[this.state.step]?.undo ?? [];
    return this.give({ type: 'went', atMs }).give(performed(atMs, { undo }));
  }

  /** Takes back what is to be taken back, and gives the lines in the order in which it was. */
  unwind(): readonly string[] {
    const lines: string[] = [];
    for (;;) {
      const { duty } = this;
      if (duty.type !== 'undo') return lines;
      lines.push(...duty.entry.lines);
      this.give({ type: 'undone', atMs: this.state.nowMs, lines: [] });
    }
  }
}
