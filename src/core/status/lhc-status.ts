/**
 * Works out the part of the status document about Local Host Cache, from the states of a site's machines.
 *
 * Not here: what the fields mean (document.ts), the machines (machines-status.ts), and the document as a whole (site-status.ts).
 */

import { formatInstant, present } from '../kernel/index.ts';
import { type ConnectorState, isForced } from '../lhc/connector/index.ts';
import { isHaMode } from '../lhc/ha-mode/index.ts';
import { isHaReady } from '../lhc/readiness/index.ts';
import type { ControllerState } from '../lhc/storefront/index.ts';
import { compareFqdn } from '../site/index.ts';
import type {
  ConnectorStatus,
  ControllerStatus,
  LaunchesStatus,
  StoreFrontStatus,
  Verdict,
  VipStatus,
  ZoneStatus,
} from './document.ts';
import type { ConnectorFacts, StatusFacts } from './facts.ts';
import { machinesStatusOf, missingCount } from './machines-status.ts';
import { brokeringOf } from './serving.ts';

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
    sessions: zoneFacts.sessions,
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
      Object.entries(controllers).map(([fqdn, controller]) => [fqdn, controllerStatusOf(facts, controller)]),
    ),
    missingConnectors: connectors.filter((connector) => !listed.includes(connector)),
  };
}

/** A time of being left out that is over is no longer told of. */
function controllerStatusOf({ atMs }: StatusFacts, controller: ControllerState): ControllerStatus {
  const { healthy, lastHeartbeatMs, bypassedUntilMs } = controller;
  const isBypassed = bypassedUntilMs !== null && bypassedUntilMs > atMs;
  return {
    healthy,
    lastHeartbeat: instantOrNull(lastHeartbeatMs),
    bypassedUntil: instantOrNull(isBypassed ? bypassedUntilMs : null),
  };
}

/** The part of the document about virtual servers. */
export function vipsStatusOf({ topology, vips }: StatusFacts): Readonly<Record<string, VipStatus>> {
  return Object.fromEntries(
    topology.vips.map(({ fqdn, zone, monitor }, index) => {
      const { members } = present(vips[index], 'a state for every virtual server');
      return [fqdn, { zone, monitor, members }];
    }),
  );
}

/** The part of the document about launches. */
export function launchesStatusOf({ launches: { attempted, failedBy } }: StatusFacts): LaunchesStatus {
  const failed = Object.values(failedBy).reduce((sum, count) => sum + count, 0);
  return { attempted, succeeded: attempted - failed, failed, failedBy };
}

/** The verdict over zones. A pooled machine that is reset after its use is normal operation, though nobody holds it meanwhile. */
export function lhcVerdictOf(zones: readonly ZoneStatus[]): Verdict {
  if (zones.some((zone) => zone.brokering === 'none')) return 'failed';
  const sound = zones.every(
    (zone) =>
      zone.state === 'working-normally' &&
      missingCount(zone.machines) === 0 &&
      Object.values(zone.connectors).every((connector) => connector.up),
  );
  return sound ? 'healthy' : 'degraded';
}

function isElected(state: ConnectorState): boolean {
  return state.phase === 'running' && state.election.elected === state.fqdn;
}

function seconds(durationMs: number): number {
  return durationMs / 1000;
}

function instantOrNull(instantMs: number | null): string | null {
  return instantMs === null ? null : formatInstant(instantMs);
}
