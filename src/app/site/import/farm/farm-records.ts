/**
 * The objects of a streaming farm, each thing once: with one name and one id, and only with numbers that can be.
 *
 * The module gives many properties under two names (`Name` and `ServerName`, `Guid` and `ServerId`); an export may have either or both.
 *
 * Not here: which objects are of which kind (farm-kinds.ts), what they say (read-*.ts).
 */

import type { ExportRecord } from '../export-files.ts';
import { cmdletOf } from '../kinds.ts';
import { type ImportNotes, numberOf, refuse, warn } from '../notes.ts';
import { idIn, textOf, type Values } from '../record-values.ts';
import type { FarmKind } from './farm-kinds.ts';
import { type NumberRange, rangesOf } from './farm-properties.ts';

/** A thing of the farm, as all objects about it tell of it. */
export interface FarmRecord {
  readonly values: Values;
  /** Empty where the export has none. */
  readonly name: string;
  readonly id: string | null;
}

export type FarmRecords = Readonly<Record<FarmKind, readonly FarmRecord[]>>;

/** What a kind is called in messages, and the other names of `Name` and `Guid`. */
interface Aliases {
  readonly noun: string;
  readonly name: string;
  readonly id: string;
  /** Whether objects with the same id or name are about one thing. */
  readonly isOne: boolean;
}

const ALIASES: Readonly<Record<FarmKind, Aliases>> = {
  'pvs-farm': { noun: 'farm', name: 'FarmName', id: 'FarmId', isOne: true },
  'pvs-site': { noun: 'provisioning site', name: 'SiteName', id: 'SiteId', isOne: true },
  'pvs-server': { noun: 'server', name: 'ServerName', id: 'ServerId', isOne: true },
  'pvs-store': { noun: 'store', name: 'StoreName', id: 'StoreId', isOne: true },
  'pvs-server-store': { noun: 'store of a server', name: 'Name', id: 'Guid', isOne: false },
  'pvs-bootstrap': { noun: 'bootstrap', name: 'Name', id: 'ServerId', isOne: false },
  'pvs-collection': { noun: 'collection', name: 'CollectionName', id: 'CollectionId', isOne: true },
  'pvs-device': { noun: 'device', name: 'DeviceName', id: 'DeviceId', isOne: true },
  'pvs-disk': { noun: 'vDisk', name: 'DiskLocatorName', id: 'DiskLocatorId', isOne: true },
  'pvs-disk-version': { noun: 'version', name: 'DiskFileName', id: 'DiskLocatorId', isOne: false },
  'pvs-disk-inventory': { noun: 'inventory', name: 'Name', id: 'DiskLocatorId', isOne: false },
};

/** Everything that the exports tell of a farm, by kind; null where they tell of none. */
export function farmRecords(records: readonly ExportRecord[], notes: ImportNotes): FarmRecords | null {
  const kinds = Object.keys(ALIASES) as FarmKind[];
  const found = kinds.map((kind) => {
    const all = records.flatMap((record) => (record.kind === kind ? [recordFrom(kind, record.values, notes)] : []));
    const possible = withoutImpossible(kind, all, notes);
    return [kind, ALIASES[kind].isOne ? onceEach(possible) : possible] as const;
  });
  return found.every(([, all]) => all.length === 0) ? null : (Object.fromEntries(found) as unknown as FarmRecords);
}

function recordFrom(kind: FarmKind, values: Values, notes: ImportNotes): FarmRecord {
  const alias = ALIASES[kind];
  const names = [textOf(values, 'Name'), textOf(values, alias.name)];
  const ids = [idIn(values, 'Guid'), idIn(values, alias.id)];
  refuseConflict(kind, ['Name', alias.name], names, notes);
  refuseConflict(kind, ['Guid', alias.id], ids, notes);
  return { values, name: names[0] ?? names[1] ?? '', id: ids[0] ?? ids[1] ?? null };
}

/** Two names of one property that disagree: nobody can tell which object this is. */
function refuseConflict(
  kind: FarmKind,
  properties: readonly string[],
  [one, other]: readonly (string | null | undefined)[],
  notes: ImportNotes,
): void {
  if (one == null || other == null || one.toLowerCase() === other.toLowerCase()) return;
  const message = `a ${ALIASES[kind].noun} has ${properties[0]} "${one}" and ${properties[1]} "${other}", and both name the same thing`;
  refuse(notes, { code: 'ALIAS_CONFLICT', message, object: properties[1] as string }, exportOf(kind));
}

/** The command that exports objects of the kind. */
export function exportOf(kind: FarmKind): string {
  const file = `${kind}s.json`.replace(/ys\.json$/, 'ies.json');
  return `${cmdletOf(kind)} | ConvertTo-Json -Depth 4 | Set-Content ${file} -Encoding UTF8`;
}

/** Takes out numbers that cannot be, so that they count as what they are by default; one warning for each property. */
function withoutImpossible(kind: FarmKind, all: readonly FarmRecord[], notes: ImportNotes): readonly FarmRecord[] {
  const wrong = new Map<string, { readonly example: string; count: number }>();
  const possible = all.map((record) => {
    const bad = [...rangesOf(kind)].filter(([property, range]) => isImpossible(record.values[property], range));
    for (const [property, range] of bad) {
      const before = wrong.get(property);
      if (before === undefined) wrong.set(property, { example: impossible(kind, record, property, range), count: 1 });
      else before.count += 1;
    }
    if (bad.length === 0) return record;
    const left = Object.entries(record.values).filter(([property]) => !bad.some(([each]) => each === property));
    return { ...record, values: Object.fromEntries(left) };
  });
  for (const { example, count } of wrong.values()) {
    const others = count > 1 ? `; so it is with ${numberOf(count - 1, 'other')}` : '';
    warn(notes, 'VALUE_OUT_OF_RANGE', count, `${example}; it counts as not given${others}`);
  }
  return possible;
}

function isImpossible(value: unknown, { least, most }: NumberRange): boolean {
  if (value === undefined || value === null || value === '') return false;
  const number = typeof value === 'string' ? Number(value) : value;
  return !(typeof number === 'number' && number >= least && number <= most);
}

function impossible(kind: FarmKind, record: FarmRecord, property: string, { least, most }: NumberRange): string {
  const value = JSON.stringify(record.values[property]);
  return `${ALIASES[kind].noun} ${calledBy(record)}: ${property} is ${value}, and ${least} to ${most} is allowed`;
}

function calledBy({ name, id }: FarmRecord): string {
  return name || (id ?? 'without a name');
}

/** Joins what several cmdlets tell of one thing; where they differ, the one that tells most counts. */
function onceEach(all: readonly FarmRecord[]): readonly FarmRecord[] {
  const once = new Map<string, FarmRecord[]>();
  for (const record of all) {
    const key = record.id ?? `name ${record.name.toLowerCase()} ${textOf(record.values, 'SiteName') ?? ''}`;
    const same = once.get(key);
    if (same === undefined) once.set(key, [record]);
    else same.push(record);
  }
  return [...once.values()].map((same) => (same.length === 1 ? (same[0] as FarmRecord) : joined(same)));
}

function joined(same: readonly FarmRecord[]): FarmRecord {
  const fullestLast = same.toSorted((a, b) => Object.keys(a.values).length - Object.keys(b.values).length);
  const given = fullestLast.flatMap(({ values }) => Object.entries(values).filter(([, value]) => !isNothing(value)));
  const name = same.find((each) => each.name !== '')?.name ?? '';
  return { values: Object.fromEntries(given), name, id: same[0]?.id ?? null };
}

function isNothing(value: unknown): boolean {
  return value === null || value === '';
}
