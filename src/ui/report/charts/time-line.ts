/**
 * The time line that all charts of a report share: the same margins, the same axis, the same marks where steps begin.
 *
 * Not here: what the charts show.
 */

import type { DrillReport } from '../../../app/drill/report/report-document.ts';
import { formatDuration } from '../../../core/kernel/index.ts';
import { instantMs, secondsSince, stepNumbers } from '../../text/drill-report-words.ts';

/** Pixels of the drawings, which are scaled as wholes. */
export const WIDTH = 1000;
export const LEFT = 150;
export const RIGHT = 22;
export const PLOT_WIDTH = WIDTH - LEFT - RIGHT;

/** Room for the labels of the axis below a chart. */
export const AXIS_HEIGHT = 26;

const TICKS_MAX = 9;

const TICKS_MS = [
  1_000, 5_000, 10_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000, 1_800_000, 3_600_000, 7_200_000, 14_400_000,
  43_200_000, 86_400_000,
];

const MS_MIN = 1_000;

/** Where steps begin, in milliseconds since the run did: one mark for all of one moment. */
export interface StepMark {
  readonly offsetMs: number;
  /** `4`, or `1–3` of several. */
  readonly label: string;
}

export interface TimeLine {
  readonly startMs: number;
  /** How long it is. */
  readonly lengthMs: number;
  readonly tickMs: number;
  readonly steps: readonly StepMark[];
}

export function timeLineOf(report: DrillReport): TimeLine {
  const lengthMs = Math.max(MS_MIN, report.tookSec * 1000);
  const tickMs = TICKS_MS.find((each) => lengthMs / each <= TICKS_MAX) ?? Math.ceil(lengthMs / TICKS_MAX);
  return { startMs: instantMs(report.from), lengthMs, tickMs, steps: stepMarks(report) };
}

/** Milliseconds since the run began, within the line. */
export function offsetOf({ startMs, lengthMs }: TimeLine, atMs: number): number {
  return Math.min(lengthMs, Math.max(0, atMs - startMs));
}

/** Where on the drawing a moment is. */
export function xOf({ lengthMs }: TimeLine, offsetMs: number): number {
  return LEFT + (offsetMs / lengthMs) * PLOT_WIDTH;
}

/** `T+1h10m`. */
export function tickText(offsetMs: number): string {
  return `T+${formatDuration(Math.round(offsetMs))}`;
}

function stepMarks({ steps, from }: DrillReport): readonly StepMark[] {
  const numbers = stepNumbers(steps);
  const begun = steps.map((step, index) => ({
    number: numbers[index] ?? 0,
    offsetMs: 1000 * secondsSince(from, step.from),
  }));
  return [...Map.groupBy(begun, ({ offsetMs }) => offsetMs)].map(([offsetMs, marks]) => {
    const own = marks.map(({ number }) => number);
    const [first, last] = [Math.min(...own), Math.max(...own)];
    return { offsetMs, label: first === last ? `${first}` : `${first}–${last}` };
  });
}
