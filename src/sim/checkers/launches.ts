/**
 * I-L4: during an outage no launch lands outside the broker's zone.
 * I-L5: a used pooled machine reaches another user only when both reuse switches are on.
 *
 * What a machine was used for is kept here, by what has happened to it, and not by what the machine's columns say.
 *
 * Not here: launches that are refused.
 */

import { machineIndex, machineName } from '../../core/site/index.ts';
import { News } from '../happenings.ts';
import type { Happening, LaunchOutcome } from '../outcomes.ts';
import { type Checker, type World, zoneOf } from '../world.ts';

export function launchesStayInZone(): Checker {
  const news = new News();
  return (world) => {
    for (const happening of news.of(world)) {
      if (happening.type !== 'launched' || happening.outcome.result === 'failed') continue;
      const { reached, machine, user } = happening.outcome;
      if (reached?.broker.type !== 'secondary' || machine === null) continue;
      const own = zoneOf(world, reached.broker.connector);
      if (own.index === machine.zone) continue;
      const name = world.brokering.people.nameOf(user);
      return `I-L4: the secondary broker of ${own.topology.name} launched for ${name} in another zone`;
    }
    return null;
  };
}

export function usedMachinesAreReset(): Checker {
  /** Who was on a pooled machine since it was last reset, by the machine's name. */
  const lastUser = new Map<string, string>();
  const news = new News();
  let seen: World['definition'] | null = null;
  return (world) => {
    if (seen !== world.definition) forgetTheGone(world, lastUser);
    seen = world.definition;
    for (const happening of news.of(world)) {
      const text = noteUse(world, happening, lastUser);
      if (text !== null) return text;
    }
    return null;
  };
}

/** A machine that comes back under the same name is another one. */
function forgetTheGone({ topology }: World, lastUser: Map<string, string>): void {
  for (const machine of lastUser.keys()) {
    if (topology.zones.every((zone) => machineIndex(zone, machine) === null)) lastUser.delete(machine);
  }
}

function noteUse(world: World, happening: Happening, lastUser: Map<string, string>): string | null {
  if (happening.type === 'machine-reset') lastUser.delete(nameOf(world, happening));
  // It starts as it was installed.
  if (happening.type === 'session-ended' && happening.reason === 'machine-down') {
    lastUser.delete(nameOf(world, happening.session));
  }
  if (happening.type !== 'session-started') return null;
  const machine = nameOf(world, happening.session);
  const user = world.brokering.people.nameOf(happening.session.user);
  const before = lastUser.get(machine);
  if (!isPooled(world, happening.session.group)) return null;
  lastUser.set(machine, user);
  if (before === undefined || before === user || reuseWasAllowed(world, happening.session.group)) return null;
  return `I-L5: ${user} was given ${machine}, which ${before} had used and nobody had reset`;
}

/** By some configuration that a broker may still work from. */
function reuseWasAllowed({ data, brokering }: World, group: number): boolean {
  const name = brokering.groupNames[group] ?? '';
  return data.configurations.some(
    ({ policy, deliveryGroups }) =>
      policy.reuseMachinesWithoutShutdownInOutageAllowed &&
      deliveryGroups[name]?.reuseMachinesWithoutShutdownInOutage === true,
  );
}

function isPooled({ definition, brokering }: World, group: number): boolean {
  return definition.deliveryGroups[brokering.groupNames[group] ?? '']?.type === 'pooled';
}

function nameOf({ topology }: World, { zone, machine }: NonNullable<LaunchOutcome['machine']>): string {
  const place = topology.zones[zone];
  return place === undefined ? '' : machineName(place, machine);
}
