/**
 * Why a rebalance would move nobody, in words that follow "it", or "they".
 *
 * Not here: the rebalance (rebalance.ts), and its rules (core/pvs/balance).
 */

import { loadOf } from '../../core/pvs/balance/index.ts';
import { rangeOfTarget } from '../../core/pvs/farm/index.ts';
import { foretellStop, targetsOn, type World } from '../../sim/index.ts';
import { farmIn } from '../streaming-objects.ts';
import { factsOfFarm, serverNumberOf } from './farm-numbers.ts';

export interface Unmoved {
  /** What was named. */
  readonly server: string | null;
  readonly vdisk: string | null;
  /** The servers that were looked at. */
  readonly servers: readonly string[];
}

export function reasonToStay(world: World, { server, vdisk, servers }: Unmoved): string {
  const numbers = servers.map((name) => serverNumberOf(world, name));
  const isMeant = (target: number) => vdisk === null || vdiskNameOf(world, target) === vdisk;
  const own = numbers.flatMap((number) => targetsOn(world, number).filter(isMeant));
  if (own.length === 0) return server === null ? 'no server that runs has any' : `${server} has none`;
  if (server !== null && hasFewest(world, serverNumberOf(world, server))) {
    return `${server} has the fewest targets for its power`;
  }
  const bound = numbers.map((number) => foretellStop(world, [number]));
  if (bound.some(({ moves }) => moves.some(({ target }) => isMeant(target)))) {
    return 'the servers that may have them are no less busy than those that have them';
  }
  const refusal = bound.flatMap(({ stays }) => stays.find(({ target }) => isMeant(target)) ?? [])[0]?.refusal;
  return `no other server may have them: ${refusal?.code} ${refusal?.reason}`;
}

function vdiskNameOf(world: World, target: number): string | undefined {
  const { topology } = farmIn(world);
  return topology.vdisks[rangeOfTarget(topology, target).vdisk]?.name;
}

/** Of the servers of its site that run. */
function hasFewest(world: World, server: number): boolean {
  const { topology } = farmIn(world);
  const facts = factsOfFarm(world);
  const load = (each: number) => {
    const { targetCount } = facts.server(each);
    return loadOf({ targetCount, powerRating: topology.servers[each]?.powerRating ?? 1 });
  };
  const site = topology.sites.find(({ servers }) => servers.includes(server));
  const running = (site?.servers ?? []).filter((each) => {
    const { up, service } = facts.server(each);
    return up && service === 'running';
  });
  return running.length > 1 && running.every((each) => each === server || load(each) > load(server));
}
