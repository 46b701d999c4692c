/**
 * Finds the objects that an operator names: zones, connectors, StoreFronts, machines. Case is ignored, and a connector's
 * domain may be left out where that is unambiguous.
 *
 * Not here: what is done with them.
 */

import { UserError } from '../core/kernel/index.ts';
import { machineIndex, machineName, sameFqdn } from '../core/site/index.ts';
import type { World, ZoneRuntime } from '../sim/index.ts';
import { listed, nearestName } from './did-you-mean.ts';

/** @throws {UserError} ZONE_UNKNOWN */
export function zoneNamed(world: World, name: string): ZoneRuntime {
  const zone = world.zones.find((each) => each.topology.name.toLowerCase() === name.toLowerCase());
  if (zone !== undefined) return zone;
  const names = world.zones.map((each) => each.topology.name);
  throw unknown(world, { kind: 'zone', code: 'ZONE_UNKNOWN', name, names, hint: 'holdover lhc status' });
}

/** The FQDN of a connector, as the site file spells it. @throws {UserError} CONNECTOR_UNKNOWN */
export function connectorNamed(world: World, name: string): string {
  const names = world.data.connectors.map((connector) => connector.fqdn);
  const exact = names.find((fqdn) => sameFqdn(fqdn, name));
  if (exact !== undefined) return exact;
  const short = names.filter((fqdn) => fqdn.toLowerCase().startsWith(`${name.toLowerCase()}.`));
  if (short.length === 1) return short[0] as string;
  throw unknown(world, { kind: 'connector', code: 'CONNECTOR_UNKNOWN', name, names, hint: 'holdover lhc elect' });
}

/** @throws {UserError} STOREFRONT_UNKNOWN */
export function storeFrontNamed(world: World, name: string): string {
  const names = world.topology.storeFronts.map((storeFront) => storeFront.name);
  const found = names.find((each) => each.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return found;
  throw unknown(world, { kind: 'StoreFront', code: 'STOREFRONT_UNKNOWN', name, names, hint: 'holdover site show' });
}

/** The name of a machine, as the site file spells it. @throws {UserError} MACHINE_UNKNOWN */
export function machineNamed(world: World, name: string): string {
  for (const { topology } of world.zones) {
    const index = machineIndex(topology, name);
    if (index !== null) return machineName(topology, index);
  }
  const names = world.zones.flatMap(({ topology }) => topology.machineGroups.map((group) => group.name));
  throw unknown(world, { kind: 'machine', code: 'MACHINE_UNKNOWN', name, names, hint: 'holdover site show' });
}

interface Unknown {
  readonly kind: string;
  readonly code: string;
  readonly name: string;
  readonly names: readonly string[];
  readonly hint: string;
}

function unknown(world: World, { kind, code, name, names, hint }: Unknown): UserError {
  const nearest = nearestName(name, names);
  const question = nearest === null ? '' : ` Did you mean ${nearest}?`;
  return new UserError('usage', code, `There is no ${kind} "${name}" in ${world.definition.name}.`, {
    why: `Known: ${listed(names)}.${question}`,
    hints: [hint],
  });
}
