/**
 * Topology answers who belongs to whom in a definition: connectors and machines to zones, delivery controllers to StoreFronts.
 *
 * Everything here follows from the definition alone and is worked out once, when a definition is taken into use.
 *
 * Not here: anything that changes while the site runs.
 */

import type { DeliveryGroupDefinition, SessionSupport, SiteDefinition, VipDefinition } from './definition.ts';
import { numberedName, numberInName, sameFqdn } from './names.ts';

export interface Topology {
  readonly zones: readonly ZoneTopology[];
  readonly storeFronts: readonly StoreFrontTopology[];
  readonly vips: readonly VipTopology[];
  readonly gateways: readonly GatewayTopology[];
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
  /** Every machine has the session support of its group: none is refused for that. */
  readonly allFit: boolean;
}

/** Machines of one group entry: `count` of them, from index `first` of their zone. */
export interface MachineRange {
  readonly deliveryGroup: string;
  readonly name: string;
  readonly first: number;
  readonly count: number;
  readonly maintenance: boolean;
  readonly maxSessions: number;
  /** Its session support is that of its group; otherwise every broker refuses to register it (R31). */
  readonly fitsGroup: boolean;
}

export interface StoreFrontTopology {
  readonly name: string;
  readonly controllers: readonly ControllerTopology[];
}

/** A delivery controller that a StoreFront lists: a connector, or a virtual server over some. */
export interface ControllerTopology {
  readonly fqdn: string;
  /** The connectors that answer for it: itself, or the members of the virtual server. */
  readonly members: readonly string[];
  /** The index of the virtual server; null for a connector. */
  readonly vip: number | null;
  /** The zone that it stands for: the connector's own, or what the virtual server is mapped to. */
  readonly zone: string | null;
}

/** A virtual server of an ADC over connectors. */
export interface VipTopology {
  readonly fqdn: string;
  readonly adc: string;
  /** The zone that the administrator mapped it to; null where none is mapped. */
  readonly zone: string | null;
  readonly monitor: VipDefinition['monitor'];
  /** As the connectors are spelled where they are declared. */
  readonly members: readonly string[];
}

/** The gateway of an ADC, and the connectors whose tickets it takes. */
export interface GatewayTopology {
  readonly adc: string;
  readonly stas: readonly string[];
  /** Of all launches, from 0 to 1. */
  readonly share: number;
}

export function topologyOf(definition: SiteDefinition): Topology {
  const zones = Object.keys(definition.zones).map((name) => zoneTopology(definition, name));
  const vips = vipTopologies(definition, zones);
  const storeFronts = Object.entries(definition.storeFronts).map(([name, storeFront]) => ({
    name,
    controllers: storeFront.deliveryControllers.map((fqdn) => controllerTopology(fqdn, zones, vips)),
  }));
  const listed = storeFronts.flatMap((storeFront) =>
    storeFront.controllers.flatMap((controller) => controller.members),
  );
  const machineCount = zones.reduce((sum, zone) => sum + zone.machineCount, 0);
  const gateways = gatewayTopologies(definition, zones);
  return { zones, storeFronts, vips, gateways, deliveryControllers: new Set(listed), machineCount };
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
      const { name: pattern, count, maintenance, maxSessions } = machines;
      const fitsGroup = machines.sessionSupport === sessionSupportOf(group);
      machineGroups.push({ deliveryGroup, name: pattern, first, count, maintenance, maxSessions, fitsGroup });
      first += count;
    }
  }
  const connectors = (definition.zones[name]?.connectors ?? []).map((connector) => connector.fqdn);
  const allFit = machineGroups.every(({ fitsGroup }) => fitsGroup);
  return { name, connectors, machineGroups, machineCount: first, allFit };
}

function sessionSupportOf({ type }: DeliveryGroupDefinition): SessionSupport {
  return type === 'multi-session' ? 'multi-session' : 'single-session';
}

function vipTopologies({ adcs }: SiteDefinition, zones: readonly ZoneTopology[]): VipTopology[] {
  return Object.entries(adcs).flatMap(([adc, { vips }]) =>
    Object.entries(vips).map(([fqdn, { zone, monitor, members }]) => ({
      fqdn,
      adc,
      zone,
      monitor,
      members: members.flatMap((member) => asDeclared(zones, member)),
    })),
  );
}

function gatewayTopologies({ adcs }: SiteDefinition, zones: readonly ZoneTopology[]): GatewayTopology[] {
  return Object.entries(adcs).flatMap(([adc, { gateway }]) => {
    if (gateway === null) return [];
    return [{ adc, stas: gateway.stas.flatMap((sta) => asDeclared(zones, sta)), share: gateway.share }];
  });
}

function controllerTopology(
  fqdn: string,
  zones: readonly ZoneTopology[],
  vips: readonly VipTopology[],
): ControllerTopology {
  const index = vips.findIndex((vip) => sameFqdn(vip.fqdn, fqdn));
  const vip = vips[index];
  if (vip !== undefined) return { fqdn, members: vip.members, vip: index, zone: vip.zone };
  const members = asDeclared(zones, fqdn);
  const zone = zones.find(({ connectors }) => connectors.some((known) => members.includes(known)));
  return { fqdn, members, vip: null, zone: zone?.name ?? null };
}

/** A connector as its zone spells it; nothing when there is none. */
function asDeclared(zones: readonly ZoneTopology[], fqdn: string): readonly string[] {
  return zones.flatMap(({ connectors }) => connectors.filter((known) => sameFqdn(known, fqdn)));
}
