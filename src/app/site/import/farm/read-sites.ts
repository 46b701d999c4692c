/**
 * The sites of a farm with their servers.
 *
 * Not here: which of them a target asks first (read-login-servers.ts), what they serve (read-stores.ts).
 */

import { DEFAULT_TIMERS } from '../../../../core/site/index.ts';
import { ownName } from '../legal-name.ts';
import { compareNatural } from '../natural-order.ts';
import { fewOf, type ImportNotes, warn } from '../notes.ts';
import { addressesIn, idIn, numberIn, textOf, type Values } from '../record-values.ts';
import type { FarmTimers, ServerExport } from './farm-export.ts';
import type { FarmRecord, FarmRecords } from './farm-records.ts';
import { type Findable, type Finder, finderOf } from './finder.ts';

export interface FarmSite extends Findable {
  readonly name: string;
  readonly values: Values;
}

export interface FarmServer extends Findable {
  readonly name: string;
  readonly site: FarmSite;
  readonly values: Values;
}

export interface FarmPlaces {
  readonly sites: readonly FarmSite[];
  readonly servers: readonly FarmServer[];
  /** The site that an object names; the only one where it names none. */
  readonly siteOf: (values: Values) => FarmSite | null;
  readonly findServer: Finder<FarmServer>;
}

const DEFAULT_PORT = 6910;

const HOST = /^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/;

/** The sites that have servers, and these, in the order of their names. */
export function readSites(records: FarmRecords, notes: ImportNotes): FarmPlaces {
  const known = sitesIn(records, notes);
  const findSite = finderOf(known);
  const only = known.length === 1 ? (known[0] ?? null) : null;
  const siteOf = (values: Values) => {
    const [id, name] = [idIn(values, 'SiteId'), textOf(values, 'SiteName')];
    return id === null && name === null ? only : findSite(id, name);
  };
  const servers = serversIn(records['pvs-server'], siteOf, notes);
  const sites = known.filter((site) => servers.some((server) => server.site === site));
  const empty = known.filter((site) => !sites.includes(site)).map(({ name }) => name);
  warn(notes, 'SITE_LEFT_OUT', empty.length, `provisioning sites without servers were left out: ${fewOf(empty)}`);
  warnOfState(servers, notes);
  return { sites, servers, siteOf, findServer: finderOf(servers) };
}

/** Those that were exported, and those that only servers tell of. */
function sitesIn(records: FarmRecords, notes: ImportNotes): readonly FarmSite[] {
  const exported = records['pvs-site'].filter(({ name }) => name !== '');
  const find = finderOf(exported.map(({ id, name }) => ({ id, exportedName: name })));
  const untold = new Map<string, FarmRecord>();
  for (const { values } of records['pvs-server']) {
    const [id, name] = [idIn(values, 'SiteId'), textOf(values, 'SiteName')];
    if (name !== null && find(id, name) === null) untold.set(name.toLowerCase(), { id, name, values: {} });
  }
  const taken = new Set<string>();
  return [...exported, ...untold.values()]
    .sort((a, b) => compareNatural(a.name, b.name))
    .map(({ id, name, values }) => ({
      id,
      exportedName: name,
      values,
      name: ownName(name, { noun: 'site', taken }, notes),
    }));
}

function serversIn(
  records: readonly FarmRecord[],
  siteOf: FarmPlaces['siteOf'],
  notes: ImportNotes,
): readonly FarmServer[] {
  const lost: string[] = [];
  const taken = new Set<string>();
  const sorted = records.toSorted((a, b) => compareNatural(a.name, b.name));
  const servers = sorted.flatMap(({ id, name, values }): readonly FarmServer[] => {
    const site = siteOf(values);
    if (name !== '' && site !== null)
      return [{ id, exportedName: name, site, values, name: ownName(name, { noun: 'server', taken }, notes) }];
    lost.push(name || 'one without a name');
    return [];
  });
  warn(notes, 'SERVER_LEFT_OUT', lost.length, `servers whose site is not known were left out: ${fewOf(lost)}`);
  return servers;
}

