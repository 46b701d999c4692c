/**
 * `fault clear`: mends what faults broke. A forced outage is no fault and stays.
 */

import { formatInstant, UserError } from '../../core/kernel/index.ts';
import type { World } from '../../sim/index.ts';
import type { AppContext } from '../context.ts';
import { type ChangeOutcome, changeSite } from '../open-site.ts';

export interface ClearOptions {
  readonly ids: readonly string[];
  readonly all: boolean;
}

export interface ClearResult {
  readonly schema: 'holdover.fault-clear/1';
  readonly site: string;
  readonly at: string;
  readonly changed: boolean;
  /** The faults that this ended. */
  readonly cleared: readonly string[];
  /** Those asked for that had ended before. */
  readonly endedBefore: readonly string[];
  /** Of those that this ended, each once. */
  readonly kinds: readonly string[];
}

/** @throws {UserError} FAULT_UNKNOWN, NOTHING_SELECTED, FLAGS_CONFLICT */
export async function clearFaults(context: AppContext, options: ClearOptions): Promise<ClearResult & ChangeOutcome> {
  return changeSite(context, ({ world }) => {
    const ids = selectedIds(world, options);
    const isActive = (id: string) => world.data.faults.some((fault) => fault.id === id && fault.endedMs === null);
    const cleared = ids.filter(isActive);
    const endedBefore = ids.filter((id) => !isActive(id));
    return {
      actions: cleared.map((id) => ({ type: 'fault-cleared', id })),
      result: (after) => ({
        schema: 'holdover.fault-clear/1',
        site: after.definition.name,
        at: formatInstant(after.data.nowMs),
        changed: cleared.length > 0,
        cleared,
        endedBefore,
        kinds: kindsOf(world, cleared),
      }),
    };
  });
}

function kindsOf({ data }: World, ids: readonly string[]): readonly string[] {
  return [...new Set(data.faults.flatMap(({ id, fault }) => (ids.includes(id) ? [fault.kind] : [])))];
}

function selectedIds(world: World, { ids, all }: ClearOptions): readonly string[] {
  const { faults } = world.data;
  if (all && ids.length > 0) {
    throw new UserError('usage', 'FLAGS_CONFLICT', `--all and ${ids.join(', ')} cannot be given together.`, {
      why: 'Name faults by their id, or say --all.',
      hints: ['holdover fault list', 'holdover fault clear --all'],
    });
  }
  if (all) return faults.filter((fault) => fault.endedMs === null).map((fault) => fault.id);
  if (ids.length === 0) {
    throw new UserError('usage', 'NOTHING_SELECTED', 'No fault is named.', {
      why: 'Name faults by their id, or say --all.',
      hints: ['holdover fault list', 'holdover fault clear --all'],
    });
  }
  const unknown = ids.find((id) => !faults.some((fault) => fault.id === id));
  if (unknown !== undefined) {
    const known = faults.map((fault) => fault.id).join(', ') || 'none';
    throw new UserError('usage', 'FAULT_UNKNOWN', `There is no fault "${unknown}" in ${world.definition.name}.`, {
      why: `Faults so far: ${known}.`,
      hints: ['holdover fault list --ended'],
    });
  }
  return [...new Set(ids)];
}
