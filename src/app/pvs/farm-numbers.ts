/**
 * The numbers by which the world knows servers and targets, from their names and back; and targets told apart by what holds them.
 *
 * Not here: names that operators type (../streaming-objects.ts).
 */

import { present } from '../../core/kernel/index.ts';
import type { Refusal } from '../../core/pvs/codes/index.ts';
import { serverNumber, targetName, targetNumber, vdiskNumber } from '../../core/pvs/farm/index.ts';
import type { FarmFacts } from '../../core/status/index.ts';
import { farmFactsOf, type World } from '../../sim/index.ts';
import { farmIn } from '../streaming-objects.ts';

/** Targets that no server may have, for the same reason. */
export interface StrandedTargets extends Refusal {
  readonly targets: readonly string[];
}

/** How many targets a server has got. */
export interface ArrivedTargets {
  readonly server: string;
  readonly targets: number;
}

export function serverNumberOf(world: World, name: string): number {
  return serverNumber(farmIn(world).topology, name);
}

export function vdiskNumberOf(world: World, name: string): number {
  return vdiskNumber(farmIn(world).topology, name);
}

export function serverNameOf(world: World, server: number): string {
  return present(farmIn(world).topology.servers[server], 'a server of the farm').name;
}

export function targetNumberOf(world: World, name: string): number {
  return present(targetNumber(farmIn(world).topology, name), `a target ${name}`);
}

export function factsOfFarm(world: World): FarmFacts {
  return present(farmFactsOf(world), 'a streaming farm');
}

/** By the reason, in the order in which reasons first appear. */
export function strandedByReason(
  world: World,
  stays: readonly { readonly target: number; readonly refusal: Refusal }[],
): readonly StrandedTargets[] {
  const { topology } = farmIn(world);
  const byReason = Map.groupBy(stays, ({ refusal: { code, reason } }) => `${code} ${reason}`);
  return [...byReason.values()].map((group) => ({
    ...present(group[0], 'a group is not empty').refusal,
    targets: group.map(({ target }) => targetName(topology, target)),
  }));
}

/** By the server that they are on, in file order. */
export function arrivedByServer(world: World, servers: readonly number[]): readonly ArrivedTargets[] {
  return farmIn(world).topology.servers.flatMap(({ name }, number) => {
    const targets = servers.filter((server) => server === number).length;
    return targets === 0 ? [] : [{ server: name, targets }];
  });
}
