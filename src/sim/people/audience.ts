/**
 * An audience is who may launch a resource, so that one of them can be picked by a fraction.
 *
 * Whoever is entitled to it by two groups counts twice.
 *
 * Not here: entitlement itself (core/lhc/brokering).
 */

import { type Catalogue, type CatalogueGroup, isEntitled } from '../../core/lhc/brokering/index.ts';
import { type MachineGroupDefinition, matchesName, numberedName } from '../../core/site/index.ts';
import type { People, PeopleGroup } from './people.ts';

export class Audience {
  readonly #parts: readonly Part[];
  readonly size: number;

  constructor(catalogue: Catalogue, resource: string, people: People) {
    const groups = catalogue.publishers.get(resource.toLowerCase()) ?? [];
    this.#parts = groups.flatMap((group) => partsOf(group, people));
    this.size = this.#parts.reduce((sum, part) => sum + part.size, 0);
  }

  /** The user at a fraction in [0, 1) of the audience, which must not be empty. */
  at(fraction: number): number {
    let place = Math.floor(fraction * this.size);
    for (const part of this.#parts) {
      if (place < part.size) return part.at(place);
      place -= part.size;
    }
    return 0;
  }
}

interface Part {
  readonly size: number;
  readonly at: (place: number) => number;
}

function partsOf(group: CatalogueGroup, people: People): readonly Part[] {
  const { type, entitled } = group.definition;
  const owners = type === 'static' ? group.machines.flatMap((machines) => ownersOf(machines, group, people)) : [];
  if (type === 'static' && group.machines.every(({ assignedTo }) => assignedTo !== null)) return owners;
  if (entitled === null) return [...owners, range(0, people.count)];
  return [...owners, ...people.groups.flatMap((each) => entitledPart(each, entitled))];
}

/** The owners of machines, as far as they are entitled to use them. */
function ownersOf(
  { assignedTo, count }: MachineGroupDefinition,
  group: CatalogueGroup,
  people: People,
): readonly Part[] {
  if (assignedTo === null) return [];
  const whole = people.groups.find(({ name }) => name.toLowerCase() === assignedTo.toLowerCase());
  const isForAll = group.definition.entitled === null;
  if (isForAll && whole !== undefined && whole.count >= count) return [range(whole.first, count)];
  const owners = Array.from({ length: count }, (_, index) => numberedName(assignedTo, index + 1));
  const numbers = owners.filter((owner) => isEntitled(group, owner)).map((owner) => people.numberOf(owner));
  return [list(numbers.filter((number) => number !== null))];
}

/** The members of a group of users that some pattern names. */
function entitledPart(group: PeopleGroup, patterns: readonly string[]): readonly Part[] {
  if (patterns.some((pattern) => pattern.toLowerCase() === group.name.toLowerCase())) {
    return [range(group.first, group.count)];
  }
  const numbers: number[] = [];
  for (let index = 0; index < group.count; index++) {
    const name = numberedName(group.name, index + 1);
    if (patterns.some((pattern) => matchesName(pattern, name))) numbers.push(group.first + index);
  }
  return [list(numbers)];
}

function range(first: number, size: number): Part {
  return { size, at: (place) => first + place };
}

function list(numbers: readonly number[]): Part {
  return { size: numbers.length, at: (place) => numbers[place] ?? 0 };
}
