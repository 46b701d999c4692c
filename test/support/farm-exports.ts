/**
 * What the Provisioning cmdlets give of a farm, by Windows PowerShell 5.1 and by PowerShell 7.
 *
 * The names and numbers are those of the published object guide; no real farm was at hand. Every object has what must not be kept: passwords,
 * and addresses of network cards.
 *
 * Not here: the farms (real-farm.ts), how values are written (powershell-shapes.ts).
 */

import { createHash } from 'node:crypto';
import {
  numberedName,
  type ProvisioningDefinition,
  type VdiskDefinition,
  type VdiskVersionDefinition,
} from '../../src/core/site/index.ts';
import { IpAddress, Moment, PhysicalAddress, type Row, written7, written51 } from './powershell-shapes.ts';
import type { RealFarm } from './real-farm.ts';
import type { Exports } from './site-exports.ts';

/** How somebody exported the farm. */
export interface FarmExportStyle {
  readonly powerShell: '5.1' | '7';
  /** Which of two names for one property there are. */
  readonly aliases: 'both' | 'first' | 'second';
  /** Whether settings and state, or file and place, were exported together (`…Info`), or by a cmdlet for each. */
  readonly joined: boolean;
  /** Whether numbers are written as text. */
  readonly numbers: 'as-numbers' | 'as-text';
}

export const PLAIN_STYLE: FarmExportStyle = { powerShell: '7', aliases: 'both', joined: true, numbers: 'as-numbers' };

/** In every secret value of an export. */
export const SECRET_WORD = 'hunter2';

/** The first bytes of every network card. */
export const MAC_START = '00-15-5D';

type Farm = ProvisioningDefinition;
type Rows = Readonly<Record<string, readonly Row[]>>;

const NO_GUID = '00000000-0000-0000-0000-000000000000';
const GIB = 2 ** 30;

/** The files of an export. */
export function farmExports(farm: RealFarm, style: FarmExportStyle = PLAIN_STYLE): Exports {
  return bytesOf(farmRows(farm, style), style.powerShell);
}

/** Rows as the files of a version. */
export function bytesOf(rows: Rows, powerShell: FarmExportStyle['powerShell']): Exports {
  const write = powerShell === '5.1' ? written51 : written7;
  return Object.fromEntries(Object.entries(rows).map(([name, list]) => [name, write(list)]));
}

/** The objects of an export, by file, in no particular order. */
export function farmRows(farm: RealFarm, style: FarmExportStyle = PLAIN_STYLE): Rows {
  const { provisioning } = farm;
  const rows: Rows = {
    'pvs-farm.json': [farmRow(provisioning)],
    'pvs-sites.json': Object.keys(provisioning.sites).map((name) => siteRow(name, farm)),
    ...serverRows(farm, style),
    'pvs-bootstraps.json': Object.keys(provisioning.sites).map((site) => bootstrapRow(provisioning, site)),
    'pvs-stores.json': Object.keys(provisioning.stores).map((name) => storeRow(provisioning, name)),
    'pvs-server-stores.json': Object.keys(provisioning.stores).flatMap((name) => serverStoreRows(provisioning, name)),
    ...diskRows(provisioning, style),
    'pvs-versions.json': versionsOf(provisioning).map(([vdisk, version]) => versionRow(provisioning, vdisk, version)),
    'pvs-inventory.json': versionsOf(provisioning).flatMap(([vdisk, version]) =>
      inventoryRows(provisioning, vdisk, version),
    ),
    'pvs-collections.json': Object.entries(provisioning.collections).map(([name, { site }]) => ({
      ...identity('Collection', name),
      ...sitePart(site),
      AutoAddPrefix: '',
      Enabled: true,
      TemplateDeviceId: NO_GUID,
      TemplateDeviceName: '',
    })),
    ...deviceRows(provisioning, style),
  };
  return Object.fromEntries(
    Object.entries(rows).map(([file, list]) => [file, list.toReversed().map((row) => styled(row, style))]),
  );
}

