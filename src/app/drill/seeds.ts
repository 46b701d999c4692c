/**
 * A drill run in copies of the site, each with a seed of its own: heartbeats have other phases, users do other things, messages take
 * other times. The site itself stays as it is; the worst of the runs is kept, so that it can be reported.
 *
 * Not here: one run (run.ts, conductor.ts).
 */

import type { DrillVerdict } from '../../core/drill/index.ts';
import { present, UserError } from '../../core/kernel/index.ts';
import type { AppContext } from '../context.ts';
import { type Spread, spreadOf } from '../rehearse/spread.ts';
import { freshCopy } from '../site-copy.ts';
import { conduct } from './conductor.ts';
import { CopiedSite } from './drill-site.ts';
import type { ReportedExpectation, RunSummary } from './report-document.ts';
import { summaryOf } from './report-of.ts';
import { type DrillOptions, type DrillRunResult, type DrillTools, type ReadyDrill, readyDrill } from './run.ts';
import { newRun, type Run } from './run-record.ts';
import { journalsOf } from './runs.ts';

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

export interface SeedsOptions extends DrillOptions {
  readonly seeds: readonly number[];
  /** Told now and then how far it is, from 1. */
  readonly onProgress: (at: number, count: number) => void;
}

/** @throws {UserError} the errors of `readyDrill`, ANSWER_MISSING, INTERRUPTED */
export async function runSeeds(context: AppContext, options: SeedsOptions, tools: DrillTools): Promise<DrillRunResult> {
  const ready = await readyDrill(context, options, tools);
  const summaries: RunSummary[] = [];
  let worst: InCopy | null = null;
  for (const [index, seed] of options.seeds.entries()) {
    options.onProgress(index + 1, options.seeds.length);
    const done = await runInCopy(context, ready, seed, tools);
    if (await context.interrupted()) throw interrupted(index, options.seeds.length);
    summaries.push(done.summary);
    if (worst === null || isWorse(done.summary, worst.summary)) worst = done;
  }
  const { summary, header, lines } = present(worst, 'a seed');
  const journal = await journalsOf(context).create(header, context.command);
  try {
    for (const line of lines) await journal.append(line);
  } finally {
    await journal.close();
  }
  const seeds = summaries.length === 1 ? null : joined(summaries, summary.seed);
  return { schema: 'holdover.drill-run/1', ...summary, run: journal.name, seeds };
}

interface InCopy {
  readonly summary: RunSummary;
  readonly header: Run['header'];
  readonly lines: readonly object[];
}

async function runInCopy(context: AppContext, ready: ReadyDrill, seed: number, tools: DrillTools): Promise<InCopy> {
  const { drill, site, expressions } = ready;
  const header = { ...ready.header, seed, copy: true };
  const lines: object[] = [];
  const run = await conduct(newRun(null, header, drill), {
    site: new CopiedSite(freshCopy(site.document, seed, {})),
    lines: { append: async (line) => void lines.push(line) },
    operator: tools.operator(ready.header.answers),
    onInForce: () => {},
    tools: { commands: tools.commands, expressions, context: { ...context, site: header.site } },
  });
  return { summary: summaryOf(run), header, lines };
}

const RANKS: readonly DrillVerdict[] = ['passed', 'incomplete', 'paused', 'unfinished', 'aborted', 'failed'];

function isWorse(a: RunSummary, b: RunSummary): boolean {
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

function joined(summaries: readonly RunSummary[], worstSeed: number): SeedsSummary {
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

function interrupted(done: number, wanted: number): UserError {
  return new UserError('interrupted', 'INTERRUPTED', `The drill was interrupted after ${done} of ${wanted} seeds.`, {
    why: 'The site is as it was: it was run in copies.',
  });
}
