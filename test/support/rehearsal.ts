/**
 * A rehearsal of a definition, without a store: one seed, as the command would tell of it.
 */

import { planOf } from '../../src/app/rehearse/plan.ts';
import { type RehearseResult, resultOf } from '../../src/app/rehearse/result.ts';
import { runOnce } from '../../src/app/rehearse/run.ts';
import { joinedFailures, numbersOf } from '../../src/app/rehearse/summary.ts';
import { formatDuration } from '../../src/core/kernel/index.ts';
import type { SiteDefinition } from '../../src/core/site/index.ts';
import { settle } from '../../src/sim/index.ts';

export interface RehearsalOptions {
  readonly forMs?: number;
  readonly seed?: number;
}

export async function rehearsal(
  definition: SiteDefinition,
  faults: readonly string[],
  { forMs = 7_200_000, seed = 7 }: RehearsalOptions = {},
): Promise<RehearseResult> {
  const site = settle(definition);
  const plan = planOf(site, faults, forMs);
  const worst = await runOnce(site, plan, { seed, failOn: null, pause: async () => {} });
  return resultOf(site, {
    plan,
    runs: [numbersOf(worst, plan)],
    failures: joinedFailures([worst]),
    worst,
    replay: { faults, forText: formatDuration(forMs), failOn: null, site: '' },
  });
}
