/**
 * The farm of a site whose definition was changed: servers, vDisks and targets are known by their names, and keep their state.
 *
 * Versions keep what was done to them as long as their vDisk is declared as before; one that is declared otherwise begins anew. A
 * target whose vDisk or site is another one boots again. A server that is gone leaves its targets as a crash would.
 *
 * Not here: the rest of the site (../redefine).
 */

import {
  type FarmTopology,
  farmTopologyOf,
  rangeOfTarget,
  targetName,
  targetNumber,
} from '../../core/pvs/farm/index.ts';
import type { SiteDefinition } from '../../core/site/index.ts';
import type { QueuedEvent } from '../queue.ts';
import { schedule } from '../schedule.ts';
import type { World } from '../world.ts';
import { setDue } from './agenda.ts';
import type { FarmRuntime } from './farm.ts';
import type { FarmData, VdiskData } from './farm-data.ts';
import { lookAtServer } from './inventory-looks.ts';
import { scheduleRelease } from './releases.ts';
import { farmChanged, wakeTargetsOf } from './schedule-farm.ts';
import { tellOfDatabase } from './servers.ts';
import { emptyFarm, scheduleChecks } from './settle-farm.ts';
import {
  isRunning,
  isWaiting,
  LOADING,
  LOGIN,
  OWN,
  RELOGIN,
  RETRYING,
  STREAMING,
  type TargetColumns,
} from './target-columns.ts';
import { login, powerOn } from './target-life.ts';
import { lockKey } from './who-may.ts';

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
    return this.#former.servers.findIndex(({ name }) => name === this.#now.servers[number]?.name);
  }

  server(former: number): number {
    return this.#now.servers.findIndex(({ name }) => name === this.#former.servers[former]?.name);
  }

  vdisk(former: number): number {
    return this.#now.vdisks.findIndex(({ name }) => name === this.#former.vdisks[former]?.name);
  }
}

/** Null for a vDisk that is new, or declared otherwise than before. */
function keptVdisk(
  former: FarmRuntime,
  { before, definition, topology }: { before: SiteDefinition; definition: SiteDefinition; topology: FarmTopology },
  number: number,
): VdiskData | null {
  const { name, store } = topology.vdisks[number]!;
  const was = former.topology.vdisks.findIndex((vdisk) => vdisk.name === name);
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

const KEPT_COLUMNS = [
  'phase',
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
    for (const column of SERVER_COLUMNS) {
      targets[column][target] = names.server(former.data.targets[column][was]! - 1) + 1;
    }
    if (isWaiting(targets.phase[target]!)) targets.waitingCount += 1;
    setDue(targets.agenda, target, former.data.targets.agenda.dueMs[was]!);
    countTarget(data, topology, target);
  }
}

/** The same target before the change; null for one that is new, or has another site or vDisk. */
function formerTarget(former: FarmRuntime, topology: FarmTopology, target: number): number | null {
  const was = targetNumber(former.topology, targetName(topology, target));
  if (was === null) return null;
  const placeOf = (farm: FarmTopology, number: number) => {
    const { site, vdisk } = rangeOfTarget(farm, number);
    return `${farm.sites[site]?.name}/${farm.vdisks[vdisk]?.name}`;
  };
  return placeOf(former.topology, was) === placeOf(topology, target) ? was : null;
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
  if (farm === null) return;
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

/** One that is new boots; one whose server is gone looks for another; one that asks begins with the list as it is now. */
function resumeTarget(world: World, farm: FarmRuntime, former: FarmRuntime | null, target: number): void {
  const { phase, server, awaits, agenda } = farm.data.targets;
  const isNew = former === null || formerTarget(former, farm.topology, target) === null;
  if (!isRunning(phase[target]!)) farm.host.held(targetName(farm.topology, target), 'held');
  if (isNew) return powerOn(world, farm, target);
  if (isWaiting(phase[target]!)) {
    awaits[target] = OWN;
    setDue(agenda, target, Number.POSITIVE_INFINITY);
  } else if (phase[target] === LOGIN || phase[target] === RELOGIN) {
    login(world, farm, target);
  } else if (isServed(phase[target]!) && server[target] === 0) {
    login(world, farm, target);
  }
}

function isServed(phase: number): boolean {
  return phase === STREAMING || phase === RETRYING || phase === LOADING;
}

/** What a server is about to do, it does under its new number. What has no number or is planned anew is left out. */
function carryEvent(world: World, farm: FarmRuntime, former: FarmRuntime | null, event: QueuedEvent): void {
  const { what } = event;
  if (what.type !== 'drained' && what.type !== 'silence') return;
  const name = former?.topology.servers[what.server]?.name;
  const server = farm.topology.servers.findIndex((each) => each.name === name);
  if (server !== -1) schedule(world, { ...event, order: server, what: { ...what, server } });
}
