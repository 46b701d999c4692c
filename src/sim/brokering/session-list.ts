/**
 * Sessions as they are listed for people: whose, where, and which broker knows of them.
 *
 * Not here: how they start and end (session-life.ts).
 */

import { present } from '../../core/kernel/index.ts';
import { machineIndex, machineName } from '../../core/site/index.ts';
import type { Broker } from '../outcomes.ts';
import { ACTIVE, NONE } from '../people/index.ts';
import type { World } from '../world.ts';
import { brokerHolding } from './broker.ts';

export interface ListedSession {
  readonly user: string;
  readonly deliveryGroup: string;
  readonly zone: string;
  readonly machine: string;
  readonly state: 'active' | 'disconnected';
  readonly startedMs: number;
  /** The broker that its machine is registered with: no other one sees the session. Null while it is registered nowhere. */
  readonly broker: Broker | null;
}

/** The sessions of a user, by name, the oldest first. */
export function sessionsOfUser(world: World, name: string): readonly ListedSession[] {
  const { sessions } = world.data;
  const user = present(world.brokering.people.numberOf(name), `a user ${name}`);
  return listed(world, sessions.firstOfUser[user]!, sessions.nextOfUser);
}

/** The sessions on a machine, by name, the oldest first. */
export function sessionsOnMachine(world: World, name: string): readonly ListedSession[] {
  const { firstOfMachine, nextOfMachine } = world.data.sessions;
  return world.zones.flatMap(({ index, topology }) => {
    const machine = machineIndex(topology, name);
    return machine === null ? [] : listed(world, firstOfMachine[index]![machine]!, nextOfMachine);
  });
}

function listed(world: World, first: number, next: Int32Array): readonly ListedSession[] {
  const places: number[] = [];
  for (let place = first; place !== NONE; place = next[place]!) places.push(place);
  // The newest comes first in the chain.
  const sessions = places.reverse().map((place) => listedSession(world, place));
  return sessions.sort((a, b) => a.startedMs - b.startedMs);
}

function listedSession(world: World, place: number): ListedSession {
  const { user, zone: zones, machine: machines, group, state, startedMs } = world.data.sessions;
  const zone = present(world.zones[zones[place]!], 'the zone of a session');
  const machine = machines[place]!;
  return {
    user: world.brokering.people.nameOf(user[place]!),
    deliveryGroup: present(world.brokering.groupNames[group[place]!], 'the group of a session'),
    zone: zone.topology.name,
    machine: machineName(zone.topology, machine),
    state: state[place] === ACTIVE ? 'active' : 'disconnected',
    startedMs: startedMs[place]!,
    broker: brokerHolding(zone, machine),
  };
}
