/**
 * A site as its administrator declared it: what exists and how it is set, with every default filled in.
 *
 * Maps keep the order of the file. Times are milliseconds; FQDNs keep the spelling of the file and are compared with
 * `sameFqdn`. Machines, users and targets are kept as numbered groups, since a site can have a million of them.
 *
 * Not here: reading YAML (app/site), what a definition may not say (meaning.ts), anything that changes while the site runs.
 */

export interface SiteDefinition {
  readonly name: string;
  /** World time at which the site starts, settled. */
  readonly startMs: number;
  /** Decides every draw: heartbeat phases, delays, orders. */
  readonly seed: number;
  readonly cloud: { readonly farm: string };
  readonly zones: Readonly<Record<string, ZoneDefinition>>;
  readonly policy: PolicyDefinition;
  readonly deliveryGroups: Readonly<Record<string, DeliveryGroupDefinition>>;
  readonly users: readonly UserGroupDefinition[];
  readonly workload: WorkloadDefinition;
  readonly storeFronts: Readonly<Record<string, StoreFrontDefinition>>;
  readonly adcs: Readonly<Record<string, AdcDefinition>>;
  readonly timers: Timers;
  readonly provisioning: ProvisioningDefinition | null;
}

/** A resource location: its connectors elect the broker that serves it when the cloud broker cannot be reached. */
export interface ZoneDefinition {
  readonly connectors: readonly ConnectorDefinition[];
  /** How many connectors must be unhealthy before Pending HA becomes Initial HA. */
  readonly peerVerdict: 'all-unhealthy' | 'majority' | 'any';
  /** Whether a connector outside HA mode can win the election. */
  readonly electionAmong: 'all' | 'in-ha-mode';
  /** Machines that one secondary broker of the zone may register. */
  readonly registrationLimit: number;
}

export interface ConnectorDefinition {
  readonly fqdn: string;
  readonly cores: number;
  readonly memoryGb: number;
}

export interface PolicyDefinition {
  readonly reuseMachinesWithoutShutdownInOutageAllowed: boolean;
  readonly powerActionsInOutage: boolean;
}

export interface DeliveryGroupDefinition {
  readonly type: 'pooled' | 'static' | 'multi-session';
  readonly hosting: 'other' | 'vsphere' | 'citrix-hypervisor';
  readonly reuseMachinesWithoutShutdownInOutage: boolean;
  readonly resources: readonly string[];
  /** User names or patterns; null entitles every user. */
  readonly entitled: readonly string[] | null;
  readonly restrictToTag: string | null;
  readonly machines: readonly MachineGroupDefinition[];
}

/** Machines `name` with `#` numbered from 1 to `count`, all in one zone. */
export interface MachineGroupDefinition {
  readonly zone: string;
  readonly count: number;
  readonly name: string;
  readonly maxSessions: number;
  /** Static groups: the owner of each machine; its `#` run takes the machine's number. */
  readonly assignedTo: string | null;
  readonly tags: readonly string[];
  /** Must match the group's type, or the registration is refused. */
  readonly sessionSupport: SessionSupport;
  readonly maintenance: boolean;
}

export type SessionSupport = 'single-session' | 'multi-session';

export interface UserGroupDefinition {
  readonly count: number;
  readonly name: string;
}

export interface WorkloadDefinition {
  readonly launchesPerMinute: number;
  readonly sessionMinutes: { readonly mean: number };
  readonly mix: Readonly<Record<string, number>>;
}

export interface StoreFrontDefinition {
  readonly version: string;
  readonly advancedHealthCheck: boolean;
  readonly backgroundHealthChecks: boolean;
  readonly loadBalance: boolean;
  readonly aggregation: readonly AggregationDefinition[];
  /** FQDNs of connectors, or of virtual servers of an ADC over them. */
  readonly deliveryControllers: readonly string[];
}

/** StoreFront's equivalent farm set: which delivery controllers count as one farm, and which only stand by. */
export interface AggregationDefinition {
  readonly name: string;
  readonly primary: readonly string[];
  readonly backup: readonly string[];
  readonly mode: 'load-balanced' | 'failover';
  readonly identical: boolean;
}

export interface AdcDefinition {
  readonly vips: Readonly<Record<string, VipDefinition>>;
  readonly gateway: { readonly stas: readonly string[]; readonly share: number } | null;
}

