/**
 * Settle makes the world of a site that was just loaded: everybody registered, current, and lately heard.
 *
 * Not here: what happens from then on (run.ts).
 */

import { drawInteger, keyOf } from '../core/kernel/index.ts';
import { settledVip } from '../core/lhc/adc/index.ts';
import { deliveryConfigurationOf } from '../core/lhc/brokering/index.ts';
import { type ConnectorState, settledConnector } from '../core/lhc/connector/index.ts';
import { emptyRegistration, type RegistrationState } from '../core/lhc/registration/index.ts';
import { settledStoreFront } from '../core/lhc/storefront/index.ts';
import { type SiteDefinition, type Topology, topologyOf, type ZoneTopology } from '../core/site/index.ts';
import { connectorSettings, fleetSettings, resume } from './assemble.ts';
import type { Beat } from './beats.ts';
import { scheduleNextLaunch, settleSessions } from './brokering/index.ts';
import { settledColumns } from './fleet-columns.ts';
import { emptySessions, People } from './people/index.ts';
import { scheduleDeadline, scheduleFleet, setNext } from './schedule.ts';
import { emptyFarm, settleFarm } from './streaming/index.ts';
import type { World, WorldOptions } from './world.ts';
import type { PeerPair, WorldData } from './world-data.ts';

const PEER_PHASE = keyOf('phase of a peer heartbeat');
const POLL_PHASE = keyOf('phase of a configuration poll');
const PROBE_PHASE = keyOf('phase of a probe');
const REPORT_PERIOD_MS = 120_000;
/** Assumed: the default interval of an ADC's monitors. */
export const PROBE_PERIOD_MS = 5_000;
const FIRST_REVISION = 1;

/** The world of a definition at its start. */
export function settle(definition: SiteDefinition, options: WorldOptions = {}): World {
  const topology = topologyOf(definition);
  const world = resume(definition, settledData(definition, topology), options);
  world.data.beats.forEach((beat, index) => {
    if (beat.anchorMs !== null) setNext(world, index, beat, beat.anchorMs + beat.periodMs);
  });
  world.data.connectors.forEach((_, connector) => {
    scheduleDeadline(world, connector);
  });
  for (const zone of world.zones) {
    if (options.skipping === 'off') zone.fleet.wake(definition.startMs, Number.POSITIVE_INFINITY);
    scheduleFleet(world, zone);
  }
  if (world.farm !== null) settleFarm(world, world.farm);
  settleSessions(world);
  scheduleNextLaunch(world);
  return world;
}

function settledData(definition: SiteDefinition, topology: Topology): WorldData {
  const { startMs } = definition;
  return {
    nowMs: startMs,
    sequence: 0,
    queue: [],
    connectors: topology.zones.flatMap((zone) => settledConnectors(definition, topology, zone)),
    deadlines: topology.zones.flatMap((zone) => zone.connectors.map(() => null)),
    storeFronts: topology.storeFronts.map(({ controllers }) =>
      settledStoreFront(
        controllers.map((controller) => controller.fqdn),
        startMs,
      ),
    ),
    vips: topology.vips.map(({ members }) => settledVip(members)),
    cloudBroker: { revision: FIRST_REVISION },
    configurations: [{ revision: FIRST_REVISION, ...deliveryConfigurationOf(definition) }],
    assignments: [],
    cloudRegisters: topology.zones.map(settledRegister),
    pairs: topology.zones.flatMap((zone, index) => settledPairs(zone, index, startMs)),
    beats: settledBeats(definition, topology),
    fleets: topology.zones.map((zone, index) =>
      settledColumns(zone, startMs, fleetSettings(definition, zone, index, {})),
    ),
    sessions: emptySessions(
      new People(definition).count,
      topology.zones.map((zone) => zone.machineCount),
    ),
    workload: { launchCount: 0, nextLaunchMs: null, scheduledMs: null },
    launches: { attempted: 0, failedBy: {} },
    enumerations: { attempted: 0, failed: 0 },
    zoneStates: topology.zones.map(() => ({ state: 'working-normally', sinceMs: startMs })),
    fleetDueMs: topology.zones.map(() => null),
    faults: [],
    farm: emptyFarm(definition),
    outageLeases: {},
    mutes: {},
    log: [],
  };
}

