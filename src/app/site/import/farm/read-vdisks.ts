/**
 * The vDisks of a farm: where they are, how they are written to, and who may stream them.
 *
 * Not here: their versions and copies (read-versions.ts).
 */

import type { VdiskDefinition } from '../../../../core/site/index.ts';
import { ownName } from '../legal-name.ts';
import { compareNatural } from '../natural-order.ts';
import { type ImportNotes, warn } from '../notes.ts';
import { flagOf, idIn, numberIn, textOf, type Values } from '../record-values.ts';
import type { VdiskExport } from './farm-export.ts';
import type { FarmRecord, FarmRecords } from './farm-records.ts';
import type { Findable } from './finder.ts';
import type { FarmPlaces, FarmSite } from './read-sites.ts';
import type { FarmStore } from './read-stores.ts';
import { readVersions, type VersionSource } from './read-versions.ts';
import { type Remarks, remark } from './remarks.ts';

export interface FarmVdisk extends Findable {
  readonly place: FarmSite;
  readonly storeName: string;
  readonly isEnabled: boolean;
  readonly export: VdiskExport;
}

interface Farm {
  readonly places: FarmPlaces;
  readonly stores: readonly FarmStore[];
  readonly startMs: number;
}

/** A vDisk by its name in the file, and where it is. */
interface Located {
  readonly name: string;
  readonly store: FarmStore;
  readonly farm: Farm;
}

type WriteCache = Pick<VdiskExport, 'mode' | 'writeCache' | 'writeCacheMb'>;

/** By the numbers of `WriteCacheType`; 10 to 12 are the asynchronous ones of 0, 7 and 9. */
const WRITE_CACHES: Readonly<Record<number, VdiskDefinition['writeCache'] | 'private'>> = {
  0: 'private',
  1: 'server',
  3: 'device-ram',
  4: 'device-disk',
  7: 'server-persistent',
  9: 'device-ram-overflow',
  10: 'private',
  11: 'server-persistent',
  12: 'device-ram-overflow',
};
const FIRST_ASYNC = 10;

/** By the numbers of `SubnetAffinity`. */
const AFFINITIES = ['none', 'best-effort', 'fixed'] as const;

const GIB = 2 ** 30;

/** The vDisks in the order of their names, also those that are disabled. */
export function readVdisks(
  records: FarmRecords,
  farm: Farm,
  remarks: Remarks,
  notes: ImportNotes,
): readonly FarmVdisk[] {
  warnOfMissing(records, notes);
  const taken = new Set<string>();
  const versions = Map.groupBy(records['pvs-disk-version'], ({ id }) => id);
  const inventory = Map.groupBy(records['pvs-disk-inventory'], ({ id }) => id);
  const sorted = records['pvs-disk'].toSorted((a, b) => compareNatural(a.name, b.name));
  return sorted.flatMap((record): readonly FarmVdisk[] => {
    const store = record.name === '' ? null : storeOf(record.values, farm);
    if (store === null) {
      remark(remarks, 'vdisk-without-store', record.name || (record.id ?? 'one without a name'));
      return [];
    }
    const name = ownName(record.name, { noun: 'vDisk', taken }, notes);
    const own = {
      versions: record.id === null ? [] : (versions.get(record.id) ?? []),
      inventory: record.id === null ? [] : (inventory.get(record.id) ?? []),
    };
    return [vdiskFrom(record, { name, store, farm, ...own }, remarks)];
  });
}

function vdiskFrom(
  record: FarmRecord,
  { farm, ...source }: Located & Pick<VersionSource, 'versions' | 'inventory'>,
  remarks: Remarks,
): FarmVdisk {
  const { name, store } = source;
  const serverOf = (values: Values) => serverNamed(values, farm);
  const versions = readVersions({ ...source, vdisk: name, startMs: farm.startMs, serverOf }, remarks);
  return {
    id: record.id,
    exportedName: record.name,
    place: store.place,
    storeName: store.exportedName,
    isEnabled: flagOf(record.values, 'Enabled') ?? true,
    export: { ...vdiskSettings(record, { name, store, farm }, remarks), versions },
  };
}

