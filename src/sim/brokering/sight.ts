/**
 * Sight is what a broker sees for one user: his sessions on machines that are registered with it, and the machines it could use.
 *
 * Not here: what it decides (core/lhc/brokering).
 */

import { draw, keyOf } from '../../core/kernel/index.ts';
import type {
  BrokerView,
  CatalogueGroup,
  Choice,
  OwnedMachine,
  RefusalReason,
  SeenSession,
} from '../../core/lhc/brokering/index.ts';
import { machineName, numberInName } from '../../core/site/index.ts';
import { PARKED, USED } from '../fleet-columns.ts';
import { NONE } from '../people/index.ts';
import type { World, ZoneRuntime } from '../world.ts';
import { type Broker, holderOf, type KnownRange, knownRanges, revisionOf, servedZones } from './broker.ts';
import { anyIdle, type Candidates, leastLoaded, type MachineRef } from './choice.ts';

const CHOICE = keyOf('choice of a machine');

/** The view of a broker for a user, by number. Sessions are places among the world's sessions. */
export function sightOf(world: World, broker: Broker, user: number): BrokerView<MachineRef, number> {
  const zones = servedZones(world, broker);
  return {
    assigns: broker.type === 'cloud',
    serves: (name) => world.zones.some((zone) => zone.topology.name === name && zones.has(zone)),
    session: (group) => seenSession(world, broker, { group, user, zones }),
    free: (group) => free(world, broker, { group, user, zones }),
    owned: (group) => owned(world, broker, user, group),
  };
}

/** A session on a machine that the broker holds, in a zone that it serves. */
function seenSession(world: World, broker: Broker, { group, user, zones }: Search): SeenSession<number> | null {
  const { sessions } = world.data;
  for (let place = sessions.firstOfUser[user]!; place !== NONE; place = sessions.nextOfUser[place]!) {
    if (world.brokering.groupNames[sessions.group[place]!] !== group.name) continue;
    const zone = world.zones[sessions.zone[place]!] as ZoneRuntime;
    const machine = sessions.machine[place]!;
    if (!zones.has(zone) || zone.fleet.columns.holder[machine] !== holderOf(zone, broker)) continue;
    const range = zone.fleet.columns.rangeOf[machine]!;
    const known = knownRanges(world, group).find((each) => each.zone === zone && each.index === range);
    return { session: place, inMaintenance: known?.maintenance ?? false };
  }
  return null;
}

interface Search {
  readonly group: CatalogueGroup;
  readonly user: number;
  readonly zones: ReadonlySet<ZoneRuntime>;
}

function free(world: World, broker: Broker, { group, user, zones }: Search): Choice<MachineRef> {
  const { type } = group.definition;
  const candidates: Candidates[] = [];
  let isKnown = false;
  for (const known of knownRanges(world, group)) {
    if (!zones.has(known.zone) || (type === 'static' && known.assignedTo !== null)) continue;
    isKnown = true;
    if (!known.maintenance) candidates.push({ known, holder: holderOf(known.zone, broker) });
  }
  if (type === 'static') return unassigned(world, candidates);
  const found =
    type === 'multi-session'
      ? leastLoaded(candidates)
      : anyIdle(candidates, draw(world.definition.seed, CHOICE, user, world.data.nowMs));
  if (found !== null) return { type: 'machine', machine: found };
  return { type: 'none', reason: isKnown && candidates.length === 0 ? 'maintenance' : whyNone(candidates) };
}

/** The first machine that belongs to nobody yet. */
function unassigned(world: World, candidates: readonly Candidates[]): Choice<MachineRef> {
  const owned = new Set(world.data.assignments.map(({ machine }) => machine));
  for (const { known, holder } of candidates) {
    const { fleet, topology, index } = known.zone;
    for (let machine = known.range.first; machine < known.range.first + known.count; machine++) {
      const { ready, holder: holders } = fleet.columns;
      if (ready[machine] !== 1 || holders[machine] !== holder || owned.has(machineName(topology, machine))) continue;
      return { type: 'machine', machine: { zone: index, machine } };
    }
  }
  return { type: 'none', reason: 'not-assigned' };
}

/** Why no machine of some ranges can be used: looked for only when that is so. */
function whyNone(candidates: readonly Candidates[]): RefusalReason {
  let reason: RefusalReason = 'not-registered';
  for (const { known, holder } of candidates) {
    const { columns } = known.zone.fleet;
    for (let machine = known.range.first; machine < known.range.first + known.count; machine++) {
      if (columns.holder[machine] !== holder) continue;
      const condition = columns.condition[machine]!;
      if (condition === PARKED || (condition === USED && columns.ready[machine] === 0)) return 'awaiting-reset';
      reason = 'at-capacity';
    }
  }
  return reason;
}

/** The machine that belongs to a user: by the site file, or assigned since where that names no owner, as far as the broker has heard of it. */
function owned(world: World, broker: Broker, user: number, group: CatalogueGroup): OwnedMachine<MachineRef> | null {
  const name = world.brokering.people.nameOf(user);
  for (const known of knownRanges(world, group)) {
    const machine = declaredMachine(known, name) ?? assignedMachine(world, broker, known, name);
    if (machine !== null) return { zone: known.zone.topology.name, choice: ownChoice(broker, known, machine) };
  }
  return null;
}

function declaredMachine({ assignedTo, count, range }: KnownRange, user: string): number | null {
  if (assignedTo === null) return null;
  const number = numberInName(assignedTo.toLowerCase(), count, user.toLowerCase());
  return number === null ? null : range.first + number - 1;
}

function assignedMachine(world: World, broker: Broker, known: KnownRange, user: string): number | null {
  if (known.assignedTo !== null) return null;
  const revision = revisionOf(world, broker);
  for (const assignment of world.data.assignments) {
    if (assignment.user !== user || assignment.revision > revision) continue;
    const number = numberInName(known.range.name, known.count, assignment.machine);
    if (number !== null && known.zone.topology.name === assignment.zone) return known.range.first + number - 1;
  }
  return null;
}

function ownChoice(broker: Broker, known: KnownRange, machine: number): Choice<MachineRef> {
  const { columns } = known.zone.fleet;
  if (known.maintenance) return { type: 'none', reason: 'maintenance' };
  if (columns.holder[machine] !== holderOf(known.zone, broker)) return { type: 'none', reason: 'not-registered' };
  if (columns.ready[machine] === 0) return { type: 'none', reason: 'at-capacity' };
  return { type: 'machine', machine: { zone: known.zone.index, machine } };
}

/** The zone of the machine that belongs to a user in a static group; null where he has none. */
export function ownedZone(world: World, broker: Broker, user: number, group: CatalogueGroup): string | null {
  return owned(world, broker, user, group)?.zone ?? null;
}
