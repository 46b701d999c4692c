/**
 * What exports tell of a streaming farm: the farm of the site file, before it is text.
 *
 * Names are those of the site file. Null is what no export tells, so that the file says nothing about it either.
 *
 * Not here: reading it from objects (read-*.ts), making a part of a site file of it (farm-draft.ts).
 */

import type {
  CollectionDefinition,
  ReplicaDefinition,
  VdiskDefinition,
  VersionAccess,
} from '../../../../core/site/index.ts';

export interface FarmExport {
  /** Where the clock of the site file begins: no file of the farm is newer. Milliseconds. */
  readonly startMs: number;
  readonly offlineSupport: boolean;
  readonly autoMerge: AutoMergeExport | null;
  readonly sites: readonly FarmSiteExport[];
  readonly stores: readonly StoreExport[];
  readonly vdisks: readonly VdiskExport[];
  readonly collections: readonly CollectionExport[];
  readonly timers: FarmTimers;
}

export interface AutoMergeExport {
  readonly enabled: boolean;
  readonly maxVersions: number;
  readonly access: VersionAccess;
}

export interface FarmSiteExport {
  readonly name: string;
  readonly servers: readonly ServerExport[];
  /** Names of servers, in their order; null where no list is known. */
  readonly loginServers: readonly string[] | null;
}

export interface ServerExport {
  readonly name: string;
  readonly addresses: readonly string[];
  readonly powerRating: number;
}

export interface StoreExport {
  readonly name: string;
  readonly site: string;
  readonly storage: 'local' | 'shared';
  readonly servers: readonly string[];
}

export interface VdiskExport {
  readonly name: string;
  readonly store: string;
  readonly mode: VdiskDefinition['mode'];
  readonly sizeGb: number | null;
  readonly writeCache: VdiskDefinition['writeCache'];
  readonly writeCacheMb: number | null;
  /** Null where it is load balanced. */
  readonly assignedServer: string | null;
  readonly subnetAffinity: VdiskDefinition['subnetAffinity'];
  readonly rebalance: VdiskDefinition['rebalance'];
  /** Empty where no export tells of them. */
  readonly versions: readonly VersionExport[];
}

export interface VersionExport {
  readonly number: number;
  readonly access: VersionAccess;
  readonly modifiedMs: number | null;
  readonly scheduledMs: number | null;
  /** By server, in their order; only the copies that differ. */
  readonly replicas: readonly (readonly [server: string, replica: Partial<ReplicaDefinition>])[];
}

/** Targets that boot one vDisk, numbered from 1 where the pattern has a run of `#`. */
export interface CollectionExport {
  readonly name: string;
  readonly site: string;
  readonly vdisk: string;
  readonly type: CollectionDefinition['type'];
  readonly targets: { readonly pattern: string; readonly count: number };
}

/** Timers of the whole file, in their units there (milliseconds, and a count of boots); null where the servers or sites differ, or none tells. */
export interface FarmTimers {
  readonly bootPause: number | null;
  readonly bootMax: number | null;
  readonly bootsAtOnce: number | null;
  readonly inventoryPoll: number | null;
}