function warnOfMissing(records: FarmRecords, notes: ImportNotes): void {
  const none = (kind: 'pvs-disk-version' | 'pvs-disk-inventory') => (records[kind].length > 0 ? 0 : 1);
  const versions =
    'no Get-PvsDiskVersion in the exports: each vDisk has the versions of its inventory, or one, for production';
  warn(notes, 'EXPORT_MISSING', none('pvs-disk-version'), versions);
  const inventory = 'no Get-PvsDiskInventory in the exports: all copies of a version count as identical';
  warn(notes, 'EXPORT_MISSING', none('pvs-disk-inventory'), inventory);
}

/** The store of a vDisk: of its site, where it names one. */
function storeOf(values: Values, { places, stores }: Farm): FarmStore | null {
  const [id, name] = [idIn(values, 'StoreId'), textOf(values, 'StoreName')?.toLowerCase()];
  const site = places.siteOf(values);
  const own = stores.filter(({ place }) => site === null || place === site);
  const named = own.find((store) => store.exportedName.toLowerCase() === name);
  return (id === null ? undefined : own.find((store) => store.id === id)) ?? named ?? null;
}

/** The name in the file of the server that an object names. */
function serverNamed(values: Values, { places }: Farm): string | null {
  return places.findServer(idIn(values, 'ServerId'), textOf(values, 'ServerName'))?.name ?? null;
}

function vdiskSettings(
  { values }: FarmRecord,
  { name, store, farm }: Located,
  remarks: Remarks,
): Omit<VdiskExport, 'versions'> {
  return {
    name,
    store: store.name,
    sizeGb: sizeGbOf(values),
    ...writeCacheOf(values, name, remarks),
    assignedServer: assignedServerOf(values, { name, store, farm }, remarks),
    subnetAffinity: affinityOf(values, name, remarks),
    rebalance: {
      enabled: flagOf(values, 'RebalanceEnabled') ?? false,
      triggerPercent: numberIn(values, 'RebalanceTriggerPercent') ?? 25,
    },
  };
}

/** DiskSize is in bytes, and 0 where the server could not read it. */
function sizeGbOf(values: Values): number | null {
  const sizeGb = Math.round(((numberIn(values, 'DiskSize') ?? 0) / GIB) * 100) / 100;
  return sizeGb > 0 ? sizeGb : null;
}

function writeCacheOf(values: Values, vdisk: string, remarks: Remarks): WriteCache {
  const code = numberIn(values, 'WriteCacheType');
  const known = code === null ? undefined : WRITE_CACHES[code];
  if (known === undefined) remark(remarks, 'write-cache-unknown', `${vdisk} (${code ?? 'none'})`);
  if (known !== undefined && (code ?? 0) >= FIRST_ASYNC) remark(remarks, 'write-cache-async', vdisk);
  const sizeMb = numberIn(values, 'WriteCacheSize');
  if (known === 'private') return { mode: 'private', writeCache: 'device-ram-overflow', writeCacheMb: null };
  // Without a part in RAM, all of it is on the disk.
  const writeCache = known === 'device-ram-overflow' && sizeMb === 0 ? 'device-disk' : (known ?? 'device-ram-overflow');
  if (writeCache === 'device-disk') remark(remarks, 'local-disk-unknown', vdisk);
  const isInRam = writeCache === 'device-ram' || writeCache === 'device-ram-overflow';
  return { mode: 'standard', writeCache, writeCacheMb: isInRam && sizeMb !== null && sizeMb > 0 ? sizeMb : null };
}

/** A vDisk that names a server is not load balanced. */
function assignedServerOf(values: Values, { name, store, farm }: Located, remarks: Remarks): string | null {
  if (idIn(values, 'ServerId') === null && textOf(values, 'ServerName') === null) return null;
  const server = serverNamed(values, farm);
  if (server !== null && store.servers.includes(server)) return server;
  remark(remarks, 'assigned-server-unknown', name);
  return null;
}

function affinityOf(values: Values, vdisk: string, remarks: Remarks): VdiskExport['subnetAffinity'] {
  const code = numberIn(values, 'SubnetAffinity') ?? 0;
  const affinity = AFFINITIES[code];
  if (affinity === undefined) remark(remarks, 'affinity-unknown', `${vdisk} (${code})`);
  else if (affinity !== 'none') remark(remarks, 'affinity-without-subnets', vdisk);
  return affinity ?? 'none';
}
