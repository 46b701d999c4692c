/**
 * The runs that are kept, by name.
 *
 * Not here: what a run is (run-record.ts), and how its lines are kept (store).
 */

import { dutyOf, verdictOf } from '../../core/drill/index.ts';
import { UserError } from '../../core/kernel/index.ts';
import { type OpenRun, RunJournals, type SiteDocument, siteInUse } from '../../store/index.ts';
import { type AppContext, storeOf } from '../context.ts';
import type { CommandLines } from './command-lines.ts';
import { foldRun, lastOnSite, type Run, type RunHeader } from './conducting/run-record.ts';

export function journalsOf({ configDir }: AppContext): RunJournals {
  return new RunJournals({ configDir });
}

/** A run as it is kept. @throws {UserError} RUN_UNKNOWN, RUN_DAMAGED, and what the store throws */
export async function readRun(context: AppContext, name: string, commands: CommandLines): Promise<Run> {
  const lines = await journalsOf(context).read(name);
  return (await keptRun(context, { name, lines }, commands)).run;
}

/**
 * A run as its journal and its site say together: where the last transaction never came to be in the site, it has not happened. Then
 * its number is said as well.
 */
export async function keptRun(
  context: AppContext,
  { name, lines }: Pick<OpenRun, 'name' | 'lines'>,
  commands: CommandLines,
): Promise<{ readonly run: Run; readonly voided: number | null }> {
  const run = foldRun(name, lines, commands);
  const { site } = run.header;
  if (context.site !== null && context.site !== site) throw runElsewhere(name, site);
  const mark = await markOf(context, run.header.site);
  const voided = run.transactions.at(-1)?.transaction ?? 0;
  if (mark?.run !== name || lastOnSite(run) !== voided || voided <= mark.transaction) return { run, voided: null };
  return { run: foldRun(name, [...lines, { voided }], commands), voided };
}

function runElsewhere(run: string, site: string): UserError {
  return new UserError('usage', 'RUN_ELSEWHERE', `The run ${run} was on ${site}.`, {
    hints: [`holdover drill report ${run} --site ${site}`, 'holdover drill list'],
  });
}

/** What a site says of its drill; a site that is gone says nothing. */
async function markOf(context: AppContext, site: string): Promise<SiteDocument['drill']> {
  const store = storeOf(context);
  return (await store.list()).includes(site) ? (await store.read(site)).drill : undefined;
}

/**
 * The name of the run that is meant: the one that was named, or the last one; of the site that was asked for, where one was.
 * @throws {UserError} RUNS_NONE
 */
export async function runMeant(context: AppContext, name: string | null): Promise<string> {
  if (name !== null) return name;
  const journals = journalsOf(context);
  const names = (await journals.list()).toReversed();
  if (context.site === null && names[0] !== undefined) return names[0];
  const site = context.site === null ? null : await siteInUse(storeOf(context), context.site);
  for (const each of names) {
    const [header] = (await journals.read(each)) as readonly RunHeader[];
    if (header?.site === site) return each;
  }
  throw new UserError('usage', 'RUNS_NONE', `No drill was run${site === null ? '' : ` on ${site}`} yet.`, {
    hints: ['holdover drill run FILE', 'holdover drill list'],
  });
}

/**
 * A run on the site that is not over stands in the way of another one.
 * Returns the run that the site was last claimed by, which is over; undefined for none.
 * @throws {UserError} DRILL_UNDER_WAY
 */
export async function refuseSecondDrill(
  context: AppContext,
  site: string,
  commands: CommandLines,
): Promise<string | undefined> {
  const { drill } = await storeOf(context).read(site);
  const names = await journalsOf(context).list();
  if (drill === undefined || !names.includes(drill.run)) return drill?.run;
  const run = await readRun(context, drill.run, commands);
  if (dutyOf(run.state).type === 'finish') return drill.run;
  const { verdict } = verdictOf(run.plan, run.state);
  throw new UserError(
    'guarded',
    'DRILL_UNDER_WAY',
    `The run ${drill.run} of ${run.plan.drill.name} is ${verdict} on ${site}.`,
    {
      why: 'One drill at a time: what it has done to the site may be in force still.',
      hints: [`holdover drill resume ${drill.run}`, `holdover drill abort ${drill.run}`],
    },
  );
}

/** Makes a run that has done nothing yet the one that its site belongs to. @throws {UserError} DRILL_UNDER_WAY */
export async function claimSite(
  context: AppContext,
  { run, site }: { readonly run: string; readonly site: string },
  commands: CommandLines,
): Promise<void> {
  for (;;) {
    const last = await refuseSecondDrill(context, site, commands);
    const { changed } = await storeOf(context).update(site, context.command, (before) =>
      before.drill?.run === last ? { ...before, drill: { run, transaction: 0 } } : null,
    );
    if (changed) return;
  }
}

/** The site does not belong to the run any more. */
export function siteLost(run: string, site: string, drill: SiteDocument['drill']): UserError {
  const why =
    drill === undefined || drill.run === run
      ? `${site} was loaded or reset since: what the run had done to it is gone.`
      : `${site} was loaded or reset since, and the run ${drill.run} was begun on it.`;
  return new UserError('guarded', 'SITE_RESET', `The run ${run} cannot be gone on with.`, {
    why,
    hints: [`holdover drill report ${run}`, 'holdover drill list'],
  });
}
