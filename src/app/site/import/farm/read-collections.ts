/**
 * The collections of a farm with their devices, which are the targets.
 *
 * In a site file all targets of a collection boot one vDisk, are of one type, and are numbered in one run. A collection that is not like that
 * becomes several.
 *
 * Not here: which vDisks there are (read-vdisks.ts), how names are put into runs (../numbered-runs.ts).
 */

import type { CollectionDefinition } from '../../../../core/site/index.ts';
import { ownName, takeName } from '../legal-name.ts';
import { compareNatural } from '../natural-order.ts';
import type { ImportNotes } from '../notes.ts';
import { numberedRuns } from '../numbered-runs.ts';
import { flagOf, idIn, numberIn, textOf, type Values } from '../record-values.ts';
import type { CollectionExport } from './farm-export.ts';
import type { FarmRecord, FarmRecords } from './farm-records.ts';
import { finderOf } from './finder.ts';
import type { FarmPlaces, FarmSite } from './read-sites.ts';
import type { FarmVdisk } from './read-vdisks.ts';
import { type Remark, type Remarks, remark } from './remarks.ts';

type TargetType = CollectionDefinition['type'];

interface Device {
  readonly name: string;
  readonly site: FarmSite;
  readonly collection: string;
  readonly vdisk: FarmVdisk;
  readonly type: TargetType;
}

interface Farm {
  readonly places: FarmPlaces;
  readonly vdisks: readonly FarmVdisk[];
}

/** By the numbers of `Type` of a device; 3 and 4 have a Personal vDisk. */
const TYPES: readonly TargetType[] = ['production', 'test', 'maintenance', 'production', 'test'];
const FIRST_PERSONAL = 3;

const BOOT_FROM_VDISK = 1;

/** What devices without a collection are in. */
const NO_COLLECTION = 'devices';

/** The collections in the order of their sites and names. */
export function readCollections(
  records: FarmRecords,
  farm: Farm,
  remarks: Remarks,
  notes: ImportNotes,
): readonly CollectionExport[] {
  const devices = devicesIn(records, farm, remarks);
  const exported = Map.groupBy(devices, ({ site, collection }) =>
    JSON.stringify([site.name, collection.toLowerCase()]),
  );
  const sorted = [...exported.values()].sort(([a], [b]) => compareNatural(placeOf(a as Device), placeOf(b as Device)));
  const taken = new Set<string>();
  // Every collection keeps its own name; those that are split off get what is free then.
  const named = sorted.map((all) => ({
    all,
    name: ownName(all[0]?.collection ?? '', { noun: 'collection', taken }, notes),
  }));
  return named.flatMap(({ all, name }) => {
    const parts = partsOf(all);
    if (parts.length > 1) remark(remarks, 'collection-split', `${name} (${parts.length})`);
    return parts.map((part, index) => ({ ...part, name: index === 0 ? name : takeName(name, taken) }));
  });
}

function placeOf({ site, collection }: Device): string {
  return `${site.name}\n${collection}`;
}

/** The devices that boot a vDisk, in the order of their names. */
function devicesIn(records: FarmRecords, farm: Farm, remarks: Remarks): readonly Device[] {
  const { siteOf, sites } = farm.places;
  // Collections of two sites may have one name.
  const placed = (values: Values, name: string) => `${siteOf(values)?.name}\n${name}`;
  const all = records['pvs-collection'];
  const find = finderOf(all.map((each) => ({ ...each, exportedName: placed(each.values, each.name) })));
  const findVdisk = vdiskFinder(farm);
  return records['pvs-device']
    .toSorted((a, b) => compareNatural(a.name, b.name))
    .flatMap((record): readonly Device[] => {
      const { name, values } = record;
      const collection = find(idIn(values, 'CollectionId'), placed(values, textOf(values, 'CollectionName') ?? ''));
      const isPlaced = idIn(values, 'SiteId') !== null || textOf(values, 'SiteName') !== null;
      const site = siteOf(isPlaced ? values : (collection?.values ?? {}));
      if (site === null || !sites.includes(site)) return leftOut(remarks, 'device-without-site', name);
      const vdisk = findVdisk(record, site, remarks);
      const reason = reasonToLeaveOut(record, { vdisk, collection });
      if (reason !== null || vdisk === null) return leftOut(remarks, reason ?? 'device-without-vdisk', name);
      const own = collection?.name ?? textOf(values, 'CollectionName') ?? NO_COLLECTION;
      return [{ name, site, collection: own, vdisk, type: typeOf(record, remarks) }];
    });
}

function leftOut(remarks: Remarks, why: Remark, device: string): readonly Device[] {
  remark(remarks, why, device || 'one without a name');
  return [];
}

function reasonToLeaveOut(
  { name, values }: FarmRecord,
  { vdisk, collection }: { readonly vdisk: FarmVdisk | null; readonly collection: FarmRecord | null },
): Remark | null {
  if (!/^[^\s/#]+$/.test(name)) return 'device-without-name';
  if (flagOf(values, 'Template') === true) return 'device-template';
  if ((numberIn(values, 'BootFrom') ?? BOOT_FROM_VDISK) !== BOOT_FROM_VDISK) return 'device-local';
  const isOff = [values, collection?.values ?? {}].some((each) => flagOf(each, 'Enabled') === false);
  return isOff || vdisk?.isEnabled === false ? 'device-disabled' : null;
}

/** Gives the vDisk of a device: by its id, or as `NAME`, `STORE\NAME`, or a list of these. */
function vdiskFinder({ vdisks }: Farm): (device: FarmRecord, site: FarmSite, remarks: Remarks) => FarmVdisk | null {
  const byId = new Map(vdisks.flatMap((vdisk) => (vdisk.id === null ? [] : [[vdisk.id, vdisk] as const])));
  const byName = Map.groupBy(vdisks, ({ exportedName }) => exportedName.toLowerCase());
  return ({ name, values }, site, remarks) => {
    const own = byId.get(idIn(values, 'DiskLocatorId') ?? '');
    if (own?.place === site) return own;
    const names = (textOf(values, 'DiskLocatorName') ?? '').split(',').map((each) => each.trim().toLowerCase());
    if (names.length > 1) remark(remarks, 'device-several', name);
    const [store, vdisk = store] = (names[0] ?? '').split('\\');
    const same = (byName.get(vdisk ?? '') ?? []).filter(({ place }) => place === site);
    return same.find(({ storeName }) => storeName.toLowerCase() === store) ?? same[0] ?? null;
  };
}

function typeOf({ name, values }: FarmRecord, remarks: Remarks): TargetType {
  const code = numberIn(values, 'Type') ?? 0;
  const type = TYPES[code];
  if (type === undefined) remark(remarks, 'device-type-unknown', `${name} (${code})`);
  else if (code >= FIRST_PERSONAL) remark(remarks, 'personal-vdisk', name);
  return type ?? 'production';
}

/** Runs of devices that are alike. */
function partsOf(devices: readonly Device[]): readonly Omit<CollectionExport, 'name'>[] {
  const alike = Map.groupBy(devices, ({ vdisk, type }) => JSON.stringify([vdisk.export.name, type]));
  return [...alike.values()].flatMap((all) => {
    const { site, vdisk, type } = all[0] as Device;
    const runs = numberedRuns(all.map(({ name }) => ({ name, partner: null })));
    return runs.map(({ pattern, count }) => ({
      site: site.name,
      vdisk: vdisk.export.name,
      type,
      targets: { pattern, count },
    }));
  });
}
