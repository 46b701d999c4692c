/**
 * The topology of a streaming farm answers who belongs to whom: servers and login lists to sites, stores to servers, vDisks to
 * stores, targets to collections. Everything here follows from the definition alone.
 *
 * Servers, vDisks and targets are numbered from 0 in file order: states and columns refer to them by number.
 *
 * Not here: anything that changes while the farm runs, and who may stream to whom (../eligibility).
 */

import {
  type CollectionDefinition,
  numberedName,
  numberInName,
  type ProvisioningDefinition,
  parseServerAddress,
  type ServerAddress,
  type VdiskDefinition,
} from '../../site/index.ts';

export interface FarmTopology {
  readonly identity: ProvisioningDefinition['identity'];
  /** Whether servers carry on while the database is away. */
  readonly offlineSupport: boolean;
  readonly sites: readonly FarmSite[];
  readonly servers: readonly FarmServer[];
  readonly stores: readonly FarmStore[];
  readonly vdisks: readonly FarmVdisk[];
  readonly ranges: readonly TargetRange[];
  readonly targetCount: number;
}

export interface FarmSite {
  readonly name: string;
  readonly servers: readonly number[];
  /** Asked first by targets, in this order. */
  readonly loginServers: readonly number[];
  /** Asked by targets that run: those of the list, and then the others, where the farm is set to that. */
  readonly failOverOrder: readonly number[];
}

export interface FarmServer {
  readonly name: string;
  readonly site: number;
  readonly addresses: readonly ServerAddress[];
  readonly powerRating: number;
}

export interface FarmStore {
  readonly name: string;
  readonly site: number;
  /** All its servers use one copy. */
  readonly shared: boolean;
  readonly servers: readonly number[];
}

export interface FarmVdisk {
  readonly name: string;
  readonly store: FarmStore;
  readonly mode: VdiskDefinition['mode'];
  readonly writeCache: VdiskDefinition['writeCache'];
  readonly writeCacheMb: number;
  /** The one server of a vDisk without load balancing; null where it is balanced. */
  readonly assignedServer: number | null;
  readonly subnetAffinity: VdiskDefinition['subnetAffinity'];
  readonly rebalance: VdiskDefinition['rebalance'];
}

/** Targets of one collection: `count` of them, from number `first` of the farm. */
export interface TargetRange {
  readonly collection: string;
  readonly site: number;
  readonly vdisk: number;
  readonly type: CollectionDefinition['type'];
  readonly name: string;
  readonly first: number;
  readonly count: number;
  readonly subnet: string | null;
  /** Where its targets keep what they write: a cache on a disk that they do not have falls back to the server (P44). */
  readonly writeCache: VdiskDefinition['writeCache'];
}

export function farmTopologyOf(farm: ProvisioningDefinition): FarmTopology {
  const siteNames = Object.keys(farm.sites);
  const servers = farmServers(farm, siteNames);
  const numberOf = (name: string) => serverNumber({ servers }, name);
  const stores = farmStores(farm, siteNames, numberOf);
  const vdisks = farmVdisks(farm, stores, numberOf);
  const ranges = targetRanges(farm, siteNames, vdisks);
  return {
    identity: farm.identity,
    offlineSupport: farm.database.offlineSupport,
    sites: siteNames.map((name, site) => {
      const all = servers.flatMap((server, number) => (server.site === site ? [number] : []));
      const loginServers = (farm.sites[name]?.loginServers ?? []).map(numberOf);
      const others = farm.haLogin === 'list' ? [] : all.filter((server) => !loginServers.includes(server));
      return { name, servers: all, loginServers, failOverOrder: [...loginServers, ...others] };
    }),
    servers,
    stores,
    vdisks,
    ranges,
    targetCount: ranges.reduce((sum, { count }) => sum + count, 0),
  };
}

function farmServers(farm: ProvisioningDefinition, siteNames: readonly string[]): FarmServer[] {
  return siteNames.flatMap((siteName, site) =>
    Object.entries(farm.sites[siteName]?.servers ?? {}).map(([name, { addresses, powerRating }]) => ({
      name,
      site,
      addresses: addresses.flatMap((text) => parseServerAddress(text) ?? []),
      powerRating,
    })),
  );
}

function farmStores(
  farm: ProvisioningDefinition,
  siteNames: readonly string[],
  serverNumber: (name: string) => number,
): FarmStore[] {
  return Object.entries(farm.stores).map(([name, { site, storage, servers }]) => ({
    name,
    site: siteNames.indexOf(site),
    shared: storage === 'shared',
    servers: servers.map(serverNumber),
  }));
}

function farmVdisks(
  farm: ProvisioningDefinition,
  stores: readonly FarmStore[],
  serverNumber: (name: string) => number,
): FarmVdisk[] {
  return Object.entries(farm.vdisks).flatMap(([name, vdisk]) => {
    const store = stores.find((each) => each.name === vdisk.store);
    if (store === undefined) return [];
    const { mode, writeCache, writeCacheMb, assignedServer, subnetAffinity, rebalance } = vdisk;
    return [
      {
        name,
        store,
        mode,
        writeCache,
        writeCacheMb,
        assignedServer: assignedServer === null ? null : serverNumber(assignedServer),
        subnetAffinity,
        rebalance,
      },
    ];
  });
}

function targetRanges(
  farm: ProvisioningDefinition,
  siteNames: readonly string[],
  vdisks: readonly FarmVdisk[],
): TargetRange[] {
  let first = 0;
  return Object.entries(farm.collections).map(([collection, { site, vdisk: vdiskName, type, targets, localDisk }]) => {
    const vdisk = vdiskNumber({ vdisks }, vdiskName);
    const { count, name, subnet } = targets;
    const wanted = vdisks[vdisk]?.writeCache ?? 'server';
    const writeCache: TargetRange['writeCache'] = wanted === 'device-disk' && !localDisk ? 'server' : wanted;
    const range = { collection, site: siteNames.indexOf(site), vdisk, type, name, first, count, subnet, writeCache };
    first += count;
    return range;
  });
}

/** The number of a server by its name; -1 when the farm has no such server. */
export function serverNumber({ servers }: Pick<FarmTopology, 'servers'>, name: string): number {
  return servers.findIndex((server) => server.name === name);
}

/** The number of a vDisk by its name; -1 when the farm has no such vDisk. */
export function vdiskNumber({ vdisks }: Pick<FarmTopology, 'vdisks'>, name: string): number {
  return vdisks.findIndex((vdisk) => vdisk.name === name);
}

/** The range that a target belongs to. */
export function rangeOfTarget({ ranges }: FarmTopology, target: number): TargetRange {
  let low = 0;
  let high = ranges.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((ranges[middle] as TargetRange).first <= target) low = middle;
    else high = middle - 1;
  }
  return ranges[low] as TargetRange;
}

export function targetName(farm: FarmTopology, target: number): string {
  const range = rangeOfTarget(farm, target);
  return numberedName(range.name, target - range.first + 1);
}

/** The number of a target by its name; null when the farm has no such target. Case is ignored. */
export function targetNumber({ ranges }: FarmTopology, name: string): number | null {
  for (const range of ranges) {
    const number = numberInName(range.name.toLowerCase(), range.count, name.toLowerCase());
    if (number !== null) return range.first + number - 1;
  }
  return null;
}
