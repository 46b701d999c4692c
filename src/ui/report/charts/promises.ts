/**
 * Every expectation and objective on the time line: from when it counted to when it was decided, and how much of its time was left.
 *
 * Also the strip above all charts, which numbers the steps.
 *
 * Not here: how it is drawn (drawing.ts), and the sentences in full (the page has them below).
 */

import type { CustomSeriesOption } from 'echarts/charts';
import type { DrillReport, ReportedExpectation } from '../../../app/drill/report/report-document.ts';
import {
  asExpectation,
  attemptName,
  instantMs,
  limitText,
  OUTCOMES,
  outcomeText,
  stepNumbers,
} from '../../text/drill-report-words.ts';
import { drawn } from './drawing.ts';
import { BROKEN, INK, KEPT, LINE, SOFT, UNDECIDED } from './palette.ts';
import { box, cut, freeText, linePart, outline, type Part, textPart, widthOf } from './parts.ts';
import { LEFT, offsetOf, PLOT_WIDTH, type TimeLine, xOf } from './time-line.ts';

interface Row {
  readonly who: string;
  readonly expectation: Omit<ReportedExpectation, 'why'>;
}

const ROW = 40;
const BAR = 9;

/** With less of it a condition is not known again. */
const ROOM_MIN = 190;

const COLOURS = { held: KEPT, failed: BROKEN, open: UNDECIDED };

/** Null where nothing was promised. */
export function promisesChart(report: DrillReport, timeLine: TimeLine): string | null {
  const rows = rowsOf(report);
  if (rows.length === 0) return null;
  const series: CustomSeriesOption = {
    type: 'custom',
    silent: true,
    z: 10,
    data: rows.map((_, row) => [0, row]),
    renderItem: ({ dataIndex }) => ({ type: 'group', children: rowParts(rows[dataIndex] as Row, timeLine, dataIndex) }),
  };
  return drawn({
    id: 'promises',
    label: `What was promised, over time: ${rows.map(({ who, expectation }) => `${who} ${OUTCOMES[expectation.state].word}`).join(', ')}`,
    timeLine,
    top: 4,
    height: rows.length * ROW,
    max: null,
    series: [series],
  });
}

function rowsOf(report: DrillReport): readonly Row[] {
  const numbers = stepNumbers(report.steps);
  const steps = report.steps.flatMap((step, index) =>
    step.expectations.map((expectation) => ({ who: `${numbers[index]} ${attemptName(step)}`, expectation })),
  );
  const objectives = report.objectives.flatMap((objective) => {
    const { name, from } = objective;
    return from === null ? [] : [{ who: name, expectation: { ...objective, ...asExpectation(objective), from } }];
  });
  const restored = report.restored.map((expectation) => ({ who: 'restored', expectation }));
  return [...steps, ...restored, ...objectives];
}

function rowParts({ who, expectation }: Row, timeLine: TimeLine, row: number): Part[] {
  const { from, at, state, limitSec } = expectation;
  const y = 4 + row * ROW + 7;
  const fromMs = offsetOf(timeLine, instantMs(from));
  const toMs = at === null ? timeLine.lengthMs : offsetOf(timeLine, instantMs(at));
  const limitMs = limitSec === null ? toMs : instantMs(from) - timeLine.startMs + limitSec * 1000;
  const [left, right] = [xOf(timeLine, fromMs), xOf(timeLine, toMs)];
  const colour = COLOURS[state];
  const name = cut(who, LEFT - 12);
  return [
    textPart(name, { x: LEFT - 10, y: y + 12, align: 'right', fill: INK }),
    sentencePart(expectation, { left, y }),
    ...limitParts(timeLine, { right, limitMs, y: y + 14 }),
    box({ x: left, y: y + 14, width: Math.max(3, right - left), height: BAR }, colour),
  ];
}

/** It begins where the bar does; it ends at the edge of the plot where too little of the condition would be left. */
function sentencePart(
  expectation: Row['expectation'],
  { left, y }: { readonly left: number; readonly y: number },
): Part {
  const { symbol, word } = OUTCOMES[expectation.state];
  const outcome = `${symbol} ${word} · ${limitText(expectation)} · ${outcomeText(expectation)} · `;
  const edge = LEFT + PLOT_WIDTH;
  const room = edge - left - widthOf(outcome);
  const beginsThere = room >= Math.min(ROOM_MIN, widthOf(expectation.that));
  const text = `${outcome}${cut(expectation.that, beginsThere ? room : PLOT_WIDTH - widthOf(outcome))}`;
  const place = beginsThere ? ({ x: left, align: 'left' } as const) : ({ x: edge, align: 'right' } as const);
  return freeText(text, { ...place, y: y + 6, fill: COLOURS[expectation.state] });
}

/** The time that was left, and its end; an end beyond the drawing is an arrow. */
function limitParts(
  timeLine: TimeLine,
  { right, limitMs, y }: { readonly right: number; readonly limitMs: number; readonly y: number },
): readonly Part[] {
  const x = xOf(timeLine, Math.min(limitMs, timeLine.lengthMs));
  const middle = y + BAR / 2;
  if (x <= right && limitMs <= timeLine.lengthMs) return [linePart({ x, y: y - 2 }, { x, y: y + BAR + 2 }, INK)];
  const margin = outline({ x: right, y: y + 0.5, width: Math.max(0, x - right), height: BAR - 1 }, LINE);
  if (limitMs <= timeLine.lengthMs) return [margin, linePart({ x, y: y - 2 }, { x, y: y + BAR + 2 }, INK)];
  return [margin, textPart('›', { x: x + 4, y: middle, align: 'left', fill: SOFT })];
}

/** The numbers of the steps, where each begins. */
export function stepStrip(timeLine: TimeLine): string {
  const series: CustomSeriesOption = {
    type: 'custom',
    silent: true,
    z: 10,
    data: [[0, 0]],
    renderItem: () => ({ type: 'group', children: [caption(), ...stepParts(timeLine)] }),
  };
  const label = `Steps over time: ${timeLine.steps.map((step) => step.label).join(', ')}`;
  return drawn({ id: 'steps', label, timeLine, top: 4, height: 26, max: null, series: [series] });
}

function caption(): Part {
  return textPart('step', { x: LEFT - 10, y: 15, align: 'right', fill: INK });
}

function stepParts(timeLine: TimeLine): Part[] {
  let freeX = 0;
  return timeLine.steps.flatMap(({ offsetMs, label }) => {
    const width = widthOf(label) + 10;
    const x = Math.max(xOf(timeLine, offsetMs) - 1, freeX);
    freeX = x + width + 3;
    return [
      box({ x, y: 6, width, height: 17 }, INK),
      textPart(label, { x: x + width / 2, y: 15, align: 'center', fill: '#ffffff' }),
    ];
  });
}
