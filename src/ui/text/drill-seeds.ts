/**
 * What many runs of a drill came to, as text: the verdicts, how long each promise took to come true, and why runs failed.
 *
 * Not here: the worst of them, which is shown as any other run (drill-run.ts).
 */

import type { ExpectationSpread, SeedsSummary } from '../../app/drill/report/seeds-summary.ts';
import { colour } from '../colour.ts';
import { verdictText } from './drill-words.ts';
import { section } from './section.ts';
import { type Cell, table } from './table.ts';
import { counted, exactSpan } from './words.ts';

export function seedsLines({ count, verdicts, expectations, failures }: SeedsSummary): readonly string[] {
  const tally = Object.entries(verdicts).map(([verdict, seeds]) => `${seeds} ${verdictText(verdict as 'passed')}`);
  return [
    `${counted(count, 'seed')}: ${tally.join(' · ')}`,
    ...section(
      table([
        ['STEP', 'P50', 'P95', 'WORST', 'WITHIN', 'HELD', 'UNTIL'],
        ...expectations.map((spread) => spreadRow(spread)),
      ]),
    ),
    ...section(
      failures.map(({ reason, seeds, firstSeed }) =>
        colour.red(`  ✗ ${reason} (${counted(seeds, 'seed')}, the first is ${firstSeed})`),
      ),
    ),
  ];
}

function spreadRow({ of, that, limitSec, held, failed, tookSec }: ExpectationSpread): readonly Cell[] {
  const times = [tookSec.p50, tookSec.p95, tookSec.worst].map((seconds) =>
    seconds === null ? 'never' : exactSpan(seconds),
  );
  const heldText = failed === 0 ? `${held}` : { text: `${held} of ${held + failed}`, paint: colour.red };
  return [of, ...times, limitSec === null ? '' : exactSpan(limitSec), heldText, that];
}
