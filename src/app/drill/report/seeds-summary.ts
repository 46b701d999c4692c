/**
 * What many runs of a drill came to, and which of them is the worst.
 *
 * Not here: running them (../seeds.ts).
 */

import type { DrillVerdict } from '../../../core/drill/index.ts';
import { present } from '../../../core/kernel/index.ts';
import { type Spread, spreadOf } from '../../rehearse/spread.ts';
import type { ReportedExpectation, RunSummary } from './report-document.ts';

export interface SeedsSummary {
  readonly count: number;
  readonly verdicts: Readonly<Partial<Record<DrillVerdict, number>>>;
  /** The seed of the worst run: that with the worst verdict; then, with the least margin. */
  readonly worstSeed: number;
  /** Of each expectation and objective, in the order of the drill, over all seeds in which its step was done. */
  readonly expectations: readonly ExpectationSpread[];
  /** Why runs were not passed, each reason once. */
  readonly failures: readonly { readonly reason: string; readonly seeds: number; readonly firstSeed: number }[];
}

export interface ExpectationSpread {
  /** The step; `objective NAME`; or `restored`. */
  readonly of: string;
  readonly that: string;
  readonly limitSec: number | null;
  readonly held: number;
  readonly failed: number;
  /** How long it took until it was decided well; null where it never was. In seconds. */
  readonly tookSec: Spread;
}

/** What `drill run`, `drill resume` and `drill abort` come to. */
export interface DrillRunResult extends RunSummary {
  readonly schema: 'holdover.drill-run/1';
  /** What many runs came to, of which this is the worst; null for a single one. */
  readonly seeds: SeedsSummary | null;
}

const RANKS: readonly DrillVerdict[] = ['passed', 'incomplete', 'paused', 'unfinished', 'aborted', 'failed'];

/** Whether a run came out worse than another: by its verdict; then, by the least share of its time that was left. */
export function isWorse(a: RunSummary, b: RunSummary): boolean {
  const rank = RANKS.indexOf(a.verdict) - RANKS.indexOf(b.verdict);
  return rank === 0 ? leastMargin(a) < leastMargin(b) : rank > 0;
}

/** The least share of its time that was left to an expectation, or to an objective, when it came true. */
function leastMargin(summary: RunSummary): number {
  const shares = promisesIn(summary).map(({ promise: { marginSec, limitSec } }) =>
    marginSec === null || limitSec === null ? 1 : marginSec / limitSec,
  );
  return Math.min(1, ...shares);
}

type Promised = Pick<ReportedExpectation, 'that' | 'limitSec' | 'state' | 'tookSec' | 'marginSec'>;

/** Everything that a run promised, with whose promise it was. */
function promisesIn({
  steps,
  restored,
  objectives,
}: RunSummary): readonly { readonly of: string; readonly promise: Promised }[] {
  return [
    ...steps.flatMap(({ name, expectations }) => expectations.map((promise) => ({ of: name, promise }))),
    ...restored.map((promise) => ({ of: 'restored', promise })),
    ...objectives.map((promise) => ({ of: `objective ${promise.name}`, promise })),
  ];
}

/** What the runs came to, of which one is the worst. */
export function joined(summaries: readonly RunSummary[], worstSeed: number): SeedsSummary {
  const verdicts: Partial<Record<DrillVerdict, number>> = {};
  for (const { verdict } of summaries) verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
  return {
    count: summaries.length,
    verdicts,
    worstSeed,
    expectations: spreads(summaries),
    failures: failures(summaries),
  };
}

function spreads(summaries: readonly RunSummary[]): readonly ExpectationSpread[] {
  const byPromise = new Map<string, { of: string; promises: Promised[] }>();
  for (const summary of summaries) {
    const seen = new Map<string, number>();
    for (const { of, promise } of promisesIn(summary)) {
      const key = `${of}\n${promise.that}`;
      // The same condition can stand twice in one step.
      const place = seen.get(key) ?? 0;
      seen.set(key, place + 1);
      const entry = byPromise.get(`${key}\n${place}`) ?? { of, promises: [] };
      byPromise.set(`${key}\n${place}`, entry);
      entry.promises.push(promise);
    }
  }
  return [...byPromise.values()].map(({ of, promises }) => spreadIn(of, promises));
}

function spreadIn(of: string, promises: readonly Promised[]): ExpectationSpread {
  const held = promises.filter(({ state }) => state === 'held');
  const { that, limitSec } = present(promises[0], 'a promise');
  return {
    of,
    that,
    limitSec,
    held: held.length,
    failed: promises.length - held.length,
    tookSec: spreadOf(promises.map(({ state, tookSec }) => (state === 'held' ? tookSec : null))),
  };
}

function failures(summaries: readonly RunSummary[]): SeedsSummary['failures'] {
  const byReason = new Map<string, { reason: string; seeds: number; firstSeed: number }>();
  for (const { reasons, seed } of summaries) {
    for (const reason of reasons) {
      const known = byReason.get(reason) ?? { reason, seeds: 0, firstSeed: seed };
      byReason.set(reason, { ...known, seeds: known.seeds + 1 });
    }
  }
  return [...byReason.values()].sort((a, b) => b.seeds - a.seeds);
}
