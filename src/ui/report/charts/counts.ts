/**
 * What is counted over time: with whom the machines of a zone are registered, how many launches fail each minute, how many targets stream.
 *
 * Not here: how it is drawn (drawing.ts), and what the colours mean to a reader (the legends of ../time-line-section.ts).
 */

import type { BarSeriesOption, LineSeriesOption } from 'echarts/charts';
import type { RegisteredPoint } from '../../../app/drill/evidence/evidence.ts';
import type { DrillReport } from '../../../app/drill/report/report-document.ts';
import { drawn } from './drawing.ts';
import { ATTEMPTED, CLOUD, FAILED, HELD, NOBODY, SECONDARY, STREAMING } from './palette.ts';
import { offsetOf, PLOT_WIDTH, type TimeLine } from './time-line.ts';

const HEIGHT = 96;
const TOP = 14;
const MINUTE_MS = 60_000;

/** A smaller change of a zone's registrations, beside which nothing happens, is everyday life. */
const TOUCHED_SHARE = 0.05;

/** The zones in which anything happened, in the order in which they are known. */
export function touchedZones({ evidence }: DrillReport): readonly string[] {
  const zones = [...new Set(evidence.registered.map(({ zone }) => zone))];
  return zones.filter((zone) => isTouched(evidence.registered.filter((point) => point.zone === zone)));
}

function isTouched(points: readonly RegisteredPoint[]): boolean {
  const total = points[0]?.total ?? 0;
  const range = (of: (point: RegisteredPoint) => number) => Math.max(...points.map(of)) - Math.min(...points.map(of));
  return (
    total > 0 &&
    Math.max(
      range(({ cloud }) => cloud),
      range(({ secondary }) => secondary),
    ) >
      total * TOUCHED_SHARE
  );
}

/** `place` tells the charts of several zones apart. */
export function registeredChart({ evidence }: DrillReport, timeLine: TimeLine, zone: string, place: number): string {
  const points = evidence.registered.filter((point) => point.zone === zone);
  const max = Math.max(...points.map(({ total }) => total));
  const areaOf = (fill: string, count: (point: RegisteredPoint) => number) =>
    stacked(
      fill,
      held(
        points.map((point) => [offsetOf(timeLine, point.atMs), count(point)]),
        timeLine,
      ),
    );
  return drawn({
    id: `registered-${place}`,
    label: `Machines of ${zone} over time: registered with the cloud broker, with a secondary broker, with nobody`,
    timeLine,
    top: TOP,
    height: HEIGHT,
    max,
    series: [
      areaOf(CLOUD, ({ cloud }) => cloud),
      areaOf(SECONDARY, ({ secondary }) => secondary),
      areaOf(NOBODY, ({ cloud, secondary, total }) => total - cloud - secondary),
    ],
  });
}

/** Null where nobody tried to launch anything. */
export function launchesChart({ evidence }: DrillReport, timeLine: TimeLine): string | null {
  const { launches } = evidence;
  if (launches.length === 0) return null;
  const barWidth = Math.max(1.5, Math.min(18, (MINUTE_MS / timeLine.lengthMs) * PLOT_WIDTH * 0.7));
  const byMinute = new Map(launches.map((minute) => [offsetOf(timeLine, minute.fromMs), minute]));
  const minutes = Array.from({ length: Math.ceil(timeLine.lengthMs / MINUTE_MS) }, (_, minute) => minute * MINUTE_MS);
  const failed: BarSeriesOption = {
    type: 'bar',
    silent: true,
    barWidth,
    itemStyle: { color: FAILED },
    data: launches.map((minute) => [middleOf(offsetOf(timeLine, minute.fromMs), timeLine), minute.failed]),
  };
  const attempted = minutes.map((fromMs) => [fromMs, byMinute.get(fromMs)?.attempted ?? 0]);
  return drawn({
    id: 'launches',
    label: 'Launches of each minute: how many were attempted, and how many failed',
    timeLine,
    top: TOP,
    height: HEIGHT,
    max: Math.max(1, ...launches.map((minute) => minute.attempted)),
    series: [failed, line(ATTEMPTED, held(attempted, timeLine))],
  });
}

/** Null for a site without a farm. */
export function targetsChart({ evidence }: DrillReport, timeLine: TimeLine): string | null {
  const { targets } = evidence;
  if (targets.length === 0) return null;
  const areaOf = (fill: string, count: (point: (typeof targets)[number]) => number) =>
    stacked(
      fill,
      held(
        targets.map((point) => [offsetOf(timeLine, point.atMs), count(point)]),
        timeLine,
      ),
    );
  return drawn({
    id: 'targets',
    label: 'Targets of the streaming farm over time: those that stream, and those that are held',
    timeLine,
    top: TOP,
    height: HEIGHT,
    max: Math.max(1, ...targets.map(({ streaming, held: waiting }) => streaming + waiting)),
    series: [areaOf(STREAMING, ({ streaming }) => streaming), areaOf(HELD, ({ held: waiting }) => waiting)],
  });
}

function stacked(fill: string, data: number[][]): LineSeriesOption {
  return { ...line(fill, data), stack: 'all', lineStyle: { width: 0 }, areaStyle: { color: fill, opacity: 0.9 } };
}

/** A value holds until the next one. */
function line(color: string, data: number[][]): LineSeriesOption {
  return { type: 'line', step: 'end', silent: true, showSymbol: false, lineStyle: { color, width: 1.25 }, data };
}

/** What is known last holds to the end. */
function held(data: number[][], { lengthMs }: TimeLine): number[][] {
  const last = data.at(-1);
  return last === undefined ? [] : [...data, [lengthMs, last[1] ?? 0]];
}

function middleOf(fromMs: number, { lengthMs }: TimeLine): number {
  return Math.min(fromMs + MINUTE_MS / 2, lengthMs);
}
