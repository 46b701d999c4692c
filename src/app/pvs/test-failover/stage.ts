/**
 * Where a test takes place: on the site as it is kept, each step written as it is done, or in a copy of it for a dry run.
 *
 * Not here: the steps (../test-failover.ts).
 */

import type { OperatorAction } from '../../../core/site/index.ts';
import { act, runUntil, type World } from '../../../sim/index.ts';
import type { AppContext } from '../../context.ts';
import { changeSite } from '../../open-site.ts';
import { type Passage, passTimeUntil } from '../../pass-time.ts';

export interface Stage {
  /** Looks at the site, and does what follows from that. What was seen is what it was before. */
  readonly act: <Seen extends object>(decide: (world: World) => Act<Seen>) => Promise<Seen>;
  /** Lets time pass. @throws {UserError} INTERRUPTED */
  readonly wait: <Seen extends object>(passage: Passage<Seen>) => Promise<Seen>;
}

export interface Act<Seen> {
  readonly actions: readonly OperatorAction[];
  readonly seen: Seen;
}

/** With `--dry-run` a copy. @throws {UserError} EXPECTATION_FALSE, and what the store throws */
export async function stageOf(context: AppContext): Promise<Stage> {
  if (!context.dryRun) return siteStage(context);
  const { world } = await changeSite(context, (site) => ({ actions: [], result: () => ({ world: site.world }) }));
  return copyStage(world);
}

function copyStage(world: World): Stage {
  return {
    act: async (decide) => {
      const { actions, seen } = decide(world);
      for (const action of actions) act(world, action);
      return seen;
    },
    wait: async ({ waitMs, goal, result }) => {
      const fromMs = world.data.nowMs;
      const { reached, everySecond } = goal(world);
      runUntil(world, { limitMs: fromMs + waitMs, until: reached, everySecond });
      return result(world, fromMs);
    },
  };
}

/** The precondition is one of the first step, which decides everything that follows. */
function siteStage(context: AppContext): Stage {
  let { expect } = context;
  return {
    act: async (decide) => {
      const seen = await changeSite({ ...context, expect }, ({ world }) => {
        const decided = decide(world);
        return { actions: decided.actions, result: () => decided.seen };
      });
      expect = null;
      return seen;
    },
    wait: (passage) => passTimeUntil({ ...context, expect: null }, passage),
  };
}
