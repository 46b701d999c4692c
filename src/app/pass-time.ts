/**
 * Lets time pass in a modelled site until something holds, in slices of real time, so that Ctrl-C is heard in between. Each slice is
 * journalled: what has passed when a wait is interrupted has passed.
 *
 * Not here: what is waited for (lhc/wait.ts, change-and-wait.ts).
 */

import { formatDuration, formatInstant, UserError } from '../core/kernel/index.ts';
import { runUntil, type World } from '../sim/index.ts';
import { type AppContext, siteFlag, siteNameOf } from './context.ts';
import { type InForce, inForce } from './in-force.ts';
import { type ChangeOutcome, changeSite } from './open-site.ts';

export interface Passage<Result> {
  /** World time that passes at most. */
  readonly waitMs: number;
  /** What ends it, looked at in a world that is opened anew for each slice. */
  readonly goal: (world: World) => Goal;
  readonly result: (world: World, fromMs: number) => Result;
}

export interface Goal {
  readonly reached: () => boolean;
  /** Whether it has to be looked at at every whole second, and not only after events. */
  readonly everySecond: boolean;
}

/** Real time between two looks at whether Ctrl-C was pressed, where opening the site takes next to none. */
const SLICE_MS = 500;

/** @throws {UserError} INTERRUPTED with what is in force; what `goal` throws, and what the store does */
export async function passTimeUntil<Result extends object>(
  context: AppContext,
  { waitMs, goal, result }: Passage<Result>,
): Promise<Result & ChangeOutcome> {
  const site = await siteNameOf(context);
  const named = siteFlag(context);
  let begunMs: number | null = null;
  let sliceMs = context.dryRun ? Number.POSITIVE_INFINITY : SLICE_MS;
  for (let first = true; ; first = false) {
    const openedAtMs = performance.now();
    const slice = await changeSite({ ...context, site, expect: first ? context.expect : null }, ({ world }) => {
      begunMs ??= world.data.nowMs;
      const fromMs = begunMs;
      const limitMs = fromMs + waitMs;
      const { reached, everySecond } = goal(world);
      const beganAtMs = performance.now();
      const isOver = sliceClock(beganAtMs + sliceMs);
      return {
        actions: [],
        passTime: (now) => runUntil(now, { limitMs, until: () => reached() || isOver(), everySecond }),
        result: (now) => ({
          ended: reached() || now.data.nowMs >= limitMs,
          computedMs: performance.now() - beganAtMs,
          passedMs: now.data.nowMs - fromMs,
          atMs: now.data.nowMs,
          inForce: inForce(now, named),
          result: result(now, fromMs),
        }),
      };
    });
    if (slice.ended) return { ...slice.result, ...(slice.dryRun === undefined ? {} : { dryRun: slice.dryRun }) };
    if (await context.interrupted()) throw interrupted(slice);
    // Opening and writing a large site takes long: most of the time has to go into the wait itself.
    sliceMs = Math.max(SLICE_MS, 2 * (performance.now() - openedAtMs - slice.computedMs));
  }
}

/** Whether a slice is over. It never is before the world has made a step, so that every slice gets on. */
function sliceClock(endsAtMs: number): () => boolean {
  let hasStepped = false;
  return () => {
    const isOver = hasStepped && performance.now() > endsAtMs;
    hasStepped = true;
    return isOver;
  };
}

interface Interruption {
  readonly passedMs: number;
  readonly atMs: number;
  readonly inForce: readonly InForce[];
}

function interrupted({ passedMs, atMs, inForce: still }: Interruption): UserError {
  const passed = formatDuration(passedMs);
  return new UserError(
    'interrupted',
    'INTERRUPTED',
    `The wait was interrupted after ${passed}, at ${formatInstant(atMs)}.`,
    {
      why: still.length === 0 ? 'Nothing is in force.' : `Still in force: ${still.map(({ what }) => what).join(', ')}.`,
      hints: still.map(({ undo }) => undo),
    },
  );
}
