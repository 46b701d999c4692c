/**
 * From a farm to the `provisioning` of a site file, as plain values, and without what is a default anyway.
 *
 * Not here: the rest of the file (../site-draft.ts).
 */

import { formatDuration, formatInstant } from '../../../../core/kernel/index.ts';
import { DEFAULT_TIMERS, type Timers } from '../../../../core/site/index.ts';
import { type Draft, mapOf } from '../draft.ts';
import type { FarmExport, FarmTimers, StoreExport, VdiskExport, VersionExport } from './farm-export.ts';

const DEFAULT_TRIGGER_PERCENT = 25;

/** The part of the site file that tells of the farm. */
export function farmDraft({ offlineSupport, autoMerge, sites, stores, vdisks, collections }: FarmExport): Draft {
  return mapOf({
    database: { offlineSupport },
    autoMerge: autoMerge ?? undefined,
    sites: new Map(
      sites.map(({ name, servers, loginServers }) => [
        name,
        mapOf({
          servers: new Map(
            servers.map((server) => [
              server.name,
              mapOf({ addresses: server.addresses, powerRating: server.powerRating }),
            ]),
          ),
          loginServers: loginServers ?? undefined,
        }),
      ]),
    ),
    stores: new Map(stores.map((store) => [store.name, storeDraft(store)])),
    vdisks: new Map(vdisks.map((vdisk) => [vdisk.name, vdiskDraft(vdisk)])),
    collections: new Map(
      collections.map(({ name, site, vdisk, type, targets }) => [
        name,
        mapOf({
          site,
          vdisk,
          type: type === 'production' ? undefined : type,
          targets: mapOf({ count: targets.count === 1 ? undefined : targets.count, name: targets.pattern }),
        }),
      ]),
    ),
  });
}

function storeDraft({ site, storage, servers }: StoreExport): Draft {
  return mapOf({ site, storage, servers });
}

function vdiskDraft(vdisk: VdiskExport): Draft {
  const { enabled, triggerPercent } = vdisk.rebalance;
  const isDefault = !enabled && triggerPercent === DEFAULT_TRIGGER_PERCENT;
  return mapOf({
    store: vdisk.store,
    mode: vdisk.mode,
    sizeGb: vdisk.sizeGb ?? undefined,
    writeCache: vdisk.mode === 'private' ? undefined : vdisk.writeCache,
    writeCacheMb: vdisk.writeCacheMb ?? undefined,
    loadBalanced: vdisk.assignedServer === null,
    assignedServer: vdisk.assignedServer ?? undefined,
    subnetAffinity: vdisk.subnetAffinity === 'none' ? undefined : vdisk.subnetAffinity,
    rebalance: isDefault ? undefined : mapOf({ enabled, triggerPercent }),
    versions: vdisk.versions.length === 0 ? undefined : vdisk.versions.map(versionDraft),
  });
}

function versionDraft({ number, access, modifiedMs, scheduledMs, replicas }: VersionExport): Draft {
  const differing = replicas.map(([server, { modifiedMs: ownMs, ...others }]) => {
    const modified = ownMs === undefined ? {} : { modified: instantText(ownMs as number) };
    return [server, mapOf({ ...others, ...modified })] as const;
  });
  return mapOf({
    number,
    access,
    modified: modifiedMs === null ? undefined : instantText(modifiedMs),
    scheduled: scheduledMs === null ? undefined : instantText(scheduledMs),
    replicas: differing.length === 0 ? undefined : new Map(differing),
  });
}

/** The timers of the farm that are not the default, as a site file has them. */
export function farmTimersDraft(timers: FarmTimers): Draft {
  const changed = Object.entries(timers).filter(
    ([timer, value]) => value !== null && value !== DEFAULT_TIMERS[timer as keyof FarmTimers],
  );
  return new Map(changed.map(([timer, value]) => [timer, timerText(timer as keyof FarmTimers, value as number)]));
}

/** A timer as a site file has it. */
export function timerText(timer: keyof FarmTimers & keyof Timers, value: number): string | number {
  return timer === 'bootsAtOnce' ? value : formatDuration(value);
}

/** A moment without milliseconds, where it has none. */
export function instantText(instantMs: number): string {
  return formatInstant(instantMs).replace('.000Z', 'Z');
}
