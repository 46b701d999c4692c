/**
 * `drill run`, `drill resume` and `drill abort` as text: what is printed when a run is over, or pauses.
 *
 * Not here: the line of each step, which is printed as the step ends (drill-report.ts).
 */

import type { DrillRunResult } from '../../app/drill/run.ts';
import { seedsLines } from './drill-seeds.ts';
import { verdictText } from './drill-words.ts';

export function drillRunText(result: DrillRunResult): string {
  return [
    ...(result.seeds === null ? [] : [...seedsLines(result.seeds), '']),
    `${verdictText(result.verdict)}  ${result.drill}`,
    ...result.reasons,
  ].join('\n');
}
