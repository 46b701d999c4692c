/**
 * What the objects of a streaming farm are, told by their properties.
 *
 * Several cmdlets tell of one thing: a server by its settings and by its state, a vDisk by its file and by its place in a site. They are of
 * one kind here, and joined.
 *
 * Not here: which other properties they may have (farm-properties.ts), what is read of them (read-*.ts).
 */

import type { KindFacts } from '../kind-facts.ts';

export type FarmKind =
  | 'pvs-farm'
  | 'pvs-site'
  | 'pvs-server'
  | 'pvs-store'
  | 'pvs-server-store'
  | 'pvs-bootstrap'
  | 'pvs-collection'
  | 'pvs-device'
  | 'pvs-disk'
  | 'pvs-disk-version'
  | 'pvs-disk-inventory';

/** The first that fits counts. Addresses of network cards are dropped before, so nothing goes by them. */
export const FARM_KINDS: readonly KindFacts<FarmKind | 'not-needed'>[] = [
  {
    kind: 'pvs-bootstrap',
    cmdlet: 'Get-PvsServerBootstrap',
    name: /pvsserverbootstraps?$/i,
    is: (has) => has('Bootserver1_Ip'),
    namedBy: ['Bootserver2_Ip'],
  },
  {
    kind: 'pvs-disk-inventory',
    cmdlet: 'Get-PvsDiskInventory',
    name: /pvsdiskinventor/i,
    is: (has) => has('FileTime') || has('PropertiesTime'),
    namedBy: ['State'],
  },
  {
    kind: 'pvs-disk-version',
    cmdlet: 'Get-PvsDiskVersion',
    name: /pvsdiskversions?$/i,
    is: (has) =>
      ['IsPending', 'CanPromote', 'GoodInventoryStatus'].some((each) => has(each)) || has('Version', 'Access'),
    namedBy: ['Version'],
  },
  {
    kind: 'pvs-disk',
    cmdlet: 'Get-PvsDiskInfo',
    name: /pvsdisk(?:info|locator)?s?$/i,
    is: (has) => ['SubnetAffinity', 'WriteCacheType', 'RebalanceTriggerPercent'].some((each) => has(each)),
    namedBy: ['Name', 'DiskLocatorName'],
  },
  {
    kind: 'pvs-server',
    cmdlet: 'Get-PvsServer',
    name: /pvsserver(?:info|status)?s?$/i,
    is: (has) =>
      ['PowerRating', 'FirstPort', 'MaxBootDevicesAllowed'].some((each) => has(each)) ||
      has('Status', 'DeviceCount', 'Ip'),
    namedBy: ['Name', 'ServerName'],
  },
  {
    kind: 'pvs-farm',
    cmdlet: 'Get-PvsFarm',
    name: /pvsfarms?$/i,
    is: (has) => has('OfflineDatabaseSupportEnabled') || has('AutomaticMergeEnabled'),
    namedBy: ['Name', 'FarmName'],
  },
  {
    kind: 'pvs-site',
    cmdlet: 'Get-PvsSite',
    name: /pvssites?$/i,
    is: (has) => has('InventoryFilePollingInterval') || has('EnableDiskUpdate'),
    namedBy: ['Name', 'SiteName'],
  },
  {
    kind: 'pvs-device',
    cmdlet: 'Get-PvsDeviceInfo',
    name: /pvsdevice(?:info|status)?s?$/i,
    is: (has) =>
      (has('DeviceName') && ['CollectionName', 'CollectionId', 'DiskLocatorName'].some((each) => has(each))) ||
      has('LocalWriteCacheDiskSize') ||
      has('ServerIpConnection'),
    namedBy: ['Name', 'DeviceName'],
  },
  {
    kind: 'pvs-server-store',
    cmdlet: 'Get-PvsServerStore',
    name: /pvsserverstores?$/i,
    is: (has) => (has('StoreName', 'ServerName') || has('StoreId', 'ServerId')) && has('Path'),
    namedBy: ['StoreName', 'StoreId'],
  },
  {
    kind: 'pvs-store',
    cmdlet: 'Get-PvsStore',
    name: /pvsstores?$/i,
    is: (has) => has('PathType') || has('StoreName', 'Path') || has('StoreId', 'Path'),
    namedBy: ['Name', 'StoreName'],
  },
  // Views, locks, tasks and connections: known, and nothing of them is needed.
  {
    kind: 'not-needed',
    cmdlet: 'Get-PvsDiskLocatorLock',
    name: /pvs(?:siteview|farmview|disklocatorlock|task|connection|serverbootstrapname)/i,
    is: (has) =>
      has('SiteViewName') ||
      has('FarmViewName') ||
      has('Exclusive', 'ReadOnly') ||
      has('MapiException') ||
      has('Persist', 'Connected'),
    namedBy: ['Name', 'TaskId'],
  },
  {
    kind: 'pvs-collection',
    cmdlet: 'Get-PvsCollection',
    name: /pvscollections?$/i,
    is: (has) => has('AutoAddPrefix') || has('TemplateDeviceName') || has('CollectionName', 'SiteName'),
    namedBy: ['Name', 'CollectionName'],
  },
];
