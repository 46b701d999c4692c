/**
 * `pvs targets`: the targets of a farm, one by one, or those of them that somebody asks for.
 *
 * Not here: what the fields mean (core/status/pvs-document.ts).
 */

import { formatInstant } from '../../core/kernel/index.ts';
import { rangeOfTarget, targetName } from '../../core/pvs/farm/index.ts';
import { gradeRetries, type RetryGrade } from '../../core/pvs/readiness/index.ts';
import { type FarmFacts, type TargetState, type TargetStatus, targetStatusOf } from '../../core/status/index.ts';
import type { AppContext } from '../context.ts';
import { collectionNamed, serverNamed, vdiskNamed } from '../streaming-objects.ts';
import { type OpenFarm, openFarm } from './open-farm.ts';

export { TARGET_STATES } from '../../core/status/index.ts';

/** What all listed targets have in common; null where it does not matter. Names are as they were typed. */
export interface TargetsOptions {
  /** That it has now. */
  readonly server: string | null;
  readonly vdisk: string | null;
  readonly collection: string | null;
  readonly state: TargetState | null;
  /** `not`: only those that no other server could have. */
  readonly highlyAvailable: 'not' | 'any';
}

export interface TargetsResult {
  readonly schema: 'holdover.targets/1';
  readonly site: string;
  readonly at: string;
  /** How many the farm has. */
  readonly total: number;
  readonly targets: readonly ListedTarget[];
}

export interface ListedTarget extends TargetStatus {
  readonly target: string;
  /** Of the number of its retries (P70). */
  readonly retryGrade: RetryGrade;
}

/** @throws {UserError} FARM_NONE, SERVER_UNKNOWN, VDISK_UNKNOWN, COLLECTION_UNKNOWN, and what the store throws */
export async function targets(context: AppContext, options: TargetsOptions): Promise<TargetsResult> {
  const farm = await openFarm(context);
  const { world, facts } = farm;
  return {
    schema: 'holdover.targets/1',
    site: world.definition.name,
    at: formatInstant(world.data.nowMs),
    total: facts.topology.targetCount,
    targets: listedTargets(facts, asSpelled(farm, options)),
  };
}

function asSpelled({ world }: OpenFarm, options: TargetsOptions): TargetsOptions {
  const { server, vdisk, collection } = options;
  return {
    ...options,
    server: server === null ? null : serverNamed(world, server),
    vdisk: vdisk === null ? null : vdiskNamed(world, vdisk),
    collection: collection === null ? null : collectionNamed(world, collection),
  };
}

function listedTargets(facts: FarmFacts, options: TargetsOptions): readonly ListedTarget[] {
  const listed: ListedTarget[] = [];
  for (let target = 0; target < facts.topology.targetCount; target++) {
    if (!mayBeListed(facts, target, options)) continue;
    const status = targetStatusOf(facts, target);
    if (options.server !== null && status.server !== options.server) continue;
    if (options.highlyAvailable === 'not' && status.highlyAvailable) continue;
    const name = targetName(facts.topology, target);
    listed.push({ target: name, ...status, retryGrade: gradeRetries(status.retries) });
  }
  return listed;
}

/** What can be said of a target before its status is worked out. */
function mayBeListed(facts: FarmFacts, target: number, { vdisk, collection, state }: TargetsOptions): boolean {
  const { topology } = facts;
  const range = rangeOfTarget(topology, target);
  return (
    (vdisk === null || topology.vdisks[range.vdisk]?.name === vdisk) &&
    (collection === null || range.collection === collection) &&
    (state === null || facts.targetState(target) === state)
  );
}