function settledConnectors(definition: SiteDefinition, topology: Topology, zone: ZoneTopology): ConnectorState[] {
  const settings = connectorSettings(definition, zone.name);
  const registrationLimit = definition.zones[zone.name]?.registrationLimit ?? 0;
  return zone.connectors.map((fqdn) =>
    settledConnector(
      {
        fqdn,
        members: zone.connectors,
        revision: FIRST_REVISION,
        registrationLimit,
        atMs: definition.startMs,
        heard: topology.deliveryControllers.has(fqdn),
      },
      settings,
    ),
  );
}

/** Every machine that fits its group: no broker has registered the others. */
function settledRegister({ machineGroups }: ZoneTopology): RegistrationState {
  const machineCount = machineGroups.reduce((sum, { count, fitsGroup }) => (fitsGroup ? sum + count : sum), 0);
  return { ...emptyRegistration(true, null), machineCount };
}

function settledPairs(zone: ZoneTopology, index: number, startMs: number): PeerPair[] {
  return zone.connectors.flatMap((from) =>
    zone.connectors
      .filter((to) => to !== from)
      .map((to) => ({ from, to, zone: index, heardMs: startMs, openSinceMs: startMs })),
  );
}

/** StoreFronts have just been heard; peers and polls have phases drawn for them. No beat is scheduled yet. */
export function settledBeats(definition: SiteDefinition, topology: Topology): Beat[] {
  const { startMs, timers } = definition;
  const beats: Beat[] = topology.storeFronts.map((storeFront) => {
    const members = storeFront.controllers.flatMap((controller) => controller.members);
    return beat('storefront', storeFront.name, zonesOf(topology, members), timers.storeFrontHeartbeat, startMs);
  });
  for (const vip of topology.vips) {
    const phaseMs = drawInteger(definition.seed, PROBE_PERIOD_MS, PROBE_PHASE, keyOf(vip.fqdn));
    const zones = zonesOf(topology, vip.members);
    beats.push(beat('probe', vip.fqdn, zones, PROBE_PERIOD_MS, startMs + phaseMs - PROBE_PERIOD_MS));
  }
  let pair = 0;
  for (const [index, zone] of topology.zones.entries()) {
    for (const fqdn of zone.connectors) {
      const phaseMs = drawInteger(definition.seed, timers.configSync, POLL_PHASE, keyOf(fqdn));
      beats.push(beat('poll', fqdn, [index], timers.configSync, startMs + phaseMs - timers.configSync));
      beats.push(beat('check', fqdn, [index], timers.healthCheck, null));
      beats.push(beat('report', fqdn, [index], REPORT_PERIOD_MS, null));
    }
    for (const from of zone.connectors) {
      const phaseMs = drawInteger(definition.seed, timers.peerHeartbeat, PEER_PHASE, keyOf(from));
      for (let peer = 1; peer < zone.connectors.length; peer++) {
        const anchorMs = startMs + phaseMs - timers.peerHeartbeat;
        beats.push({ ...beat('peer', from, [index], timers.peerHeartbeat, anchorMs), pair: pair++ });
      }
    }
  }
  return beats;
}

/** The zones that have some of these connectors. */
function zonesOf({ zones }: Topology, members: readonly string[]): readonly number[] {
  return zones.flatMap(({ connectors }, index) => (connectors.some((fqdn) => members.includes(fqdn)) ? [index] : []));
}

function beat(
  kind: Beat['kind'],
  owner: string,
  zones: readonly number[],
  periodMs: number,
  anchorMs: number | null,
): Beat {
  return { kind, owner, pair: -1, zones, periodMs, anchorMs, nextMs: null, lastMs: anchorMs ?? 0, reached: [] };
}
