/**
 * Supply counts the machines for a resource, zone by zone, by what each could be used for now: as the broker of the zone knows them.
 *
 * Not here: which of them a launch gets (choice.ts).
 */

import type { CatalogueGroup } from '../../core/lhc/brokering/index.ts';
import { PARKED, RESETTING, USED } from '../fleet-columns.ts';
import type { Broker } from '../outcomes.ts';
import { connectorAt, type KnownRange, type World, type ZoneRuntime } from '../world.ts';
import { CLOUD_BROKER, catalogueFor, holderOf, knownRanges, relaysToCloud } from './broker.ts';

/** The machines of one delivery group in one zone. Each is counted once. */
export interface Supply {
  readonly group: CatalogueGroup;
  readonly zone: string;
  /** Who brokers there now; null when nobody does. */
  readonly broker: Broker | null;
  readonly machines: MachinesByUse;
}

export interface MachinesByUse {
  /** Could take a new session. */
  readonly free: number;
  /** Has as many sessions as it takes. */
  readonly full: number;
  /** Was used, and its broker has yet to decide what becomes of it. */
  readonly waiting: number;
  /** Was used in an outage, and is in maintenance until the cloud broker has it again. */
  readonly parked: number;
  readonly resetting: number;
  /** In maintenance by an administrator. */
  readonly maintenance: number;
  /** Not registered with the broker of the zone. */
  readonly unregistered: number;
}

/** Where a resource could be started from: one entry for each group that publishes it and each zone in which that has machines. */
export function supplyOf(world: World, resource: string): readonly Supply[] {
  return world.zones.flatMap((zone) => {
    const broker = brokerNow(world, zone);
    const groups = catalogueFor(world, broker ?? CLOUD_BROKER).publishers.get(resource.toLowerCase()) ?? [];
    return groups.flatMap((group) => {
      const ranges = knownRanges(world, group).filter((range) => range.zone === zone && range.count > 0);
      return ranges.length === 0
        ? []
        : [{ group, zone: zone.topology.name, broker, machines: counted(ranges, broker) }];
    });
  });
}

/** The secondary broker that accepts, or else the cloud broker where somebody relays to it. */
function brokerNow(world: World, zone: ZoneRuntime): Broker | null {
  const accepting = zone.connectors.find((connector) => connectorAt(world, connector).registration.open);
  if (accepting !== undefined) return { type: 'secondary', connector: accepting };
  return relaysToCloud(world, zone) ? CLOUD_BROKER : null;
}

function counted(ranges: readonly KnownRange[], broker: Broker | null): MachinesByUse {
  const counts = { free: 0, full: 0, waiting: 0, parked: 0, resetting: 0, maintenance: 0, unregistered: 0 };
  for (const known of ranges) {
    for (let machine = known.range.first; machine < known.range.first + known.count; machine++) {
      counts[useOf(known, machine, broker)] += 1;
    }
  }
  return counts;
}

function useOf({ zone, maintenance }: KnownRange, machine: number, broker: Broker | null): keyof MachinesByUse {
  const { condition, holder, ready } = zone.fleet.columns;
  if (condition[machine] === RESETTING) return 'resetting';
  if (broker === null || holder[machine] !== holderOf(zone, broker)) return 'unregistered';
  if (maintenance) return 'maintenance';
  if (condition[machine] === PARKED) return 'parked';
  if (ready[machine] === 1) return 'free';
  return condition[machine] === USED ? 'waiting' : 'full';
}
