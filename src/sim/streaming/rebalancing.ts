/**
 * Rebalancing: targets of servers that have more than their share are told to log in again, by an operator or by the servers
 * themselves, which look every ten minutes.
 *
 * Not here: the rules (core/pvs/balance), and the logins (logins.ts).
 */

import { betterServer, type Candidate, excessOf, guardOf } from '../../core/pvs/balance/index.ts';
import { rangeOfTarget } from '../../core/pvs/farm/index.ts';
import { RANK } from '../queue.ts';
import { schedule } from '../schedule.ts';
import type { World } from '../world.ts';
import { setDue } from './agenda.ts';
import { type FarmRuntime, farmOf, serverAt, vdiskAt } from './farm.ts';
import { REBALANCE_PACE_MS } from './limits.ts';
import { scheduleTargets } from './schedule-farm.ts';
import { REBALANCE, STREAMING } from './target-columns.ts';
import { demandOf, eligibleServers } from './who-may.ts';

/** Tells the targets that would be better off elsewhere; of one vDisk, or all. Returns how many were told (P51). */
export function rebalance(world: World, servers: readonly number[], vdisk: number | null): number {
  const farm = farmOf(world);
  const told = new Plan(world, farm).leaveMostLoaded(servers, vdisk);
  scheduleTargets(world, farm);
  return told;
}

/** A server's own look, every `rebalanceCheck`. */
export function checkBalance(world: World, server: number): void {
  const farm = farmOf(world);
  scheduleCheck(world, server, world.data.nowMs + world.definition.timers.rebalanceCheck);
  if (!serverAt(farm, server).up || serverAt(farm, server).service !== 'running') return;
  const plan = new Plan(world, farm);
  farm.topology.vdisks.forEach(({ rebalance: { enabled } }, vdisk) => {
    if (enabled) plan.leave(server, vdisk, plan.excess(server, vdisk));
  });
  scheduleTargets(world, farm);
}

export function scheduleCheck(world: World, server: number, atMs: number): void {
  schedule(world, { atMs, rank: RANK.farm, order: server, what: { type: 'rebalance', server } });
}

/** Whether a running target would be better off on another server now. */
export function betterThanOwn(world: World, farm: FarmRuntime, target: number): boolean {
  const { onServer } = farm.data.targets;
  return better(world, farm, target, onServer) !== null;
}

/** Works on the numbers as they will be when those who were told have moved. */
class Plan {
  readonly #world: World;
  readonly #farm: FarmRuntime;
  readonly #onServer: Uint32Array;
  #toldCount = 0;

  constructor(world: World, farm: FarmRuntime) {
    this.#world = world;
    this.#farm = farm;
    this.#onServer = farm.data.targets.onServer.slice();
  }

  /** One target after another leaves whichever of the servers has the most load then, until nobody would be better off elsewhere. */
  leaveMostLoaded(servers: readonly number[], vdisk: number | null): number {
    let before = -1;
    while (this.#toldCount > before) {
      before = this.#toldCount;
      const queues = new Map(servers.map((server) => [server, this.#targetsOf(server, vdisk)] as const));
      while (queues.size > 0) {
        const server = [...queues.keys()].reduce((most, each) => (this.#load(each) > this.#load(most) ? each : most));
        const target = queues.get(server)?.next();
        if (target === undefined || target.done === true) queues.delete(server);
        else this.#tellIfBetter(target.value);
      }
    }
    return this.#toldCount;
  }

  /** Targets of a server are told to leave, as long as they are better off elsewhere, and no more than so many. */
  leave(server: number, vdisk: number, most: number): void {
    const limit = this.#toldCount + most;
    for (const target of this.#targetsOf(server, vdisk)) {
      if (this.#toldCount >= limit) return;
      this.#tellIfBetter(target);
    }
  }

  /** Those that stream from a server and have not been told yet. */
  *#targetsOf(server: number, vdisk: number | null): Generator<number, void> {
    const { targets } = this.#farm.data;
    for (let target = 0; target < targets.count; target++) {
      if (targets.server[target] !== server + 1 || targets.phase[target] !== STREAMING) continue;
      if (targets.awaits[target] === REBALANCE) continue;
      if (vdisk === null || rangeOfTarget(this.#farm.topology, target).vdisk === vdisk) yield target;
    }
  }

  /** They are told one after another, so that each has its new server before the next one asks. */
  #tellIfBetter(target: number): void {
    const { targets } = this.#farm.data;
    const best = better(this.#world, this.#farm, target, this.#onServer);
    if (best === null) return;
    this.#onServer[targets.server[target]! - 1]! -= 1;
    this.#onServer[best.number]! += 1;
    this.#toldCount += 1;
    targets.awaits[target] = REBALANCE;
    setDue(targets.agenda, target, this.#world.data.nowMs + this.#toldCount * REBALANCE_PACE_MS);
  }

  #load(server: number): number {
    return (this.#onServer[server] ?? 0) / this.#farm.topology.servers[server]!.powerRating;
  }

  /** What a server has above its fair share of a vDisk; 0 where a guard says that nothing is done. */
  excess(server: number, vdisk: number): number {
    const { topology, data } = this.#farm;
    const { rebalance: settings } = vdiskAt(this.#farm, vdisk);
    const qualified = this.#qualified(server, vdisk);
    if (!qualified.includes(server)) return 0;
    const candidates = qualified.map((each) => candidate(this.#farm, each, this.#onServer));
    const onServer = (each: number) => data.targets.ofVdisk[vdisk * topology.servers.length + each] ?? 0;
    const load = {
      candidates,
      server,
      onServer: onServer(server),
      total: qualified.reduce((sum, each) => sum + onServer(each), 0),
      bootingCount: data.targets.bootingOn[server] ?? 0,
      triggerPercent: settings.triggerPercent,
    };
    return guardOf(load) === null ? excessOf(load) : 0;
  }

  /** Servers that may have the targets of a vDisk on a server, by the first of them. */
  #qualified(server: number, vdisk: number): readonly number[] {
    const { value: target } = this.#targetsOf(server, vdisk).next();
    const demand = target === undefined ? null : demandOf(this.#farm, target);
    return target === undefined || demand === null ? [] : eligibleServers(this.#world, this.#farm, target, demand);
  }
}

function better(world: World, farm: FarmRuntime, target: number, onServer: Uint32Array): Candidate | null {
  const demand = demandOf(farm, target);
  if (demand === null) return null;
  const candidates = eligibleServers(world, farm, target, demand).map((server) => {
    const { subnet } = rangeOfTarget(farm.topology, target);
    return { ...candidate(farm, server, onServer), isInSubnet: isInSubnet(farm, server, subnet) };
  });
  return betterServer(candidates, farm.data.targets.server[target]! - 1, demand.vdisk.subnetAffinity);
}

function candidate({ topology }: FarmRuntime, server: number, onServer: Uint32Array): Candidate {
  const { name, powerRating } = topology.servers[server]!;
  return { number: server, name, powerRating, targetCount: onServer[server] ?? 0, isInSubnet: true };
}

function isInSubnet({ topology }: FarmRuntime, server: number, subnet: string | null): boolean {
  return topology.servers[server]!.addresses.some((address) => address.subnet === subnet);
}
