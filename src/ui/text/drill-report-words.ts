/**
 * What reports of drills say in every form alike: verdicts, states of steps, what became of an expectation, when something was.
 *
 * A symbol never stands without its word.
 *
 * Not here: how a report is laid out (ui/report, drill-report.ts).
 */

import type {
  ReportedExpectation,
  ReportedLine,
  ReportedObjective,
  ReportedRequirement,
  ReportedStep,
  RunSummary,
} from '../../app/drill/report/report-document.ts';
import { parseInstant, present } from '../../core/kernel/index.ts';
import { visible } from './visible.ts';
import { sinceStart, span } from './words.ts';

export interface Marked {
  readonly symbol: string;
  readonly word: string;
}

export const VERDICTS: Readonly<Record<RunSummary['verdict'], Marked>> = {
  passed: { symbol: '✓', word: 'Passed' },
  failed: { symbol: '✗', word: 'Failed' },
  incomplete: { symbol: '◐', word: 'Incomplete' },
  aborted: { symbol: '■', word: 'Aborted' },
  paused: { symbol: '‖', word: 'Paused' },
  unfinished: { symbol: '…', word: 'Unfinished' },
};

export const STEP_STATES: Readonly<Record<ReportedStep['state'], Marked>> = {
  'under-way': { symbol: '…', word: 'under way' },
  done: { symbol: '✓', word: 'done' },
  failed: { symbol: '✗', word: 'failed' },
  skipped: { symbol: '–', word: 'left out' },
  undone: { symbol: '↶', word: 'taken back' },
  aborted: { symbol: '■', word: 'stopped' },
};

export const OUTCOMES: Readonly<Record<ReportedExpectation['state'], Marked>> = {
  held: { symbol: '✓', word: 'kept' },
  failed: { symbol: '✗', word: 'not kept' },
  open: { symbol: '…', word: 'undecided' },
};

type Promised = Pick<ReportedExpectation, 'type' | 'state' | 'limitSec' | 'tookSec' | 'marginSec'>;

/** What was promised of a condition: `within 3m`, `for 5m`, `at once`. */
export function limitText({ type, limitSec }: Pick<Promised, 'type' | 'limitSec'>): string {
  if (type === 'that' || limitSec === null) return 'at once';
  return type === 'eventually' ? `within ${span(limitSec)}` : `for ${span(limitSec)}`;
}

/** What became of it: `after 1m2s, 1m58s to spare`. */
export function outcomeText({ type, state, limitSec, tookSec, marginSec }: Promised): string {
  if (state === 'open') return 'undecided';
  const isHeld = state === 'held';
  if (type === 'that') return isHeld ? 'it was so' : 'it was not so';
  if (type === 'stays')
    return isHeld ? `it stayed so for ${span(limitSec ?? 0)}` : `no longer so after ${span(tookSec ?? 0)}`;
  if (!isHeld) return `it did not come true in ${span(limitSec ?? 0)}`;
  return `after ${span(tookSec ?? 0)}${marginSec === null ? '' : `, ${span(marginSec)} to spare`}`;
}

/** An objective is an expectation that counts from a step. */
export function asExpectation(objective: ReportedObjective): Promised {
  return { ...objective, type: 'eventually' };
}

/** What became of an objective; its step may not have been done. */
export function objectiveText(objective: ReportedObjective): string {
  return objective.from === null ? `its step ${objective.after} was not done` : outcomeText(asExpectation(objective));
}

/** How long after the beginning of a run a moment is: `T+3m12s`. */
export function sinceBegin({ from }: Pick<RunSummary, 'from'>, instant: string): string {
  return sinceStart(secondsSince(from, instant));
}

/** In seconds. */
export function secondsSince(from: string, instant: string): number {
  return (instantMs(instant) - instantMs(from)) / 1000;
}

export function instantMs(instant: string): number {
  return present(parseInstant(instant), 'a moment in a report');
}

/** The number of each attempt's step, from 1: attempts at one step have the same. */
export function stepNumbers(steps: readonly Pick<ReportedStep, 'name'>[]): readonly number[] {
  const names = [...new Set(steps.map(({ name }) => name))];
  return steps.map(({ name }) => names.indexOf(name) + 1);
}

/** The last attempt at each step. */
export function lastAttempts(steps: readonly ReportedStep[]): readonly ReportedStep[] {
  const last = new Map(steps.map((step) => [step.name, step]));
  return [...last.values()];
}

/** `cut`, or `cut, attempt 2`. */
export function attemptName({ name, attempt }: Pick<ReportedStep, 'name' | 'attempt'>): string {
  return attempt === 1 ? name : `${name}, attempt ${attempt}`;
}

/** `exit 0`, and what it said where it failed. */
export function exitText({ exit, error }: ReportedLine): string {
  return error === null ? `exit ${exit}` : `exit ${exit}: ${visible(error)}`;
}

/** `met`, or that it was not and was accepted. */
export function requirementMark({ accepted }: ReportedRequirement): Marked {
  return accepted ? { symbol: '!', word: 'not met, and accepted' } : { symbol: '✓', word: 'met' };
}

/** A bound value on one line. */
export function valueText(value: unknown): string {
  return visible(typeof value === 'string' ? value : (JSON.stringify(value) ?? 'null'));
}

/** Who answered what, and how long they took. */
export function answerText({ text, by, tookSec }: NonNullable<ReportedStep['answer']>): string {
  return `“${visible(text)}” by ${visible(by)}, ${tookSec === null ? 'given beforehand' : `after ${span(tookSec)}`}`;
}
