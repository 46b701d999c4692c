/**
 * Verdicts and dangers of drills in a terminal, with their colours.
 *
 * Not here: the words that reports use in every form (drill-report-words.ts).
 */

import type { Danger, DrillVerdict } from '../../core/drill/index.ts';
import { colour } from '../colour.ts';
import { VERDICTS } from './drill-report-words.ts';
import type { Cell } from './table.ts';

const PAINTS: Readonly<Record<DrillVerdict, (text: string) => string>> = {
  passed: colour.green,
  failed: colour.red,
  incomplete: colour.yellow,
  aborted: colour.red,
  paused: colour.yellow,
  unfinished: colour.yellow,
};

/** As a cell of a table, whose width counts without the colour. */
export function verdictMark(verdict: DrillVerdict): Exclude<Cell, string> {
  const { symbol, word } = VERDICTS[verdict];
  return { text: `${symbol} ${word.toUpperCase()}`, paint: PAINTS[verdict] };
}

export function verdictText(verdict: DrillVerdict): string {
  const { text, paint } = verdictMark(verdict);
  return paint(text);
}

/** `! severe`: nothing for a step that harms nobody. */
export function dangerMark(danger: Danger): Cell {
  if (danger === 'none') return '';
  return { text: `! ${danger}`, paint: danger === 'severe' ? colour.red : colour.yellow };
}