export interface VipDefinition {
  /** The zone that the administrator mapped the virtual server to; null where none is mapped. */
  readonly zone: string | null;
  readonly members: readonly string[];
  readonly monitor: 'citrix-xd-ddc' | 'tcp';
}

/** All in milliseconds, but `streamRetries` and `bootsAtOnce`, which are counts. Defaults and their basis: timers.ts. */
export interface Timers {
  readonly configSync: number;
  readonly storeFrontHeartbeat: number;
  readonly vdaHeartbeat: number;
  readonly pendingHa: number;
  readonly healthCheck: number;
  readonly initialHa: number;
  readonly pendingRecovery: number;
  readonly storeFrontContactExpiry: number;
  readonly storeFrontBypass: number;
  readonly peerHeartbeat: number;
  readonly peerSilence: number;
  readonly configImport: { readonly base: number; readonly perThousandMachines: number };
  readonly brokerContactLost: number;
  readonly vdaRetry: number;
  readonly machineReset: number;
  readonly streamReplyTimeout: number;
  readonly streamRetries: number;
  readonly streamHeartbeat: number;
  readonly bootPause: number;
  readonly bootMax: number;
  readonly bootsAtOnce: number;
  readonly inventoryPoll: number;
  readonly rebalanceCheck: number;
}

export interface ProvisioningDefinition {
  /** What makes two copies of a version identical: the time of modification alone, or time and content. */
  readonly identity: 'timestamp' | 'content';
  readonly haLogin: 'list-then-site' | 'list';
  readonly database: { readonly offlineSupport: boolean };
  readonly autoMerge: AutoMergeDefinition;
  readonly sites: Readonly<Record<string, ProvisioningSiteDefinition>>;
  readonly stores: Readonly<Record<string, ProvisioningStoreDefinition>>;
  readonly vdisks: Readonly<Record<string, VdiskDefinition>>;
  readonly collections: Readonly<Record<string, CollectionDefinition>>;
}

/** Whether the promotion of a version merges the versions of its vDisk, once there are too many. */
export interface AutoMergeDefinition {
  readonly enabled: boolean;
  /** A vDisk with more versions than this is merged. */
  readonly maxVersions: number;
  /** The access of the merged version. */
  readonly access: VersionAccess;
}

export type VersionAccess = 'production' | 'test' | 'maintenance';

export interface ProvisioningSiteDefinition {
  readonly servers: Readonly<Record<string, { readonly addresses: readonly string[]; readonly powerRating: number }>>;
  readonly loginServers: readonly string[];
}

export interface ProvisioningStoreDefinition {
  readonly site: string;
  readonly storage: 'local' | 'shared';
  readonly servers: readonly string[];
}

export interface VdiskDefinition {
  readonly store: string;
  readonly mode: 'standard' | 'private';
  readonly sizeGb: number;
  readonly writeCache: 'device-ram-overflow' | 'device-ram' | 'device-disk' | 'server' | 'server-persistent';
  /** The part of the write cache that is in the target's RAM. */
  readonly writeCacheMb: number;
  readonly loadBalanced: boolean;
  /** The one server of a vDisk without load balancing. */
  readonly assignedServer: string | null;
  readonly subnetAffinity: 'none' | 'best-effort' | 'fixed';
  readonly rebalance: { readonly enabled: boolean; readonly triggerPercent: number };
  readonly versions: readonly VdiskVersionDefinition[];
}

export interface VdiskVersionDefinition {
  readonly number: number;
  readonly access: VersionAccess;
  readonly modifiedMs: number;
  /** Stands for a hash of the bytes; null is a content of its own, shared with no other version. */
  readonly content: string | null;
  /** A production version with a later moment is released then; null releases it when the site is loaded. */
  readonly scheduledMs: number | null;
  /** Only the servers whose copy differs from the version's own. */
  readonly replicas: Readonly<Record<string, ReplicaDefinition>>;
}

export interface ReplicaDefinition {
  readonly missing: boolean;
  readonly unreachable: boolean;
  /** Null where it agrees with the version. */
  readonly modifiedMs: number | null;
  /** Null where it agrees with the version. */
  readonly content: string | null;
}

export interface CollectionDefinition {
  readonly site: string;
  readonly vdisk: string;
  readonly type: 'production' | 'test' | 'maintenance';
  /** Whether its targets have a disk of their own; without one a cache on the device's disk goes to the server. */
  readonly localDisk: boolean;
  readonly targets: { readonly count: number; readonly name: string; readonly subnet: string | null };
}
