/**
 * Works out the status document from the states of a site's machines.
 *
 * Not here: what the fields mean (document.ts).
 */

import { formatInstant, present } from '../kernel/index.ts';
import { type ConnectorState, connectorRoute, isForced } from '../lhc/connector/index.ts';
import { type HaState, isHaMode } from '../lhc/ha-mode/index.ts';
import { isHaReady } from '../lhc/readiness/index.ts';
import type { StoreFrontState } from '../lhc/storefront/index.ts';
import { compareFqdn, type SiteDefinition, type Topology, type ZoneTopology } from '../site/index.ts';
import type { ConnectorStatus, MachinesStatus, StatusDocument, StoreFrontStatus, ZoneStatus } from './document.ts';

/** The states that a document is made of. */
export interface StatusFacts {
  readonly definition: SiteDefinition;
  readonly topology: Topology;
  readonly atMs: number;
  readonly revision: number;
  /** The facts of a zone, by its index in the topology: looked up when needed, so that one zone costs no others. */
  readonly zone: (index: number) => ZoneFacts;
  readonly storeFronts: readonly StoreFrontState[];
}

export interface ZoneFacts {
  readonly state: HaState;
  readonly sinceMs: number;
  readonly connectors: readonly ConnectorFacts[];
  /** Machines that the cloud broker holds, and that each connector's secondary broker holds. */
  readonly heldByCloud: number;
  readonly heldByConnector: readonly number[];
}

export interface ConnectorFacts {
  readonly state: ConnectorState;
  readonly cloudReachable: boolean;
}

/** The whole document. */
export function statusOf(facts: StatusFacts): StatusDocument {
  const { definition, topology, atMs, revision } = facts;
  const zones = Object.fromEntries(topology.zones.map((zone, index) => [zone.name, zoneStatusOf(facts, index)]));
  return {
    schema: 'holdover.status/1',
    site: definition.name,
    revision,
    at: formatInstant(atMs),
    elapsedSec: seconds(atMs - definition.startMs),
    verdict: verdictOf(Object.values(zones)),
    lhc: {
      runtime: 'modelled',
      cloudBroker: { revision },
      zones,
      storeFronts: storeFrontsStatusOf(facts),
    },
  };
}

/** The part of the document about one zone, by its index in the topology. */
export function zoneStatusOf(facts: StatusFacts, index: number): ZoneStatus {
  const zone = present(facts.topology.zones[index], 'a zone of the topology');
  const zoneFacts = facts.zone(index);
  const states = zoneFacts.connectors.map(({ state }) => state);
  const electedBrokers = states.filter(isElected).map((state) => state.fqdn);
  electedBrokers.sort(compareFqdn);
  const brokering = brokeringOf(zoneFacts);
  return {
    state: zoneFacts.state,
    sinceSec: seconds(facts.atMs - zoneFacts.sinceMs),
    brokering,
    elected: electedBrokers[0] ?? states.find((state) => state.phase === 'running')?.election.elected ?? null,
    electedBrokers,
    acceptingBrokers: states.filter((state) => state.registration.open).length,
    haReady: isHaReady(states, facts.definition.zones[zone.name]?.electionAmong ?? 'all'),
    connectors: Object.fromEntries(
      zoneFacts.connectors.map((connector) => [connector.state.fqdn, connectorStatusOf(facts, connector)]),
    ),
    machines: machinesStatusOf(zone, zoneFacts),
  };
}

