/**
 * What the streaming farm may not say: servers, stores and vDisks that do not exist, and placements that cannot be.
 *
 * A target may have the name of a machine of a delivery group: it is that machine.
 *
 * Not here: what is legal but unwise, such as one login server (`check`), and who serves whom (pvs).
 */

import { parseServerAddress } from './address.ts';
import type { ProvisioningDefinition, ProvisioningStoreDefinition, VdiskDefinition } from './definition.ts';
import {
  formatPath,
  keysOf,
  type MeaningProblem,
  namesOf,
  type Path,
  reference,
  references,
  type Vocabulary,
  within,
  wrong,
  wrongName,
} from './meaning-problem.ts';
import { patternProblems, sharedNameProblems } from './name-meaning.ts';

const SITES: Path = ['provisioning', 'sites'];

/** Problems of `provisioning`. */
export function provisioningProblems(farm: ProvisioningDefinition): MeaningProblem[] {
  return [
    ...serverProblems(farm),
    ...Object.entries(farm.sites).flatMap(([name, site]) =>
      references([...SITES, name, 'loginServers'], site.loginServers, serversOf(farm, name)),
    ),
    ...Object.entries(farm.stores).flatMap(([name, store]) => storeProblems(farm, name, store)),
    ...Object.entries(farm.vdisks).flatMap(([name, vdisk]) => vdiskProblems(farm, name, vdisk)),
    ...collectionProblems(farm),
  ];
}

function sitesOf(farm: ProvisioningDefinition): Vocabulary {
  return keysOf('provisioning site', 'PROVISIONING_SITE_UNKNOWN', farm.sites, SITES);
}

function serversOf(farm: ProvisioningDefinition, site: string): Vocabulary {
  const servers = Object.hasOwn(farm.sites, site) ? farm.sites[site]?.servers : undefined;
  const known = keysOf('server', 'SERVER_UNKNOWN', servers ?? {}, [...SITES, site, 'servers']);
  return within(`in site "${site}"`, known);
}

/** Commands name a server without its site, and two servers cannot answer at one address. */
function serverProblems(farm: ProvisioningDefinition): MeaningProblem[] {
  const names = new Map<string, Path>();
  const addresses = new Map<string, Path>();
  return Object.entries(farm.sites).flatMap(([site, { servers }]) =>
    Object.entries(servers).flatMap(([name, server]) => {
      const path = [...SITES, site, 'servers', name];
      const before = remember(names, name.toLowerCase(), path);
      const message = `the server "${name}" is declared twice: here and at ${formatPath(before ?? path)}`;
      return [
        ...(before === null ? [] : [wrongName(path, 'SERVER_DUPLICATE', message, [before])]),
        ...server.addresses.flatMap((text, index) => addressProblems([...path, 'addresses', index], text, addresses)),
      ];
    }),
  );
}

function addressProblems(path: Path, text: string, seen: Map<string, Path>): MeaningProblem[] {
  const address = parseServerAddress(text);
  if (address === null) {
    const message = `"${text}" is no address; allowed: a host or IPv4 address with a port, such as 10.0.3.11:6910, also with /24`;
    return [wrong(path, 'ADDRESS_INVALID', message)];
  }
  const before = remember(seen, `${address.host.toLowerCase()}:${address.port}`, path);
  if (before === null) return [];
  return [wrong(path, 'ADDRESS_DUPLICATE', `"${text}" is taken by ${formatPath(before)}`, [before])];
}

/** What stood at `key` before; null when this is the first. */
function remember(seen: Map<string, Path>, key: string, path: Path): Path | null {
  const before = seen.get(key);
  if (before === undefined) seen.set(key, path);
  return before ?? null;
}

function storeProblems(
  farm: ProvisioningDefinition,
  name: string,
  store: ProvisioningStoreDefinition,
): MeaningProblem[] {
  const path = ['provisioning', 'stores', name];
  const site = reference([...path, 'site'], 'value', store.site, sitesOf(farm));
  // Servers of a site that does not exist would all be unknown: one problem says enough.
  if (site.length > 0) return site;
  return references([...path, 'servers'], store.servers, serversOf(farm, store.site));
}

function vdiskProblems(farm: ProvisioningDefinition, name: string, vdisk: VdiskDefinition): MeaningProblem[] {
  const path = ['provisioning', 'vdisks', name];
  const stores = keysOf('store', 'STORE_UNKNOWN', farm.stores, ['provisioning', 'stores']);
  const store = reference([...path, 'store'], 'value', vdisk.store, stores);
  return [
    ...store,
    ...placementProblems(path, vdisk),
    ...numberProblems(path, vdisk),
    ...maintenanceProblems(path, vdisk),
    ...(store.length > 0 ? [] : copyProblems(path, vdisk, farm.stores[vdisk.store] as ProvisioningStoreDefinition)),
  ];
}

