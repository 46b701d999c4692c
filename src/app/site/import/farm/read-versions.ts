/**
 * The versions of one vDisk, with the copies that servers have of them.
 *
 * A site file has what a target can boot: versions that a merge replaced or is still making are left out, and of copies only those that
 * differ. Two copies are identical when they were modified in the same second.
 *
 * Not here: the vDisk itself (read-vdisks.ts).
 */

import type { ReplicaDefinition, VersionAccess } from '../../../../core/site/index.ts';
import { flagOf, numberIn, secondIn, type Values } from '../record-values.ts';
import type { VersionExport } from './farm-export.ts';
import type { FarmRecord } from './farm-records.ts';
import type { FarmStore } from './read-stores.ts';
import { type Remarks, remark } from './remarks.ts';

export interface VersionSource {
  readonly vdisk: string;
  readonly store: FarmStore;
  /** Where the clock of the site file begins; what was scheduled before has happened. Milliseconds. */
  readonly startMs: number;
  readonly versions: readonly FarmRecord[];
  readonly inventory: readonly FarmRecord[];
  /** The server that an object names; null for one that is not known. */
  readonly serverOf: (values: Values) => string | null;
}

/** By the numbers of `Access`. A version that is being merged has none yet. */
const ACCESS: readonly (VersionAccess | 'merging')[] = [
  'production',
  'maintenance',
  'maintenance',
  'production',
  'merging',
  'merging',
  'merging',
  'test',
];
const PINNED = 3;

/** Numbers of `Type` of a version. */
const BASES: readonly (number | null)[] = [0, 4];
const MERGED = 3;

/** Numbers of `State` of a copy. */
const STATE = { current: 0, missing: 1, outdated: 2, propertiesMissing: 3, propertiesOutdated: 4, unreachable: 5 };

interface Version {
  readonly number: number;
  readonly type: number | null;
  readonly access: VersionAccess;
  readonly scheduledMs: number | null;
}

/** The versions in the order of their numbers; none where no export tells of any. */
export function readVersions(source: VersionSource, remarks: Remarks): readonly VersionExport[] {
  return withoutReplaced(versionsIn(source, remarks), source.vdisk, remarks).map(({ number, access, scheduledMs }) => {
    const copies = source.inventory.filter(({ values }) => numberIn(values, 'Version') === number);
    return { number, access, scheduledMs, ...copiesOf(source, number, copies, remarks) };
  });
}

/** As they were exported; else those that the inventory has copies of. */
function versionsIn(source: VersionSource, remarks: Remarks): readonly Version[] {
  const { versions, inventory } = source;
  const records =
    versions.length > 0 ? versions : inventory.map((each) => ({ ...each, values: { Version: each.values.Version } }));
  const byNumber = new Map(
    records.flatMap(({ values }) => {
      const number = numberIn(values, 'Version');
      return number === null ? [] : [[number, values] as const];
    }),
  );
  const pinned = [...byNumber].find(([, values]) => numberIn(values, 'Access') === PINNED)?.[0] ?? null;
  return [...byNumber]
    .sort(([a], [b]) => a - b)
    .flatMap(([number, values]) => versionFrom(number, values, { source, pinned, remarks }) ?? []);
}

function versionFrom(
  number: number,
  values: Values,
  {
    source,
    pinned,
    remarks,
  }: { readonly source: VersionSource; readonly pinned: number | null; readonly remarks: Remarks },
): Version | null {
  const { vdisk, startMs } = source;
  const version = `${vdisk} ${number}`;
  const code = numberIn(values, 'Access') ?? 0;
  const type = numberIn(values, 'Type');
  const access = ACCESS[code];
  if (access === undefined) remark(remarks, 'access-unknown', `${version} (${code})`);
  if (access === 'merging') {
    remark(remarks, 'version-merging', version);
    return null;
  }
  const released = { number, type, access: access ?? 'production', scheduledMs: null };
  if (released.access !== 'production') return released;
  if (pinned !== null && number > pinned) {
    remark(remarks, 'version-pinned', version);
    return { ...released, access: 'test' };
  }
  if (flagOf(values, 'IsPending') !== true) return released;
  const scheduledMs = secondIn(values, 'ScheduledDate');
  if (scheduledMs !== null && scheduledMs > startMs) return { ...released, scheduledMs };
  remark(remarks, 'version-pending', version);
  return { ...released, access: 'test' };
}

