/**
 * `drill run`, `drill resume` and `drill abort` as text: what is printed when a run is over, or pauses.
 *
 * Not here: the line of each step, which is printed as the step ends (drill-report.ts).
 */

import type { DrillRunResult } from '../../app/drill/report/seeds-summary.ts';
import { runLines } from './drill-report.ts';
import { seedsLines } from './drill-seeds.ts';

export function drillRunText(result: DrillRunResult): string {
  const { seeds } = result;
  if (seeds === null) return runLines(result).join('\n');
  return [...seedsLines(seeds), '', `The worst run, with seed ${seeds.worstSeed}:`, ...runLines(result)].join('\n');
}
