/**
 * What a world has to say about itself: the facts that the status document and the findings are made of.
 *
 * Not here: what they are made into (core/status, core/lhc/readiness).
 */

import { present } from '../core/kernel/index.ts';
import { type Finding, findingsOf } from '../core/lhc/readiness/index.ts';
import type { StatusFacts } from '../core/status/index.ts';
import { CLOUD, FIRST_CONNECTOR } from './fleet.ts';
import { makeUpZone } from './schedule.ts';
import { connectorAt, reachesCloud, type World, type ZoneRuntime } from './world.ts';

/** The facts of the present moment. */
export function factsOf(world: World): StatusFacts {
  for (const zone of world.zones) makeUpZone(world, zone);
  const { definition, topology, data } = world;
  return {
    definition,
    topology,
    atMs: data.nowMs,
    revision: data.cloudBroker.revision,
    zones: world.zones.map((zone) => ({
      ...present(data.zoneStates[zone.index], 'a state for every zone'),
      connectors: zone.connectors.map((connector) => {
        const state = connectorAt(world, connector);
        return { state, cloudReachable: reachesCloud(world, state.fqdn) };
      }),
      heldByCloud: zone.fleet.columns.heldBy[CLOUD] ?? 0,
      heldByConnector: [...zone.fleet.columns.heldBy.subarray(FIRST_CONNECTOR)],
    })),
    storeFronts: data.storeFronts,
  };
}

/** What would keep a zone from being brokered in an outage. */
export function zoneFindings(world: World, zone: ZoneRuntime): readonly Finding[] {
  makeUpZone(world, zone);
  return findingsOf({
    zone: zone.topology,
    connectors: zone.connectors.map((connector) => connectorAt(world, connector)),
    deliveryControllers: world.topology.deliveryControllers,
    electionAmong: world.definition.zones[zone.topology.name]?.electionAmong ?? 'all',
  });
}
