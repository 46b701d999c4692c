/**
 * Which connectors a command is about: those of the zones that it names, of all zones, or single ones.
 *
 * Not here: what is done to them.
 */

import { shellWord, UserError } from '../../core/kernel/index.ts';
import { connectorIndex, type World, type ZoneRuntime, zoneOf } from '../../sim/index.ts';
import { connectorNamed, zoneNamed, zonesIn } from '../objects.ts';

export interface Selection {
  readonly zones: readonly string[];
  readonly allZones: boolean;
  readonly connectors: readonly string[];
}

/** The connectors of one zone that are meant, as the site file spells and orders them. */
export interface ZoneSelection {
  readonly zone: ZoneRuntime;
  readonly connectors: readonly string[];
}

/**
 * The selection, zone by zone. `connectors` narrows the zones that are named down to them.
 * @throws {UserError} NOTHING_SELECTED, ZONES_NONE, ZONE_UNKNOWN, CONNECTOR_UNKNOWN, CONNECTOR_NOT_IN_ZONE
 */
export function selectConnectors(world: World, selection: Selection, verb: string): readonly ZoneSelection[] {
  const all = zonesIn(world);
  const zones = selection.allZones ? all : selection.zones.map((name) => zoneNamed(world, name));
  const single = selection.connectors.map((name) => connectorNamed(world, name));
  if (zones.length === 0 && single.length === 0) throw nothingSelected(world, verb);
  const named = zones.length > 0 ? zones : single.map((fqdn) => zoneOf(world, connectorIndex(world, fqdn)));
  for (const fqdn of single) {
    if (!named.some((zone) => zone.topology.connectors.includes(fqdn))) throw notInZone(fqdn, named);
  }
  return world.zones
    .filter((zone) => named.includes(zone))
    .map((zone) => {
      const own = single.length === 0 ? zone.topology.connectors : single;
      return { zone, connectors: zone.topology.connectors.filter((fqdn) => own.includes(fqdn)) };
    })
    .filter(({ connectors }) => connectors.length > 0);
}

function nothingSelected(world: World, verb: string): UserError {
  const first = world.zones[0]?.topology.name ?? 'ZONE';
  return new UserError('usage', 'NOTHING_SELECTED', 'No zone is named.', {
    why: `Say --zone with one of ${world.zones.map((zone) => zone.topology.name).join(', ')}, or --all-zones.`,
    hints: [`holdover lhc ${verb} --zone ${shellWord(first)}`],
  });
}

function notInZone(fqdn: string, zones: readonly ZoneRuntime[]): UserError {
  const names = zones.map((zone) => zone.topology.name).join(', ');
  return new UserError('usage', 'CONNECTOR_NOT_IN_ZONE', `${fqdn} is not a connector of ${names}.`, {
    hints: ['holdover lhc elect'],
  });
}
