/**
 * Whoever runs a drill: a person at a terminal, or nobody.
 *
 * A person's time is real time: it is recorded, and counts for nothing.
 *
 * Not here: how a person is asked (cli, ui).
 */

import type { Danger, DrillStep } from '../../core/drill/index.ts';
import type { StatusResult } from '../status.ts';
import type { ReportedStep } from './report/report-document.ts';

/** A step that somebody stands before, or that has just failed. */
export interface Standing {
  readonly run: string;
  /** World time. */
  readonly at: string;
  /** From 1, of so many. */
  readonly number: number;
  readonly count: number;
  readonly attempt: number;
  readonly step: DrillStep;
  readonly danger: Danger;
  /** What will be done, with the values put in: command lines, a question, an instruction. */
  readonly what: readonly string[];
  /** What would take it back. */
  readonly undo: readonly string[];
  /** Why it failed; null where it is still to be done. */
  readonly failure: string | null;
  /** The step that `undo` would take back; null where there is none. */
  readonly undoes: string | null;
  /** What the step would come to, in a copy of the site. */
  readonly preview: () => Promise<ReportedStep>;
  /** The site as it is now. */
  readonly look: () => Promise<StatusResult>;
}

export type Decision =
  | { readonly type: 'go' }
  | { readonly type: 'retry' }
  | { readonly type: 'skip'; readonly reason: string }
  | { readonly type: 'note'; readonly text: string }
  | { readonly type: 'undo' }
  | { readonly type: 'quit' }
  | { readonly type: 'abort'; readonly reason: string }
  /** A failed step ends the run. */
  | { readonly type: 'give-up' };

export interface Question {
  readonly step: DrillStep;
  /** The question or the instruction, with the values put in. */
  readonly text: string;
  /** The answers that are known. */
  readonly options: readonly string[];
}

export interface GivenAnswer {
  readonly text: string;
  /** Real time that the person took; null where the answer was given beforehand. */
  readonly tookMs: number | null;
}

export interface Operator {
  readonly name: string;
  /** Whether it is a person, whose time is recorded. */
  readonly isPerson: boolean;
  /** What is to become of a step that is next. */
  readonly standBefore: (standing: Standing) => Promise<Decision>;
  /** What is to become of a step that has failed. */
  readonly standFailed: (standing: Standing) => Promise<Decision>;
  /** An answer; null where nobody can be asked, or whoever was asked wants to stop here. */
  readonly answer: (question: Question) => Promise<GivenAnswer | null>;
  /** Is told of each step that is over, as it is over; `from` is when the run began, in world time, RFC 3339. */
  readonly told: (step: ReportedStep, from: string) => void;
}
