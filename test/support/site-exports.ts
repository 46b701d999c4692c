/**
 * The bytes that Windows PowerShell 5.1, PowerShell 7 and the REST service make of one and the same site.
 *
 * The formats are written after the published property lists and what the versions are known to do; no real site was at hand.
 * Not here: the site (real-site.ts), how values are written (powershell-shapes.ts).
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Dictionary, Enumeration, Moment, type Row, TimeSpan, written7, written51 } from './powershell-shapes.ts';
import type { RealGroup, RealMachine, RealPerson, RealSite } from './real-site.ts';

/** Files by their names. */
export type Exports = Readonly<Record<string, Buffer>>;

type Rows = Readonly<Record<string, readonly Row[]>>;

export interface PowerShellOptions {
  /** As the scripts of examples/export do it; without, 5.1 has numbers. */
  readonly casts?: boolean;
  readonly encoding?: 'utf-16' | 'utf-8';
}

/** Writes the files of an export into a folder, and gives the folder. */
export function writtenTo(folder: string, exports: Exports): string {
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(exports)) writeFileSync(join(folder, name), bytes);
  return folder;
}

/** What Windows PowerShell 5.1 writes. */
export function exportedBy51(site: RealSite, { casts = true, encoding = 'utf-16' }: PowerShellOptions = {}): Exports {
  return bytesOf(rowsOf(site, casts), (rows) => written51(rows, encoding));
}

/** What PowerShell 7 writes. */
export function exportedBy7(site: RealSite): Exports {
  return bytesOf(rowsOf(site, true), written7);
}

/** The REST service: pages of machines, one page of everything else. StoreFront has no REST, so PowerShell exports it. */
export function exportedByRest(site: RealSite, pageSize = 1000): Exports {
  const machines = site.machines.toReversed().map((machine) => restMachine(site, machine));
  const pages = Array.from({ length: Math.ceil(machines.length / pageSize) }, (_, page) => ({
    Items: machines.slice(page * pageSize, (page + 1) * pageSize),
    ContinuationToken: (page + 1) * pageSize < machines.length ? `page-${page + 1}` : null,
    TotalItems: machines.length,
  }));
  const files: Record<string, object> = {
    'site.json': {
      Id: 'site-1',
      Name: site.name,
      ProductVersion: '7.42',
      ReuseMachinesWithoutShutdownInOutageAllowed: true,
    },
    'zones.json': { Items: site.zones.map(({ name }, index) => restZone(name, index)) },
    'resource-locations.json': {
      items: site.zones.map(({ name }, index) => ({ id: `rl-${index}`, name, internalOnly: false })),
    },
    'connectors.json': site.zones.flatMap(({ connectors }, index) =>
      connectors.map((fqdn) => ({ id: fqdn, fqdn, location: `rl-${index}`, role: 'EdgeServer', status: 'Active' })),
    ),
    'delivery-groups.json': { Items: site.groups.map(restGroup), TotalItems: site.groups.length },
    'applications.json': { Items: site.apps.map(({ name, group }) => restApp(site, name, group)) },
    ...Object.fromEntries(pages.map((page, index) => [`machines-${index + 1}.json`, page])),
  };
  const rest = Object.entries(files).map(([name, value]) => [name, Buffer.from(JSON.stringify(value), 'utf8')]);
  return { ...Object.fromEntries(rest), 'storefront.json': exportedBy7(site)['storefront.json'] as Buffer };
}

function bytesOf(rows: Rows, write: (rows: readonly Row[]) => Buffer): Exports {
  return Object.fromEntries(Object.entries(rows).map(([name, list]) => [name, write(list)]));
}

