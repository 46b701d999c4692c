/**
 * `drill resume` and `drill abort`: goes on with a run that was paused, or whose process was killed; or takes it back.
 *
 * Not here: how a run is conducted (conductor.ts).
 */

import { type DrillStep, dutyOf, type RunInput, stepAt } from '../../core/drill/index.ts';
import { UserError } from '../../core/kernel/index.ts';
import type { OpenRun } from '../../store/index.ts';
import { type AppContext, storeOf } from '../context.ts';
import { openSite } from '../open-site.ts';
import { type Answers, checkAnswers } from './answers.ts';
import { conduct } from './conducting/conductor.ts';
import { StoredSite } from './conducting/drill-site.ts';
import { undoOf } from './conducting/perform-step.ts';
import { lostPromises, promisesOf } from './conducting/promises.ts';
import { lastOnSite, type Run, type Transaction, withTransaction } from './conducting/run-record.ts';
import { NO_EVIDENCE } from './evidence/evidence.ts';
import { DrillExpressions } from './expressions/expressions.ts';
import { summaryOf } from './report/report-of.ts';
import type { DrillRunResult } from './report/seeds-summary.ts';
import type { DrillTools } from './run.ts';
import { claimSite, journalsOf, keptRun, runMeant, siteLost } from './runs.ts';

export interface ResumeOptions {
  /** Null for the last run. */
  readonly run: string | null;
  /** Given beforehand, beside those that the run began with. */
  readonly answers: Answers;
  /** Goes on though what finished steps promised no longer holds. */
  readonly acceptsDrift: boolean;
}

type Tools = Pick<DrillTools, 'commands' | 'operator' | 'onBegin' | 'onInForce'>;

/** @throws {UserError} RUN_OVER, RUN_IN_COPY, DRILL_DRIFTED, SITE_RESET, and what the store throws */
export function resumeDrill(context: AppContext, options: ResumeOptions, tools: Tools): Promise<DrillRunResult> {
  return goOn(context, options, tools, async (run) => {
    checkAnswers(run.plan.drill, options.answers);
    if (!options.acceptsDrift) await refuseDrift(context, run);
    const { nowMs: atMs } = run.state;
    const isDoneAgain = stepUnderWay(run)?.once === false;
    return [...(isDoneAgain ? [] : await doubt(context, run)), { type: 'resumed', atMs }];
  });
}

export interface AbortOptions {
  /** Null for the last run. */
  readonly run: string | null;
  readonly reason: string;
}

/**
 * Takes everything back that the run has done, newest first. Where its site was reset, loaded anew or removed there is nothing to take back,
 * and the run is over.
 * @throws {UserError} RUN_OVER, RUN_IN_COPY, and what the store throws
 */
export async function abortDrill(context: AppContext, options: AbortOptions, tools: Tools): Promise<DrillRunResult> {
  try {
    return await takeBack(context, options, tools);
  } catch (error) {
    if (!(error instanceof UserError) || !SITE_GONE.includes(error.code)) throw error;
    return closeLost(context, options, tools);
  }
}

const SITE_GONE: readonly string[] = ['SITE_RESET', 'SITE_UNKNOWN', 'NO_SITE'];

async function closeLost(
  context: AppContext,
  { run: named }: AbortOptions,
  { commands }: Tools,
): Promise<DrillRunResult> {
  const journal = await journalsOf(context).open(await runMeant(context, named), context.command);
  try {
    const { run } = await keptRun(context, journal, commands);
    const { site } = run.header;
    const reason = `${site} is another site since: there is nothing to take back`;
    const lost = transactionOf(run, [{ type: 'lost', atMs: run.state.nowMs, by: context.operator, reason }]);
    const transaction = { ...lost, inForce: [] };
    await journal.append(transaction);
    return { schema: 'holdover.drill-run/1', ...summaryOf(withTransaction(run, transaction)), seeds: null };
  } finally {
    await journal.close();
  }
}

function takeBack(context: AppContext, options: AbortOptions, tools: Tools): Promise<DrillRunResult> {
  const { reason } = options;
  return goOn(context, { ...options, answers: {} }, tools, async (run) => [
    ...(await doubt(context, run)),
    { type: 'aborted', atMs: run.state.nowMs, by: context.operator, reason },
  ]);
}

