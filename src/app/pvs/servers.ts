/**
 * `pvs servers`: the provisioning servers of a farm, one by one.
 *
 * Not here: what the fields mean (core/status/pvs-document.ts).
 */

import { formatInstant } from '../../core/kernel/index.ts';
import { type ServerStatus, serverStatusOf } from '../../core/status/index.ts';
import type { AppContext } from '../context.ts';
import { openFarm } from './open-farm.ts';

export interface ServersResult {
  readonly schema: 'holdover.servers/1';
  readonly site: string;
  readonly at: string;
  readonly servers: readonly ListedServer[];
}

export interface ListedServer extends ServerStatus {
  readonly server: string;
  /** Whether targets ask it first. */
  readonly loginServer: boolean;
}

/** @throws {UserError} FARM_NONE, and what the store throws */
export async function servers(context: AppContext): Promise<ServersResult> {
  const { world, facts } = await openFarm(context);
  const { sites, servers: all } = facts.topology;
  return {
    schema: 'holdover.servers/1',
    site: world.definition.name,
    at: formatInstant(world.data.nowMs),
    servers: all.map(({ name, site }, server) => ({
      server: name,
      ...serverStatusOf(facts, server),
      loginServer: sites[site]?.loginServers.includes(server) ?? false,
    })),
  };
}
