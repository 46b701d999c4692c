/**
 * Draws one chart as an SVG that can stand in a page: with its own text for those who cannot see it, and the same bytes every time.
 *
 * The one place that knows the charting library. What it needs of it is named here, so that nothing else is loaded.
 *
 * Not here: what is drawn.
 */

import {
  BarChart,
  type BarSeriesOption,
  CustomChart,
  type CustomSeriesOption,
  LineChart,
  type LineSeriesOption,
} from 'echarts/charts';
import { GridComponent, type GridComponentOption, MarkLineComponent } from 'echarts/components';
import { type ComposeOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { escaped } from '../escaped.ts';
import { FAINT, LINE, SOFT } from './palette.ts';
import { AXIS_HEIGHT, LEFT, RIGHT, type TimeLine, tickText, WIDTH } from './time-line.ts';

use([BarChart, CustomChart, LineChart, GridComponent, MarkLineComponent, SVGRenderer]);

type Option = ComposeOption<BarSeriesOption | CustomSeriesOption | LineSeriesOption | GridComponentOption>;

export type Series = BarSeriesOption | CustomSeriesOption | LineSeriesOption;

export interface Drawing {
  /** Unique on the page: names the parts of the drawing. */
  readonly id: string;
  /** What it shows, in a sentence or two. */
  readonly label: string;
  readonly timeLine: TimeLine;
  /** Of the plot alone. */
  readonly height: number;
  /** Above the plot. */
  readonly top: number;
  /** The largest value of the vertical axis; null where there is none. */
  readonly max: number | null;
  readonly series: readonly Series[];
}

export const FONT = 'system-ui, -apple-system, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif';

export function drawn(drawing: Drawing): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: heightOf(drawing) });
  try {
    chart.setOption(optionOf(drawing));
    return cleaned(drawing, chart.renderToSVGString());
  } finally {
    // It keeps the process alive otherwise.
    chart.dispose();
  }
}

function heightOf({ top, height }: Drawing): number {
  return top + height + AXIS_HEIGHT;
}

function optionOf({ timeLine, height, top, max, series }: Drawing): Option {
  const { lengthMs, tickMs } = timeLine;
  return {
    animation: false,
    textStyle: { fontFamily: FONT, fontSize: 12, color: SOFT },
    grid: { left: LEFT, right: RIGHT, top, height, outerBoundsMode: 'none' },
    xAxis: {
      type: 'value',
      min: 0,
      max: lengthMs,
      // Bars would make it wider at both ends than that of the other charts.
      containShape: false,
      interval: tickMs,
      axisLine: { show: true, onZero: false, lineStyle: { color: LINE } },
      axisTick: { show: true, lineStyle: { color: LINE } },
      splitLine: { show: true, lineStyle: { color: FAINT } },
      axisLabel: { color: SOFT, showMaxLabel: lengthMs % tickMs === 0, formatter: tickText, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      show: max !== null,
      min: 0,
      max: max ?? 1,
      interval: max ?? 1,
      axisLabel: { color: SOFT },
      splitLine: { show: max !== null, lineStyle: { color: FAINT } },
    },
    series: [...series, stepLines(timeLine)],
  };
}

/** A line where each step begins. */
function stepLines({ steps }: TimeLine): LineSeriesOption {
  return {
    type: 'line',
    data: [],
    silent: true,
    z: 5,
    markLine: {
      silent: true,
      symbol: 'none',
      animation: false,
      label: { show: false },
      lineStyle: { color: SOFT, width: 1, type: [2, 3], opacity: 0.7 },
      data: steps.map(({ offsetMs }) => ({ xAxis: offsetMs })),
    },
  };
}

/** Without what only scripts would use, and without names that count how many charts were drawn before. */
function cleaned({ id, label }: Drawing, svg: string): string {
  return svg
    .replaceAll(/ (?:ecmeta_\w+|pointer-events|class)="[^"]*"/g, '')
    .replaceAll(/<style[^>]*>[\s\S]*?<\/style>/g, '')
    .replaceAll(/zr\d+-/g, `${id}-`)
    .replaceAll(/\n+/g, '\n')
    .replaceAll(/<svg [^>]*?(viewBox="[^"]*")[^>]*>/g, (tag, viewBox: string) => openingTag(id, label, viewBox, tag))
    .trim();
}

function openingTag(id: string, label: string, viewBox: string, tag: string): string {
  const [width, height] = ['width', 'height'].map((name) => new RegExp(` ${name}="(\\d+)"`).exec(tag)?.[1] ?? '');
  const title = `<title id="${id}-title">${escaped(label)}</title>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" ${viewBox} role="img" aria-labelledby="${id}-title">${title}`;
}
