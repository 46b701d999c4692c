/**
 * The delivery groups of an export: what each publishes, to whom, and the switches that matter in an outage.
 *
 * PowerShell has desktop rules, application rules and access rules in lists of their own, which name their group by number; REST has them in
 * the group. Applications name their groups either way.
 *
 * Not here: machines, and the type of a group, which they help to tell (read-machines.ts, group-type.ts).
 */

import type { ExportRecord } from './export-files.ts';
import { siteName, takeName } from './legal-name.ts';
import type { ImportNotes } from './notes.ts';
import {
  flagOf,
  isValues,
  listOf,
  type Person,
  peopleOf,
  referenceOf,
  textOf,
  textsOf,
  type Values,
} from './record-values.ts';

/** A delivery group as it was exported, with all that refers to it. */
export interface ExportedGroup {
  readonly name: string;
  readonly publishedName: string;
  readonly values: Values;
  readonly enabled: boolean;
  readonly maintenance: boolean;
  readonly reuseWithoutShutdown: boolean;
  readonly desktops: readonly ExportedRule[];
  readonly apps: readonly ExportedApp[];
  readonly appRules: readonly ExportedRule[];
  readonly access: readonly ExportedRule[];
}

/** Who may use something; `people` is null for everyone. */
export interface ExportedRule {
  readonly publishedName: string | null;
  readonly people: readonly Person[] | null;
  readonly excludes: boolean;
  readonly tag: string | null;
  /** Users of whom the export has nothing but their type. */
  readonly cut: number;
}

export interface ExportedApp {
  readonly publishedName: string;
  /** Null where the application adds no filter of its own. */
  readonly people: readonly Person[] | null;
}

export interface Groups {
  readonly groups: readonly ExportedGroup[];
  readonly groupOf: (values: Values) => ExportedGroup | null;
}

/** What refers to groups, by the keys of the groups. */
type ByGroup = ReadonlyMap<string, readonly Values[]>;

interface Lists {
  readonly desktops: ByGroup;
  readonly apps: ByGroup;
  readonly appRules: ByGroup;
  readonly access: ByGroup;
}

/** Every group, with its rules and applications, and how to find it. */
export function readGroups(records: readonly ExportRecord[], notes: ImportNotes): Groups {
  const of = (kind: ExportRecord['kind']) =>
    records.filter((record) => record.kind === kind).map(({ values }) => values);
  const lists: Lists = {
    desktops: byGroup(of('desktop-rule'), groupKeys),
    apps: byGroup(of('application'), appGroups),
    appRules: byGroup(of('app-rule'), groupKeys),
    access: byGroup(of('access-rule'), groupKeys),
  };
  const found = new Map<string, ExportedGroup>();
  const taken = new Set<string>();
  const groups = of('delivery-group').flatMap((values) => {
    // A group that was exported twice counts once.
    if (found.has(nameKey(values))) return [];
    const group = groupFrom(values, lists, takeName(siteName(fullName(values), 'group', notes), taken));
    for (const key of keysOf(values)) found.set(key, group);
    return [group];
  });
  return { groups, groupOf: (values) => findFirst(groupKeys(values), found) };
}

function findFirst(keys: readonly string[], found: ReadonlyMap<string, ExportedGroup>): ExportedGroup | null {
  const key = keys.find((each) => found.has(each));
  return key === undefined ? null : (found.get(key) ?? null);
}

function groupFrom(values: Values, lists: Lists, name: string): ExportedGroup {
  const keys = keysOf(values);
  const listed = (list: ByGroup) => [...new Set(keys.flatMap((key) => list.get(key) ?? []))];
  const own = (property: string) => listOf(values, property).filter(isValues);
  return {
    name,
    publishedName: textOf(values, 'PublishedName', 'DefaultDesktopPublishedName') ?? lastPart(fullName(values)),
    values,
    enabled: flagOf(values, 'Enabled') ?? true,
    maintenance: flagOf(values, 'InMaintenanceMode') ?? false,
    reuseWithoutShutdown: flagOf(values, 'ReuseMachinesWithoutShutdownInOutage') ?? false,
    desktops: [...listed(lists.desktops), ...own('Desktops')].filter(isEnabled).map(ruleFrom),
    apps: listed(lists.apps).filter(isEnabled).map(appFrom),
    appRules: [...listed(lists.appRules), ...own('AppAccessPolicy')].filter(isEnabled).map(ruleFrom),
    access: [...listed(lists.access), ...own('SimpleAccessPolicy')].filter(isEnabled).map(accessFrom),
  };
}

