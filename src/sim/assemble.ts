/**
 * Assembles a world: everything that is worked out from its definition and its data.
 *
 * Not here: the data of a site that was just loaded (settle.ts), or whose definition was changed (redefine).
 */

import type { ConnectorSettings } from '../core/lhc/connector/index.ts';
import { storeFrontSettings } from '../core/lhc/storefront/index.ts';
import { type SiteDefinition, type Topology, topologyOf, type ZoneTopology } from '../core/site/index.ts';
import { damageOf } from './faults.ts';
import { VdaFleet } from './fleet.ts';
import type { FleetColumns, FleetSettings } from './fleet-columns.ts';
import { fleetHost } from './fleet-host.ts';
import { machineLink } from './machine-link.ts';
import { People, WorkloadPlan } from './people/index.ts';
import { RANK } from './queue.ts';
import { noteAnswers } from './schedule.ts';
import { Disks, farmRuntime } from './streaming/index.ts';
import type { BrokeringIndex, World, WorldOptions, WorldParts, ZoneRuntime } from './world.ts';
import type { WorldData } from './world-data.ts';

/** A world from its data: a checkpoint read back, or a copy made to try something out. */
export function resume(definition: SiteDefinition, data: WorldData, options: WorldOptions = {}): World {
  const world: World = {
    ...partsOf(definition, data, options, () => world),
    options,
    cursor: { rank: RANK.operator, order: 0 },
    changeCount: 0,
    heartbeatAnswer: null,
    answer: null,
    violations: [],
    disks: options.requests === 'every' ? new Disks() : null,
    happenings: [],
  };
  for (const zone of world.zones) noteAnswers(world, zone);
  return world;
}

/** What follows from a definition and data that fits it. The world is looked up when asked, since it is made of these parts. */
export function partsOf(
  definition: SiteDefinition,
  data: WorldData,
  options: WorldOptions,
  worldOf: () => World,
): WorldParts {
  const topology = topologyOf(definition);
  const zones = zoneRuntimes(definition, topology, data, options, worldOf);
  return {
    definition,
    topology,
    data,
    zones,
    storeFronts: topology.storeFronts.map(({ name }) => storeFrontSettings(definition, topology, name)),
    vips: topology.vips.map(({ monitor }) => ({ monitor, farm: definition.cloud.farm })),
    brokering: brokeringIndex(definition, topology),
    indexes: {
      connectors: new Map(data.connectors.map((connector, index) => [connector.fqdn, index])),
      zoneOfConnector: zones.flatMap((zone) => zone.connectors.map(() => zone.index)),
      pairs: new Map(data.pairs.map((pair, index) => [`${pair.from} ${pair.to}`, index])),
    },
    damage: damageOf(data.faults),
    farm: farmRuntime(definition, data.farm, machineLink(worldOf)),
  };
}

function brokeringIndex(definition: SiteDefinition, topology: Topology): BrokeringIndex {
  const people = new People(definition);
  return {
    people,
    groupNames: Object.keys(definition.deliveryGroups),
    catalogues: new Map(),
    rangesOf: new Map(),
    workload: new WorkloadPlan(definition, topology, people),
    assigned: { count: 0, byUser: new Map(), machines: new Set() },
    relaying: null,
  };
}

function zoneRuntimes(
  definition: SiteDefinition,
  topology: Topology,
  data: WorldData,
  options: WorldOptions,
  worldOf: () => World,
): ZoneRuntime[] {
  let first = 0;
  return topology.zones.map((zone, index) => {
    const connectors = zone.connectors.map((_, position) => first + position);
    first += zone.connectors.length;
    const settings = fleetSettings(definition, zone, index, options);
    return {
      index,
      topology: zone,
      settings: connectorSettings(definition, zone.name),
      connectors,
      beats: data.beats.flatMap((each, number) => (each.zones.includes(index) ? [number] : [])),
      fleet: new VdaFleet(data.fleets[index] as FleetColumns, settings, fleetHost(worldOf, index)),
      answers: new Int32Array(connectors.length),
    };
  });
}

/** What the connectors of a zone are set to. */
export function connectorSettings(definition: SiteDefinition, zone: string): ConnectorSettings {
  const { timers, zones } = definition;
  return {
    haMode: {
      pendingHaMs: timers.pendingHa,
      initialHaMs: timers.initialHa,
      pendingRecoveryMs: timers.pendingRecovery,
      peerVerdict: zones[zone]?.peerVerdict ?? 'all-unhealthy',
    },
    election: { peerSilenceMs: timers.peerSilence, electionAmong: zones[zone]?.electionAmong ?? 'all' },
    contactExpiryMs: timers.storeFrontContactExpiry,
  };
}

/** What the machines of a zone are set to. */
export function fleetSettings(
  definition: SiteDefinition,
  zone: ZoneTopology,
  index: number,
  options: WorldOptions,
): FleetSettings {
  const { seed, timers } = definition;
  return {
    seed,
    zone: index,
    connectorCount: zone.connectors.length,
    heartbeatMs: timers.vdaHeartbeat,
    retryMs: timers.vdaRetry,
    contactLostMs: timers.brokerContactLost,
    skipping: options.skipping ?? 'on',
  };
}
