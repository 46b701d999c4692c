/**
 * Which servers a target asks first: the list of the bootstrap, by addresses.
 *
 * Every server that hands out the bootstrap has a list of its own; a site file has one for each site.
 *
 * Not here: the servers (read-sites.ts).
 */

import { fewOf, type ImportNotes, warn } from '../notes.ts';
import { addressesIn } from '../record-values.ts';
import type { FarmRecord, FarmRecords } from './farm-records.ts';
import type { FarmPlaces, FarmServer, FarmSite } from './read-sites.ts';

/** A bootstrap holds as many. */
const SLOTS = [1, 2, 3, 4];

interface LoginList {
  readonly site: FarmSite;
  readonly servers: readonly FarmServer[];
  /** Addresses that are of no server of the site. */
  readonly unknown: readonly string[];
}

/** The lists by their sites. A site is without one where no bootstrap has servers of it. */
export function readLoginServers(
  records: FarmRecords,
  places: FarmPlaces,
  notes: ImportNotes,
): ReadonlyMap<FarmSite, readonly string[]> {
  const lists = records['pvs-bootstrap'].flatMap((record) => loginList(record, places) ?? []);
  const unknown = [...new Set(lists.flatMap((list) => list.unknown))];
  const message = 'addresses in a bootstrap that are of no server of the site were left out';
  warn(notes, 'LOGIN_SERVER_UNKNOWN', unknown.length, `${message}: ${fewOf(unknown)}`);
  const told = places.sites.flatMap((site) => {
    const own = lists.filter((list) => list.site === site && list.servers.length > 0).map(({ servers }) => servers);
    return own.length === 0 ? [] : [[site, joined(site, own, notes)] as const];
  });
  const untold = places.sites.length - told.length;
  const what =
    'no bootstrap with servers of the site: targets ask every server of it first, in the order of their names';
  warn(notes, 'EXPORT_MISSING', untold, `${what} (Get-PvsServerBootstrap)`);
  return new Map(told);
}

function loginList({ id, values }: FarmRecord, { servers, findServer }: FarmPlaces): LoginList | null {
  const addresses = SLOTS.flatMap((slot) => addressesIn(values, `Bootserver${slot}_Ip`));
  const at = (address: string, some: readonly FarmServer[]) => some.find((server) => hasAddress(server, address));
  // Networks of two sites may have the same addresses: whoever hands out the bootstrap says which site is meant.
  const site = findServer(id, null)?.site ?? addresses.map((address) => at(address, servers)).find(Boolean)?.site;
  if (site === undefined) return null;
  const ofSite = servers.filter((server) => server.site === site);
  const found = addresses.map((address) => at(address, ofSite) ?? null);
  const unknown = addresses.filter((_, index) => found[index] === null);
  return { site, servers: [...new Set(found.filter((server) => server !== null))], unknown };
}

function hasAddress({ values }: FarmServer, address: string): boolean {
  return ['Ip', 'ContactIp', 'ManagementIp'].some((property) => addressesIn(values, property).includes(address));
}

/** Lists that differ are put behind each other: whoever is in one of them is asked. */
function joined(site: FarmSite, lists: readonly (readonly FarmServer[])[], notes: ImportNotes): readonly string[] {
  const texts = new Set(lists.map((servers) => servers.map(({ name }) => name).join(', ')));
  const message = `the bootstraps of site ${site.name} list different servers; the file has all of them`;
  warn(notes, 'LOGIN_LISTS_DIFFER', texts.size > 1 ? lists.length : 0, message);
  return [...new Set(lists.flat().map(({ name }) => name))];
}
