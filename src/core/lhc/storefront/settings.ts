/**
 * Settings of a StoreFront, as its machine needs them: worked out once from the definition that is in use.
 *
 * Not here: what it does with them (storefront.ts, route.ts).
 */

import { present } from '../../kernel/index.ts';
import { type AggregationDefinition, type SiteDefinition, sameFqdn, type Topology } from '../../site/index.ts';
import { hasAdvancedHealthCheck } from './version.ts';

export interface StoreFrontSettings {
  /** Launches go only where the resource is hosted. False where the version cannot do it, whatever the site file says. */
  readonly advancedHealthCheck: boolean;
  readonly backgroundHealthChecks: boolean;
  readonly loadBalance: boolean;
  /** For how long a controller is left out after a failed request; only with background health checks off. */
  readonly bypassMs: number;
  /** Controllers are spelled as in `controllers`. */
  readonly aggregation: readonly AggregationDefinition[];
  readonly controllers: readonly ListedController[];
}

export interface ListedController {
  /** As the StoreFront lists it. */
  readonly fqdn: string;
  /** A connector's own zone, or the one that a virtual server is mapped to; null where none is mapped. */
  readonly zone: string | null;
}

/** What the StoreFront `name` is set to. */
export function storeFrontSettings(definition: SiteDefinition, topology: Topology, name: string): StoreFrontSettings {
  const storeFront = present(definition.storeFronts[name], `a StoreFront ${name}`);
  const listed = storeFront.deliveryControllers;
  const asListed = (fqdn: string) => listed.find((known) => sameFqdn(known, fqdn)) ?? fqdn;
  return {
    advancedHealthCheck: storeFront.advancedHealthCheck && hasAdvancedHealthCheck(storeFront.version),
    backgroundHealthChecks: storeFront.backgroundHealthChecks,
    loadBalance: storeFront.loadBalance,
    bypassMs: definition.timers.storeFrontBypass,
    aggregation: storeFront.aggregation.map((group) => ({
      ...group,
      primary: group.primary.map(asListed),
      backup: group.backup.map(asListed),
    })),
    controllers: listed.map((fqdn) => ({ fqdn, zone: zoneOf(topology, fqdn) })),
  };
}

function zoneOf({ zones, vips }: Topology, fqdn: string): string | null {
  const own = zones.find(({ connectors }) => connectors.some((connector) => sameFqdn(connector, fqdn)));
  return own?.name ?? vips.find((vip) => sameFqdn(vip.fqdn, fqdn))?.zone ?? null;
}
