/**
 * `rehearse`: what faults would do to a site and its users, in copies of it, in virtual time. The site itself stays as it is.
 *
 * Not here: one run (run.ts), what is made of many (summary.ts), and the result (result.ts).
 */

import { formatDuration, formatInstant, present, UserError } from '../../core/kernel/index.ts';
import type { World } from '../../sim/index.ts';
import type { Condition } from '../conditions/condition.ts';
import { type AppContext, siteFlag } from '../context.ts';
import { openSite } from '../open-site.ts';
import { type Plan, planOf } from './plan.ts';
import { type RehearseResult, resultOf } from './result.ts';
import { type Run, runOnce } from './run.ts';
import { isWorse, type JoinedFailure, joinedFailures, numbersOf, type RunNumbers } from './summary.ts';
import type { Failure } from './verdict.ts';

export interface RehearseOptions {
  /** Each in the words of `fault inject`, with `--at` and `--for` where it does not last for the whole time. */
  readonly faults: readonly string[];
  /** How long the faults last. */
  readonly forMs: number;
  /** So many seeds, counted from 1; null for one. */
  readonly seeds: number | null;
  /** The one seed; null for the site's own. */
  readonly seed: number | null;
  /** A condition that must not hold at any time; null for none. */
  readonly failOn: string | null;
  /** Told now and then how far it is, from 1. */
  readonly onProgress: (seed: number, seedCount: number) => void;
}

/** @throws {UserError} the errors of a plan, CONDITION_INVALID, INTERRUPTED, and what the store throws */
export async function rehearse(context: AppContext, options: RehearseOptions): Promise<RehearseResult> {
  const { world: site } = await openSite(context);
  const plan = planOf(site, options.faults, options.forMs);
  const failOn = options.failOn === null ? null : await conditionIn(site, options.failOn);
  const { faults, forMs, onProgress } = options;
  const outcome = await runAll(context, site, { plan, failOn, seeds: seedsOf(site, options), onProgress });
  const replay = { faults, forText: formatDuration(forMs), failOn: options.failOn, site: siteFlag(context) };
  return resultOf(site, { plan, ...outcome, replay });
}

function seedsOf({ definition }: World, { seeds, seed }: RehearseOptions): readonly number[] {
  if (seeds !== null) return Array.from({ length: seeds }, (_, index) => index + 1);
  return [seed ?? definition.seed];
}

/** Conditions are loaded only where one is used. */
async function conditionIn(site: World, text: string): Promise<Condition> {
  const { conditionOf } = await import('../conditions/condition.ts');
  return conditionOf(text, '--fail-on', site);
}

interface Runs {
  readonly plan: Plan;
  readonly failOn: Condition | null;
  readonly seeds: readonly number[];
  readonly onProgress: RehearseOptions['onProgress'];
}

interface Outcome {
  readonly runs: readonly RunNumbers[];
  readonly failures: readonly JoinedFailure[];
  readonly worst: Run;
}

/** One seed after another. Of all but the worst only the numbers are kept. */
async function runAll(context: AppContext, site: World, runsWanted: Runs): Promise<Outcome> {
  const { plan, failOn, seeds, onProgress } = runsWanted;
  const runs: RunNumbers[] = [];
  const failed: { seed: number; failures: readonly Failure[] }[] = [];
  let worst: Run | null = null;
  let worstNumbers: RunNumbers | null = null;
  const pause = async () => {
    onProgress(Math.min(runs.length + 1, seeds.length), seeds.length);
    if (await context.interrupted()) throw interrupted(site, runs.length, seeds.length);
  };
  for (const seed of seeds) {
    const run = await runOnce(site, plan, { seed, failOn, pause });
    const numbers = numbersOf(run, plan);
    runs.push(numbers);
    failed.push({ seed, failures: run.failures });
    if (worstNumbers === null || isWorse(numbers, worstNumbers)) [worst, worstNumbers] = [run, numbers];
    await pause();
  }
  return { runs, failures: joinedFailures(failed), worst: present(worst, 'there is a seed') };
}

function interrupted({ definition, data }: World, done: number, wanted: number): UserError {
  return new UserError(
    'interrupted',
    'INTERRUPTED',
    `The rehearsal was interrupted after ${done} of ${wanted} seeds.`,
    {
      why: `${definition.name} is as it was, at ${formatInstant(data.nowMs)}: a rehearsal changes nothing.`,
      hints: ['holdover status'],
    },
  );
}
