/**
 * Works out the part of the status document about streaming, from the facts of a farm.
 *
 * Not here: what the fields mean (pvs-document.ts), and the facts (farm-facts.ts).
 */

import { present } from '../kernel/index.ts';
import { loadOf } from '../pvs/balance/index.ts';
import { rangeOfTarget, type TargetRange, targetName } from '../pvs/farm/index.ts';
import { copyState } from '../pvs/inventory/index.ts';
import { shownAccess, type VersionState, versionFor } from '../pvs/versions/index.ts';
import type { ServerAddress } from '../site/index.ts';
import type { Verdict } from './document.ts';
import type { FarmFacts } from './farm-facts.ts';
import type { PvsStatus, PvsSummary, ServerStatus, TargetStatus, VdiskStatus, VersionStatus } from './pvs-document.ts';

const MEGABYTE = 1_048_576;

/** All of it: it costs as much as the farm has targets. */
export function pvsStatusOf(facts: FarmFacts): PvsStatus {
  const { servers, vdisks, ...rest } = pvsSummaryOf(facts);
  return { ...rest, servers, targets: targetsStatusOf(facts), vdisks };
}

/** All but the targets one by one. */
export function pvsSummaryOf(facts: FarmFacts): PvsSummary {
  const { topology, database } = facts;
  return {
    runtime: 'modelled',
    database,
    servers: Object.fromEntries(topology.servers.map(({ name }, server) => [name, serverStatusOf(facts, server)])),
    vdisks: Object.fromEntries(topology.vdisks.map(({ name }, vdisk) => [name, vdiskStatusOf(facts, vdisk)])),
    targetCounts: facts.targetCounts(),
    heldTargets: facts.heldCount(),
  };
}

function targetsStatusOf(facts: FarmFacts): PvsStatus['targets'] {
  const { topology } = facts;
  const targets: Record<string, TargetStatus> = {};
  for (let target = 0; target < topology.targetCount; target++) {
    targets[targetName(topology, target)] = targetStatusOf(facts, target);
  }
  return targets;
}

/** The part about one server, by its number in the topology. A server that is down has no service that runs. */
export function serverStatusOf({ topology, server: factsOf }: FarmFacts, server: number): ServerStatus {
  const { site, addresses, powerRating } = present(topology.servers[server], 'a server of the farm');
  const { up, service, targetCount, bootingCount } = factsOf(server);
  return {
    site: present(topology.sites[site], 'the site of a server').name,
    up,
    streamService: up ? service : 'stopped',
    addresses: addresses.map(addressText),
    powerRating,
    targets: targetCount,
    booting: bootingCount,
    load: loadOf({ targetCount, powerRating }),
  };
}

/** The part about one target, by its number in the topology. */
export function targetStatusOf(facts: FarmFacts, target: number): TargetStatus {
  const { topology } = facts;
  const range = rangeOfTarget(topology, target);
  const now = facts.target(target);
  return {
    site: present(topology.sites[range.site], 'the site of a collection').name,
    collection: range.collection,
    type: range.type,
    vdisk: present(topology.vdisks[range.vdisk], 'the vDisk of a collection').name,
    version: now.version?.number ?? null,
    access: now.version?.access ?? null,
    state: now.state,
    held: now.isHeld,
    server: nameOf(facts, now.server),
    serverAddress: now.server === null ? null : addressFor(facts, now.server, range),
    loginServer: nameOf(facts, now.loginServer),
    recordedServer: nameOf(facts, now.recordedServer),
    failovers: now.failoverCount,
    lastFreezeSec: now.freezeMs / 1000,
    retries: now.retryCount,
    ioErrors: now.ioErrorCount,
    ramCachePercent: now.state === 'off' ? null : ramCachePercent(facts, range, now.writtenBytes),
    highlyAvailable: now.fallback.highlyAvailable,
    why: now.refusal ?? now.fallback.why,
  };
}

function nameOf({ topology }: FarmFacts, server: number | null): string | null {
  return server === null ? null : present(topology.servers[server], 'a server of the farm').name;
}

/** A target uses the address in its own subnet, where the server has one. */
function addressFor({ topology }: FarmFacts, server: number, { subnet }: TargetRange): string | null {
  const addresses = topology.servers[server]?.addresses ?? [];
  const near = subnet === null ? undefined : addresses.find((address) => address.subnet === subnet);
  const address = near ?? addresses[0];
  return address === undefined ? null : addressText(address);
}

function addressText({ host, port }: ServerAddress): string {
  return `${host}:${port}`;
}

/** Whole percents; null where the write cache is not in RAM. */
function ramCachePercent({ topology }: FarmFacts, range: TargetRange, writtenBytes: number): number | null {
  if (range.writeCache !== 'device-ram' && range.writeCache !== 'device-ram-overflow') return null;
  const { writeCacheMb } = present(topology.vdisks[range.vdisk], 'the vDisk of a collection');
  return Math.min(100, Math.floor((100 * writtenBytes) / (writeCacheMb * MEGABYTE)));
}

/** The part about one vDisk, by its number in the topology. */
export function vdiskStatusOf(facts: FarmFacts, vdisk: number): VdiskStatus {
  const { topology } = facts;
  const { store, mode, assignedServer } = present(topology.vdisks[vdisk], 'a vDisk of the farm');
  const { versions, fallback } = facts.vdisk(vdisk);
  return {
    site: present(topology.sites[store.site], 'the site of a store').name,
    store: store.name,
    storage: store.shared ? 'shared' : 'local',
    mode,
    loadBalanced: assignedServer === null,
    assignedServer: nameOf(facts, assignedServer),
    targets: topology.ranges.reduce((sum, range) => sum + (range.vdisk === vdisk ? range.count : 0), 0),
    defaultVersion: versionFor(versions, 'production')?.number ?? null,
    pinnedVersion: versions.pinned,
    versions: Object.fromEntries(
      versions.versions.map((version) => [String(version.number), versionStatusOf(facts, vdisk, version)]),
    ),
    highlyAvailable: fallback.highlyAvailable,
    why: fallback.why,
  };
}

function versionStatusOf(facts: FarmFacts, vdisk: number, version: VersionState): VersionStatus {
  const { topology } = facts;
  const { copy } = facts.vdisk(vdisk);
  const replicas = present(topology.vdisks[vdisk], 'a vDisk of the farm').store.servers.map((server) => {
    const { name } = present(topology.servers[server], 'a server of the farm');
    return [name, copyState(copy(version.number, server), version, topology.identity)] as const;
  });
  return {
    access: shownAccess(version),
    replicas: Object.fromEntries(replicas),
    identicalOn: replicas.flatMap(([name, state]) => (state === 'current' ? [name] : [])),
  };
}

/** The verdict over a farm: it looks at no target one by one. */
export function pvsVerdictOf(facts: FarmFacts): Verdict {
  const { frozen, booting } = facts.targetCounts();
  if (frozen > 0) return 'failed';
  const sound = facts.topology.servers.every((_, server) => isSound(facts, server));
  return sound && booting === 0 && facts.heldCount() === 0 ? 'healthy' : 'degraded';
}

function isSound(facts: FarmFacts, server: number): boolean {
  const { up, service } = facts.server(server);
  return up && service === 'running';
}
