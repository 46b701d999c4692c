/**
 * From a site file whose form is right to core's definition: the defaults that depend on other keys, and core's names.
 *
 * Not here: reading values such as durations (schema-values.ts).
 */

import type {
  CollectionDefinition,
  DeliveryGroupDefinition,
  MachineGroupDefinition,
  ProvisioningDefinition,
  SessionSupport,
  SiteDefinition,
  VdiskDefinition,
  VdiskVersionDefinition,
} from '../../core/site/index.ts';
import type { SiteFileShape } from './site-schema.ts';

type FileGroup = SiteFileShape['deliveryGroups'][string];
type FileFarm = NonNullable<SiteFileShape['provisioning']>;
type FileVdisk = FileFarm['vdisks'][string];
type FileVersion = NonNullable<FileVdisk['versions']>[number];

/** The documented limit of sessions of a multi-session machine, where the file names none. */
const MULTI_SESSIONS = 250;

/** The definition of a site, with every default filled in. */
export function toSiteDefinition(file: SiteFileShape): SiteDefinition {
  const deliveryGroups = mapValues(file.deliveryGroups, toDeliveryGroup);
  return {
    name: file.name,
    startMs: file.start,
    seed: file.seed,
    cloud: { farm: file.cloud.farm ?? file.name },
    zones: file.zones,
    policy: file.policy,
    deliveryGroups,
    users: file.users,
    workload: { ...file.workload, mix: file.workload.mix ?? evenMix(deliveryGroups) },
    storeFronts: file.storeFronts,
    adcs: mapValues(file.adcs, toAdc),
    timers: file.timers,
    provisioning: file.provisioning === undefined ? null : toProvisioning(file.provisioning, file.start),
  };
}

function mapValues<From, To>(map: Readonly<Record<string, From>>, change: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
}

function evenMix(deliveryGroups: SiteDefinition['deliveryGroups']): Record<string, number> {
  const resources = Object.values(deliveryGroups).flatMap((group) => group.resources);
  return Object.fromEntries(resources.map((resource) => [resource, 1]));
}

function toDeliveryGroup(group: FileGroup): DeliveryGroupDefinition {
  return {
    ...group,
    entitled: group.entitled ?? null,
    restrictToTag: group.restrictToTag ?? null,
    machines: group.machines.map((machines) => toMachineGroup(machines, group.type)),
  };
}

function toMachineGroup(
  machines: FileGroup['machines'][number],
  type: DeliveryGroupDefinition['type'],
): MachineGroupDefinition {
  const fitting: SessionSupport = type === 'multi-session' ? 'multi-session' : 'single-session';
  const sessionSupport = machines.sessionSupport ?? fitting;
  return {
    ...machines,
    sessionSupport,
    maxSessions: machines.maxSessions ?? (sessionSupport === 'single-session' ? 1 : MULTI_SESSIONS),
    assignedTo: machines.assignedTo ?? null,
  };
}

function toAdc(adc: SiteFileShape['adcs'][string]): SiteDefinition['adcs'][string] {
  return {
    vips: mapValues(adc.vips, (vip) => ({ ...vip, zone: vip.zone ?? null })),
    gateway: adc.gateway ?? null,
  };
}

function toProvisioning(farm: FileFarm, startMs: number): ProvisioningDefinition {
  return {
    ...farm,
    sites: mapValues(farm.sites, (site) => ({
      ...site,
      loginServers: site.loginServers ?? Object.keys(site.servers),
    })),
    vdisks: mapValues(farm.vdisks, (vdisk) => toVdisk(vdisk, startMs)),
    collections: mapValues(farm.collections, toCollection),
  };
}

function toVdisk(vdisk: FileVdisk, startMs: number): VdiskDefinition {
  const first: FileVersion = { number: 1, access: 'production', replicas: {} };
  return {
    ...vdisk,
    assignedServer: vdisk.loadBalanced ? null : (vdisk.assignedServer ?? null),
    versions: (vdisk.versions ?? [first]).map((version) => toVersion(version, startMs)),
  };
}

function toVersion(version: FileVersion, startMs: number): VdiskVersionDefinition {
  return {
    number: version.number,
    access: version.access,
    modifiedMs: version.modified ?? startMs,
    content: version.content ?? null,
    scheduledMs: version.scheduled ?? null,
    replicas: mapValues(version.replicas, ({ missing, unreachable, modified, content }) => ({
      missing,
      unreachable,
      modifiedMs: modified ?? null,
      content: content ?? null,
    })),
  };
}

function toCollection(collection: FileFarm['collections'][string]): CollectionDefinition {
  return { ...collection, targets: { ...collection.targets, subnet: collection.targets.subnet ?? null } };
}
