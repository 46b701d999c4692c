/**
 * `clock show` and `clock advance` as text.
 */

import type { ClockResult } from '../../app/clock/clock-result.ts';
import { between, moment, sinceStart } from './words.ts';

/** Where the clock stands, and how it is moved. */
export function clockText({ site, at, elapsedSec }: ClockResult): string {
  return [
    `${site} · ${moment(at)} (${sinceStart(elapsedSec)}). The clock stands still.`,
    'Next: holdover clock advance 5m',
  ].join('\n');
}

/** How far it was moved. */
export function advancedText(result: ClockResult): string {
  const { site, at, elapsedSec, from, changed } = result;
  if (!changed) return clockText(result);
  return `${site} · ${moment(at)} (${sinceStart(elapsedSec)}), ${between(from, at)} later. The clock stands still again.`;
}
