/**
 * The delivery groups of an export: what each publishes, to whom, and the switches that matter in an outage.
 *
 * PowerShell has desktop rules, application rules and access rules in lists of their own, which name their group by number; REST has them in
 * the group. Applications name their groups either way.
 *
 * Not here: machines, and the type of a group, which they help to tell (read-machines.ts, group-type.ts).
 */

import type { ExportRecord } from './export-files.ts';
import { siteName } from './legal-name.ts';
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

/** Every group, with its rules and applications, and how to find it. */
export function readGroups(records: readonly ExportRecord[], notes: ImportNotes): Groups {
  const of = (kind: ExportRecord['kind']) =>
    records.filter((record) => record.kind === kind).map(({ values }) => values);
  const desktops = byGroup(of('desktop-rule'), ruleGroups);
  const appRules = byGroup(of('app-rule'), ruleGroups);
  const access = byGroup(of('access-rule'), ruleGroups);
  const apps = byGroup(of('application').filter(isEnabled), appGroups);
  const found = new Map<string, ExportedGroup>();
  const all = of('delivery-group').map((values) => {
    const keys = keysOf(values);
    const rulesIn = (lists: ReadonlyMap<string, readonly Values[]>) =>
      [...new Set(keys.flatMap((key) => lists.get(key) ?? []))].filter(isEnabled).map(ruleFrom);
    const own = (property: string) => listOf(values, property).filter(isValues).filter(isEnabled).map(ruleFrom);
    const name = textOf(values, 'FullName', 'Name') ?? '';
    const group: ExportedGroup = {
      name: siteName(name, 'group', notes),
      publishedName: textOf(values, 'PublishedName', 'DefaultDesktopPublishedName') ?? lastPart(name),
      values,
      enabled: flagOf(values, 'Enabled') ?? true,
      maintenance: flagOf(values, 'InMaintenanceMode') ?? false,
      reuseWithoutShutdown: flagOf(values, 'ReuseMachinesWithoutShutdownInOutage') ?? false,
      desktops: [...rulesIn(desktops), ...own('Desktops')],
      apps: [...new Set(keys.flatMap((key) => apps.get(key) ?? []))].map(appFrom),
      appRules: [...rulesIn(appRules), ...own('AppAccessPolicy')],
      access: [...rulesIn(access), ...own('SimpleAccessPolicy')],
    };
    for (const key of keys) if (!found.has(key)) found.set(key, group);
    return group;
  });
  return {
    groups: all.filter((group) => found.get(nameKey(group.values)) === group),
    groupOf: (values) =>
      groupKeys(values)
        .map((key) => found.get(key))
        .find((group) => group !== undefined) ?? null,
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

function ruleGroups(values: Values): readonly string[] {
  return groupKeys(values);
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

/** Groups that were exported twice count once. */
function nameKey(values: Values): string {
  return `name ${(textOf(values, 'FullName', 'Name') ?? '').toLowerCase()}`;
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

function appFrom(values: Values): ExportedApp {
  const publishedName = textOf(values, 'PublishedName', 'ApplicationName', 'Name') ?? '';
  const isFiltered = flagOf(values, 'UserFilterEnabled') ?? flagOf(values, 'IncludedUserFilterEnabled') ?? false;
  const names = textsOf(values, 'AssociatedUserNames').map((name) => ({ name, isGroup: null }));
  return { publishedName, people: isFiltered ? [...names, ...peopleOf(values, 'IncludedUsers').people] : null };
}
