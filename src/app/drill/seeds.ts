/**
 * A drill run in copies of the site, each with a seed of its own: heartbeats have other phases, users do other things, messages take
 * other times. The site itself stays as it is; the worst of the runs is kept, so that it can be reported.
 *
 * Not here: one run (run.ts, conductor.ts).
 */

import { present, UserError } from '../../core/kernel/index.ts';
import type { AppContext } from '../context.ts';
import { freshCopy } from '../site-copy.ts';
import { conduct } from './conducting/conductor.ts';
import { CopiedSite } from './conducting/drill-site.ts';
import { newRun, type Run } from './conducting/run-record.ts';
import type { RunSummary } from './report/report-document.ts';
import { summaryOf } from './report/report-of.ts';
import { type DrillRunResult, isWorse, joined } from './report/seeds-summary.ts';
import { type DrillOptions, type DrillTools, type ReadyDrill, readyDrill } from './run.ts';
import { journalsOf } from './runs.ts';

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

function interrupted(done: number, wanted: number): UserError {
  return new UserError('interrupted', 'INTERRUPTED', `The drill was interrupted after ${done} of ${wanted} seeds.`, {
    why: 'The site is as it was: it was run in copies.',
  });
}