/** Without those that the version which production boots is not read through. Newer ones stay. */
function withoutReplaced(versions: readonly Version[], vdisk: string, remarks: Remarks): readonly Version[] {
  const top = versions.findLastIndex(({ access, scheduledMs }) => access === 'production' && scheduledMs === null);
  if (top === -1) return versions;
  const upTo = versions.slice(0, top + 1);
  const lastBase = upTo.findLastIndex(({ type }) => BASES.includes(type));
  const base = Math.max(0, lastBase);
  const merged = upTo.findLastIndex(({ type }) => type === MERGED);
  return versions.filter(({ number, type }, index) => {
    const isKept = index === base || (index > base && index >= merged);
    if (!isKept) remark(remarks, 'version-old', `${vdisk} ${number}`);
    if (index > top && (type === MERGED || BASES.includes(type)))
      remark(remarks, 'version-merged', `${vdisk} ${number}`);
    return isKept;
  });
}

/** When a version was modified, and the copies that were not then. */
function copiesOf(
  source: VersionSource,
  number: number,
  copies: readonly FarmRecord[],
  remarks: Remarks,
): Pick<VersionExport, 'modifiedMs' | 'replicas'> {
  const modifiedMs = recordedMs(copies);
  const byServer = new Map(copies.map(({ values }) => [source.serverOf(values), values]));
  const replicas = source.store.servers.flatMap((server) => {
    const copy = `${source.vdisk} ${number} on ${server}`;
    const values = byServer.get(server);
    if (values === undefined && copies.length > 0) remark(remarks, 'copy-untold', copy);
    const replica = values === undefined ? null : replicaOf(values, { modifiedMs, copy, remarks });
    return replica === null ? [] : [[server, replica] as const];
  });
  return {
    modifiedMs,
    replicas: source.store.storage === 'local' ? replicas : ofOneCopy(source, number, replicas, remarks),
  };
}

/** The time that most copies have which are up to date; of several the newest. */
function recordedMs(copies: readonly FarmRecord[]): number | null {
  const timesOf = (some: readonly FarmRecord[]) => some.flatMap(({ values }) => secondIn(values, 'FileTime') ?? []);
  const current = timesOf(copies.filter(({ values }) => numberIn(values, 'State') === STATE.current));
  const times = current.length > 0 ? current : timesOf(copies);
  const counts = Map.groupBy(times, (timeMs) => timeMs);
  const [most] = [...counts].sort(([a, one], [b, other]) => other.length - one.length || b - a);
  return most?.[0] ?? null;
}

/** In what a copy differs; null where it does not. */
function replicaOf(
  values: Values,
  {
    modifiedMs,
    copy,
    remarks,
  }: { readonly modifiedMs: number | null; readonly copy: string; readonly remarks: Remarks },
): Partial<ReplicaDefinition> | null {
  const state = numberIn(values, 'State');
  const ownMs = secondIn(values, 'FileTime');
  if (state === STATE.unreachable) return { unreachable: true };
  if (state === STATE.missing) return { missing: true };
  if (state === STATE.propertiesMissing || state === STATE.propertiesOutdated) {
    remark(remarks, 'copy-properties', copy);
    const propertiesMs = state === STATE.propertiesMissing ? null : secondIn(values, 'PropertiesTime');
    return propertiesMs === null || propertiesMs === modifiedMs ? { missing: true } : { modifiedMs: propertiesMs };
  }
  if (ownMs !== null && ownMs !== modifiedMs) return { modifiedMs: ownMs };
  if (state === STATE.outdated) {
    remark(remarks, 'copy-outdated', copy);
    return { missing: true };
  }
  if (state !== null && state !== STATE.current) remark(remarks, 'state-unknown', `${copy} (${state})`);
  return null;
}

/** On shared storage all servers open one copy: one that does not find it cannot reach it, and none can have another. */
function ofOneCopy(
  { vdisk }: VersionSource,
  number: number,
  replicas: VersionExport['replicas'],
  remarks: Remarks,
): VersionExport['replicas'] {
  return replicas.flatMap(([server, replica]) => {
    if (replica.missing || replica.unreachable) return [[server, { unreachable: true }] as const];
    remark(remarks, 'copy-shared', `${vdisk} ${number} on ${server}`);
    return [];
  });
}
