/**
 * What a world has to say about itself: the facts that the status document and the findings are made of.
 *
 * Not here: what they are made into (core/status, core/lhc/readiness, core/pvs/readiness).
 */

import { present } from '../core/kernel/index.ts';
import { allFindingsOf, findingsOf, type LhcFinding, type ReadinessFacts } from '../core/lhc/readiness/index.ts';
import { type PvsFinding, pvsFindingsOf } from '../core/pvs/readiness/index.ts';
import type { CountByHolder, RangeFacts, StatusFacts, ZoneFacts } from '../core/status/index.ts';
import {
  CLOUD,
  conditionCount,
  FIRST_CONNECTOR,
  type FleetColumns,
  PARKED,
  RESETTING,
  readyCount,
  USED,
} from './fleet-columns.ts';
import { makeUpZone } from './schedule.ts';
import { farmFactsOf, farmReadinessFacts } from './streaming/index.ts';
import { connectorAt, reachesCloud, type World, type ZoneRuntime } from './world.ts';

/** The facts of the present moment. They are of that moment only: nothing may move the world while they are used. */
export function factsOf(world: World): StatusFacts {
  for (const zone of world.zones) makeUpZone(world, zone);
  const { definition, topology, data } = world;
  return {
    definition,
    topology,
    atMs: data.nowMs,
    revision: data.cloudBroker.revision,
    zone: (index) => zoneFacts(world, present(world.zones[index], 'a zone of this world')),
    storeFronts: data.storeFronts,
    vips: data.vips,
    launches: data.launches,
    enumerations: data.enumerations,
    farm: farmFactsOf(world),
  };
}

function zoneFacts(world: World, zone: ZoneRuntime): ZoneFacts {
  const { columns } = zone.fleet;
  const { activeCount, disconnectedCount } = world.data.sessions;
  return {
    ...present(world.data.zoneStates[zone.index], 'a state for every zone'),
    connectors: zone.connectors.map((connector) => {
      const state = connectorAt(world, connector);
      return { state, cloudReachable: reachesCloud(world, state.fqdn) };
    }),
    held: byHolder(columns, (holder) => columns.heldBy[holder] ?? 0),
    ranges: zone.topology.machineGroups.map((_, range) => rangeFacts(columns, range)),
    sessions: { active: activeCount[zone.index] ?? 0, disconnected: disconnectedCount[zone.index] ?? 0 },
  };
}

function rangeFacts(columns: FleetColumns, range: number): RangeFacts {
  return {
    ready: byHolder(columns, (holder) => readyCount(columns, range, holder)),
    used: conditionCount(columns, range, USED),
    parked: conditionCount(columns, range, PARKED),
    resetting: conditionCount(columns, range, RESETTING),
  };
}

function byHolder({ heldBy }: FleetColumns, countOf: (holder: number) => number): CountByHolder {
  const connectors = Array.from(heldBy.subarray(FIRST_CONNECTOR), (_, position) => countOf(FIRST_CONNECTOR + position));
  return { cloud: countOf(CLOUD), connectors };
}

/** What would keep a zone from being brokered in an outage. */
export function zoneFindings(world: World, zone: ZoneRuntime): readonly LhcFinding[] {
  makeUpZone(world, zone);
  return findingsOf(readinessFacts(world), zone.index);
}

/** Everything about Local Host Cache that would hurt users in an outage. `outageMs`: for how long an outage is foreseen. */
export function siteFindings(world: World, outageMs?: number): readonly LhcFinding[] {
  for (const zone of world.zones) makeUpZone(world, zone);
  return allFindingsOf(readinessFacts(world), outageMs);
}

/** Everything about the streaming farm that would hold targets, or keep them from booting. None without a farm. */
export function farmFindings(world: World): readonly PvsFinding[] {
  const facts = farmReadinessFacts(world);
  return facts === null ? [] : pvsFindingsOf(facts);
}

function readinessFacts(world: World): ReadinessFacts {
  const { definition, topology, data, zones } = world;
  return {
    definition,
    topology,
    revision: data.cloudBroker.revision,
    connectors: (index) =>
      present(zones[index], 'a zone of this world').connectors.map((connector) => connectorAt(world, connector)),
  };
}
