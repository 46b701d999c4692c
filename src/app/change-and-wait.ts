/**
 * Changes a site and, where `--wait` says so, lets time pass until what was changed has come to rest.
 *
 * The change is made and written first; the wait follows. A dry run does both in the same copy of the site.
 *
 * Not here: when a change has come to rest (the use cases).
 */

import { runUntil, type World } from '../sim/index.ts';
import { type AppContext, siteNameOf } from './context.ts';
import { type ChangeOutcome, changeSite, type Decision } from './open-site.ts';
import type { OpenSite } from './opened-site.ts';
import { passTimeUntil } from './pass-time.ts';

/** A decision whose change can be waited for. The result and the test are asked in whatever world the site is then. */
export interface WaitableDecision<Result> extends Omit<Decision<Result>, 'passTime'> {
  readonly settled: (world: World) => boolean;
  /** Whether it never will: then nothing is waited for. */
  readonly hopeless?: (world: World) => boolean;
}

/** @throws {UserError} INTERRUPTED, what `decide` throws, and what the store does */
export async function changeAndWait<Result extends object>(
  context: AppContext,
  decide: (site: OpenSite) => WaitableDecision<Result>,
): Promise<Result & ChangeOutcome> {
  const { waitMs } = context;
  if (waitMs === null) return changeSite(context, decide);
  if (context.dryRun) return changeSite(context, (site) => waiting(decide(site), site.world.data.nowMs, waitMs));
  const site = await siteNameOf(context);
  let decision: WaitableDecision<Result> | null = null;
  await changeSite({ ...context, site }, (opened) => {
    decision = decide(opened);
    return decision;
  });
  const { settled, hopeless, result } = decision as unknown as WaitableDecision<Result>;
  return passTimeUntil(
    { ...context, expect: null },
    {
      waitMs,
      goal: (world) => ({ reached: () => settled(world) || hopeless?.(world) === true, everySecond: false }),
      result: (world, fromMs) => ({ ...result(world), ...outcomeOf(world, fromMs, settled) }),
    },
  );
}

/** The wait as a part of the change itself. */
function waiting<Result extends object>(
  { actions, settled, hopeless, result }: WaitableDecision<Result>,
  fromMs: number,
  waitMs: number,
): Decision<Result & ChangeOutcome> {
  return {
    actions,
    passTime: (world) => {
      const until = () => settled(world) || hopeless?.(world) === true;
      runUntil(world, { limitMs: fromMs + waitMs, until, everySecond: false });
    },
    result: (world) => ({ ...result(world), ...outcomeOf(world, fromMs, settled) }),
  };
}

function outcomeOf(world: World, fromMs: number, settled: (world: World) => boolean): ChangeOutcome {
  return { settled: settled(world), waitedSec: (world.data.nowMs - fromMs) / 1000 };
}
