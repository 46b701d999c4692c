/**
 * Spreads: the middle, the 95th percentile and the worst of many values, by nearest rank. Pure.
 *
 * Not here: what is counted (summary.ts, streaming.ts).
 */

import { present } from '../../core/kernel/index.ts';

/** Of one number over all seeds. null: it never came to that, which is worse than any number, or best where the earliest is the worst. */
export interface Spread {
  readonly p50: number | null;
  readonly p95: number | null;
  readonly worst: number | null;
}

/** Of what had better come soon, or be little. */
export function spreadOf(values: readonly (number | null)[]): Spread {
  return spreadIn(values.map((value) => value ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b));
}

/** Of what had better come late or never. */
export function spreadOfEarliest(values: readonly (number | null)[]): Spread {
  return spreadIn(values.map((value) => value ?? Number.POSITIVE_INFINITY).sort((a, b) => b - a));
}

/** From the best to the worst. */
function spreadIn(sorted: readonly number[]): Spread {
  const known = (value: number) => (value === Number.POSITIVE_INFINITY ? null : value);
  return {
    p50: known(percentile(sorted, 50)),
    p95: known(percentile(sorted, 95)),
    worst: known(percentile(sorted, 100)),
  };
}

/** Of sorted values, one at least: the first that so many percent of all do not exceed (nearest rank). */
export function percentile(sorted: readonly number[], percent: number): number {
  const rank = Math.max(1, Math.ceil((percent / 100) * sorted.length));
  return present(sorted[rank - 1], 'a value of every rank');
}
