/**
 * A drill: a runbook as it is written down, step by step, with what each step promises.
 *
 * Conditions are texts here: what language they are in, and whether they hold, is the business of whoever runs the drill.
 *
 * Not here: the file's form (app/drill), what a drill may not say (meaning.ts), and what happens when it is run (run.ts).
 */

export interface Drill {
  readonly name: string;
  readonly title: string | null;
  readonly description: string | null;
  readonly params: Readonly<Record<string, Param>>;
  /** What must be so before the first step. */
  readonly require: readonly Requirement[];
  /** What must not be so at any event of the run. */
  readonly never: readonly Prohibition[];
  readonly steps: readonly DrillStep[];
  /** What must come true after the last step, and after an abort. */
  readonly restored: readonly Expectation[];
  readonly objectives: Readonly<Record<string, Objective>>;
}

/** What a parameter names or measures. */
export const PARAM_TYPES = [
  'zone',
  'connector',
  'storefront',
  'machine',
  'user',
  'resource',
  'server',
  'vdisk',
  'target',
  'duration',
  'integer',
  'number',
  'boolean',
  'text',
] as const;

export type ParamType = (typeof PARAM_TYPES)[number];

export interface Param {
  readonly type: ParamType;
  readonly required: boolean;
  /** As it would be given with `--param`; null for none. */
  readonly default: string | null;
  readonly title: string | null;
}

/** A length of time: milliseconds, or the name of a parameter that says it. */
export type Span = number | { readonly param: string };

export type Requirement =
  | {
      readonly type: 'finding';
      readonly code: string;
      /** Whether it must be absent, or present. */
      readonly absent: boolean;
      /** The object that it is about, as an expression; null for any. */
      readonly for: string | null;
      readonly why: string | null;
    }
  | { readonly type: 'that'; readonly that: string; readonly why: string | null };

export interface Prohibition {
  readonly that: string;
  readonly why: string | null;
}

/** All expectations of a step count from the moment at which its action was done. */
export type Expectation =
  /** Holds at that moment. */
  | { readonly type: 'that'; readonly that: string; readonly why: string | null }
  | { readonly type: 'eventually'; readonly that: string; readonly within: Span; readonly why: string | null }
  | { readonly type: 'stays'; readonly that: string; readonly for: Span; readonly why: string | null };

export interface Objective {
  readonly that: string;
  readonly within: Span;
  /** The step from whose action on the time counts. */
  readonly after: string;
  readonly title: string | null;
}

export const DANGERS = ['none', 'mild', 'severe'] as const;

export type Danger = (typeof DANGERS)[number];

export interface DrillStep {
  readonly name: string;
  readonly title: string | null;
  readonly danger: Danger;
  readonly action: StepAction;
  /** The name that its result is bound to; null for none. */
  readonly as: string | null;
  /** Never done twice, whatever becomes of the process that runs the drill. */
  readonly once: boolean;
  /** Command lines that take it back. */
  readonly undo: readonly string[];
  readonly expect: readonly Expectation[];
}

export type StepAction =
  /** Command lines of this program, one after the other; the last one ends with this exit code, the others with 0. */
  | { readonly type: 'do'; readonly lines: readonly string[]; readonly exit: number }
  /** Values by name, each an expression. */
  | { readonly type: 'observe'; readonly values: Readonly<Record<string, string>> }
  /** A question to a person. Without options it is answered with yes or no, and `no` fails the step. */
  | { readonly type: 'ask'; readonly question: string; readonly options: readonly string[] | null }
  /** An instruction, which a person confirms. */
  | { readonly type: 'manual'; readonly instruction: string }
  | { readonly type: 'wait'; readonly for: Span }
  /** A command of the local machine. */
  | { readonly type: 'run'; readonly command: string; readonly exit: number };

/** The answers that are known of each question; null where every text is one. */
export function answersOf(action: StepAction): readonly string[] {
  if (action.type === 'manual') return ['done', 'failed'];
  return action.type === 'ask' ? (action.options ?? ['yes', 'no']) : [];
}

/** Whether an answer says that the step did not succeed. */
export function isFailure(action: StepAction, answer: string): boolean {
  if (action.type === 'manual') return answer === 'failed';
  return action.type === 'ask' && action.options === null && answer === 'no';
}

/** The name by which a step's answer is given: that of its result, or its own. */
export function answerKey({ as, name }: Pick<DrillStep, 'as' | 'name'>): string {
  return as ?? name;
}

/** The worst danger of a drill. */
export function worstDanger({ steps }: Pick<Drill, 'steps'>): Danger {
  const worst = Math.max(...steps.map(({ danger }) => DANGERS.indexOf(danger)), 0);
  return DANGERS[worst] ?? 'none';
}