function warnOfState(servers: readonly FarmServer[], notes: ImportNotes): void {
  const isDown = ({ values }: FarmServer) => (numberIn(values, 'Status') ?? numberIn(values, 'Active')) === 0;
  const down = servers.filter(isDown).map(({ name }) => name);
  const message = 'servers that did not run when they were exported; in the file all of them do';
  warn(notes, 'SERVER_DOWN', down.length, `${message}: ${fewOf(down)}`);
}

/** The servers as the site file has them, in which no two have one address. */
export function serverExports({ servers }: FarmPlaces, notes: ImportNotes): ReadonlyMap<FarmServer, ServerExport> {
  const taken = new Set<string>();
  const [unknown, repeated]: [string[], string[]] = [[], []];
  const exports = servers.map((server) => {
    const { name, values } = server;
    const addresses = ['Ip', 'ContactIp'].map((each) => addressesIn(values, each)).find((all) => all.length > 0);
    const own = addresses?.filter((address) => !taken.has(address)) ?? [];
    for (const address of own) taken.add(address);
    if (addresses === undefined) unknown.push(name);
    else if (own.length < addresses.length) repeated.push(name);
    const port = numberIn(values, 'FirstPort') ?? DEFAULT_PORT;
    const hosts = own.length > 0 ? own : [hostOf(server)];
    const powerRating = numberIn(values, 'PowerRating') ?? 1;
    return [server, { name, addresses: hosts.map((host) => `${host}:${port}`), powerRating }] as const;
  });
  const instead = 'the file has their host names';
  const without = 'servers were exported without an IPv4 address';
  warn(notes, 'SERVER_ADDRESS_UNKNOWN', unknown.length, `${without}; ${instead}: ${fewOf(unknown)}`);
  const again =
    'addresses that another server has as well, in a network of its own, were left out; where no other is left';
  warn(notes, 'SERVER_ADDRESS_REPEATED', repeated.length, `${again}, ${instead}: ${fewOf(repeated)}`);
  return new Map(exports);
}

function hostOf({ name, values, exportedName }: FarmServer): string {
  return [textOf(values, 'ServerFqdn'), exportedName].find((text) => text !== null && HOST.test(text)) ?? name;
}

/** The timers of a farm are settings of each server or site; a site file has one value for all. */
export function farmTimers({ sites, servers }: FarmPlaces, notes: ImportNotes): FarmTimers {
  const ofServers = (property: string, timer: keyof FarmTimers, unit: number) =>
    agreed(servers, { property, timer, unit, noun: 'servers' }, notes);
  return {
    bootPause: ofServers('BootPauseSeconds', 'bootPause', 1000),
    bootMax: ofServers('MaxBootSeconds', 'bootMax', 1000),
    bootsAtOnce: ofServers('MaxBootDevicesAllowed', 'bootsAtOnce', 1),
    inventoryPoll: agreed(
      sites,
      { property: 'InventoryFilePollingInterval', timer: 'inventoryPoll', unit: 1000, noun: 'sites' },
      notes,
    ),
  };
}

interface Setting {
  readonly property: string;
  readonly timer: keyof FarmTimers;
  /** How much of the timer's unit is one of the property's. */
  readonly unit: number;
  readonly noun: string;
}

/** What all of them have; null where none tells, or where they differ. */
function agreed(
  all: readonly { readonly values: Values }[],
  { property, timer, unit, noun }: Setting,
  notes: ImportNotes,
): number | null {
  const numbers = new Set(all.flatMap(({ values }) => numberIn(values, property) ?? []));
  const [first] = numbers;
  if (numbers.size === 1 && first !== undefined) return first * unit;
  const fallback = DEFAULT_TIMERS[timer] / unit;
  const found = [...numbers].sort((a, b) => a - b).join(', ');
  const message = `the ${noun} differ in ${property} (${found}), and a site file has one for all: ${timer} stays at ${fallback}`;
  warn(notes, 'TIMERS_DIFFER', numbers.size > 1 ? all.length : 0, message);
  return null;
}
