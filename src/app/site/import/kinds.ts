/**
 * What an exported object is. Its properties tell; the name of its file is asked only where they do not.
 *
 * Not here: the objects of a streaming farm (farm/farm-kinds.ts), what is read of an object (read-*.ts), and which other properties it may have
 * (known-properties.ts).
 */

import { FARM_KINDS, type FarmKind } from './farm/farm-kinds.ts';
import type { KindFacts } from './kind-facts.ts';
import type { Values } from './record-values.ts';

export type Kind =
  | FarmKind
  | 'machine'
  | 'delivery-group'
  | 'site'
  | 'zone'
  | 'connector'
  | 'controller'
  | 'desktop-rule'
  | 'app-rule'
  | 'access-rule'
  | 'application'
  | 'storefront'
  | 'farm'
  | 'storefront-version'
  | 'not-needed';

/** The first that fits counts, so what others could be mistaken for comes first. */
const KINDS: readonly KindFacts<Kind>[] = [
  ...FARM_KINDS,
  // Sessions, users, catalogs and the like: known, and nothing of them is needed.
  {
    kind: 'not-needed',
    cmdlet: 'Get-BrokerSession',
    name: /session|user|catalog|tag|applicationgroup|resourcelocation|hypervisor/i,
    is: (has) =>
      (has('UserName') && (has('SessionState') || has('StartTime'))) ||
      has('FullName', 'UPN', 'SID') ||
      has('MachinesArePhysical') ||
      has('SingleAppPerSession') ||
      has('InternalOnly') ||
      has('internalOnly') ||
      has('HypHypervisorConnectionUid', 'MaxAbsoluteActiveActions'),
    namedBy: ['Name', 'name', 'Id', 'Uid'],
  },
  {
    kind: 'storefront',
    cmdlet: 'Get-STFStoreFarmConfiguration',
    name: /storefront|farmconfiguration|stf/i,
    is: (has) => has('Farms') || has('AdvancedHealthCheck') || has('BackgroundHealthCheckPollingPeriod'),
    namedBy: [],
  },
  {
    kind: 'farm',
    cmdlet: 'Get-STFStoreFarm',
    name: /farm/i,
    is: (has) => has('FarmName') && (has('Servers') || has('FarmType')),
    namedBy: ['Servers'],
  },
  {
    kind: 'storefront-version',
    cmdlet: 'Get-STFVersion',
    name: /stfversion|storefrontversion/i,
    is: (has) => has('Major', 'Minor', 'Build'),
    namedBy: ['Major'],
  },
  {
    kind: 'controller',
    cmdlet: 'Get-BrokerController',
    name: /controller/i,
    is: (has) => has('MachineName') && (has('ActiveSiteServices') || has('DesktopsRegistered')),
    namedBy: ['DNSName', 'MachineName'],
  },
  {
    kind: 'machine',
    cmdlet: 'Get-BrokerMachine',
    name: /machine/i,
    is: (has) =>
      (has('MachineName') &&
        ['AllocationType', 'SessionSupport', 'ProvisioningType', 'InMaintenanceMode'].some((each) => has(each))) ||
      has('MachineCatalog', 'Name') ||
      has('DnsName', 'SessionSupport'),
    namedBy: ['MachineName', 'DNSName', 'Name'],
  },
  {
    kind: 'connector',
    cmdlet: 'Get-ConfigEdgeServer',
    name: /edge|connector/i,
    is: (has) => has('MachineAddress') || has('fqdn', 'location') || has('Fqdn', 'Location'),
    namedBy: ['Name', 'fqdn'],
  },
  {
    kind: 'access-rule',
    cmdlet: 'Get-BrokerAccessPolicyRule',
    name: /accesspolicy/i,
    is: (has) => has('IncludedUserFilterEnabled') && (has('AllowedConnections') || has('AllowedUsers')),
    namedBy: ['DesktopGroupUid'],
  },
  {
    kind: 'application',
    cmdlet: 'Get-BrokerApplication',
    name: /application/i,
    is: (has) =>
      has('CommandLineExecutable') ||
      has('InstalledAppProperties') ||
      has('AssociatedDeliveryGroupUuids') ||
      (has('AssociatedDesktopGroupUids') && (has('PublishedName') || has('ApplicationName'))),
    namedBy: ['PublishedName', 'ApplicationName', 'Name'],
  },
  {
    kind: 'desktop-rule',
    cmdlet: 'Get-BrokerEntitlementPolicyRule',
    name: /(?<!app)(?:entitlement|assignment)/i,
    is: (has) => has('IncludedUserFilterEnabled', 'DesktopGroupUid', 'PublishedName'),
    namedBy: ['DesktopGroupUid'],
  },
  {
    kind: 'app-rule',
    cmdlet: 'Get-BrokerAppEntitlementPolicyRule',
    name: /appentitlement|appassignment/i,
    is: (has) => has('IncludedUserFilterEnabled', 'DesktopGroupUid'),
    namedBy: ['DesktopGroupUid'],
  },
  {
    kind: 'delivery-group',
    cmdlet: 'Get-BrokerDesktopGroup',
    name: /desktopgroup|deliverygroup/i,
    is: (has) =>
      has('Name') &&
      ['DesktopKind', 'SharingKind', 'TotalDesktops', 'ReuseMachinesWithoutShutdownInOutage'].some((each) => has(each)),
    namedBy: ['Name'],
  },
  {
    kind: 'zone',
    cmdlet: 'Get-ConfigZone',
    name: /zone/i,
    is: (has) =>
      has('Name') && ['IsPrimary', 'ExternalUid', 'ResourceLocation', 'ControllerNames'].some((each) => has(each)),
    namedBy: ['Name'],
  },
  {
    kind: 'site',
    cmdlet: 'Get-BrokerSite',
    name: /site/i,
    is: (has) =>
      has('ReuseMachinesWithoutShutdownInOutageAllowed') ||
      has('LocalHostCacheEnabled') ||
      has('BrokerServiceGroupUid'),
    namedBy: ['Name'],
  },
];

/** What an object is by its properties; null where they do not tell. */
export function kindOf(values: Values): Kind | null {
  const has = (...properties: readonly string[]) => properties.every((property) => Object.hasOwn(values, property));
  return KINDS.find(({ is }) => is(has))?.kind ?? null;
}

/** What an object could be by the name of the file or list that it is in. */
export function kindNamed(name: string, values: Values): Kind | null {
  const letters = name.replaceAll(/[^A-Za-z]/g, '');
  const named = KINDS.filter((facts) => facts.name.test(letters));
  return named.find(({ namedBy }) => namedBy.some((property) => Object.hasOwn(values, property)))?.kind ?? null;
}

/** The cmdlet whose export holds objects of the kind. */
export function cmdletOf(kind: Kind): string {
  return KINDS.find((facts) => facts.kind === kind)?.cmdlet ?? kind;
}

/** Whether objects of the kind are of a streaming farm. */
export function isFarmKind(kind: Kind): kind is FarmKind {
  return kind.startsWith('pvs-');
}
