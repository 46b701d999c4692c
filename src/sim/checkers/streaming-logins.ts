/**
 * I-P1: a target logs in only to a server whose copy is identical to the one it booted.
 * I-P3: without load balancing, in private mode or with a server's cache on local storage, or in maintenance, a target never changes server.
 * I-P4: each login gets the least loaded eligible server of that moment.
 * I-P5: a fail-over login is never throttled as a boot.
 *
 * Not here: what is read and written afterwards (streaming-bytes.ts).
 */

import { rangeOfTarget, targetName } from '../../core/pvs/farm/index.ts';
import { isIdentical } from '../../core/pvs/inventory/index.ts';
import { News } from '../happenings.ts';
import type { Happening } from '../outcomes.ts';
import { bootedBy, copyOn, type FarmRuntime, isRunning, mayHave } from '../streaming/index.ts';
import type { FarmChecker, World } from '../world.ts';
import { type Home, homeOf, isStillHome } from './streaming-homes.ts';

type Login = Happening & { readonly type: 'target-logged-in' };

/** The first complaint about the logins that have happened since the last look. */
function aboutLogins(complaint: (world: World, farm: FarmRuntime, login: Login) => string | null): FarmChecker {
  const news = new News();
  return (world, farm) => {
    for (const happening of news.of(world)) {
      const text = happening.type === 'target-logged-in' ? complaint(world, farm, happening) : null;
      if (text !== null) return text;
    }
    return null;
  };
}

export function loginsFindIdenticalCopies(): FarmChecker {
  return aboutLogins((world, farm, { target, server }) => {
    const booted = bootedBy(farm, target);
    const differs = booted?.chain.find((wanted) => {
      const found = copyOn(world, farm, booted.vdisk, wanted.number, server);
      return found.type !== 'file' || !isIdentical(found.file, wanted, farm.topology.identity);
    });
    if (differs === undefined) return null;
    return `I-P1: ${nameOf(farm, target)} is on a server whose version ${differs.number} is not the one that it booted`;
  });
}

/** Remembers where what a target wrote is, if nobody else can read it. */
export function theBoundStay(): FarmChecker {
  const homes = new Map<string, Home>();
  return aboutLogins((_, farm, { target, server, from, isRunning }) => {
    const { vdisk, writeCache } = rangeOfTarget(farm.topology, target);
    const { mode, store, assignedServer } = farm.topology.vdisks[vdisk]!;
    if (assignedServer !== null && server !== assignedServer) return moved(farm, target, 'without load balancing');
    const isMaintenance = bootedBy(farm, target)?.access === 'maintenance';
    const staysForGood = !store.shared && (mode === 'private' || isMaintenance || writeCache === 'server-persistent');
    const isBound = isMaintenance || (!store.shared && (staysForGood || writeCache === 'server'));
    if (isRunning && isBound && server !== from) return moved(farm, target, 'though it is bound to its server');
    const name = nameOf(farm, target);
    const home = homes.get(name);
    const now = homeOf(farm, target, server);
    const hasHome = home !== undefined && isStillHome(farm, name, home);
    if (staysForGood) homes.set(name, now);
    return staysForGood && hasHome && home.server !== now.server
      ? moved(farm, target, 'away from what it wrote')
      : null;
  });
}

function moved(farm: FarmRuntime, target: number, how: string): string {
  return `I-P3: ${nameOf(farm, target)} has changed its server ${how}`;
}

/** Keeps count of its own of who is where, and asks the eligibility function about every server. */
export function leastBusyIsChosen(): FarmChecker {
  const news = new News();
  const census = new Census();
  return (world, farm) => {
    const happenings = news.of(world);
    census.follow(farm, happenings);
    for (const happening of happenings) {
      if (happening.type !== 'target-logged-in' || isLeastBusy(world, farm, census, happening)) continue;
      return `I-P4: ${nameOf(farm, happening.target)} was not given the least busy server`;
    }
    return null;
  };
}

function isLeastBusy(world: World, farm: FarmRuntime, census: Census, { target, server }: Login): boolean {
  const { servers, vdisks } = farm.topology;
  const { vdisk, subnet } = rangeOfTarget(farm.topology, target);
  const load = (each: number) => (census.countOn(each) - (each === server ? 1 : 0)) / servers[each]!.powerRating;
  const isNear = (each: number) => servers[each]!.addresses.some((address) => address.subnet === subnet);
  const eligible = servers.flatMap((_, each) => (mayHave(world, farm, target, each) ? [each] : []));
  const near = vdisks[vdisk]!.subnetAffinity === 'none' ? [] : eligible.filter(isNear);
  const among = near.length > 0 ? near : eligible;
  return among.includes(server) && among.every((each) => load(each) >= load(server));
}

/** Where each target is: looked up where something has happened to it, and counted anew when the farm is another one. */
class Census {
  #farm: FarmRuntime | null = null;
  #places = new Uint16Array();
  #counts: number[] = [];

  countOn(server: number): number {
    return this.#counts[server + 1] ?? 0;
  }

  follow(farm: FarmRuntime, happenings: readonly Happening[]): void {
    if (this.#farm !== farm) this.#countAnew(farm);
    for (const happening of happenings) {
      if ('target' in happening) this.#move(happening.target, farm.data.targets.server[happening.target] ?? 0);
    }
  }

  #move(target: number, to: number): void {
    this.#counts[this.#places[target] ?? 0]! -= 1;
    this.#counts[to]! += 1;
    this.#places[target] = to;
  }

  #countAnew(farm: FarmRuntime): void {
    this.#farm = farm;
    this.#places = farm.data.targets.server.slice();
    this.#counts = [0, ...farm.topology.servers.map(() => 0)];
    for (const place of this.#places) this.#counts[place]! += 1;
  }
}

/** Remembers who runs: from its boot until it is off. Whoever runs in a farm that is new to it, runs. */
export function failOversAreNotThrottled(): FarmChecker {
  const news = new News();
  let known: FarmRuntime | null = null;
  let running = new Set<number>();
  return (world, farm) => {
    const happenings = news.of(world);
    if (farm !== known) running = new Set(runningTargets(farm));
    known = farm;
    for (const happening of happenings) {
      if (happening.type === 'target-booted') running.add(happening.target);
      if (happening.type === 'target-off') running.delete(happening.target);
      if (happening.type === 'target-told-busy' && running.has(happening.target)) {
        return `I-P5: ${nameOf(farm, happening.target)} was told to wait as if it booted`;
      }
    }
    return null;
  };
}

function runningTargets({ data: { targets } }: FarmRuntime): readonly number[] {
  return Array.from(targets.phase.keys()).filter((target) => isRunning(targets.phase[target]!));
}

function nameOf({ topology }: FarmRuntime, target: number): string {
  return targetName(topology, target);
}
