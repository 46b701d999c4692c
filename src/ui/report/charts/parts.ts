/**
 * The parts of which drawings are made that no chart type has: boxes, lines and texts at a place.
 *
 * Not here: what they mean.
 */

import type { CustomSeriesOption } from 'echarts/charts';
import { FONT } from './drawing.ts';

type RenderItem = NonNullable<CustomSeriesOption['renderItem']>;
type Rendered = NonNullable<ReturnType<RenderItem>>;

/** One part of a drawing. */
export type Part = Exclude<Rendered, { readonly type: 'group' }>;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Place {
  readonly x: number;
  /** Of its middle. */
  readonly y: number;
  readonly align: 'left' | 'right' | 'center';
  readonly fill: string;
}

const SIZE = 12;
/** About, and rather too much: readers have fonts of their own. */
const CHARACTER_WIDTH = 6.9;

export function box(shape: Box, fill: string): Part {
  return { type: 'rect', shape, style: { fill } };
}

export function outline(shape: Box, stroke: string): Part {
  return { type: 'rect', shape, style: { fill: 'none', stroke, lineWidth: 1 } };
}

/** In a box. */
export function textPart(text: string, place: Place): Part {
  return { type: 'text', style: styleOf(text, place) };
}

/** Beside everything else: lines that cross it do not touch it. */
export function freeText(text: string, place: Place): Part {
  return { type: 'text', style: { ...styleOf(text, place), stroke: '#ffffff', lineWidth: 3 } };
}

function styleOf(text: string, { x, y, align, fill }: Place) {
  return { text, x, y, align, verticalAlign: 'middle', fill, font: `${SIZE}px ${FONT}` } as const;
}

export function linePart(
  from: { x: number; y: number },
  to: { x: number; y: number },
  stroke: string,
  dash: number[] = [],
): Part {
  const shape = { x1: from.x, y1: from.y, x2: to.x, y2: to.y };
  return { type: 'line', shape, style: { stroke, lineWidth: 1.5, ...(dash.length === 0 ? {} : { lineDash: dash }) } };
}

/** About how wide a text is. */
export function widthOf(text: string): number {
  return text.length * CHARACTER_WIDTH;
}

/** As much of a text as there is room for. */
export function cut(text: string, width: number): string {
  const length = Math.max(1, Math.floor(width / CHARACTER_WIDTH));
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
