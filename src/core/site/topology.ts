/**
 * Topology answers who belongs to whom in a definition: connectors and machines to zones, delivery controllers to StoreFronts.
 *
 * Everything here follows from the definition alone and is worked out once, when a definition is taken into use.
 *
 * Not here: anything that changes while the site runs.
 */

import type { SiteDefinition } from './definition.ts';
import { numberedName, numberInName, sameFqdn } from './names.ts';

export interface Topology {
  readonly zones: readonly ZoneTopology[];
  readonly storeFronts: readonly StoreFrontTopology[];
  /** FQDNs of connectors that some StoreFront lists, or lists a virtual server over. */
  readonly deliveryControllers: ReadonlySet<string>;
  readonly machineCount: number;
}

export interface ZoneTopology {
  readonly name: string;
  /** As the site file spells them, in its order. */
  readonly connectors: readonly string[];
  readonly machineGroups: readonly MachineRange[];
  readonly machineCount: number;
}

/** Machines of one group entry: `count` of them, from index `first` of their zone. */
export interface MachineRange {
  readonly deliveryGroup: string;
  readonly name: string;
  readonly first: number;
  readonly count: number;
  readonly maintenance: boolean;
}

export interface StoreFrontTopology {
  readonly name: string;
  /** A delivery controller, and the connectors that answer for it: itself, or the members of the virtual server. */
  readonly controllers: readonly { readonly fqdn: string; readonly members: readonly string[] }[];
}

export function topologyOf(definition: SiteDefinition): Topology {
  const zones = Object.keys(definition.zones).map((name) => zoneTopology(definition, name));
  const connectors = zones.flatMap((zone) => zone.connectors);
  const storeFronts = Object.entries(definition.storeFronts).map(([name, storeFront]) => ({
    name,
    controllers: storeFront.deliveryControllers.map((fqdn) => ({
      fqdn,
      members: membersOf(definition, fqdn).flatMap((member) => connectors.filter((known) => sameFqdn(known, member))),
    })),
  }));
  const listed = storeFronts.flatMap((storeFront) =>
    storeFront.controllers.flatMap((controller) => controller.members),
  );
  const machineCount = zones.reduce((sum, zone) => sum + zone.machineCount, 0);
  return { zones, storeFronts, deliveryControllers: new Set(listed), machineCount };
}

/** The name of a machine by its index in the zone. */
export function machineName(zone: ZoneTopology, index: number): string {
  const range = zone.machineGroups.findLast((group) => group.first <= index);
  return range === undefined ? '' : numberedName(range.name, index - range.first + 1);
}

/** The index of a machine in its zone by its name; null when the zone has no such machine. Case is ignored. */
export function machineIndex(zone: ZoneTopology, name: string): number | null {
  for (const range of zone.machineGroups) {
    const number = numberInName(range.name.toLowerCase(), range.count, name.toLowerCase());
    if (number !== null) return range.first + number - 1;
  }
  return null;
}

function zoneTopology(definition: SiteDefinition, name: string): ZoneTopology {
  const machineGroups: MachineRange[] = [];
  let first = 0;
  for (const [deliveryGroup, group] of Object.entries(definition.deliveryGroups)) {
    for (const machines of group.machines) {
      if (machines.zone !== name) continue;
      const { name: pattern, count, maintenance } = machines;
      machineGroups.push({ deliveryGroup, name: pattern, first, count, maintenance });
      first += count;
    }
  }
  const connectors = (definition.zones[name]?.connectors ?? []).map((connector) => connector.fqdn);
  return { name, connectors, machineGroups, machineCount: first };
}

function membersOf(definition: SiteDefinition, fqdn: string): readonly string[] {
  for (const adc of Object.values(definition.adcs)) {
    for (const [vipFqdn, vip] of Object.entries(adc.vips)) {
      if (sameFqdn(vipFqdn, fqdn)) return vip.members;
    }
  }
  return [fqdn];
}
