/**
 * `pvs shutdown TARGET`: switches a target off. It gives up its server, and the images that it has for itself; one that is off already
 * gives up those that its last crash has left locked (P64).
 *
 * Not here: a machine that goes down without a word (fault inject machine-down).
 */

import { formatInstant, shellWord } from '../../core/kernel/index.ts';
import type { TargetState } from '../../core/status/index.ts';
import { type HeldImage, imagesHeldBy, sessionsOnMachine, type World } from '../../sim/index.ts';
import { changeAndWait } from '../change-and-wait.ts';
import { type AppContext, siteFlag } from '../context.ts';
import type { ChangeOutcome } from '../open-site.ts';
import { targetNamed } from '../streaming-objects.ts';
import { factsOfFarm, targetNumberOf } from './farm-numbers.ts';

export interface ShutdownResult {
  readonly schema: 'holdover.shutdown/1';
  readonly site: string;
  readonly at: string;
  /** False where it was off already, and had nothing locked. */
  readonly changed: boolean;
  readonly target: string;
  readonly state: TargetState;
  /** Sessions that ended with it, where it is a machine of a delivery group. */
  readonly sessionsEnded: number;
  /** Images that it had for itself, and that others may have now. */
  readonly released: readonly HeldImage[];
  /** The command that undoes it; null where it was off already. */
  readonly undo: string | null;
}

/** @throws {UserError} TARGET_UNKNOWN, FARM_NONE, INTERRUPTED, and what the store throws */
export async function shutDownTarget(context: AppContext, name: string): Promise<ShutdownResult & ChangeOutcome> {
  return changeAndWait(context, ({ world }) => {
    const target = targetNamed(world, name);
    const wasOff = isOff(world, target);
    const released = imagesHeldBy(world, targetNumberOf(world, target));
    const sessionsEnded = wasOff ? 0 : sessionsOnMachine(world, target).length;
    const changed = !wasOff || released.length > 0;
    return {
      actions: changed ? [{ type: 'target-shut-down', target }] : [],
      settled: (after) => isOff(after, target),
      result: (after) => ({
        schema: 'holdover.shutdown/1',
        site: after.definition.name,
        at: formatInstant(after.data.nowMs),
        changed,
        target,
        state: factsOfFarm(after).target(targetNumberOf(after, target)).state,
        sessionsEnded,
        released,
        undo: wasOff ? null : `holdover pvs boot ${shellWord(target)}${siteFlag(context)}`,
      }),
    };
  });
}

function isOff(world: World, target: string): boolean {
  return factsOfFarm(world).target(targetNumberOf(world, target)).state === 'off';
}
