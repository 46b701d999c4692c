/**
 * What is known of a run of a drill, and what it can be told.
 *
 * Not here: what an input does to a state (run.ts), and what is made of it at the end (verdict.ts).
 */

import type { Drill } from './drill.ts';
import type { Judgement } from './judgement.ts';

/** A drill whose parameters are given. */
export interface RunPlan {
  readonly drill: Drill;
  /** The parameters that are lengths of time, in milliseconds. */
  readonly durations: Readonly<Record<string, number>>;
}

export interface RunState {
  readonly phase: RunPhase;
  /** Why nothing is done until it is resumed; null while it runs. */
  readonly paused: PauseReason | null;
  /** The step that is next, or under way, by its place in the drill. */
  readonly step: number;
  /** World time of the last input. */
  readonly nowMs: number;
  /** One for each attempt at a step, in the order of time; the last one may be under way. */
  readonly records: readonly StepRecord[];
  /** The expectations of the step under way, or of the whole while it is restored. */
  readonly judgements: readonly Judgement[];
  /** By name, from the step on that each of them counts from. */
  readonly objectives: Readonly<Record<string, Judgement>>;
  /** What steps have bound, by name. */
  readonly bindings: Readonly<Record<string, unknown>>;
  /** What takes back what was done: the newest is last. */
  readonly undoStack: readonly UndoEntry[];
  readonly undone: readonly UndoRecord[];
  readonly violations: readonly Violation[];
  readonly notes: readonly Note[];
  /** Why the run was ended before its last step; null where it was not. */
  readonly endedBy: EndReason | null;
}

export type RunPhase =
  /** Before a step. */
  | 'ready'
  /** Its action is under way. */
  | 'acting'
  /** Its action is done, and what it promises is looked for. */
  | 'judging'
  /** It has failed, and nobody has said what to do about it. */
  | 'failed'
  /** One step is taken back, so that it can be done again. */
  | 'undoing-one'
  /** Everything is taken back, newest first. */
  | 'unwinding'
  /** What has to be so in the end is looked for. */
  | 'restoring'
  | 'ended';

export type PauseReason = 'quit' | 'question';

export type EndReason =
  | { readonly type: 'failed'; readonly step: string }
  | { readonly type: 'aborted'; readonly by: string; readonly reason: string };

export interface StepRecord {
  readonly step: number;
  /** From 1. */
  readonly attempt: number;
  readonly state: 'under-way' | 'done' | 'failed' | 'skipped' | 'undone' | 'aborted';
  readonly begunMs: number;
  /** When its action was done; null where it was not. */
  readonly performedMs: number | null;
  readonly endedMs: number | null;
  readonly outcome: ActionOutcome | null;
  readonly judgements: readonly Judgement[];
  /** Why it failed, as a sentence; null where it did not. */
  readonly failure: string | null;
  /** Who left it out and why; null where nobody did. */
  readonly skipped: { readonly by: string; readonly reason: string } | null;
}

/** What came of a step's action. */
export interface ActionOutcome {
  /** Why it did not succeed, as a sentence; null where it did. */
  readonly failure: string | null;
  /** The command lines that were run. */
  readonly lines: readonly LineOutcome[];
  /** What `as` binds. */
  readonly result: unknown;
  readonly answer: Answer | null;
  /** The question or the instruction, as it was put; null for none. */
  readonly asked: string | null;
  /** Command lines that take back what was done; empty where nothing has to be. */
  readonly undo: readonly string[];
  /** It was begun, and its end is not known: the process that ran it was killed. */
  readonly inDoubt: boolean;
}

/** A command line with its values put in, and what came of it. */
export interface LineOutcome {
  readonly command: string;
  readonly exit: number;
  /** What it said where it failed; null where it did not. */
  readonly error: string | null;
}

export interface Answer {
  readonly text: string;
  readonly by: string;
  /** Real time that the person took, which counts for nothing; null where the answer was given beforehand. */
  readonly tookMs: number | null;
}

export interface UndoEntry {
  readonly step: number;
  readonly lines: readonly string[];
}

export interface UndoRecord {
  readonly step: number;
  readonly atMs: number;
  readonly lines: readonly LineOutcome[];
}

/** Something that must never be, and was. */
export interface Violation {
  /** By its place in the drill's `never`. */
  readonly index: number;
  readonly atMs: number;
  readonly step: number;
}

export interface Note {
  readonly atMs: number;
  readonly by: string;
  readonly text: string;
}

/** World time in each of them. */
export type RunInput =
  /** The step is begun. */
  | { readonly type: 'went'; readonly atMs: number }
  | { readonly type: 'performed'; readonly atMs: number; readonly outcome: ActionOutcome }
  /** A condition is seen to hold, or not: when its judgement begins, and whenever it changes. */
  | { readonly type: 'observed'; readonly atMs: number; readonly key: string; readonly holds: boolean }
  | { readonly type: 'deadline'; readonly atMs: number }
  /** What is under way cannot be worked out: a value or an object that it names is not there. */
  | { readonly type: 'undecidable'; readonly atMs: number; readonly reason: string }
  | { readonly type: 'violated'; readonly atMs: number; readonly index: number }
  | { readonly type: 'skipped'; readonly atMs: number; readonly by: string; readonly reason: string }
  | { readonly type: 'noted'; readonly atMs: number; readonly by: string; readonly text: string }
  /** A step that has failed is to be done again. */
  | { readonly type: 'retried'; readonly atMs: number }
  /** The newest entry of the undo stack is to be taken back, and its step to be stood before again. */
  | { readonly type: 'undo-asked'; readonly atMs: number }
  | { readonly type: 'undone'; readonly atMs: number; readonly lines: readonly LineOutcome[] }
  /** A step that has failed ends the run. */
  | { readonly type: 'given-up'; readonly atMs: number }
  | { readonly type: 'aborted'; readonly atMs: number; readonly by: string; readonly reason: string }
  /** The site is another one now: what was done to it is gone, and nothing is left to be taken back. */
  | { readonly type: 'lost'; readonly atMs: number; readonly by: string; readonly reason: string }
  | { readonly type: 'paused'; readonly atMs: number; readonly reason: PauseReason }
  /** The action under way may have been done, as the process that did it was killed. These lines would take it back. */
  | { readonly type: 'doubted'; readonly atMs: number; readonly undo: readonly string[] }
  | { readonly type: 'resumed'; readonly atMs: number };

/** What the host is to do next. It follows from the state alone, so that a run can be gone on with from its journal. */
export type RunDuty =
  /** Nobody is to do anything until the run is resumed. */
  | { readonly type: 'rest' }
  /** Say what is to become of the next step: `went`, `skipped`, … */
  | { readonly type: 'stand'; readonly step: number }
  | { readonly type: 'act'; readonly step: number; readonly attempt: number }
  /** Watch the conditions of all open judgements, and the time. */
  | { readonly type: 'watch' }
  /** Say what is to become of the step that has failed: `retried`, `skipped`, `undo-asked`, `given-up` or `aborted`. */
  | { readonly type: 'stand-failed'; readonly step: number }
  | { readonly type: 'undo'; readonly entry: UndoEntry }
  | { readonly type: 'finish' };
