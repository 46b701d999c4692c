/**
 * People are the users of a site by number: its groups of users one after the other.
 *
 * Not here: their sessions (sessions.ts), and what they launch when (workload-plan.ts).
 */

import { numberedName, numberInName, type SiteDefinition, type UserGroupDefinition } from '../../core/site/index.ts';

export class People {
  readonly count: number;
  readonly groups: readonly PeopleGroup[];

  constructor({ users }: Pick<SiteDefinition, 'users'>) {
    const groups: PeopleGroup[] = [];
    let first = 0;
    for (const { name, count } of users) {
      groups.push({ name, count, first });
      first += count;
    }
    this.groups = groups;
    this.count = first;
  }

  /** The name of a user as the site file spells it. */
  nameOf(user: number): string {
    const group = this.groups.findLast(({ first }) => first <= user);
    return group === undefined ? '' : numberedName(group.name, user - group.first + 1);
  }

  /** The number of a user by name, without regard to case; null when there is none. */
  numberOf(name: string): number | null {
    const wanted = name.toLowerCase();
    for (const { name: pattern, count, first } of this.groups) {
      const number = numberInName(pattern.toLowerCase(), count, wanted);
      if (number !== null) return first + number - 1;
    }
    return null;
  }
}

export interface PeopleGroup extends UserGroupDefinition {
  /** The number of its first user. */
  readonly first: number;
}
