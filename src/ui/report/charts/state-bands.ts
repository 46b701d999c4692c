/**
 * Who was in which state when: a row for each connector and server to which anything happened, a band for each state.
 *
 * A word that does not fit into its band stands above it.
 *
 * Not here: how it is drawn (drawing.ts), and what the states are (app/drill/evidence.ts).
 */

import type { CustomSeriesOption } from 'echarts/charts';
import type { StateChange } from '../../../app/drill/evidence/evidence.ts';
import type { DrillReport } from '../../../app/drill/report/report-document.ts';
import { few, shortName } from '../../text/words.ts';
import { drawn } from './drawing.ts';
import { bandOf, INK, SOFT } from './palette.ts';
import { box, freeText, type Part, textPart, widthOf } from './parts.ts';
import { LEFT, offsetOf, type TimeLine, xOf } from './time-line.ts';

/** A state from one moment to the next change, in milliseconds since the run began. */
export interface StateSpan {
  readonly subject: string;
  readonly state: string;
  readonly isBrokering: boolean;
  readonly fromMs: number;
  readonly toMs: number;
}

const ROW = 38;
const BAND = 17;
const TOP = 2;
const ROWS_MAX = 40;

/** The spans of those to whom anything happened; by subject, in the order in which they are known. */
export function stateSpans({ evidence }: DrillReport, timeLine: TimeLine): ReadonlyMap<string, readonly StateSpan[]> {
  const bySubject = Map.groupBy(evidence.states, ({ subject }) => subject);
  const rows = [...bySubject].filter(([, changes]) => changes.length > 1);
  return new Map(rows.map(([subject, changes]) => [subject, spansOf(changes, timeLine)]));
}

export interface BandChart {
  readonly svg: string;
  /** Those that are drawn. */
  readonly states: readonly string[];
  /** To whom nothing happened, and who had no room. */
  readonly note: string | null;
}

/** Null where nothing happened to anybody. */
export function stateBands(report: DrillReport, timeLine: TimeLine): BandChart | null {
  const rows = [...stateSpans(report, timeLine)];
  if (rows.length === 0) return null;
  const subjects = [...new Set(report.evidence.states.map(({ subject }) => subject))];
  const shown = rows.slice(0, ROWS_MAX);
  const svg = drawn({
    id: 'states',
    label: `States over time of ${few(shown.map(([subject]) => shortName(subject, subjects)))}`,
    timeLine,
    top: TOP,
    height: shown.length * ROW,
    max: null,
    series: [seriesOf(shown, subjects, timeLine)],
  });
  const others = subjects.filter((subject) => !shown.some(([name]) => name === subject));
  const hidden = rows.length - shown.length;
  const quiet = others.length - hidden;
  const notes = [
    ...(quiet > 0 ? [`${quiet} more had one state throughout`] : []),
    ...(hidden > 0 ? [`${hidden} more that changed are not drawn`] : []),
  ];
  const states = shown.flatMap(([, spans]) => spans.map(({ state }) => state));
  return { svg, states, note: notes.length === 0 ? null : `${notes.join('; ')}.` };
}

function spansOf(changes: readonly StateChange[], timeLine: TimeLine): readonly StateSpan[] {
  return changes.flatMap(({ atMs, subject, state, isBrokering }, index) => {
    const fromMs = offsetOf(timeLine, atMs);
    const next = changes[index + 1];
    const toMs = next === undefined ? timeLine.lengthMs : offsetOf(timeLine, next.atMs);
    return toMs > fromMs ? [{ subject, state, isBrokering, fromMs, toMs }] : [];
  });
}

function seriesOf(
  rows: readonly (readonly [string, readonly StateSpan[]])[],
  subjects: readonly string[],
  timeLine: TimeLine,
): CustomSeriesOption {
  return {
    type: 'custom',
    silent: true,
    data: rows.map((_, row) => [0, row]),
    renderItem: ({ dataIndex }) => {
      const [subject, spans] = rows[dataIndex] ?? ['', []];
      const y = TOP + dataIndex * ROW + 16;
      const name = textPart(shortName(subject, subjects), { x: LEFT - 10, y: y + BAND / 2, align: 'right', fill: INK });
      return { type: 'group', children: [name, ...bandParts(spans, timeLine, y)] };
    },
  };
}

function bandParts(spans: readonly StateSpan[], timeLine: TimeLine, y: number): readonly Part[] {
  let freeX = LEFT;
  return spans.flatMap((span) => {
    const { word, fill, ink } = bandOf(span.state);
    const [from, to] = [xOf(timeLine, span.fromMs), xOf(timeLine, span.toMs)];
    const band = box({ x: from, y, width: Math.max(1.5, to - from), height: BAND }, fill);
    const brokers = span.isBrokering
      ? [box({ x: from, y: y + BAND, width: Math.max(1.5, to - from), height: 3 }, INK)]
      : [];
    const text = span.isBrokering ? `${word} · brokers` : word;
    if (widthOf(text) + 10 <= to - from) {
      return [band, ...brokers, textPart(text, { x: from + 6, y: y + BAND / 2, align: 'left', fill: ink })];
    }
    const x = Math.max(from, freeX);
    freeX = x + widthOf(text) + 8;
    return [band, ...brokers, freeText(text, { x, y: y - 8, align: 'left', fill: SOFT })];
  });
}
