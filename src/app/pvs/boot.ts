/**
 * `pvs boot TARGET`: switches a target on. It logs in, is handed to a server, and loads its operating system from there.
 *
 * Not here: which server it gets (core/pvs/balance), and why none may have it (core/pvs/eligibility).
 */

import { formatInstant, shellWord } from '../../core/kernel/index.ts';
import type { Refusal } from '../../core/pvs/codes/index.ts';
import { type TargetState, targetStatusOf } from '../../core/status/index.ts';
import type { World } from '../../sim/index.ts';
import { changeAndWait } from '../change-and-wait.ts';
import { type AppContext, siteFlag } from '../context.ts';
import type { ChangeOutcome } from '../open-site.ts';
import { targetNamed } from '../streaming-objects.ts';
import { factsOfFarm, targetNumberOf } from './farm-numbers.ts';
import type { ChangeRefusal } from './refusal.ts';

export interface BootResult {
  readonly schema: 'holdover.boot/1';
  readonly site: string;
  readonly at: string;
  /** False where it was on already. */
  readonly changed: boolean;
  readonly target: string;
  readonly vdisk: string;
  /** That it has booted, or boots; null where there is none for it. */
  readonly version: number | null;
  readonly state: TargetState;
  readonly server: string | null;
  /** Why it does not stream, though it is on; null when it does, or nothing is known that keeps it from it. It goes on asking. */
  readonly why: Refusal | null;
  /** Why it was not switched on; null when it was, or was on. */
  readonly refusal: ChangeRefusal | null;
  /** The command that undoes it; null where nothing was changed. */
  readonly undo: string | null;
}

/** @throws {UserError} TARGET_UNKNOWN, FARM_NONE, INTERRUPTED, and what the store throws */
export async function bootTarget(context: AppContext, name: string): Promise<BootResult & ChangeOutcome> {
  return changeAndWait(context, ({ world }) => {
    const target = targetNamed(world, name);
    const isOff = stateOf(world, target).state === 'off';
    const refusal = isOff ? refusalOf(world, target) : null;
    const changed = isOff && refusal === null;
    return {
      actions: changed ? [{ type: 'target-booted', target }] : [],
      settled: (after) => stateOf(after, target).state === 'streaming',
      hopeless: (after) => refusal !== null || stateOf(after, target).refusal !== null,
      result: (after) => resultOf(after, { target, changed, refusal }, siteFlag(context)),
    };
  });
}

function stateOf(world: World, target: string) {
  return factsOfFarm(world).target(targetNumberOf(world, target));
}

/** What keeps a machine down keeps it from booting as well. */
function refusalOf({ damage, data }: World, target: string): ChangeRefusal | null {
  if (!damage.machinesDown.has(target)) return null;
  const { id } = data.faults.find(({ fault, endedMs }) => {
    return endedMs === null && fault.kind === 'machine-down' && fault.machine === target;
  }) ?? { id: '' };
  return { code: 'MACHINE_DOWN', reason: `fault ${id} keeps ${target} down: clear it first` };
}

function resultOf(
  world: World,
  { target, changed, refusal }: Pick<BootResult, 'target' | 'changed' | 'refusal'>,
  site: string,
): BootResult {
  const facts = factsOfFarm(world);
  const number = targetNumberOf(world, target);
  const { vdisk, version, state, server } = targetStatusOf(facts, number);
  return {
    schema: 'holdover.boot/1',
    site: world.definition.name,
    at: formatInstant(world.data.nowMs),
    changed,
    target,
    vdisk,
    version,
    state,
    server,
    why: facts.target(number).refusal,
    refusal,
    undo: changed ? `holdover pvs shutdown ${shellWord(target)}${site}` : null,
  };
}
