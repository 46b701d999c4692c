/**
 * The stores of a farm: which servers serve them, and whether all of these open one copy or each its own.
 *
 * A store of the whole farm becomes a store of each site that has servers of it: targets stream from their own site alone.
 *
 * Not here: the vDisks in them (read-vdisks.ts).
 */

import { ownName } from '../legal-name.ts';
import { compareNatural } from '../natural-order.ts';
import { fewOf, type ImportNotes, warn } from '../notes.ts';
import { idIn, textOf, type Values } from '../record-values.ts';
import type { StoreExport } from './farm-export.ts';
import type { FarmRecord, FarmRecords } from './farm-records.ts';
import { type Findable, finderOf } from './finder.ts';
import type { FarmPlaces, FarmServer, FarmSite } from './read-sites.ts';

/** A store, as one site sees it. */
export interface FarmStore extends StoreExport, Findable {
  readonly place: FarmSite;
}

/** A server that serves a store, and the path by which it does; null for that of the store. */
interface Serving {
  readonly server: FarmServer;
  readonly path: string | null;
}

/** The stores that are served, in the order of their names. */
export function readStores(records: FarmRecords, places: FarmPlaces, notes: ImportNotes): readonly FarmStore[] {
  const servings = servingsOf(records, places, notes);
  const taken = new Set<string>();
  const sorted = records['pvs-store'].toSorted((a, b) => compareNatural(a.name, b.name));
  const stores = sorted.flatMap((record) => {
    const serving = servings(record);
    const sites = places.sites.filter((site) => serving.some(({ server }) => server.site === site));
    return sites.map((site) => {
      const name = sites.length === 1 ? record.name : `${record.name}-${site.name}`;
      const own = serving.filter(({ server }) => server.site === site);
      return storeFrom(record, { site, own, name: ownName(name, { noun: 'store', taken }, notes) }, notes);
    });
  });
  warnOfPlaces(sorted, stores, notes);
  return stores;
}

/** Who serves which store. Without the export of it, every server of the store's site does. */
function servingsOf(
  records: FarmRecords,
  { servers, findServer, siteOf }: FarmPlaces,
  notes: ImportNotes,
): (store: FarmRecord) => readonly Serving[] {
  const all = records['pvs-server-store'];
  if (all.length === 0) {
    const message =
      'no Get-PvsServerStore in the exports: every server of a site serves all stores of it, by the path of the store';
    warn(notes, 'EXPORT_MISSING', 1, message);
    return ({ values }) => {
      const site = idIn(values, 'SiteId') === null && textOf(values, 'SiteName') === null ? null : siteOf(values);
      return servers
        .filter((server) => site === null || server.site === site)
        .map((server) => ({ server, path: null }));
    };
  }
  const find = finderOf(records['pvs-store'].map((store) => ({ ...store, exportedName: store.name })));
  const byStore = Map.groupBy(all, ({ values }) => find(idIn(values, 'StoreId'), textOf(values, 'StoreName'))?.values);
  return (store) => {
    const once = new Map<FarmServer, Serving>();
    for (const { values } of byStore.get(store.values) ?? []) {
      const server = findServer(idIn(values, 'ServerId'), textOf(values, 'ServerName'));
      if (server !== null) once.set(server, { server, path: textOf(values, 'Path') });
    }
    return servers.flatMap((server) => once.get(server) ?? []);
  };
}

function storeFrom(
  record: FarmRecord,
  { site, own, name }: { readonly site: FarmSite; readonly own: readonly Serving[]; readonly name: string },
  notes: ImportNotes,
): FarmStore {
  const { id, name: exportedName, values } = record;
  const path = textOf(values, 'Path') ?? '';
  const paths = own.map((serving) => normalPath(serving.path ?? path));
  const isMixed = new Set(paths).size > 1 && paths.some(isUnc);
  const message = `servers open store ${name} by different paths, some of them on the network; in the file each has a copy of its own`;
  warn(notes, 'STORE_PATHS_DIFFER', isMixed ? 1 : 0, message);
  const servers = own.map(({ server }) => server.name);
  return { id, exportedName, place: site, name, site: site.name, storage: storageOf(values, paths), servers };
}

/** Servers that open the same path on the network have one copy. Of a path of the store itself, its type may tell. */
function storageOf(values: Values, paths: readonly string[]): StoreExport['storage'] {
  const [first = ''] = paths;
  if (paths.some((path) => path !== first)) return 'local';
  const type = textOf(values, 'PathType') ?? '';
  if (first === normalPath(textOf(values, 'Path') ?? '')) {
    if (/local/i.test(type)) return 'local';
    if (/remote|share|network|unc/i.test(type)) return 'shared';
  }
  return isUnc(first) ? 'shared' : 'local';
}

function normalPath(path: string): string {
  return path.toLowerCase().replaceAll('/', '\\').replace(/\\+$/, '');
}

function isUnc(path: string): boolean {
  return path.startsWith('\\\\');
}

function warnOfPlaces(records: readonly FarmRecord[], stores: readonly FarmStore[], notes: ImportNotes): void {
  const sitesOf = ({ id, name }: FarmRecord) =>
    stores.filter((store) => store.id === id && store.exportedName === name).length;
  const unserved = records.filter((record) => sitesOf(record) === 0).map(({ name }) => name);
  warn(notes, 'STORE_LEFT_OUT', unserved.length, `stores that no server serves were left out: ${fewOf(unserved)}`);
  const split = records.filter((record) => sitesOf(record) > 1).map(({ name }) => name);
  const message = 'stores of several sites are one store for each site in the file';
  warn(notes, 'STORE_SPLIT', split.length, `${message}: ${fewOf(split)}`);
}