/** What the cmdlets give, in no particular order. */
function rowsOf(site: RealSite, isCast: boolean): Rows {
  const word = (text: string, number: number) => new Enumeration(text, number, isCast);
  return {
    'broker-machines.json': site.machines.map((machine) => psMachine(site, machine, word)),
    'broker-desktop-groups.json': site.groups.map((group, index) => psGroup(group, index, word)),
    'broker-entitlement-rules.json': site.groups.flatMap((group, index) => psRule(group, index, word)),
    'broker-app-entitlement-rules.json': site.groups.flatMap((group, index) => psAppRule(site, group, index)),
    'broker-applications.json': site.apps.map(({ name, group }, index) => ({
      ApplicationName: name,
      PublishedName: name,
      Name: `Folder\\${name}`,
      BrowserName: name,
      ApplicationType: word('HostedOnDesktop', 0),
      CommandLineExecutable: `C:\\${name}.exe`,
      AssociatedDesktopGroupUids: [groupUid(site, group)],
      AssociatedUserNames: [],
      UserFilterEnabled: false,
      Enabled: true,
      Visible: true,
      Uid: index + 1,
      MetadataMap: new Dictionary(),
    })),
    'broker-site.json': [
      {
        Name: site.name,
        LocalHostCacheEnabled: true,
        ReuseMachinesWithoutShutdownInOutageAllowed: true,
        TrustRequestsSentToTheXmlServicePort: false,
        ConfigLastChangeTime: new Moment(Date.UTC(2026, 0, 5)),
      },
    ],
    'config-zones.json': site.zones.map(({ name }, index) => ({
      Name: name,
      Uid: `zone-${index}`,
      ExternalUid: `rl-${index}`,
      IsPrimary: name === 'Initial Zone',
      ControllerNames: [],
      Description: null,
      MetadataMap: new Dictionary(),
    })),
    'config-edge-servers.json': site.zones.flatMap(({ name, connectors }, index) =>
      connectors.toReversed().map((fqdn) => ({
        Name: fqdn.split('.', 1)[0],
        MachineAddress: fqdn,
        Uid: fqdn,
        ZoneName: name,
        ZoneUid: `zone-${index}`,
      })),
    ),
    'storefront.json': [psStoreFront(site)],
  };
}

type Word = (text: string, number: number) => Enumeration;

function psMachine(site: RealSite, machine: RealMachine, word: Word): Row {
  const kind = groupOf(site, machine).kind;
  const people = [machine.owner ?? machine.user].filter((name) => name !== null);
  const isMulti = kind === 'multi-session';
  return {
    MachineName: `CONTOSO\\${machine.name}`,
    DNSName: `${machine.name.toLowerCase()}.contoso.example`,
    SID: `S-1-5-21-1-${machine.name}`,
    Uid: 1,
    AllocationType: word(kind === 'static' ? 'Permanent' : 'Random', kind === 'static' ? 0 : 1),
    SessionSupport: word(isMulti ? 'MultiSession' : 'SingleSession', isMulti ? 1 : 0),
    ProvisioningType: word('MCS', 2),
    PersistUserChanges: new Enumeration(kind === 'static' ? 'OnLocal' : 'Discard', 1, false),
    PowerState: new Enumeration('On', 3, false),
    RegistrationState: new Enumeration('Registered', 2, false),
    DesktopGroupName: machine.group,
    DesktopGroupUid: groupUid(site, machine.group),
    CatalogName: 'catalog',
    IsAssigned: machine.owner !== null,
    AssociatedUserNames: people,
    InMaintenanceMode: machine.maintenance,
    LastDeregistrationTime: new Moment(Date.UTC(2026, 0, 4)),
    // Session properties are null for multi-session machines.
    ...(isMulti
      ? { SessionUserName: null, SessionState: null, LoadIndex: 200 }
      : { SessionUserName: people[0] ?? null }),
    Tags: machine.tags,
    MetadataMap: new Dictionary(),
    ZoneName: machine.zone,
    ZoneUid: `zone-${site.zones.findIndex(({ name }) => name === machine.zone)}`,
  };
}

function psGroup(group: RealGroup, index: number, word: Word): Row {
  return {
    Name: group.name,
    PublishedName: group.name,
    Uid: index + 10,
    UUID: `group-${index}`,
    Enabled: true,
    InMaintenanceMode: false,
    DesktopKind: word(group.kind === 'static' ? 'Private' : 'Shared', group.kind === 'static' ? 0 : 1),
    DeliveryType: word(group.desktop === null ? 'AppsOnly' : 'DesktopsOnly', 1),
    SessionSupport: word(group.kind === 'multi-session' ? 'MultiSession' : 'SingleSession', 1),
    ReuseMachinesWithoutShutdownInOutage: group.reuse,
    SettlementPeriodBeforeUse: new TimeSpan(0),
    TotalDesktops: 1,
    Tags: [],
    Scopes: [],
    ZonePreferences: [new Enumeration('UserLocation', 1, false)],
  };
}

function psRule(group: RealGroup, index: number, word: Word): readonly Row[] {
  if (group.desktop === null) return [];
  return [
    {
      Name: `${group.name}_1`,
      PublishedName: group.desktop,
      DesktopGroupUid: index + 10,
      Enabled: true,
      ...filterOf(group.included),
      RestrictToTag: null,
      SessionReconnection: word('Always', 0),
      Uid: index + 1,
    },
  ];
}

