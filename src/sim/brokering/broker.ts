/**
 * The brokers of a world and what each of them works from: the cloud broker with the latest configuration, a secondary broker with that of
 * its LocalDB.
 *
 * Not here: what they see of machines and sessions (sight.ts).
 */

import { present } from '../../core/kernel/index.ts';
import { type Catalogue, type CatalogueGroup, catalogueOf } from '../../core/lhc/brokering/index.ts';
import { connectorRelays } from '../../core/lhc/connector/index.ts';
import { CLOUD, FIRST_CONNECTOR } from '../fleet-columns.ts';
import type { Broker } from '../outcomes.ts';
import { connectorAt, type KnownRange, reachesCloud, type World, type ZoneRuntime, zoneOf } from '../world.ts';

export const CLOUD_BROKER: Broker = { type: 'cloud' };

/** The catalogue of a broker. */
export function catalogueFor(world: World, broker: Broker): Catalogue {
  return catalogueAt(world, revisionOf(world, broker));
}

/** The revision of the configuration that a broker works from. */
export function revisionOf(world: World, broker: Broker): number {
  const { revision } = world.data.cloudBroker;
  if (broker.type === 'cloud') return revision;
  return connectorAt(world, broker.connector).configSync.localDb?.revision ?? revision;
}

function catalogueAt(world: World, revision: number): Catalogue {
  const configurations = world.data.configurations;
  const index = configurations.findLastIndex((configuration) => configuration.revision <= revision);
  const configuration = present(configurations[Math.max(0, index)], 'a configuration for every revision in use');
  const { catalogues } = world.brokering;
  const catalogue = catalogues.get(configuration.revision) ?? catalogueOf(configuration);
  catalogues.set(configuration.revision, catalogue);
  return catalogue;
}

/** The zones that a broker serves: its own, or for the cloud broker all whose connectors relay to it. */
export function servedZones(world: World, broker: Broker): ReadonlySet<ZoneRuntime> {
  if (broker.type === 'secondary') return new Set([zoneOf(world, broker.connector)]);
  const { brokering, changeCount, damage } = world;
  if (brokering.relaying?.changeCount !== changeCount || brokering.relaying.damage !== damage) {
    const zones = new Set(world.zones.filter((zone) => relaysToCloud(world, zone)));
    brokering.relaying = { zones, changeCount, damage };
  }
  return brokering.relaying.zones;
}

/** Whether some connector of a zone relays to the cloud now. */
export function relaysToCloud(world: World, zone: ZoneRuntime): boolean {
  return zone.connectors.some((connector) => relays(world, connector));
}

function relays(world: World, connector: number): boolean {
  const state = connectorAt(world, connector);
  return connectorRelays(state) && reachesCloud(world, state.fqdn);
}

/** How a zone's fleet names a broker as the holder of machines; null for the secondary broker of another zone. */
export function holderOf(zone: ZoneRuntime, broker: Broker): number | null {
  if (broker.type === 'cloud') return CLOUD;
  const position = zone.connectors.indexOf(broker.connector);
  return position === -1 ? null : FIRST_CONNECTOR + position;
}

/** The broker that holds a machine; null where nobody does. */
export function brokerHolding(zone: ZoneRuntime, machine: number): Broker | null {
  const holder = zone.fleet.columns.holder[machine] ?? 0;
  if (holder === CLOUD) return CLOUD_BROKER;
  if (holder < FIRST_CONNECTOR) return null;
  return { type: 'secondary', connector: present(zone.connectors[holder - FIRST_CONNECTOR], 'a holder of the zone') };
}

/** Whether a broker's word reaches a machine that it holds: through the connector that the machine is registered through. */
export function reachesMachine(world: World, zone: ZoneRuntime, machine: number, broker: Broker): boolean {
  const { via, down } = zone.fleet.columns;
  const connector = zone.connectors[via[machine]! - 1];
  if (connector === undefined || down[machine] === 1) return false;
  if (world.damage.vdasCut.has(connectorAt(world, connector).fqdn)) return false;
  return broker.type === 'cloud' ? relays(world, connector) : connector === broker.connector;
}

/** The machines of a group, as far as the broker's configuration names them and they are there. */
export function knownRanges(world: World, group: CatalogueGroup): readonly KnownRange[] {
  const { rangesOf } = world.brokering;
  const known = rangesOf.get(group) ?? world.zones.flatMap((zone) => rangesIn(zone, group));
  rangesOf.set(group, known);
  return known;
}

function rangesIn(zone: ZoneRuntime, group: CatalogueGroup): readonly KnownRange[] {
  return zone.topology.machineGroups.flatMap((range, index) => {
    const entry = group.machines.find(({ zone: name, name: pattern }) => {
      return name === zone.topology.name && pattern === range.name;
    });
    if (entry === undefined || range.deliveryGroup !== group.name) return [];
    const { maintenance, assignedTo } = entry;
    return [{ zone, index, range, count: Math.min(entry.count, range.count), maintenance, assignedTo }];
  });
}
