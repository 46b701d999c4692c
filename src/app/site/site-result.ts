/**
 * A site in a few numbers: the result of `site load`, and part of others.
 */

import { formatInstant } from '../../core/kernel/index.ts';
import { type ProvisioningDefinition, type SiteDefinition, topologyOf } from '../../core/site/index.ts';

export interface SiteNumbers {
  readonly name: string;
  readonly start: string;
  readonly seed: number;
  readonly zones: readonly { readonly zone: string; readonly connectors: number; readonly machines: number }[];
  readonly machines: number;
  readonly users: number;
  readonly storeFronts: readonly string[];
  /** What its streaming farm has; null without one. */
  readonly provisioning: FarmNumbers | null;
}

export interface FarmNumbers {
  readonly servers: number;
  readonly vdisks: number;
  readonly targets: number;
}

export function siteNumbers(definition: SiteDefinition): SiteNumbers {
  const topology = topologyOf(definition);
  return {
    name: definition.name,
    start: formatInstant(definition.startMs),
    seed: definition.seed,
    zones: topology.zones.map((zone) => ({
      zone: zone.name,
      connectors: zone.connectors.length,
      machines: zone.machineCount,
    })),
    machines: topology.machineCount,
    users: definition.users.reduce((sum, group) => sum + group.count, 0),
    storeFronts: Object.keys(definition.storeFronts),
    provisioning: definition.provisioning === null ? null : farmNumbers(definition.provisioning),
  };
}

function farmNumbers({ sites, vdisks, collections }: ProvisioningDefinition): FarmNumbers {
  return {
    servers: Object.values(sites).reduce((sum, { servers }) => sum + Object.keys(servers).length, 0),
    vdisks: Object.keys(vdisks).length,
    targets: Object.values(collections).reduce((sum, { targets }) => sum + targets.count, 0),
  };
}
