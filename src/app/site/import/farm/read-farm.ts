/**
 * From the objects of exports to a streaming farm, and what has to be said about it.
 *
 * Not here: reading each kind of objects (read-*.ts), making a part of a site file of it (farm-draft.ts).
 */

import type { ExportRecord } from '../export-files.ts';
import { START_MS } from '../inventory.ts';
import { type ImportNotes, refuse, warn } from '../notes.ts';
import { flagOf, numberIn, secondIn } from '../record-values.ts';
import type { AutoMergeExport, FarmExport } from './farm-export.ts';
import type { FarmKind } from './farm-kinds.ts';
import { exportOf, type FarmRecords, farmRecords } from './farm-records.ts';
import { readCollections } from './read-collections.ts';
import { readLoginServers } from './read-login-servers.ts';
import { farmTimers, readSites, serverExports } from './read-sites.ts';
import { readStores } from './read-stores.ts';
import { readVdisks } from './read-vdisks.ts';
import { type Remarks, warnOfRemarks } from './remarks.ts';

/** By the numbers of `MergeMode`. */
const MERGE_ACCESS = ['production', 'test', 'maintenance'] as const;

const HOUR_MS = 3_600_000;

/** A farm is not worth a rehearsal without these. */
const NEEDED: readonly (readonly [kind: FarmKind, noun: string])[] = [
  ['pvs-server', 'server'],
  ['pvs-store', 'store'],
  ['pvs-disk', 'vDisk'],
  ['pvs-device', 'target device'],
];

/**
 * What the exports tell of the farm; null where they tell of none. With problems among the notes it is of no use. `startMs` is where the
 * clock of the site file begins; null for where it is up to the import.
 */
export function readFarm(
  records: readonly ExportRecord[],
  startMs: number | null,
  notes: ImportNotes,
): FarmExport | null {
  const farm = farmRecords(records, notes);
  if (farm === null) return null;
  refuseMissing(farm, notes);
  const remarks: Remarks = new Map();
  const ownStartMs = startMs ?? startOf(farm);
  const places = readSites(farm, notes);
  const servers = serverExports(places, notes);
  const loginServers = readLoginServers(farm, places, notes);
  const stores = readStores(farm, places, notes);
  const vdisks = readVdisks(farm, { places, stores, startMs: ownStartMs }, remarks, notes);
  const collections = readCollections(farm, { places, vdisks }, remarks, notes);
  warnOfRemarks(remarks, notes);
  return {
    startMs: ownStartMs,
    ...farmSettings(farm, notes),
    sites: places.sites.map((site) => ({
      name: site.name,
      servers: [...servers].flatMap(([server, exported]) => (server.site === site ? [exported] : [])),
      loginServers: loginServers.get(site) ?? null,
    })),
    stores,
    vdisks: vdisks.map((vdisk) => vdisk.export),
    collections,
    timers: farmTimers(places, notes),
  };
}

function refuseMissing(farm: FarmRecords, notes: ImportNotes): void {
  for (const [kind, noun] of NEEDED) {
    if (farm[kind].length > 0) continue;
    const message = `there is a streaming farm in the exports, and no ${noun} of it`;
    refuse(notes, { code: 'EXPORT_MISSING', message }, exportOf(kind));
  }
}

/** As for any import, or the full hour after the newest file: no copy is of the future. */
function startOf(farm: FarmRecords): number {
  const timesMs = farm['pvs-disk-inventory'].flatMap(({ values }) =>
    ['FileTime', 'PropertiesTime'].map((property) => secondIn(values, property) ?? 0),
  );
  const newestMs = timesMs.reduce((most, timeMs) => Math.max(most, timeMs), 0);
  return newestMs <= START_MS ? START_MS : (Math.floor(newestMs / HOUR_MS) + 1) * HOUR_MS;
}

function farmSettings(farm: FarmRecords, notes: ImportNotes): Pick<FarmExport, 'offlineSupport' | 'autoMerge'> {
  const values = farm['pvs-farm'][0]?.values;
  if (values === undefined) {
    const message =
      'no Get-PvsFarm in the exports: no support for an offline database, and versions are merged as by default';
    warn(notes, 'EXPORT_MISSING', 1, message);
    return { offlineSupport: false, autoMerge: null };
  }
  const code = numberIn(values, 'MergeMode');
  const access = code === null ? 'maintenance' : MERGE_ACCESS[code];
  const unknown = `the number of MergeMode is not known, and counts as maintenance: ${code}`;
  warn(notes, 'CODE_UNKNOWN', access === undefined ? 1 : 0, unknown);
  const autoMerge: AutoMergeExport = {
    enabled: flagOf(values, 'AutomaticMergeEnabled') ?? true,
    maxVersions: numberIn(values, 'MaxVersions') ?? 5,
    access: access ?? 'maintenance',
  };
  return { offlineSupport: flagOf(values, 'OfflineDatabaseSupportEnabled') ?? false, autoMerge };
}