function psAppRule(site: RealSite, group: RealGroup, index: number): readonly Row[] {
  if (!site.apps.some((app) => app.group === group.name)) return [];
  return [{ Name: `${group.name}_app`, DesktopGroupUid: index + 10, Enabled: true, ...filterOf(group.included) }];
}

function filterOf(included: readonly RealPerson[] | null): Row {
  return {
    IncludedUserFilterEnabled: included !== null,
    IncludedUsers: included?.map(({ name }) => ({ Name: name, FullName: name, SID: 'S-1-5-21-2' })) ?? [],
    ExcludedUserFilterEnabled: false,
    ExcludedUsers: [],
  };
}

function psStoreFront({ storeFront }: RealSite): Row {
  return {
    StoreFront: storeFront.name,
    StoreFrontVersion: storeFront.version,
    Store: '/Citrix/Store',
    AdvancedHealthCheck: true,
    BackgroundHealthCheckPollingPeriod: new TimeSpan(60_000),
    Farms: [
      {
        FarmName: 'Cloud',
        FarmType: new Enumeration('XenDesktop', 2, false),
        Servers: storeFront.servers,
        LoadBalance: true,
        Port: 443,
        BypassDuration: 60,
      },
    ],
  };
}

function restMachine(site: RealSite, machine: RealMachine): object {
  const { kind } = groupOf(site, machine);
  const identity = (name: string | null) =>
    name === null
      ? []
      : [{ SamName: name, SamAccountName: name.split('\\')[1], DisplayName: 'Someone', IsGroup: false }];
  return {
    Id: machine.name,
    Name: `CONTOSO\\${machine.name}`,
    DnsName: `${machine.name.toLowerCase()}.contoso.example`,
    Sid: `S-1-5-21-1-${machine.name}`,
    MachineCatalog: { Id: 'catalog-1', Name: 'catalog' },
    DeliveryGroup: { Id: `group-${groupIndex(site, machine.group)}`, Name: machine.group },
    Zone: { Id: `zone-${site.zones.findIndex(({ name }) => name === machine.zone)}`, Name: machine.zone },
    AllocationType: kind === 'static' ? 'Static' : 'Random',
    SessionSupport: kind === 'multi-session' ? 'MultiSession' : 'SingleSession',
    ProvisioningType: 'MCS',
    AssignedUsers: identity(machine.owner),
    AssociatedUsers: identity(machine.owner ?? machine.user),
    InMaintenanceMode: machine.maintenance,
    RegistrationState: 'Registered',
    Tags: machine.tags,
  };
}

function restZone(name: string, index: number): object {
  return {
    Id: `zone-${index}`,
    Name: name,
    IsPrimary: name === 'Initial Zone',
    IsHealthy: true,
    ResourceLocation: { Id: `rl-${index}`, Name: name },
  };
}

function restGroup(group: RealGroup, index: number): object {
  const { included } = group;
  const users = included?.map(({ name, isGroup }) => ({ SamName: name, DisplayName: name, IsGroup: isGroup })) ?? [];
  const filter = { IncludedUserFilterEnabled: included !== null, IncludedUsers: users };
  return {
    Id: `group-${index}`,
    Name: group.name,
    PublishedName: group.name,
    Enabled: true,
    InMaintenanceMode: false,
    SharingKind: group.kind === 'static' ? 'Private' : 'Shared',
    SessionSupport: group.kind === 'multi-session' ? 'MultiSession' : 'SingleSession',
    DeliveryType: group.desktop === null ? 'AppsOnly' : 'DesktopsOnly',
    ReuseMachinesWithoutShutdownInOutage: group.reuse,
    TotalMachines: 1,
    Desktops: group.desktop === null ? [] : [{ PublishedName: group.desktop, Enabled: true, ...filter }],
  };
}

function restApp(site: RealSite, name: string, group: string): object {
  return {
    Id: `app-${name}`,
    Name: name,
    PublishedName: name,
    ApplicationType: 'HostedOnDesktop',
    Enabled: true,
    Visible: true,
    IncludedUserFilterEnabled: false,
    AssociatedDeliveryGroupUuids: [`group-${groupIndex(site, group)}`],
  };
}

function groupOf(site: RealSite, { group }: RealMachine): RealGroup {
  return site.groups[groupIndex(site, group)] as RealGroup;
}

function groupIndex(site: RealSite, name: string): number {
  return site.groups.findIndex((group) => group.name === name);
}

function groupUid(site: RealSite, name: string): number {
  return groupIndex(site, name) + 10;
}
