/**
 * Everyone whom an export names: owners and users of machines, and who is entitled to something. One spelling each.
 *
 * An entitlement can name a group of users. Whether it does is in the exports of REST alone, and its members are in none; so such a name
 * stands for one user.
 */

import { userName } from './legal-name.ts';
import { inNaturalOrder } from './natural-order.ts';
import { fewOf, type ImportNotes, warn } from './notes.ts';
import { numberedRuns } from './numbered-runs.ts';
import type { Person } from './record-values.ts';

export interface People {
  /** In their order. */
  readonly names: readonly string[];
  /** The one spelling of a name. */
  readonly spelled: (name: string) => string;
}

/** All of them; tells of those that may be groups. */
export function everyone(users: readonly string[], entitled: readonly Person[], notes: ImportNotes): People {
  const people = entitled.flatMap((person) => {
    const name = userName(person.name);
    return name === null ? [] : [{ ...person, name }];
  });
  const names = inNaturalOrder([...users, ...people.map(({ name }) => name)]);
  warn(notes, 'USERS_UNKNOWN', names.length === 0 ? 1 : 0, 'no user is named in the exports: add users to the file');
  warnOfGroups(users, people, notes);
  const spelling = new Map(names.map((name) => [name.toLowerCase(), name]));
  return { names, spelled: (name) => spelling.get(name.toLowerCase()) ?? name };
}

function warnOfGroups(users: readonly string[], people: readonly Person[], notes: ImportNotes): void {
  const known = new Set(users.map((name) => name.toLowerCase()));
  for (const { name, isGroup } of people) if (isGroup === false) known.add(name.toLowerCase());
  const names = inNaturalOrder(people.map(({ name }) => name).filter((name) => !known.has(name.toLowerCase())));
  const message = 'names in entitlements that can be groups, whose members are in no export; each stands for one user';
  warn(notes, 'USERS_NOT_EXPANDED', names.length, `${message}: ${fewOf(shortened(names))}`);
}

/** Numbered names are seldom groups, so they come last. */
function shortened(names: readonly string[]): readonly string[] {
  return numberedRuns(names.map((name) => ({ name, partner: null })))
    .toSorted((a, b) => a.count - b.count)
    .map(({ pattern, count }) => (count === 1 ? pattern : `${pattern} (${count})`));
}