async function goOn(
  context: AppContext,
  { run: named, answers }: Pick<ResumeOptions, 'run' | 'answers'>,
  tools: Tools,
  inputsFor: (run: Run) => Promise<readonly RunInput[]>,
): Promise<DrillRunResult> {
  const journal = await journalsOf(context).open(await runMeant(context, named), context.command);
  try {
    const run = await runAsKept(context, journal, tools);
    const stored = { ...context, site: run.header.site };
    const begun = withTransaction(run, transactionOf(run, await inputsFor(run)));
    const transaction = begun.transactions.at(-1) as Transaction;
    await journal.append(transaction);
    tools.onBegin(summaryOf(run));
    tools.onInForce(transaction.inForce, run.name);
    const ended = await conduct(begun, {
      site: new StoredSite(stored, journal.name),
      lines: journal,
      operator: tools.operator({ ...run.header.answers, ...answers }),
      onInForce: tools.onInForce,
      tools: { commands: tools.commands, expressions: new DrillExpressions(run.plan.drill), context: stored },
    });
    return { schema: 'holdover.drill-run/1', ...summaryOf(ended), seeds: null };
  } finally {
    await journal.close();
  }
}

/** The run as it is kept; from here on nobody else has its site. @throws {UserError} RUN_OVER, RUN_IN_COPY, SITE_RESET, DRILL_UNDER_WAY */
async function runAsKept(context: AppContext, journal: OpenRun, { commands }: Tools): Promise<Run> {
  const { name } = journal;
  const { run, voided } = await keptRun(context, journal, commands);
  refuseOver(run);
  const { site } = run.header;
  const { drill } = await storeOf(context).read(site);
  if (drill?.run !== name && run.transactions.length === 0) {
    // Its process was killed before the site was its own.
    await claimSite(context, { run: name, site }, commands);
  } else if (drill?.run !== name || lastOnSite(run) > drill.transaction) throw siteLost(name, site, drill);
  if (voided !== null) await journal.append({ voided });
  return run;
}

function refuseOver(run: Run): void {
  const { name, header, state } = run;
  if (header.copy) {
    throw new UserError(
      'usage',
      'RUN_IN_COPY',
      `The run ${name} was in a copy of ${header.site}: there is nothing to go on with.`,
      {
        hints: [`holdover drill report ${name}`],
      },
    );
  }
  if (dutyOf(state).type !== 'finish') return;
  const { verdict } = summaryOf(run);
  throw new UserError('usage', 'RUN_OVER', `The run ${name} of ${run.plan.drill.name} is over: ${verdict}.`, {
    hints: [`holdover drill report ${name}`, `holdover drill run ${header.file}`],
  });
}

/** A local command that was begun, and is not known to have ended, may have done what it does; and has to be taken back with the rest. */
async function doubt(context: AppContext, run: Run): Promise<readonly RunInput[]> {
  const step = stepUnderWay(run);
  if (step === null) return [];
  const { world } = await openSite({ ...context, site: run.header.site });
  const expressions = new DrillExpressions(run.plan.drill);
  const { undo } = undoOf(step, { expressions, values: valuesOf(run), world });
  return [{ type: 'doubted', atMs: run.state.nowMs, undo }];
}

/** The step whose local command was begun; null for none. */
function stepUnderWay({ plan, state }: Run): DrillStep | null {
  if (state.phase !== 'acting') return null;
  const step = stepAt(plan, state.step);
  return step.action.type === 'run' ? step : null;
}

function valuesOf({ header, state }: Run): Readonly<Record<string, unknown>> {
  return { ...header.params.values, ...state.bindings };
}

async function refuseDrift(context: AppContext, run: Run): Promise<void> {
  const { world } = await openSite({ ...context, site: run.header.site });
  const expressions = new DrillExpressions(run.plan.drill);
  const values = valuesOf(run);
  const before = run.transactions.at(-1)?.promises ?? {};
  const lost = lostPromises(
    run.plan,
    run.state,
    before,
    promisesOf(run.plan, run.state, expressions, { values, world }),
  );
  if (lost.length === 0) return;
  throw new UserError(
    'guarded',
    'DRILL_DRIFTED',
    `What the run ${run.name} had reached no longer holds in ${run.header.site}.`,
    {
      why: 'Nothing was changed. What finished steps promised, and what held when the run stopped:',
      problems: lost.map((message) => ({ code: 'DRILL_DRIFTED', message })),
      hints: [`holdover drill resume ${run.name} --force=DRILL_DRIFTED`, `holdover drill abort ${run.name}`],
    },
  );
}

function transactionOf({ transactions }: Run, inputs: readonly RunInput[]): Transaction {
  const last = transactions.at(-1);
  return {
    transaction: (last?.transaction ?? 0) + 1,
    changesSite: false,
    inputs,
    evidence: NO_EVIDENCE,
    promises: last?.promises ?? {},
    inForce: last?.inForce ?? [],
    personMs: 0,
  };
}
