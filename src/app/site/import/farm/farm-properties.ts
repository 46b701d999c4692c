/**
 * Which properties the objects of a streaming farm are known to have, and the range of those that are numbers, as the object guide of the
 * PowerShell module has them.
 *
 * Numbers that are codes have no range here: a code that nobody knows yet is told of where it is read.
 *
 * Not here: which of them are read (read-*.ts).
 */

import type { FarmKind } from './farm-kinds.ts';

/** Blanks or line breaks between them; `:least..most` behind a number. */
export const FARM_PROPERTIES: Readonly<Record<FarmKind, string>> = {
  'pvs-farm': `
    AdGroupsEnabled AuditingEnabled AutoAddEnabled AutomaticMergeEnabled DatabaseInstanceName DatabaseName
    DatabaseServerName DefaultSiteId DefaultSiteName FailoverPartnerInstanceName FailoverPartnerServerName
    FarmId FarmName LastAuditArchiveDate LicenseServer LicenseServerPort:1025..65534 LicenseSKU:0..1
    LicenseTradeUp MaxVersions:3..50 MergeMode MultiSubnetFailover OfflineDatabaseSupportEnabled`,
  'pvs-site': `
    DefaultCollectionId DefaultCollectionName DiskUpdateServerId DiskUpdateServerName EnableDiskUpdate
    InventoryFilePollingInterval:1..600 MakPassword MakUser SiteId SiteName`,
  'pvs-server': `
    Active AdMaxPasswordAge:1..30 AdMaxPasswordAgeEnabled BootPauseSeconds:1..60 BuffersPerThread:1..128
    BusyDbConnectionRetryCount:0..32767 BusyDbConnectionRetryInterval:0..10000 ContactIp ContactPort
    DeviceCount EventLoggingEnabled FirstPort:1025..65534 InitialQueryConnectionPoolSize:1..1000
    InitialTransactionConnectionPoolSize:1..1000 IoBurstSize:4096..61440 Ip LastBugReportAttempt
    LastBugReportResult LastBugReportStatus LastBugReportSummary LastCeipUploadAttempt LastPort:1025..65534
    LicenseTimeout:15..300 LocalConcurrentIoLimit:0..128 LogFileBackupCopiesMax:1..50 LogFileSizeMax:1..50
    LogLevel:0..6 ManagementIp MaxBootDevicesAllowed:1..1000 MaxBootSeconds:10..900
    MaxQueryConnectionPoolSize:1..32767 MaxTransactionConnectionPoolSize:1..32767
    MaxTransmissionUnits:502..16426 NonBlockingIoEnabled Port PowerRating:0.1..1000 RefreshInterval:0..32767
    RemoteConcurrentIoLimit:0..128 ServerCacheTimeout:5..60 ServerFqdn ServerId ServerName SiteId SiteName
    Status ThreadsPerPort:1..60 UnusedDbConnectionTimeout:0..32767 VDiskCreatePacing:0..5`,
  'pvs-store': `
    CachePath Path PathType SiteId SiteName StoreId StoreName`,
  'pvs-server-store': `
    CachePath Path ServerId ServerName StoreId StoreName`,
  'pvs-bootstrap': `
    BootFromHdOnFail Bootserver1_Gateway Bootserver1_Ip Bootserver1_Netmask Bootserver1_Port
    Bootserver2_Gateway Bootserver2_Ip Bootserver2_Netmask Bootserver2_Port Bootserver3_Gateway
    Bootserver3_Ip Bootserver3_Netmask Bootserver3_Port Bootserver4_Gateway Bootserver4_Ip
    Bootserver4_Netmask Bootserver4_Port GeneralTimeout:1000..60000 InterruptSafeMode PaeMode
    PollingTimeout:1000..60000 RecoveryTime:10..60000 ServerId VerboseMode`,
  'pvs-collection': `
    ActiveDeviceCount AutoAddNumberLength:3..9 AutoAddPrefix AutoAddSuffix AutoAddZeroFill CollectionId
    CollectionName DeviceCount DeviceWithPVDCount Enabled LastAutoAddDeviceNumber MakActivateNeededCount
    SiteId SiteName TemplateDeviceId TemplateDeviceName`,
  'pvs-device': `
    Active AdPassword AdSignature AdTimestamp Authentication:0..2 BdmBoot BdmCreated BdmFormat BdmType
    BdmUpdated BootFrom:1..3 ClassName CollectionId CollectionName DeviceId DeviceMac DeviceName DiskFileName
    DiskLocatorId DiskLocatorName DiskVersion DiskVersionAccess DomainControllerName DomainName
    DomainObjectSID DomainTimeCreated Enabled HypVmId Ip License LicenseType LocalDiskEnabled
    LocalWriteCacheDiskSize:0..2048 LogLevel:0..6 MakLicenseActivated Model Password Port:1025..65534
    PvdDriveLetter ServerId ServerIpConnection ServerName ServerPortConnection SiteId SiteName Status Template
    TemporaryVersionSet Type User VirtualHostingPoolId XsPvsProxyUuid`,
  'pvs-disk': `
    AccelerateOfficeActivation ActivationDateEnabled Active ActiveDate AdPasswordEnabled Author
    AutoUpdateEnabled Build:0..4294967295 Class ClearCacheDisabled Company Date DeviceCount DiskLocatorId
    DiskLocatorName DiskSize DiskUpdateDeviceId DiskUpdateDeviceName Enabled EnabledForDevice HaEnabled
    HardwareTarget ImageType InternalName LicenseMode:0..2 Locked LogicalSectorSize LongDescription
    MajorRelease:0..4294967295 Mapped MenuText MinorRelease:0..4294967295 OperatingSystem OriginalFile OsType
    PrinterManagementEnabled RebalanceEnabled RebalanceTriggerPercent:5..5000 SerialNumber ServerId ServerName
    SiteId SiteName StoreId StoreName SubnetAffinity TemporaryVersionSet Title VhdBlockSize:512..16384 VHDX
    WriteCacheSize:0..131072 WriteCacheType`,
  'pvs-disk-version': `
    Access CanDelete CanMerge CanMergeBase CanOverride CanPromote CanRevertMaintenance CanRevertTest
    CanSetScheduledDate CreateDate DeleteWhenFree DeviceCount DiskFileName DiskLocatorId GoodInventoryStatus
    IsPending ScheduledDate TaskId TemporaryVersionSet Type Version`,
  'pvs-disk-inventory': `
    Active DiskLocatorId FilePath FileTime PropertiesTime ServerId ServerName State Version`,
};

export interface NumberRange {
  readonly least: number;
  readonly most: number;
}

const RANGES = new Map<FarmKind, ReadonlyMap<string, NumberRange>>();

/** The numbers that an object of the kind may have, by their properties. */
export function rangesOf(kind: FarmKind): ReadonlyMap<string, NumberRange> {
  let ranges = RANGES.get(kind);
  if (ranges === undefined) {
    const found = FARM_PROPERTIES[kind].matchAll(/(\w+):([\d.]+?)\.\.(\d+)/g);
    ranges = new Map(
      [...found].map(([, property, least, most]) => [property as string, { least: Number(least), most: Number(most) }]),
    );
    RANGES.set(kind, ranges);
  }
  return ranges;
}
