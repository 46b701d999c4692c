/**
 * `fault list`: the faults in force, and with `ended` those that are over as well.
 */

import { formatInstant } from '../../core/kernel/index.ts';
import type { AppContext } from '../context.ts';
import { openSite } from '../open-site.ts';
import { type FaultResult, faultResult } from './fault-result.ts';

export interface FaultsResult {
  readonly schema: 'holdover.faults/1';
  readonly site: string;
  readonly at: string;
  readonly faults: readonly FaultResult[];
}

export interface ListFaultsOptions {
  readonly ended: boolean;
}

/** @throws {UserError} NO_SITE, SITE_UNKNOWN, STORE_DAMAGED, STORE_NEWER */
export async function listFaults(context: AppContext, { ended }: ListFaultsOptions): Promise<FaultsResult> {
  const { world } = await openSite(context);
  const faults = world.data.faults.filter((fault) => ended || fault.endedMs === null);
  return {
    schema: 'holdover.faults/1',
    site: world.definition.name,
    at: formatInstant(world.data.nowMs),
    faults: faults.map(faultResult),
  };
}
