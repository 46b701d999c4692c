/**
 * The farm of a site whose definition was changed: servers, vDisks and targets are known by their names, and keep their state.
 *
 * Versions keep what was done to them as long as their vDisk is declared as before; one that is declared otherwise begins anew. A
 * target whose vDisk or site is another one boots again, as one does whose writes go elsewhere now, or are on a server that is gone.
 * Other targets of a server that is gone look for another one at once. A server that is of another site now is gone as well.
 *
 * Not here: the rest of the site (../redefine).
 */

import {
  type FarmTopology,
  farmTopologyOf,
  rangeOfTarget,
  serverNumber,
  targetName,
  targetNumber,
  vdiskNumber,
} from '../../core/pvs/farm/index.ts';
import type { SiteDefinition } from '../../core/site/index.ts';
import type { QueuedEvent } from '../queue.ts';
import { schedule } from '../schedule.ts';
import type { World } from '../world.ts';
import { setDue } from './agenda.ts';
import { abandonCache } from './exchange.ts';
import type { FarmRuntime } from './farm.ts';
import type { FarmData, VdiskData } from './farm-data.ts';
import { lookAtServer } from './inventory-looks.ts';
import { scheduleRelease } from './releases.ts';
import { nextRequestMs } from './requests.ts';
import { farmChanged, requestSettings, wakeTargetsOf } from './schedule-farm.ts';
import { tellOfDatabase } from './servers.ts';
import { emptyFarm, scheduleChecks } from './settle-farm.ts';
import {
  isRunning,
  isStreaming,
  isWaiting,
  LOADING,
  LOGIN,
  OFF,
  OWN,
  RELOGIN,
  STREAMING,
  type TargetColumns,
} from './target-columns.ts';
import { loseServer, powerOn } from './target-life.ts';
import { login } from './target-login.ts';
import { bootedBy, demandOf, lockKey } from './who-may.ts';

/** The data of the farm as it is declared now, with what is kept of the one before. */
export function changedFarm(
  former: FarmRuntime | null,
  { before, definition }: { readonly before: SiteDefinition; readonly definition: SiteDefinition },
): FarmData | null {
  const fresh = emptyFarm(definition);
  if (fresh === null || definition.provisioning === null || former === null) return fresh;
  const topology = farmTopologyOf(definition.provisioning);
  const names = new Names(former.topology, topology);
  const servers = fresh.servers.map((server, number) => former.data.servers[names.formerServer(number)] ?? server);
  const vdisks = fresh.vdisks.map(
    (vdisk, number) => keptVdisk(former, { before, definition, topology }, number) ?? vdisk,
  );
  const booted = former.data.booted.map((copy) => ({ ...copy, vdisk: names.vdisk(copy.vdisk) }));
  const data = {
    ...fresh,
    servers,
    vdisks,
    booted,
    leases: keptLeases(former, topology),
    recordBehind: former.data.recordBehind,
  };
  Object.assign(data.locks, keptLocks(former, topology, names));
  Object.assign(data.imageHomes, keptImageHomes(former, topology, names));
  keepTargets(former, { data, topology, names });
  return data;
}

/** Numbers of one topology as those of another. */
class Names {
  readonly #former: FarmTopology;
  readonly #now: FarmTopology;

  constructor(former: FarmTopology, now: FarmTopology) {
    this.#former = former;
    this.#now = now;
  }