function styled(row: Row, { aliases, numbers }: FarmExportStyle): Row {
  const names = Object.keys(row).filter((key) => key === 'Name' || key === 'Guid');
  const seconds = Object.keys(row).filter((key) => names.some((name) => row[key] === row[name] && key !== name));
  const dropped = aliases === 'both' ? [] : aliases === 'first' ? seconds : names;
  const kept = Object.entries(row).filter(([key]) => !dropped.includes(key));
  return Object.fromEntries(
    kept.map(([key, value]) => [key, numbers === 'as-text' && typeof value === 'number' ? String(value) : value]),
  );
}

function guid(kind: string, name: string): string {
  const hex = createHash('sha256').update(`${kind} ${name}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

/** `Name` and `Guid`, each with its other name. */
function identity(kind: string, name: string): Row {
  const id = guid(kind, name);
  return { Name: name, [`${kind}Name`]: name, Guid: id, [`${kind}Id`]: id };
}

function sitePart(site: string): Row {
  return { SiteId: guid('Site', site), SiteName: site };
}

function farmRow({ database, autoMerge }: Farm): Row {
  return {
    ...identity('Farm', 'Contoso farm'),
    AutomaticMergeEnabled: autoMerge.enabled,
    MaxVersions: autoMerge.maxVersions,
    MergeMode: ['production', 'test', 'maintenance'].indexOf(autoMerge.access),
    OfflineDatabaseSupportEnabled: database.offlineSupport,
    LicenseServer: 'lic.contoso.example',
    LicenseServerPort: 27000,
    DatabaseName: 'ProvisioningServices',
    LastAuditArchiveDate: new Moment(null),
    Role: 100,
  };
}

function siteRow(name: string, { timers }: RealFarm): Row {
  return {
    ...identity('Site', name),
    DefaultCollectionId: NO_GUID,
    EnableDiskUpdate: false,
    InventoryFilePollingInterval: timers.inventoryPoll / 1000,
    MakUser: 'mak',
    MakPassword: `${SECRET_WORD}-mak`,
    Role: 100,
  };
}

function serverRows({ provisioning, timers }: RealFarm, { joined }: FarmExportStyle): Rows {
  const all = Object.entries(provisioning.sites).flatMap(([site, { servers }]) =>
    Object.entries(servers).map(([name, { addresses, powerRating }]) => ({ site, name, addresses, powerRating })),
  );
  const settings = all.map(({ site, name, addresses, powerRating }) => ({
    ...identity('Server', name),
    ...sitePart(site),
    Active: 1,
    BootPauseSeconds: timers.bootPause / 1000,
    MaxBootSeconds: timers.bootMax / 1000,
    MaxBootDevicesAllowed: timers.bootsAtOnce,
    FirstPort: 6910,
    LastPort: 6930,
    Ip: addresses.map((address) => new IpAddress(address.split(':', 1)[0] as string)),
    ManagementIp: new IpAddress('0.0.0.0'),
    PowerRating: powerRating,
    ServerCacheTimeout: 8,
    ServerFqdn: `${name}.contoso.example`,
    AdMaxPasswordAge: 7,
    LastBugReportAttempt: new Moment(null),
    ...(joined ? { ContactIp: ipOf(addresses[0] ?? ''), ContactPort: '6890', DeviceCount: 3 } : {}),
  }));
  const states = all.map(({ name, addresses }) => ({
    ...identity('Server', name),
    DeviceCount: 3,
    Ip: ipOf(addresses[0] ?? ''),
    Port: 6890,
    Status: 1,
  }));
  return { 'pvs-servers.json': settings, ...(joined ? {} : { 'pvs-server-states.json': states }) };
}

function ipOf(address: string): IpAddress {
  return new IpAddress(address.split(':', 1)[0] as string);
}

function bootstrapRow({ sites }: Farm, site: string): Row {
  const { servers, loginServers } = sites[site] as Farm['sites'][string];
  const slots = [0, 1, 2, 3].flatMap((index): [string, unknown][] => {
    const address = servers[loginServers[index] ?? '']?.addresses[0] ?? '0.0.0.0';
    const slot = `Bootserver${index + 1}`;
    return [
      [`${slot}_Ip`, ipOf(address)],
      [`${slot}_Netmask`, new IpAddress('0.0.0.0')],
      [`${slot}_Gateway`, new IpAddress('0.0.0.0')],
      [`${slot}_Port`, 6910],
    ];
  });
  const id = guid('Server', loginServers[0] ?? '');
  return {
    Name: 'ARDBP32.BIN',
    Guid: id,
    ServerId: id,
    PollingTimeout: 5000,
    VerboseMode: false,
    ...Object.fromEntries(slots),
  };
}

/** Shared stores are on the network, and their type is sometimes not told. */
function storeRow({ stores }: Farm, name: string): Row {
  const { site, storage } = stores[name] as Farm['stores'][string];
  const isShared = storage === 'shared';
  const isTold = name.endsWith('0');
  return {
    ...identity('Store', name),
    ...sitePart(site),
    CachePath: [],
    Path: isShared ? `\\\\nas\\${name}` : 'D:\\Store',
    PathType: isTold ? (isShared ? 'Remote' : 'Local') : '',
    Role: 100,
  };
}

/** Every other server has a path of its own. */
function serverStoreRows({ stores }: Farm, name: string): readonly Row[] {
  const { servers, storage } = stores[name] as Farm['stores'][string];
  return servers.map((server, index) => ({
    ServerId: guid('Server', server),
    ServerName: server,
    StoreId: guid('Store', name),
    StoreName: name,
    CachePath: null,
    Path: index % 2 === 0 ? '' : storage === 'shared' ? `\\\\NAS\\${name}\\` : 'E:\\Store',
  }));
}

function diskRows(farm: Farm, { joined }: FarmExportStyle): Rows {
  const disks = Object.keys(farm.vdisks).map((name) => ({
    locator: locatorRow(farm, name),
    file: diskRow(farm, name),
  }));
  if (joined)
    return {
      'pvs-disks.json': disks.map(({ locator, file }) => ({ ...file, ...locator, DeviceCount: 2, Locked: true })),
    };
  return {
    'pvs-disks.json': disks.map(({ file }) => file),
    'pvs-locators.json': disks.map(({ locator }) => locator),
  };
}

function locatorRow({ vdisks, stores }: Farm, name: string): Row {
  const { store, assignedServer, subnetAffinity, rebalance } = vdisks[name] as VdiskDefinition;
  return {
    ...identity('DiskLocator', name),
    ...sitePart(stores[store]?.site ?? ''),
    StoreId: guid('Store', store),
    StoreName: store,
    Enabled: true,
    ServerId: assignedServer === null ? NO_GUID : guid('Server', assignedServer),
    ServerName: assignedServer ?? '',
    SubnetAffinity: ['none', 'best-effort', 'fixed'].indexOf(subnetAffinity),
    RebalanceEnabled: rebalance.enabled,
    RebalanceTriggerPercent: rebalance.triggerPercent,
  };
}

function diskRow({ vdisks }: Farm, name: string): Row {
  const { mode, writeCache, writeCacheMb, sizeGb } = vdisks[name] as VdiskDefinition;
  const types = { server: 1, 'device-ram': 3, 'device-disk': 4, 'server-persistent': 7, 'device-ram-overflow': 9 };
  const isInRam = mode === 'standard' && writeCache.startsWith('device-ram');
  const id = guid('DiskLocator', name);
  return {
    Guid: id,
    DiskLocatorId: id,
    DiskSize: sizeGb * GIB,
    HaEnabled: true,
    AdPasswordEnabled: true,
    ActiveDate: new Moment(null),
    WriteCacheType: mode === 'private' ? 0 : types[writeCache],
    WriteCacheSize: isInRam ? writeCacheMb : 0,
  };
}

function versionsOf({ vdisks }: Farm): readonly (readonly [vdisk: string, version: VdiskVersionDefinition])[] {
  return Object.entries(vdisks).flatMap(([name, { versions }]) => versions.map((version) => [name, version] as const));
}

function versionRow({ vdisks }: Farm, vdisk: string, { number, access, scheduledMs }: VdiskVersionDefinition): Row {
  const id = guid('DiskLocator', vdisk);
  const isBase = vdisks[vdisk]?.versions[0]?.number === number;
  return {
    Name: isBase ? `${vdisk}.vhdx` : `${vdisk}.${number}.avhdx`,
    Guid: id,
    DiskLocatorId: id,
    Version: number,
    Access: { production: 0, maintenance: 1, test: 7 }[access],
    Type: isBase ? 0 : 1,
    IsPending: scheduledMs !== null,
    ScheduledDate: new Moment(scheduledMs),
    CreateDate: '2025-12-01 20:00',
    CanPromote: access !== 'production',
    GoodInventoryStatus: true,
  };
}

function inventoryRows({ vdisks, stores }: Farm, vdisk: string, version: VdiskVersionDefinition): readonly Row[] {
  const id = guid('DiskLocator', vdisk);
  const servers = stores[vdisks[vdisk]?.store ?? '']?.servers ?? [];
  return servers.map((server) => {
    const { missing, unreachable, modifiedMs } = { ...version.replicas[server] };
    const isThere = missing !== true && unreachable !== true;
    const state = unreachable ? 5 : missing ? 1 : modifiedMs == null ? 0 : 2;
    const time = new Moment(isThere ? (modifiedMs ?? version.modifiedMs) : null);
    return {
      Guid: id,
      DiskLocatorId: id,
      ServerId: guid('Server', server),
      ServerName: server,
      Version: String(version.number),
      State: String(state),
      Active: '1',
      FilePath: 'D:\\Store',
      FileTime: time,
      PropertiesTime: time,
    };
  });
}

function deviceRows({ collections }: Farm, { joined }: FarmExportStyle): Rows {
  const all = Object.entries(collections).flatMap(([collection, { site, vdisk, type, targets }], place) =>
    Array.from({ length: targets.count }, (_, index) => {
      const name = numberedName(targets.name, index + 1);
      const device = {
        ...identity('Device', name),
        ...sitePart(site),
        CollectionId: guid('Collection', collection),
        CollectionName: collection,
        AdPassword: `${SECRET_WORD}-${name}`,
        Password: `${SECRET_WORD}-device`,
        DomainObjectSID: `S-1-5-21-${SECRET_WORD}`,
        DeviceMac: new PhysicalAddress([0x00, 0x15, 0x5d, place, Math.floor(index / 256), index % 256]),
        BootFrom: 1,
        BdmBoot: false,
        BdmCreated: new Moment(null),
        Enabled: true,
        LocalDiskEnabled: false,
        LocalWriteCacheDiskSize: 0,
        Port: 6901,
        Template: false,
        Type: ['production', 'test', 'maintenance'].indexOf(type),
      };
      const state = {
        DiskFileName: `${vdisk}.vhdx`,
        DiskLocatorId: guid('DiskLocator', vdisk),
        DiskLocatorName: vdisk,
        DiskVersion: 0,
        Ip: new IpAddress('10.9.9.9'),
        ServerIpConnection: new IpAddress('10.0.0.1'),
        ServerName: '',
        Status: '0,12',
      };
      return { device, state, status: { ...identity('Device', name), ...state } };
    }),
  );
  if (joined) return { 'pvs-devices.json': all.map(({ device, state }) => ({ ...device, ...state })) };
  return {
    'pvs-devices.json': all.map(({ device }) => device),
    'pvs-device-states.json': all.map(({ status }) => status),
  };
}
