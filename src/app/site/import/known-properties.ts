/**
 * Which properties exported objects are known to have, from the published lists of the PowerShell SDK and of the REST service. What an
 * export has beside them is told of, since it could matter.
 *
 * Not here: those of a streaming farm (farm/farm-properties.ts), and which of them are read (read-*.ts).
 */

import { FARM_PROPERTIES } from './farm/farm-properties.ts';
import type { Kind } from './kinds.ts';

/** What any object can have, and what a remote session adds. */
const ALWAYS =
  'ContainerMetadata Description Guid Id Metadata MetadataKeys MetadataMap Name PSComputerName PSShowComputerName Role RunspaceId Scopes TenantId Tenants Uid UUID Uuid';

/** The others, with blanks or line breaks between them. */
const KNOWN: Readonly<Record<Exclude<Kind, 'not-needed'>, string>> = {
  ...FARM_PROPERTIES,
  machine: `
    AgentVersion AllocationType ApplicationsInUse AssignedClientName AssignedIPAddress AssignedUsers
    AssignedUserSIDs AssociatedTenantId AssociatedUserFullNames AssociatedUserNames AssociatedUsers
    AssociatedUserSIDs AssociatedUserUPNs AzureAdJoinedMode BrowserName Capabilities CatalogName CatalogUid
    CatalogUUID CbpVersion ColorDepth ContainerScopes ControllerDNSName ControllerDnsName DeliveryGroup DeliveryType
    DesktopConditions DesktopGroupName DesktopGroupUid DesktopGroupUUID DesktopKind DesktopUid DNSName DnsName
    DrainingUntilShutdown FailedActionCompletionTime FailureReason FaultState FormattedLastConnectionTime
    FormattedLastDeregistrationTime FormattedLastErrorTime FormattedSessionStartTime FormattedSessionStateChangeTime
    FunctionalLevel HostedMachineId HostedMachineName Hosting HostingServerName HypervisorConnectionName
    HypervisorConnectionUid HypHypervisorConnectionUid IconId IconUid ImageOutOfDate InMaintenanceMode IPAddress
    IsAssigned IsPhysical IsReserved LastConnectionFailure LastConnectionTime LastConnectionUser
    LastDeregistrationReason LastDeregistrationTime LastErrorReason LastErrorTime LastHostingUpdateTime
    LastPvdErrorReason LastPvdErrorTime LoadIndex LoadIndexes LoadIndexNames MachineCatalog
    MachineConfigurationOutOfSync MachineInternalState MachineName MachineType MachineUnavailableReason
    MaintenanceModeReason OSType OSVersion PersistUserChanges PowerActionPending PowerState ProvisioningType
    PublishedApplications PublishedName PvdEstimatedCompletionTime PvdPercentDone PvdStage PvdUpdateStartTime
    RegistrationState ScheduledReboot SecureIcaRequired SessionAutonomouslyBrokered SessionClientAddress
    SessionClientName SessionClientVersion SessionConnectedViaHostName SessionConnectedViaIP SessionCount
    SessionDeviceId SessionHardwareId SessionHidden SessionKey SessionLaunchedViaHostName SessionLaunchedViaIP
    SessionProtocol SessionSecureIcaActive SessionsEstablished SessionSmartAccessTags SessionsPending
    SessionStartTime SessionState SessionStateChangeTime SessionSupport SessionType SessionUid SessionUserName
    SessionUserSID SID Sid StoreFrontServersForHostedReceiver SummaryState SupportedPowerActions Tags UpgradeDetail
    UpgradeState UpgradeType VMToolsState WillShutdownAfterUse WindowsActivationStatus
    WindowsActivationStatusErrorCode WindowsActivationStatusVirtualMachineError
    WindowsActivationTypeProvisionedVirtualMachine WindowsConnectionSetting Zone ZoneName ZoneUid`,
  'delivery-group': `
    AdminFolder AdvancedAccessPolicy AppAccessPolicy AppDisks AppDnaAnalysisState AppDnaCompatibility
    ApplicationCompatibility ApplicationGroupCompatibility AppProtectionKeyLoggingRequired
    AppProtectionScreenCaptureRequired AutomaticPowerOnForAssigned AutomaticPowerOnForAssignedDuringPeak
    AutoScaleEnabled AutoscaleGroupPlugins AutoscaleLogOffReminderEnabled
    AutoscaleLogOffReminderIntervalSecondsOffPeak AutoscaleLogOffReminderIntervalSecondsPeak
    AutoscaleLogOffReminderMessage AutoscaleLogOffReminderTitle AutoscaleScaleDownActionDuringOffPeak
    AutoscaleScaleDownActionDuringPeak AutoscalingEnabled ColorDepth ConfigurationSlotUids DefaultDesktopIconId
    DefaultDesktopPublishedName Delivering DeliveryType DesktopCompatibility DesktopKind Desktops DesktopsAvailable
    DesktopsDisconnected DesktopsFaulted DesktopsInUse DesktopsNeverRegistered DesktopsPreparing
    DesktopsUnregistered DisconnectOffPeakIdleSessionAfterSeconds DisconnectPeakIdleSessionAfterSeconds Enabled
    FullName HasBeenPromoted HasBeenPromotedFrom HdxSslEnabled IconUid InMaintenanceMode IsBroken IsPowerManaged
    IsRemotePC LicenseModel LimitSecondsToForceLogOffUserDuringOffPeak LimitSecondsToForceLogOffUserDuringPeak
    LingerSettings LoadBalanceType LogoffOffPeakDisconnectedSessionAfterSeconds
    LogoffPeakDisconnectedSessionAfterSeconds LogOffWarningMessage LogOffWarningTitle MachineConfigurationNames
    MachineConfigurationUids MachineCost MachineLogOnType MachineOperatingSystems MachinesInMaintenanceMode
    MachineType MinimumFunctionalLevel OffMachines OffPeakBufferSizePercent OffPeakDisconnectAction
    OffPeakDisconnectTimeout OffPeakDisconnectTimeoutMinutes OffPeakExtendedDisconnectAction
    OffPeakExtendedDisconnectTimeout OffPeakExtendedDisconnectTimeoutMinutes OffPeakLogOffAction
    OffPeakLogOffTimeout OffPeakLogOffTimeoutMinutes PeakAutoscaleAssignedPowerOnIdleAction
    PeakAutoscaleAssignedPowerOnIdleTimeoutMinutes PeakBufferSizePercent PeakDisconnectAction PeakDisconnectTimeout
    PeakDisconnectTimeoutMinutes PeakExtendedDisconnectAction PeakExtendedDisconnectTimeout
    PeakExtendedDisconnectTimeoutMinutes PeakLogOffAction PeakLogOffTimeout PeakLogOffTimeoutMinutes PolicySetGuid
    PowerOffDelayMinutes PowerTimeSchemes PrelaunchSettings ProductCode ProtocolPriority PublishedName
    RegisteredMachines RequiredSleepCapability RequireUserHomeZone
    RestrictAutoscaleMinIdleUntaggedPercentDuringOffPeak RestrictAutoscaleMinIdleUntaggedPercentDuringPeak
    RestrictAutoscaleTag ReuseMachinesWithoutShutdownInOutage SecureIcaRequired SessionCount Sessions SessionSupport
    SettlementPeriodBeforeAutoShutdown SettlementPeriodBeforeAutoShutdownSeconds SettlementPeriodBeforeUse
    SettlementPeriodBeforeUseSeconds SharingKind ShutdownDesktopsAfterUse SimpleAccessPolicy
    StoreFrontServersForHostedReceiver Tags TimeZone TotalApplicationGroups TotalApplications TotalDesktops
    TotalDesktopsOfSuspend TotalMachines TurnOnAddedMachine TurnOnAddedMachines UnassignedMachines UsedByGroupPolicy
    UserManagement VdaVersions ZonePreferences`,
  site: `
    AppProtectionAuthorized BaseOU BrokerServiceGroupUid ColorDepth ConfigLastChangeTime
    ConfigurationServiceGroupUid ConnectionLeasingEnabled DefaultDesktopIconId DefaultMinimumFunctionalLevel
    DefaultSecureIcaRequired DesktopGroupIconUid DnsResolutionEnabled EnabledFeatures GpoDataNoError
    IsSecondaryBroker LicensedSessionsActive LicenseEdition LicenseExpirationDate LicenseGraceSessionsRemaining
    LicenseModel LicenseServerName LicenseServerPort LicenseServerUri LicensesWithExpiredSwm LicensingAlerts
    LicensingBurnIn LicensingBurnInDate LicensingGraceHoursLeft LicensingGracePeriodActive LicensingModel
    LicensingOutOfBoxGracePeriodActive LocalHostCacheEnabled OrchestationApiVersion PeakConcurrentLicenseUsers
    PrimaryZone ProductCode ProductEdition ProductVersion ReuseMachinesWithoutShutdownInOutageAllowed
    SecureIcaRequired SiteConfigurationComplete SiteConfigurationProfile SiteServices TotalUniqueLicenseUsers
    TrustManagedAnonymousXmlServiceRequests TrustRequestsSentToTheXmlServicePort`,
  zone: `
    ControllerNames Controllers ControllerSids ExternalUid IsHealthy IsPrimary LastStateChangeTimeInUtc
    ResourceLocation`,
  connector: `
    connectorType currentVersion expectedVersion Fqdn fqdn id inMaintenance lastContactDate Location location
    MachineAddress Role role Sid Status status upgradeDisabled versionState ZoneName ZoneUid`,
  controller: `
    ActiveSiteServices AssociatedHypervisorConnectionUids ControllerVersion DesktopsRegistered DNSName
    LastActivityTime LastLicensingServerEvent LastLicensingServerEventDetails LastLicensingServerEventTime
    LastStartTime LicensingGracePeriodReasons LicensingGracePeriodTimesRemaining LicensingGraceState
    LicensingServerState MachineName OSType OSVersion SID State`,
  'desktop-rule': `
    BrowserName ColorDepth DesktopGroupUid Enabled ExcludedUserFilterEnabled ExcludedUsers IconId IconUid
    IncludedUserFilterEnabled IncludedUsers LeasingBehavior MachinesForAssignment MaxDesktops PublishedName
    RestrictToTag SecureIcaRequired SessionReconnection`,
  'app-rule': `
    DesktopGroupUid Enabled ExcludedUserFilterEnabled ExcludedUsers IncludedUserFilterEnabled IncludedUsers
    LeasingBehavior SessionReconnection`,
  'access-rule': `
    AllowedConnections AllowedProtocols AllowedUsers AllowRestart DesktopGroupName DesktopGroupUid Enabled
    ExcludedClientIPFilterEnabled ExcludedClientIPs ExcludedClientNameFilterEnabled ExcludedClientNames
    ExcludedSmartAccessFilterEnabled ExcludedSmartAccessTags ExcludedUserFilterEnabled ExcludedUsers HdxSslEnabled
    IncludedClientIPFilterEnabled IncludedClientIPs IncludedClientNameFilterEnabled IncludedClientNames
    IncludedSmartAccessFilterEnabled IncludedSmartAccessTags IncludedUserFilterEnabled IncludedUsers`,
  application: `
    AdminFolderName AdminFolderUid AllAssociatedDesktopGroupUids AllAssociatedDesktopGroupUUIDs ApplicationFolder
    ApplicationName ApplicationType AppVAppProperties AssociatedApplicationGroupUids AssociatedApplicationGroupUUIDs
    AssociatedApplicationGroupUuids AssociatedDeliveryGroupUuids AssociatedDesktopGroupPriorities
    AssociatedDesktopGroupUids AssociatedDesktopGroupUUIDs AssociatedUserFullNames AssociatedUserNames
    AssociatedUserUPNs BrowserName Categories ClientFolder CloudWorkspaceManaged CommandLineArguments
    CommandLineExecutable ConfigurationSlotUids ConfiguredFtas ContainerScopes ContentLocation CpuPriorityLevel
    DoNotEnumerate Enabled HomeZone HomeZoneMode HomeZoneName HomeZoneOnly HomeZoneUid IconFromClient IconId IconUid
    IgnoreUserHomeZone IncludedUserFilterEnabled IncludedUsers InstalledAppProperties MachineConfigurationNames
    MachineConfigurationUids MaxPerUserInstances MaxTotalInstances NumAssociatedApplicationGroups
    NumAssociatedDeliveryGroups PackagedApplicationType PackagedApplicationVisibility PackagedAppProperties
    PublishedName SecureCmdLineArgumentsEnabled SharingKind ShortcutAddedToDesktop ShortcutAddedToStartMenu
    StartMenuFolder Tags UserFilterEnabled Visible WaitForPrinterCreation WorkingDirectory ZoneId ZoneList`,
  storefront: `
    AdvancedHealthCheck BackgroundHealthCheckPollingPeriod CommunicationTimeout ConnectionTimeout
    EnableFileTypeAssociation Farms LeasingStatusExpiryFailed LeasingStatusExpiryLeasing LeasingStatusExpiryPending
    PooledSockets ServerCommunicationAttempts Store StoreFront StoreFrontVersion Version`,
  farm: `
    AllFailedBypassDuration BypassDuration FarmGuid FarmName FarmType LoadBalance MaxFailedServersPerRequest
    MaximumFailedServersPerRequest Port Product RadeTicketTimeToLive RestrictPoPs Servers ServiceUrls SSLRelayPort
    TicketTimeToLive TransportType XMLValidationEnabled Zones`,
  'storefront-version': `
    Build Major MajorRevision Minor MinorRevision Revision`,
};

const SETS = new Map<Kind, ReadonlySet<string>>();

/** Whether objects of the kind are known to have the property. */
export function isKnownProperty(kind: Kind, property: string): boolean {
  if (kind === 'not-needed') return true;
  let known = SETS.get(kind);
  if (known === undefined) {
    known = new Set(`${ALWAYS} ${KNOWN[kind]}`.split(/\s+/).map(withoutRange));
    SETS.set(kind, known);
  }
  return known.has(property);
}

/** The names of numbers of a farm have their range behind them. */
function withoutRange(property: string): string {
  return property.split(':', 1)[0] as string;
}
