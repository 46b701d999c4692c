/**
 * Finds users, and what they open, by name. Case is ignored, and of a user the domain may be left out where that is unambiguous.
 *
 * Not here: what they may open (core/lhc/brokering), and the objects of a site's operators (objects.ts).
 */

import { shellWord, UserError } from '../core/kernel/index.ts';
import { numberedName, numberInName } from '../core/site/index.ts';
import type { World } from '../sim/index.ts';
import { guessIn, nearestRange, rangeOf, unknownObject } from './objects.ts';

/** The name of a user, as the site file spells it. @throws {UserError} USER_UNKNOWN, USER_AMBIGUOUS */
export function userNamed(world: World, name: string): string {
  const found = usersNamed(world, name);
  const [user] = found;
  if (user === undefined) throw unknownUser(world, name);
  if (found.length === 1) return user;
  throw new UserError('usage', 'USER_AMBIGUOUS', `"${name}" is the name of ${found.length} users.`, {
    why: `Say which: ${found.join(', ')}.`,
    hints: [`holdover lhc explain ${shellWord(user)}`],
  });
}

/** The users that a name can stand for: the one with this whole name, or those with it behind their domain. */
export function usersNamed({ definition, brokering }: World, name: string): readonly string[] {
  const number = brokering.people.numberOf(name);
  if (number !== null) return [brokering.people.nameOf(number)];
  return definition.users.flatMap(({ name: pattern, count }) => {
    const within = numberInName(withoutDomain(pattern).toLowerCase(), count, name.toLowerCase());
    return within === null ? [] : [numberedName(pattern, within)];
  });
}

/** What a name that no user has was probably meant to be; null when nothing is near. */
export function userGuess({ definition: { users } }: World, name: string): string | null {
  const withDomain = users.map((group) => ({ ...group, group }));
  const without = users.map((group) => ({ ...group, name: withoutDomain(group.name), group }));
  const nearest = nearestRange([...withDomain, ...without], name);
  return nearest === null ? null : guessIn(nearest.group, name);
}

function unknownUser(world: World, name: string): UserError {
  const { users } = world.definition;
  const [first] = users;
  const example = first === undefined ? 'USER' : shellWord(numberedName(first.name, 1));
  return unknownObject(world, {
    kind: 'user',
    code: 'USER_UNKNOWN',
    name,
    names: users.map(rangeOf),
    hint: `holdover lhc enumerate ${example}`,
    guess: userGuess(world, name),
  });
}

function withoutDomain(name: string): string {
  return name.slice(name.lastIndexOf('\\') + 1);
}

/** The name of a resource, as the site file spells it. @throws {UserError} RESOURCE_UNKNOWN */
export function resourceNamed(world: World, name: string): string {
  const names = resourceNames(world);
  const found = names.find((each) => each.toLowerCase() === name.toLowerCase());
  if (found !== undefined) return found;
  throw unknownObject(world, {
    kind: 'resource',
    code: 'RESOURCE_UNKNOWN',
    name,
    names,
    hint: 'holdover site show',
  });
}

/** Every resource that some broker knows: also one that is gone, as long as a LocalDB still has it. */
export function resourceNames({ data }: World): readonly string[] {
  const names = data.configurations
    .toReversed()
    .flatMap(({ deliveryGroups }) => Object.values(deliveryGroups).flatMap(({ resources }) => resources));
  const byKey = new Map<string, string>();
  for (const name of names) if (!byKey.has(name.toLowerCase())) byKey.set(name.toLowerCase(), name);
  return [...byKey.values()];
}
