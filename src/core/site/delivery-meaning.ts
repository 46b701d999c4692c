/**
 * What delivery groups, users and the workload may not say.
 *
 * Not here: StoreFront, ADCs and gateways, through which people reach them (access-meaning.ts).
 */

import type { DeliveryGroupDefinition, MachineGroupDefinition, SiteDefinition } from './definition.ts';
import {
  type MeaningProblem,
  namesOf,
  type Path,
  reference,
  repeated,
  unknownName,
  type Vocabulary,
  within,
  wrong,
} from './meaning-problem.ts';
import {
  type DeclaredNames,
  NUMBERED_NAMES_MAX,
  patternProblems,
  runCount,
  sharedNameProblems,
  tooManyRuns,
} from './name-meaning.ts';
import { nameOverlaps } from './name-overlap.ts';
import { numberedName, numberInName } from './names.ts';

/** The declared users, and how many each pattern stands for, without case: a site can have an owner for each machine. */
interface KnownUsers {
  readonly declared: readonly DeclaredNames[];
  readonly counts: ReadonlyMap<string, number>;
}

/** Problems of `deliveryGroups`, `users` and `workload`. */
export function deliveryProblems(definition: SiteDefinition, zones: Vocabulary): MeaningProblem[] {
  const groups = Object.entries(definition.deliveryGroups);
  const machines = groups.flatMap(([name, group]) =>
    group.machines.map((machine, index) => declared(machine, ['deliveryGroups', name, 'machines', index, 'name'])),
  );
  const users = definition.users.map((user, index) => declared(user, ['users', index, 'name']));
  const known = { declared: users, counts: countsOf(users) };
  return [
    ...groups.flatMap(([name, group]) => groupProblems(['deliveryGroups', name], group, zones)),
    ...groups.flatMap(([name, group]) => peopleProblems(['deliveryGroups', name], group, known)),
    ...patternProblems(machines),
    ...patternProblems(users),
    ...sharedNameProblems('machine', machines),
    ...sharedNameProblems('user', users),
    ...workloadProblems(definition),
  ];
}

function countsOf(users: readonly DeclaredNames[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { pattern, count } of users) {
    const key = pattern.toLowerCase();
    counts.set(key, Math.max(count, counts.get(key) ?? 0));
  }
  return counts;
}

function declared(group: { readonly name: string; readonly count: number }, path: Path): DeclaredNames {
  return { pattern: group.name, count: group.count, path };
}

function groupProblems(path: Path, group: DeliveryGroupDefinition, zones: Vocabulary): MeaningProblem[] {
  return [
    ...repeated([...path, 'resources'], group.resources, 'resource'),
    ...group.machines.flatMap((machine, index) => machineProblems([...path, 'machines', index], group, machine, zones)),
    ...tagProblems(path, group),
  ];
}

function machineProblems(
  path: Path,
  group: DeliveryGroupDefinition,
  machine: MachineGroupDefinition,
  zones: Vocabulary,
): MeaningProblem[] {
  const problems = reference([...path, 'zone'], 'value', machine.zone, zones);
  if (machine.sessionSupport === 'single-session' && machine.maxSessions !== 1) {
    const message = `maxSessions is ${machine.maxSessions}, but a single-session machine holds 1 session`;
    const restsOn = [
      [...path, 'sessionSupport'],
      [...path.slice(0, -2), 'type'],
    ];
    problems.push(wrong([...path, 'maxSessions'], 'SESSIONS_IMPOSSIBLE', message, restsOn));
  }
  if (machine.assignedTo !== null && group.type !== 'static') {
    const message = `assignedTo is for groups of type static; this group is ${group.type}`;
    problems.push(wrong([...path, 'assignedTo'], 'ASSIGNMENT_IMPOSSIBLE', message, [[...path.slice(0, -2), 'type']]));
  }
  return problems;
}

function tagProblems(path: Path, group: DeliveryGroupDefinition): MeaningProblem[] {
  if (group.restrictToTag === null) return [];
  const tags = group.machines.flatMap((machine) => machine.tags);
  const known = within('on any machine of this group', namesOf('tag', 'TAG_UNKNOWN', tags, [[...path, 'machines']]));
  return reference([...path, 'restrictToTag'], 'value', group.restrictToTag, known);
}