/** What a machine calls its group by; empty for a machine in none. */
export function groupKeys(values: Values): readonly string[] {
  const { name, ids } = referenceOf(values, 'DeliveryGroup', 'DesktopGroupUUID', 'DesktopGroupUid');
  const names = [textOf(values, 'DesktopGroupName'), name].filter((each) => each !== null);
  return [...ids.map((id) => `id ${id.toLowerCase()}`), ...names.map((each) => `name ${each.toLowerCase()}`)];
}

/** Whether an export has rules at all; without them nobody knows who may use what. */
export function hasRules(records: readonly ExportRecord[]): boolean {
  return records.some(
    ({ kind, values }) =>
      kind === 'desktop-rule' ||
      kind === 'app-rule' ||
      (kind === 'delivery-group' && Object.hasOwn(values, 'Desktops')),
  );
}

function byGroup(
  all: readonly Values[],
  groupsOf: (values: Values) => readonly string[],
): ReadonlyMap<string, readonly Values[]> {
  const lists = new Map<string, Values[]>();
  for (const values of all) {
    for (const key of groupsOf(values)) {
      const list = lists.get(key);
      if (list === undefined) lists.set(key, [values]);
      else list.push(values);
    }
  }
  return lists;
}

function appGroups(values: Values): readonly string[] {
  const lists = [
    'AllAssociatedDesktopGroupUids',
    'AssociatedDesktopGroupUids',
    'AllAssociatedDesktopGroupUUIDs',
    'AssociatedDesktopGroupUUIDs',
    'AssociatedDeliveryGroupUuids',
  ];
  return [...new Set(lists.flatMap((list) => textsOf(values, list).map((id) => `id ${id.toLowerCase()}`)))];
}

function keysOf(values: Values): readonly string[] {
  const ids = ['UUID', 'Id', 'Uid'].flatMap((property) => textOf(values, property) ?? []);
  const names = ['Name', 'FullName'].flatMap((property) => textOf(values, property) ?? []);
  return [...ids.map((id) => `id ${id.toLowerCase()}`), ...names.map((name) => `name ${name.toLowerCase()}`)];
}

function nameKey(values: Values): string {
  return `name ${fullName(values).toLowerCase()}`;
}

function fullName(values: Values): string {
  return textOf(values, 'FullName', 'Name') ?? '';
}

/** Administrators keep groups in folders: `Folder\Name`. */
function lastPart(name: string): string {
  return name.split('\\').at(-1) ?? name;
}

function isEnabled(values: Values): boolean {
  return flagOf(values, 'Enabled') ?? true;
}

function ruleFrom(values: Values): ExportedRule {
  const { people, cut } = peopleOf(values, 'IncludedUsers');
  const excluded = listOf(values, 'ExcludedUsers').length > 0 && flagOf(values, 'ExcludedUserFilterEnabled') !== false;
  const tag = referenceOf(values, 'RestrictToTag').name;
  const isFiltered = flagOf(values, 'IncludedUserFilterEnabled') ?? people.length > 0;
  return {
    publishedName: textOf(values, 'PublishedName'),
    people: isFiltered && cut === 0 ? people : null,
    excludes: excluded,
    tag,
    cut: isFiltered ? cut : 0,
  };
}

/** The console turns the filter of an access rule on for everyone as well; only a list of users narrows anything. */
function accessFrom(values: Values): ExportedRule {
  const rule = ruleFrom(values);
  const allowed = textOf(values, 'AllowedUsers') ?? 'Filtered';
  const isNarrowed = rule.people?.length !== 0 && /^(?:\d+|Filtered)$/i.test(allowed);
  return isNarrowed ? rule : { ...rule, people: null, cut: 0 };
}

function appFrom(values: Values): ExportedApp {
  const publishedName = textOf(values, 'PublishedName', 'ApplicationName', 'Name') ?? '';
  const isFiltered = flagOf(values, 'UserFilterEnabled') ?? flagOf(values, 'IncludedUserFilterEnabled') ?? false;
  const names = textsOf(values, 'AssociatedUserNames').map((name) => ({ name, isGroup: null }));
  return { publishedName, people: isFiltered ? [...names, ...peopleOf(values, 'IncludedUsers').people] : null };
}