function connectorStatusOf(facts: StatusFacts, { state, cloudReachable }: ConnectorFacts): ConnectorStatus {
  const { haMode, configSync, lastStoreFrontContactMs } = state;
  return {
    up: state.phase !== 'down',
    state: haMode.state,
    since: formatInstant(haMode.sinceMs),
    elected: isElected(state),
    accepting: state.registration.open,
    participates: state.participates,
    forcedOutage: isForced(state),
    cloudReachable,
    lhcEnabled: state.participates,
    outageModeEntered: isHaMode(haMode.state),
    deliveryController: facts.topology.deliveryControllers.has(state.fqdn),
    lastStoreFrontContact: instantOrNull(lastStoreFrontContactMs),
    components: haMode.components,
    localDb: {
      revision: configSync.localDb?.revision ?? null,
      importedAt: instantOrNull(configSync.localDb?.importedAtMs ?? null),
      lastImport: configSync.lastImport,
    },
    registrations: state.registration.machineCount,
  };
}

function machinesStatusOf(zone: ZoneTopology, facts: ZoneFacts): MachinesStatus {
  const cloud = facts.connectors.some(relaysToCloud) ? facts.heldByCloud : 0;
  const secondary = facts.connectors.reduce(
    (sum, { state }, position) => sum + (state.registration.open ? (facts.heldByConnector[position] ?? 0) : 0),
    0,
  );
  const total = zone.machineCount;
  const registered = cloud + secondary;
  return {
    total,
    registered,
    registeredPercent: percent(registered, total),
    registeredWith: { cloud, secondary, none: total - registered },
    maintenance: zone.machineGroups.reduce((sum, group) => sum + (group.maintenance ? group.count : 0), 0),
  };
}

/** The part of the document about StoreFronts. */
export function storeFrontsStatusOf(facts: StatusFacts): Readonly<Record<string, StoreFrontStatus>> {
  const { storeFronts } = facts.topology;
  return Object.fromEntries(storeFronts.map(({ name }, index) => [name, storeFrontStatusOf(facts, name, index)]));
}

function storeFrontStatusOf(facts: StatusFacts, name: string, index: number): StoreFrontStatus {
  const { controllers } = present(facts.storeFronts[index], 'a state for every StoreFront');
  const listed = facts.topology.storeFronts[index]?.controllers.flatMap((controller) => controller.members) ?? [];
  const connectors = facts.topology.zones.flatMap((zone) => zone.connectors);
  return {
    advancedHealthCheck: facts.definition.storeFronts[name]?.advancedHealthCheck ?? false,
    deliveryControllers: Object.fromEntries(
      Object.entries(controllers).map(([fqdn, { healthy, lastHeartbeatMs }]) => [
        fqdn,
        { healthy, lastHeartbeat: instantOrNull(lastHeartbeatMs) },
      ]),
    ),
    missingConnectors: connectors.filter((connector) => !listed.includes(connector)),
  };
}

/** The verdict over all zones. */
export function verdictOf(zones: readonly ZoneStatus[]): StatusDocument['verdict'] {
  if (zones.some((zone) => zone.brokering === 'none')) return 'failed';
  const sound = zones.every(
    (zone) =>
      zone.state === 'working-normally' &&
      zone.machines.registeredWith.none === 0 &&
      Object.values(zone.connectors).every((connector) => connector.up),
  );
  return sound ? 'healthy' : 'degraded';
}

function brokeringOf(facts: ZoneFacts): ZoneStatus['brokering'] {
  if (facts.connectors.some(({ state }) => state.registration.open)) return 'secondary';
  return facts.connectors.some(relaysToCloud) ? 'cloud' : 'none';
}

/** Outside HA mode, and its way to the cloud is open. */
function relaysToCloud({ state, cloudReachable }: ConnectorFacts): boolean {
  return state.phase === 'running' && connectorRoute(state) === 'cloud' && cloudReachable;
}

function isElected(state: ConnectorState): boolean {
  return state.phase === 'running' && state.election.elected === state.fqdn;
}

function percent(part: number, whole: number): number {
  if (part === whole) return 100;
  return Math.min(99.9, Math.round((part / whole) * 1000) / 10);
}

function seconds(durationMs: number): number {
  return durationMs / 1000;
}

function instantOrNull(instantMs: number | null): string | null {
  return instantMs === null ? null : formatInstant(instantMs);
}