  formerServer(number: number): number {
    return serverNumber(this.#former, this.#now.servers[number]?.name ?? '');
  }

  server(former: number): number {
    return serverNumber(this.#now, this.#former.servers[former]?.name ?? '');
  }

  /** -1 as well for one that is of another site now. */
  serverIn(site: number, former: number): number {
    const server = this.server(former);
    return this.#now.servers[server]?.site === site ? server : -1;
  }

  vdisk(former: number): number {
    return vdiskNumber(this.#now, this.#former.vdisks[former]?.name ?? '');
  }
}

/** Null for a vDisk that is new, or declared otherwise than before. */
function keptVdisk(
  former: FarmRuntime,
  { before, definition, topology }: { before: SiteDefinition; definition: SiteDefinition; topology: FarmTopology },
  number: number,
): VdiskData | null {
  const { name, store } = topology.vdisks[number]!;
  const was = vdiskNumber(former.topology, name);
  const versionsOf = (site: SiteDefinition) => {
    const vdisk = site.provisioning?.vdisks[name];
    return JSON.stringify([vdisk?.versions, vdisk?.store, site.provisioning?.stores[store.name]]);
  };
  return was === -1 || versionsOf(before) !== versionsOf(definition) ? null : (former.data.vdisks[was] ?? null);
}

function keptLeases(former: FarmRuntime, { servers }: FarmTopology): FarmData['leases'] {
  const kept = Object.entries(former.data.leases).filter(([name]) => servers.some((server) => server.name === name));
  return Object.fromEntries(kept);
}

function keptLocks(former: FarmRuntime, topology: FarmTopology, names: Names): FarmData['locks'] {
  return Object.fromEntries(
    Object.entries(former.data.locks).flatMap(([key, holder]) => {
      const [vdisk = '', version = ''] = key.split(':');
      const [now, target] = [names.vdisk(Number(vdisk)), targetNumber(topology, targetName(former.topology, holder))];
      return now === -1 || target === null ? [] : [[lockKey(now, Number(version)), target] as const];
    }),
  );
}

/** An image stays where it is, as long as its store and its server do, even if that one does not serve the store for a while. */
function keptImageHomes(former: FarmRuntime, { vdisks, servers }: FarmTopology, names: Names): FarmData['imageHomes'] {
  return Object.fromEntries(
    Object.entries(former.data.imageHomes).flatMap(([key, home]) => {
      const [vdisk = '', version = ''] = key.split(':');
      const [now, server] = [names.vdisk(Number(vdisk)), names.server(home)];
      const [before, after] = [former.topology.vdisks[Number(vdisk)]?.store, vdisks[now]?.store];
      const isSame = after !== undefined && after.name === before?.name && !after.shared;
      return isSame && servers[server]?.site === after.site ? [[lockKey(now, Number(version)), server] as const] : [];
    }),
  );
}

const KEPT_COLUMNS = [
  'phase',
  'wanted',
  'awaits',
  'generation',
  'asked',
  'askedMs',
  'sinceMs',
  'anchorMs',
  'tries',
  'timeoutMs',
  'attachedMs',
  'bootedMs',
  'counted',
  'copy',
  'failovers',
  'retries',
  'pausedMs',
  'lostBytes',
  'ioErrors',
] as const satisfies readonly (keyof TargetColumns)[];

const SERVER_COLUMNS = ['server', 'from', 'loginServer', 'recorded', 'home'] as const;

function keepTargets(
  former: FarmRuntime,
  { data, topology, names }: { data: FarmData; topology: FarmTopology; names: Names },
): void {
  const { targets } = data;
  for (let target = 0; target < targets.count; target++) {
    const was = formerTarget(former, topology, target);
    if (was === null) continue;
    for (const column of KEPT_COLUMNS) targets[column][target] = former.data.targets[column][was]!;
    const { site } = rangeOfTarget(topology, target);
    for (const column of SERVER_COLUMNS) {
      targets[column][target] = names.serverIn(site, former.data.targets[column][was]! - 1) + 1;
    }
    if (targets.server[target] === 0) targets.counted[target] = 0;
    if (isWaiting(targets.phase[target]!)) targets.waitingCount += 1;
    setDue(targets.agenda, target, former.data.targets.agenda.dueMs[was]!);
    countTarget(data, topology, target);
  }
}

/** The same target before the change; null for one that is new, or that has to boot again. */
function formerTarget(former: FarmRuntime, topology: FarmTopology, target: number): number | null {
  const was = targetNumber(former.topology, targetName(topology, target));
  if (was === null || diskOf(former.topology, was) !== diskOf(topology, target)) return null;
  const keeper = bootedBy(former, was) === null ? null : (demandOf(former, was)?.boundTo ?? null);
  const { site } = rangeOfTarget(topology, target);
  const isKept = keeper === null || new Names(former.topology, topology).serverIn(site, keeper) !== -1;
  return isKept ? was : null;
}

/** What a target reads, and where it writes. */
function diskOf(topology: FarmTopology, target: number): string {
  const { site, vdisk, writeCache } = rangeOfTarget(topology, target);
  const { name, store, mode } = topology.vdisks[vdisk]!;
  const writes = mode === 'private' ? mode : writeCache;
  return [topology.sites[site]?.name, name, writes, store.name, store.shared].join('/');
}

function countTarget({ targets }: FarmData, topology: FarmTopology, target: number): void {
  const server = targets.server[target]! - 1;
  if (server === -1) return;
  const { vdisk } = rangeOfTarget(topology, target);
  targets.onServer[server]! += 1;
  targets.bootingOn[server]! += targets.counted[target]!;
  targets.ofVdisk[vdisk * topology.servers.length + server]! += 1;
}

/** Goes on with the farm of a changed definition, in a world that has its new parts. */
export function resumeFarm(world: World, former: FarmRuntime | null, queue: readonly QueuedEvent[]): void {
  const { farm } = world;
  if (former !== null) releaseGone(world, former, farm?.topology ?? null);
  if (farm === null) return;
  loseDisks(world, former ?? farm, farm);
  for (const event of queue) carryEvent(world, farm, former, event);
  tellOfDatabase(world, farm);
  farm.topology.servers.forEach((_, server) => {
    lookAtServer(world, farm, server);
    wakeTargetsOf(world, farm, server);
  });
  farm.topology.vdisks.forEach((_, vdisk) => {
    scheduleRelease(world, farm, vdisk);
  });
  scheduleChecks(world, farm.topology);
  for (let target = 0; target < farm.data.targets.count; target++) resumeTarget(world, farm, former, target);
  farmChanged(world, farm);
}

function loseDisks({ disks }: World, former: FarmRuntime, { topology }: FarmRuntime): void {
  const names = new Names(former.topology, topology);
  former.topology.servers.forEach(({ name, site }, server) => {
    const siteNow = topology.sites.findIndex((each) => each.name === former.topology.sites[site]?.name);
    if (names.serverIn(siteNow, server) === -1) disks?.lose(name);
  });
}

/** A machine that is no target any more has its disk for itself: nothing keeps it from running. */
function releaseGone(world: World, former: FarmRuntime, topology: FarmTopology | null): void {
  const { count, phase } = former.data.targets;
  for (let target = 0; target < count; target++) {
    const name = targetName(former.topology, target);
    if (topology !== null && targetNumber(topology, name) !== null) continue;
    abandonCache(world, former, target);
    if (!isStreaming(phase[target]!)) former.host.running(name);
  }
}

/** One that is new boots; one whose server is gone looks for another; one that asks begins with the list as it is now. */
function resumeTarget(world: World, farm: FarmRuntime, former: FarmRuntime | null, target: number): void {
  const { phase, server, awaits, agenda } = farm.data.targets;
  if (former === null || formerTarget(former, farm.topology, target) === null) {
    return bootAnew(world, farm, former, target);
  }
  // A machine may be new in its delivery group, and not know of its disk.
  if (!isStreaming(phase[target]!)) farm.host.held(targetName(farm.topology, target), 'held');
  const asks = phase[target] === LOGIN || phase[target] === RELOGIN;
  const isLeft = (isStreaming(phase[target]!) || phase[target] === LOADING) && server[target] === 0;
  if (!asks && !isLeft && !isWaiting(phase[target]!)) return replanRequest(world, farm, target);
  awaits[target] = OWN;
  setDue(agenda, target, Number.POSITIVE_INFINITY);
  if (isLeft) loseServer(world, farm, target);
  else if (asks) login(world, farm, target);
}

/** When it makes requests depends on its number, and on timers. One that would be answered sleeps again after the next. */
function replanRequest(world: World, { data: { targets } }: FarmRuntime, target: number): void {
  if (targets.phase[target] !== STREAMING || targets.awaits[target] !== OWN) return;
  setDue(targets.agenda, target, nextRequestMs(requestSettings(world), target, world.data.nowMs));
}

/** The sessions of a machine that ran until now are over. */
function bootAnew(world: World, farm: FarmRuntime, former: FarmRuntime | null, target: number): void {
  const name = targetName(farm.topology, target);
  const was = former === null ? null : targetNumber(former.topology, name);
  const ran = was !== null && isRunning(former?.data.targets.phase[was] ?? OFF);
  farm.host.held(name, ran ? 'off' : 'held');
  if (former !== null && was !== null) abandonCache(world, former, was);
  powerOn(world, farm, target);
}

/** What a server is about to do, it does under its new number. What has no number or is planned anew is left out. */
function carryEvent(world: World, farm: FarmRuntime, former: FarmRuntime | null, event: QueuedEvent): void {
  const { what } = event;
  if (what.type !== 'drained' && what.type !== 'silence') return;
  const server = serverNumber(farm.topology, former?.topology.servers[what.server]?.name ?? '');
  if (server !== -1) schedule(world, { ...event, order: server, what: { ...what, server } });
}
