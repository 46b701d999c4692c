/**
 * The sessions of a site whose definition was changed: they go on as long as their users and machines are there, wherever those are now.
 *
 * Not here: the machines themselves (fleets.ts).
 */

import { machineIndex, machineName, type SiteDefinition, type Topology } from '../../core/site/index.ts';
import { CLEAN, type FleetColumns, RESETTING, recount } from '../fleet-columns.ts';
import type { SessionPlace } from '../outcomes.ts';
import { addSession, DISCONNECTED, emptySessions, People, type SessionColumns, setState } from '../people/index.ts';
import type { ChangedFleet } from './fleets.ts';
import type { Change, Former } from './former.ts';

/** A machine by the index of its zone, and its own in the zone. */
export interface MachinePlace {
  readonly zone: number;
  readonly machine: number;
}

export interface ChangedSessions {
  readonly sessions: SessionColumns;
  /** Those that ended, by what they were before. */
  readonly ended: readonly SessionPlace[];
}

/** All sessions, and with them what the machines' columns say of sessions. */
export function changedSessions(change: Change, fleets: readonly ChangedFleet[]): ChangedSessions {
  const { former, topology, definition } = change;
  const people = new People(definition);
  const counts = topology.zones.map(({ machineCount }) => machineCount);
  const sessions = emptySessions(people.count, counts);
  const ended: SessionPlace[] = [];
  for (const place of inOrder(former.data.sessions)) {
    if (!carryOver(change, place, people, sessions)) ended.push(placeOf(former.data.sessions, place));
  }
  fleets.forEach(({ columns }, zone) => {
    countSessions(columns, sessions, zone, change);
  });
  return { sessions, ended };
}

/** Oldest first, so that the chains of users and machines keep their order. */
function inOrder({ state, startedMs }: SessionColumns): readonly number[] {
  const places = [...state.keys()].filter((place) => state[place] !== 0);
  return places.sort((a, b) => startedMs[a]! - startedMs[b]! || a - b);
}

function carryOver(
  { former, topology, definition }: Change,
  place: number,
  people: People,
  to: SessionColumns,
): boolean {
  const from = former.data.sessions;
  const user = people.numberOf(former.brokering.people.nameOf(from.user[place]!));
  const at = placeNow(former, topology, { zone: from.zone[place]!, machine: from.machine[place]! });
  if (user === null || at === null) return false;
  const session = addSession(to, {
    ...at,
    user,
    group: groupOf(definition, topology, at),
    startedMs: from.startedMs[place]!,
    next: from.next[place]!,
    dueMs: from.dueMs[place]!,
    endsMs: from.endsMs[place]!,
    returnsMs: from.returnsMs[place]!,
  });
  if (from.state[place] === DISCONNECTED) setState(to, session, DISCONNECTED);
  return true;
}

/** Where a machine is now; null when it is gone. */
export function placeNow(former: Former, topology: Topology, { zone, machine }: MachinePlace): MachinePlace | null {
  const before = former.topology.zones[zone];
  if (before === undefined) return null;
  const name = machineName(before, machine);
  for (const [index, each] of topology.zones.entries()) {
    const found = machineIndex(each, name);
    if (found !== null) return { zone: index, machine: found };
  }
  return null;
}

function groupOf(definition: SiteDefinition, topology: Topology, { zone, machine }: MachinePlace): number {
  const range = topology.zones[zone]?.machineGroups.findLast(({ first }) => first <= machine);
  return Object.keys(definition.deliveryGroups).indexOf(range?.deliveryGroup ?? '');
}

function placeOf({ user, zone, machine, group }: SessionColumns, place: number): SessionPlace {
  return { user: user[place]!, zone: zone[place]!, machine: machine[place]!, group: group[place]! };
}

/** How many sessions each machine of a zone has, and whether it could take another one. */
function countSessions(
  columns: FleetColumns,
  { state, zone, machine }: SessionColumns,
  index: number,
  change: Change,
): void {
  columns.sessions.fill(0);
  for (let place = 0; place < state.length; place++) {
    if (state[place] !== 0 && zone[place] === index) columns.sessions[machine[place]!]!++;
  }
  const ranges = change.topology.zones[index]?.machineGroups ?? [];
  for (let each = 0; each < columns.count; each++) {
    const range = ranges[columns.rangeOf[each]!];
    const isPooled = change.definition.deliveryGroups[range?.deliveryGroup ?? '']?.type === 'pooled';
    // A reset goes on to its end, which starts the machine.
    if (!isPooled && columns.condition[each] !== RESETTING) columns.condition[each] = CLEAN;
    if (columns.condition[each] === CLEAN)
      columns.ready[each] = columns.sessions[each]! < (range?.maxSessions ?? 1) ? 1 : 0;
  }
  columns.leastSessions.fill(0);
  recount(columns);
}