function placementProblems(path: Path, vdisk: VdiskDefinition): MeaningProblem[] {
  if (vdisk.loadBalanced || vdisk.assignedServer !== null) return [];
  const message = 'a vDisk without load balancing needs assignedServer: the one server that streams it';
  return [wrong([...path, 'loadBalanced'], 'ASSIGNED_SERVER_MISSING', message, [[...path, 'assignedServer']])];
}

function numberProblems(path: Path, vdisk: VdiskDefinition): MeaningProblem[] {
  const seen = new Map<string, Path>();
  return vdisk.versions.flatMap(({ number }, index) => {
    const versionPath = [...path, 'versions', index, 'number'];
    const before = remember(seen, String(number), versionPath);
    if (before === null) return [];
    return [wrong(versionPath, 'VERSION_DUPLICATE', `version ${number} of this vDisk is declared twice`, [before])];
  });
}

/** Newer versions rest on the bytes of older ones, so only the newest can still be written to. */
function maintenanceProblems(path: Path, { versions }: VdiskDefinition): MeaningProblem[] {
  const newest = Math.max(...versions.map(({ number }) => number));
  return versions.flatMap(({ number, access }, index) => {
    if (access !== 'maintenance' || number === newest) return [];
    const message = `version ${number} is in maintenance, which only the newest version can be; version ${newest} rests on it`;
    return [wrong([...path, 'versions', index, 'access'], 'MAINTENANCE_IMPOSSIBLE', message, [[...path, 'versions']])];
  });
}

/** The assigned server and the replicas: both are on servers of the vDisk's store. */
function copyProblems(path: Path, vdisk: VdiskDefinition, store: ProvisioningStoreDefinition): MeaningProblem[] {
  const declaredAt: Path = ['provisioning', 'stores', vdisk.store, 'servers'];
  const known = namesOf('server', 'SERVER_UNKNOWN', store.servers, [declaredAt, [...path, 'store']]);
  const servers = within(`in store "${vdisk.store}"`, known);
  const problems = vdisk.versions.flatMap((version, index) =>
    Object.entries(version.replicas).flatMap(([server, replica]) => {
      const replicaPath = [...path, 'versions', index, 'replicas', server];
      const named = reference(replicaPath, 'key', server, servers);
      const differs = replica.missing || replica.modifiedMs !== null || replica.content !== null;
      if (named.length > 0 || store.storage === 'local' || !differs) return named;
      const message = `store "${vdisk.store}" is shared: its one copy cannot be missing or different on server "${server}" alone`;
      const restsOn: Path = ['provisioning', 'stores', vdisk.store, 'storage'];
      return [wrong(replicaPath, 'REPLICA_IMPOSSIBLE', message, [restsOn])];
    }),
  );
  if (vdisk.assignedServer === null) return problems;
  return [...reference([...path, 'assignedServer'], 'value', vdisk.assignedServer, servers), ...problems];
}

function collectionProblems(farm: ProvisioningDefinition): MeaningProblem[] {
  const vdisks = keysOf('vDisk', 'VDISK_UNKNOWN', farm.vdisks, ['provisioning', 'vdisks']);
  const collections = Object.entries(farm.collections);
  const targets = collections.map(
    ([
      name,
      {
        targets: { count, name: pattern },
      },
    ]) => ({
      pattern,
      count,
      path: ['provisioning', 'collections', name, 'targets', 'name'],
    }),
  );
  const named = collections.flatMap(([name, collection]) => {
    const path = ['provisioning', 'collections', name];
    const problems = [
      ...reference([...path, 'site'], 'value', collection.site, sitesOf(farm)),
      ...reference([...path, 'vdisk'], 'value', collection.vdisk, vdisks),
    ];
    return problems.length > 0 ? problems : reachProblems(farm, path, collection.site, collection.vdisk);
  });
  return [...named, ...patternProblems(targets), ...sharedNameProblems('target', targets)];
}

/** Targets stream from servers of their own site, so the vDisk must be in a store of that site. */
function reachProblems(farm: ProvisioningDefinition, path: Path, site: string, vdisk: string): MeaningProblem[] {
  const storeName = farm.vdisks[vdisk]?.store ?? '';
  const store = Object.hasOwn(farm.stores, storeName) ? farm.stores[storeName] : undefined;
  if (store === undefined || store.site === site) return [];
  const message = `vDisk "${vdisk}" is in store "${storeName}" of site "${store.site}"; targets of site "${site}" cannot reach it`;
  const restsOn: Path[] = [
    [...path, 'site'],
    ['provisioning', 'stores', storeName, 'site'],
    ['provisioning', 'vdisks', vdisk, 'store'],
  ];
  return [wrong([...path, 'vdisk'], 'VDISK_OUT_OF_REACH', message, restsOn)];
}
