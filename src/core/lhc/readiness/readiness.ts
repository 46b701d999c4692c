/**
 * Readiness finds what would hurt users in an outage, before there is one.
 *
 * It looks at the definition and at the connectors as they are. Each finding has a stable code, says what it means for users, and
 * what to do. The rules are pure functions, a file for each family.
 *
 * Not here: what has gone wrong already. That is the status document's verdict (../../status).
 */

import { adcFindings } from './adc.ts';
import { capacityFindings } from './capacity.ts';
import { connectorFindings, obstaclesIn } from './connectors.ts';
import { type ReadinessFacts, zoneFactsOf } from './facts.ts';
import type { LhcFinding } from './finding.ts';
import { pooledFindings } from './pooled.ts';
import { storeFrontFindings } from './storefront.ts';
import { syncFindings } from './sync.ts';

/** What would keep a zone, by its index in the topology, from being brokered in an outage, also in one that is forced. */
export function findingsOf(facts: ReadinessFacts, zone: number): readonly LhcFinding[] {
  return obstaclesIn(zoneFactsOf(facts, zone));
}

/** Everything there is to find, zone by zone, and then what is about the whole site. `outageMs`: for how long an outage is foreseen. */
export function allFindingsOf(facts: ReadinessFacts, outageMs?: number): readonly LhcFinding[] {
  const zones = facts.topology.zones.map((_, index) => zoneFactsOf(facts, index));
  return [
    ...zones.flatMap((zone) => [
      ...obstaclesIn(zone),
      ...connectorFindings(zone),
      ...syncFindings(zone),
      ...capacityFindings(zone),
    ]),
    ...storeFrontFindings(facts),
    ...pooledFindings(facts, outageMs),
    ...adcFindings(facts),
  ];
}
