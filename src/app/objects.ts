/**
 * Finds the objects that an operator names: zones, connectors, StoreFronts, machines. Case is ignored, and a connector's
 * domain may be left out where that is unambiguous.
 *
 * Not here: what is done with them.
 */

import { UserError } from '../core/kernel/index.ts';
import { type MachineRange, machineIndex, machineName, numberedName, sameFqdn } from '../core/site/index.ts';
import type { World, ZoneRuntime } from '../sim/index.ts';
import { listed, nearestName } from './did-you-mean.ts';

/** The zones of a site, one at least. @throws {UserError} ZONES_NONE */
export function zonesIn({ definition, zones }: World): readonly ZoneRuntime[] {
  if (zones.length > 0) return zones;
  throw new UserError('usage', 'ZONES_NONE', `There are no zones in ${definition.name}.`, {
    why: 'It is a streaming farm and nothing else. Connectors, machines and StoreFronts are declared with "zones" in a site file.',
    hints: ['holdover pvs status', 'holdover help site-file', 'holdover site list'],
  });
}

/** @throws {UserError} ZONE_UNKNOWN, ZONES_NONE */
export function zoneNamed(world: World, name: string): ZoneRuntime {
  const zone = zonesIn(world).find((each) => each.topology.name.toLowerCase() === name.toLowerCase());
  if (zone !== undefined) return zone;
  const names = world.zones.map((each) => each.topology.name);
  throw unknownObject(world, { kind: 'zone', code: 'ZONE_UNKNOWN', name, names, hint: 'holdover lhc status' });
}

/** The zones of these names; all of them where none is named. @throws {UserError} ZONE_UNKNOWN, ZONES_NONE */
export function zonesNamed(world: World, names: readonly string[]): readonly ZoneRuntime[] {
  return names.length === 0 ? world.zones : names.map((name) => zoneNamed(world, name));
}

/** The FQDN of a connector, as the site file spells it. @throws {UserError} CONNECTOR_UNKNOWN, CONNECTOR_AMBIGUOUS, ZONES_NONE */
export function connectorNamed(world: World, name: string): string {
  zonesIn(world);
  const names = world.data.connectors.map((connector) => connector.fqdn);
  const exact = names.find((fqdn) => sameFqdn(fqdn, name));
  if (exact !== undefined) return exact;
  const short = names.filter((fqdn) => fqdn.toLowerCase().startsWith(`${name.toLowerCase()}.`));
  if (short.length === 1) return short[0] as string;
  if (short.length > 1) throw ambiguous(name, short);
  const hint = 'holdover lhc elect';
  throw unknownObject(world, {
    kind: 'connector',
    code: 'CONNECTOR_UNKNOWN',
    name,
    names,
    hint,
    guess: byLabel(name, names),
  });
}

/** The FQDN whose first label is near the name; null when none is. */
function byLabel(name: string, names: readonly string[]): string | null {
  const labels = names.map((fqdn) => fqdn.split('.', 1)[0] as string);
  const nearest = name.includes('.') ? null : nearestName(name, labels);
  return nearest === null ? nearestName(name, names) : (names[labels.indexOf(nearest)] ?? null);
}

/** @throws {UserError} STOREFRONT_UNKNOWN */
export function storeFrontNamed(world: World, name: string): string {
  const names = world.topology.storeFronts.map((storeFront) => storeFront.name);
  const found = names.find((each) => each.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return found;
  throw unknownObject(world, {
    kind: 'StoreFront',
    code: 'STOREFRONT_UNKNOWN',
    name,
    names,
    hint: 'holdover site show',
  });
}

/** The name of a machine, as the site file spells it. @throws {UserError} MACHINE_UNKNOWN */
export function machineNamed(world: World, name: string): string {
  const found = machineFound(world, name);
  if (found !== null) return found;
  throw unknownObject(world, {
    kind: 'machine',
    code: 'MACHINE_UNKNOWN',
    name,
    names: machineRanges(world).map(rangeOf),
    hint: 'holdover site show',
    guess: machineGuess(world, name),
  });
}

/** The name of a machine, as the site file spells it; null when there is none. */
export function machineFound({ zones }: World, name: string): string | null {
  for (const { topology } of zones) {
    const index = machineIndex(topology, name);
    if (index !== null) return machineName(topology, index);
  }
  return null;
}

/** What a name that no machine has was probably meant to be; null when nothing is near. */
export function machineGuess(world: World, name: string): string | null {
  const group = nearestRange(machineRanges(world), name);
  return group === null ? null : guessIn(group, name);
}

/** The machines of a site, by the names that they are numbered under. */
export function machineRanges({ zones }: World): readonly MachineRange[] {
  return zones.flatMap(({ topology }) => topology.machineGroups);
}

/** Things that are numbered from 1 on. */
type NumberedRange = Pick<MachineRange, 'name' | 'count'>;

/** `ams-pool-001 to ams-pool-420`. */
export function rangeOf({ name, count }: NumberedRange): string {
  return count === 1 ? numberedName(name, 1) : `${numberedName(name, 1)} to ${numberedName(name, count)}`;
}

/** The range that a name is near to, by the number that was typed; null when none is. */
export function nearestRange<Range extends NumberedRange>(ranges: readonly Range[], typed: string): Range | null {
  const spelled = ranges.map(({ name }) => numberedName(name, numberIn(typed) ?? 1));
  const nearest = nearestName(typed, spelled);
  return nearest === null ? null : (ranges[spelled.indexOf(nearest)] ?? null);
}

/** The one of the range with the number that was typed, where there is one; else the whole range. */
export function guessIn(group: NumberedRange, typed: string): string {
  const number = numberIn(typed) ?? 0;
  return number >= 1 && number <= group.count ? numberedName(group.name, number) : `one of ${rangeOf(group)}`;
}

/** The last number of a name; null where it has none. */
function numberIn(name: string): number | null {
  const digits = /\d+(?=\D*$)/.exec(name)?.[0];
  return digits === undefined ? null : Number(digits);
}

export interface Unknown {
  readonly kind: string;
  readonly code: string;
  readonly name: string;
  readonly names: readonly string[];
  readonly hint: string;
  /** What was probably meant, where the names themselves do not tell. */
  readonly guess?: string | null;
}

function ambiguous(name: string, fqdns: readonly string[]): UserError {
  return new UserError('usage', 'CONNECTOR_AMBIGUOUS', `"${name}" is the first label of ${fqdns.length} connectors.`, {
    why: `Say which: ${listed(fqdns)}.`,
    hints: ['holdover lhc elect'],
  });
}

/** The error for an object that does not exist: what there is, and what was probably meant. */
export function unknownObject(world: World, { kind, code, name, names, hint, guess }: Unknown): UserError {
  const nearest = guess === undefined ? nearestName(name, names) : guess;
  const question = nearest === null ? '' : ` Did you mean ${nearest}?`;
  return new UserError('usage', code, `There is no ${kind} "${name}" in ${world.definition.name}.`, {
    why: `Known: ${listed(names)}.${question}`,
    hints: [hint],
  });
}
