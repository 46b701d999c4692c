/**
 * Owners of machines of static groups: declared in the site file, or given one by the cloud broker since, as far as a broker has heard of it.
 *
 * Not here: giving one (session-life.ts).
 */

import { present } from '../../core/kernel/index.ts';
import type { CatalogueGroup, Choice, OwnedMachine } from '../../core/lhc/brokering/index.ts';
import { machineName, numberInName } from '../../core/site/index.ts';
import type { Broker, MachineRef } from '../outcomes.ts';
import type { KnownRange, World, ZoneRuntime } from '../world.ts';
import type { Assignment } from '../world-data.ts';
import { holderOf, knownRanges, revisionOf } from './broker.ts';
import type { Candidates } from './choice.ts';

/** A user, by number, and a group, among the zones that a broker serves. */
export interface Search {
  readonly group: CatalogueGroup;
  readonly user: number;
  readonly zones: ReadonlySet<ZoneRuntime>;
}

/** The user's machine. Of several, the first that he can use now; else the first. */
export function owned(world: World, broker: Broker, { group, user, zones }: Search): OwnedMachine<MachineRef> | null {
  let first: OwnedMachine<MachineRef> | null = null;
  for (const { known, machine } of ownedMachines(world, broker, user, group)) {
    const own = { zone: known.zone.topology.name, choice: ownChoice(broker, known, machine) };
    if (zones.has(known.zone) && own.choice.type === 'machine') return own;
    first ??= own;
  }
  return first;
}

/** The zones of the machines that belong to a user in a static group. */
export function ownedZones(world: World, broker: Broker, user: number, group: CatalogueGroup): readonly string[] {
  return ownedMachines(world, broker, user, group).map(({ known }) => known.zone.topology.name);
}

/** A machine that belongs to nobody yet: the next one after that of the last search. */
export function unassigned(world: World, candidates: readonly Candidates[]): Choice<MachineRef> {
  const { machines } = assignmentsOf(world);
  for (const { known, holder } of candidates) {
    const { fleet, topology, index } = known.zone;
    const { ready, holder: holders, turn } = fleet.columns;
    for (let step = 0; step < known.count; step++) {
      const place = (turn[known.index]! + step) % known.count;
      const machine = known.range.first + place;
      if (ready[machine] !== 1 || holders[machine] !== holder || machines.has(machineName(topology, machine))) continue;
      turn[known.index] = place + 1;
      return { type: 'machine', machine: { zone: index, machine } };
    }
  }
  return { type: 'none', reason: 'not-assigned' };
}

interface OwnMachine {
  readonly known: KnownRange;
  readonly machine: number;
}

function ownedMachines(world: World, broker: Broker, user: number, group: CatalogueGroup): readonly OwnMachine[] {
  const name = world.brokering.people.nameOf(user);
  return knownRanges(world, group).flatMap((known) => {
    const machine =
      known.assignedTo === null ? assignedMachine(world, broker, known, name) : declaredMachine(known, name);
    return machine === null ? [] : [{ known, machine }];
  });
}

function declaredMachine({ assignedTo, count, range }: KnownRange, user: string): number | null {
  const owner = present(assignedTo, 'a range whose machines have owners');
  const number = numberInName(owner.toLowerCase(), count, user.toLowerCase());
  return number === null ? null : range.first + number - 1;
}

function assignedMachine(
  world: World,
  broker: Broker,
  { zone, range, count }: KnownRange,
  user: string,
): number | null {
  const revision = revisionOf(world, broker);
  for (const assignment of assignmentsOf(world).byUser.get(user) ?? []) {
    if (assignment.revision > revision || assignment.zone !== zone.topology.name) continue;
    const number = numberInName(range.name, count, assignment.machine);
    if (number !== null) return range.first + number - 1;
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

/** The machines that were given to users, brought up to date. */
function assignmentsOf({ data, brokering }: World): World['brokering']['assigned'] {
  const { assigned } = brokering;
  for (; assigned.count < data.assignments.length; assigned.count++) {
    const assignment = data.assignments[assigned.count] as Assignment;
    assigned.machines.add(assignment.machine);
    assigned.byUser.set(assignment.user, [...(assigned.byUser.get(assignment.user) ?? []), assignment]);
  }
  return assigned;
}
