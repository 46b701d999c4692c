/**
 * `lhc sync`: what each connector has imported, and whether it is current.
 *
 * Not here: when and how a connector imports (core/lhc/config-sync).
 */

import { formatInstant } from '../../core/kernel/index.ts';
import { connectorAt } from '../../sim/index.ts';
import type { AppContext } from '../context.ts';
import { zonesNamed } from '../objects.ts';
import { openSite } from '../open-site.ts';

export interface SyncResult {
  readonly schema: 'holdover.sync/1';
  readonly site: string;
  readonly at: string;
  /** The revision at the cloud broker. */
  readonly revision: number;
  readonly allCurrent: boolean;
  readonly connectors: readonly ConnectorSync[];
}

export interface ConnectorSync {
  readonly zone: string;
  readonly connector: string;
  readonly up: boolean;
  readonly revision: number | null;
  readonly current: boolean;
  readonly importedAt: string | null;
  readonly lastImport: 'succeeded' | 'failed' | 'none';
  /** The revision being imported, and when that will be done; null while there is no import. */
  readonly importing: { readonly revision: number; readonly until: string } | null;
}

/** @throws {UserError} ZONE_UNKNOWN, and what the store throws */
export async function sync(context: AppContext, zoneNames: readonly string[]): Promise<SyncResult> {
  const { world } = await openSite(context);
  const { revision } = world.data.cloudBroker;
  const zones = zonesNamed(world, zoneNames);
  const connectors = zones.flatMap((zone) =>
    zone.connectors.map((index) => {
      const { fqdn, phase, configSync } = connectorAt(world, index);
      const { localDb, importing, lastImport } = configSync;
      return {
        zone: zone.topology.name,
        connector: fqdn,
        up: phase !== 'down',
        revision: localDb?.revision ?? null,
        current: localDb?.revision === revision,
        importedAt: localDb === null ? null : formatInstant(localDb.importedAtMs),
        lastImport,
        importing:
          importing === null
            ? null
            : { revision: importing.configuration.revision, until: formatInstant(importing.finishesAtMs) },
      };
    }),
  );
  return {
    schema: 'holdover.sync/1',
    site: world.definition.name,
    at: formatInstant(world.data.nowMs),
    revision,
    allCurrent: connectors.every((connector) => connector.current),
    connectors,
  };
}
