/**
 * Settles the farm of a site that was just loaded: every target streams from the server that balancing gives it, placed in file order.
 *
 * Not here: what happens from then on (farm-events.ts).
 */

import { leastBusy } from '../../core/pvs/balance/index.ts';
import { isHome } from '../../core/pvs/eligibility/index.ts';
import { type FarmTopology, farmTopologyOf, targetName } from '../../core/pvs/farm/index.ts';
import { settledStreamServer } from '../../core/pvs/stream-server/index.ts';
import { REPLY_TIMEOUT_MIN_MS } from '../../core/pvs/target/index.ts';
import type { SiteDefinition } from '../../core/site/index.ts';
import type { World } from '../world.ts';
import { setDue } from './agenda.ts';
import { take } from './counts.ts';
import { declaredVdisk } from './declared-vdisk.ts';
import { openImage } from './exchange.ts';
import type { FarmRuntime } from './farm.ts';
import type { FarmData } from './farm-data.ts';
import { candidateAt } from './logins.ts';
import { openCopy } from './opening.ts';
import { scheduleCheck } from './rebalancing.ts';
import { scheduleRelease } from './releases.ts';
import { nextRequestMs } from './requests.ts';
import { requestSettings, scheduleTargets } from './schedule-farm.ts';
import { emptyTargets, STREAMING, WAITING } from './target-columns.ts';
import { demandOf, eligibleServers } from './who-may.ts';

/** The data of a farm in which no target is on yet; null for a site without one. */
export function emptyFarm(definition: SiteDefinition): FarmData | null {
  if (definition.provisioning === null) return null;
  const topology = farmTopologyOf(definition.provisioning);
  return {
    servers: topology.servers.map(() => newServer()),
    vdisks: topology.vdisks.map((vdisk) => declaredVdisk(definition, topology, vdisk, definition.startMs)),
    targets: emptyTargets(topology.targetCount, topology.servers.length, topology.vdisks.length),
    booted: [],
    locks: {},
    imageHomes: {},
    leases: {},
    recordBehind: false,
    targetsDueMs: null,
    inventoryDueMs: topology.sites.map(() => null),
  };
}

function newServer(): FarmData['servers'][number] {
  return { ...settledStreamServer(), downSinceMs: null, loginFreeMs: 0 };
}

/** Switches all targets on, and puts what is to come into the queue. */
export function settleFarm(world: World, farm: FarmRuntime): void {
  for (let target = 0; target < farm.data.targets.count; target++) settleTarget(world, farm, target);
  farm.topology.vdisks.forEach((_, vdisk) => {
    scheduleRelease(world, farm, vdisk);
  });
  scheduleChecks(world, farm.topology);
  scheduleTargets(world, farm);
}

/** Servers look at their balance only where some vDisk wants that. */
export function scheduleChecks(world: World, topology: FarmTopology): void {
  if (!topology.vdisks.some(({ rebalance }) => rebalance.enabled)) return;
  const { startMs, timers } = world.definition;
  const periods = Math.floor((world.data.nowMs - startMs) / timers.rebalanceCheck) + 1;
  topology.servers.forEach((_, server) => {
    scheduleCheck(world, server, startMs + periods * timers.rebalanceCheck);
  });
}

/** A target that nobody may have is on, and goes on asking. */
function settleTarget(world: World, farm: FarmRuntime, target: number): void {
  const { targets } = farm.data;
  const { startMs } = world.definition;
  targets.sinceMs[target] = startMs;
  targets.bootedMs[target] = startMs;
  targets.anchorMs[target] = startMs;
  targets.timeoutMs[target] = REPLY_TIMEOUT_MIN_MS;
  const demand = demandOf(farm, target);
  const servers = demand === null ? [] : eligibleServers(world, farm, target, demand);
  const candidates = servers.map((server) => candidateAt(farm, target, server));
  const best = demand === null ? null : leastBusy(candidates, demand.vdisk.subnetAffinity);
  if (demand === null || best === null) {
    targets.phase[target] = WAITING;
    targets.waitingCount += 1;
    return farm.host.held(targetName(farm.topology, target), 'off');
  }
  take(world, farm, target, best.number);
  targets.loginServer[target] = (farm.topology.sites[demand.site]?.loginServers[0] ?? best.number) + 1;
  openCopy(world, farm, target);
  openImage(world, farm, target);
  if (isHome(demand)) targets.home[target] = best.number + 1;
  targets.phase[target] = STREAMING;
  if (world.disks !== null) setDue(targets.agenda, target, nextRequestMs(requestSettings(world), target, startMs));
}
