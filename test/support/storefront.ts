/** StoreFront settings for tests of its machine: controllers of three zones, all of them used alike. */

import type { StoreFrontSettings } from '../../src/core/lhc/storefront/index.ts';
import type { AggregationDefinition } from '../../src/core/site/index.ts';
import { A, B, C } from './lhc.ts';

export const STOREFRONT: StoreFrontSettings = {
  advancedHealthCheck: false,
  backgroundHealthChecks: true,
  loadBalance: true,
  bypassMs: 3_600_000,
  aggregation: [],
  controllers: [
    { fqdn: A, zone: 'ams' },
    { fqdn: B, zone: 'fra' },
    { fqdn: C, zone: 'tok' },
  ],
};

/** Without heartbeats: whoever fails a request is left out for an hour. */
export const BYPASSING: StoreFrontSettings = { ...STOREFRONT, backgroundHealthChecks: false };

export function aggregated(group: Partial<AggregationDefinition>): StoreFrontSettings {
  const whole = { name: 'desktops', primary: [], backup: [], mode: 'failover', identical: true, ...group } as const;
  return { ...STOREFRONT, aggregation: [whole] };
}