/** Who is entitled to the group, and who owns its machines, must be among the users. */
function peopleProblems(path: Path, group: DeliveryGroupDefinition, users: KnownUsers): MeaningProblem[] {
  const entitled = (group.entitled ?? []).map((pattern, index) => ({
    pattern,
    count: NUMBERED_NAMES_MAX,
    path: [...path, 'entitled', index],
  }));
  return [
    ...entitled.flatMap((entry) => (runCount(entry.pattern) > 1 ? [tooManyRuns(entry.pattern, entry.path)] : [])),
    ...entitlementProblems(entitled, users.declared),
    ...group.machines.flatMap((machine, index) =>
      machine.assignedTo === null || group.type !== 'static'
        ? []
        : ownerProblems([...path, 'machines', index, 'assignedTo'], machine.assignedTo, machine.count, users),
    ),
  ];
}

function entitlementProblems(entitled: readonly DeclaredNames[], users: readonly DeclaredNames[]): MeaningProblem[] {
  const matched = new Set<number>();
  for (const { first, second } of nameOverlaps([...users, ...entitled])) {
    if (first < users.length) matched.add(second - users.length);
  }
  const known = userNames(users);
  return entitled.flatMap(({ pattern, path }, index) =>
    matched.has(index) || runCount(pattern) > 1 ? [] : [unknownName(path, 'value', pattern, known)],
  );
}

function ownerProblems(path: Path, owner: string, count: number, users: KnownUsers): MeaningProblem[] {
  if (runCount(owner) > 1) return [tooManyRuns(owner, path)];
  const missing = firstUnknownOwner(owner, runCount(owner) === 0 ? 1 : count, users);
  if (missing === null) return [];
  const message = `there is no user "${numberedName(owner, missing)}" to own a machine of this group`;
  return [{ ...unknownName(path, 'value', owner, userNames(users.declared)), message }];
}

/** The first number whose owner is no user; null when all are. Whole groups of equal pattern are not written out. */
function firstUnknownOwner(owner: string, count: number, users: KnownUsers): number | null {
  const pattern = owner.toLowerCase();
  if ((users.counts.get(pattern) ?? 0) >= count) return null;
  const groups = users.declared.map((user) => ({ pattern: user.pattern.toLowerCase(), count: user.count }));
  const candidates = groups.filter((group) => nameOverlaps([group, { pattern, count }]).length > 0);
  for (let number = 1; number <= count; number++) {
    const name = numberedName(pattern, number);
    if (!candidates.some((group) => numberInName(group.pattern, group.count, name) !== null)) return number;
  }
  return null;
}

function userNames(users: readonly DeclaredNames[]): Vocabulary {
  return namesOf(
    'user',
    'USER_UNKNOWN',
    users.map(({ pattern }) => pattern),
    [['users']],
  );
}

function workloadProblems({ deliveryGroups, users, workload }: SiteDefinition): MeaningProblem[] {
  const resources = Object.values(deliveryGroups).flatMap((group) => group.resources);
  const vocabulary = namesOf('resource', 'RESOURCE_UNKNOWN', resources, [['deliveryGroups']]);
  const problems = Object.keys(workload.mix).flatMap((name) =>
    reference(['workload', 'mix', name], 'key', name, vocabulary),
  );
  if (workload.launchesPerMinute === 0) return problems;
  const path = ['workload', 'launchesPerMinute'];
  if (users.length === 0) {
    const message = `launchesPerMinute is ${workload.launchesPerMinute}, but there are no users to launch anything`;
    problems.push(wrong(path, 'WORKLOAD_IMPOSSIBLE', message, [['users']]));
  }
  if (Object.values(workload.mix).every((weight) => weight === 0)) {
    const message = `launchesPerMinute is ${workload.launchesPerMinute}, but no resource has a weight above 0 in the mix`;
    problems.push(wrong(path, 'WORKLOAD_IMPOSSIBLE', message, [['workload', 'mix'], ['deliveryGroups']]));
  }
  return problems;
}
