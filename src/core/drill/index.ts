/** The door of the drills: nobody imports past it. */

export {
  filledWord,
  type SplitLine,
  type SplitText,
  splitCommandLine,
  splitText,
  type Word,
  type WordPart,
} from './command-line.ts';
export {
  answerKey,
  answersOf,
  DANGERS,
  type Danger,
  type Drill,
  type DrillStep,
  type Expectation,
  isFailure,
  type Objective,
  PARAM_TYPES,
  type Param,
  type ParamType,
  type Prohibition,
  type Requirement,
  type Span,
  type StepAction,
  worstDanger,
} from './drill.ts';
export { type Judgement, marginMs } from './judgement.ts';
export { drillMeaningProblems, isFreeName } from './meaning.ts';
export { PARAM_FORMS, paramValue } from './param-value.ts';
export { beginRun, canUndo, dutyOf, openJudgements, runDeadline, stepAt, stepRun } from './run.ts';
export { spanIn } from './run-course.ts';
export type {
  ActionOutcome,
  Answer,
  LineOutcome,
  Note,
  RunDuty,
  RunInput,
  RunPlan,
  RunState,
  StepRecord,
  UndoEntry,
  UndoRecord,
  Violation,
} from './run-state.ts';
export { type DrillVerdict, type Judged, verdictOf } from './verdict.ts';
