/**
 * `pvs rebalance [SERVER] [--vdisk D]`: targets that would be better off elsewhere log in again. The clock moves on until they have, so that the
 * answer can say how many have moved (P51).
 *
 * Not here: why none would be (rebalance-reason.ts), the rules (core/pvs/balance), and what servers do by themselves every ten minutes.
 */

import { formatInstant } from '../../core/kernel/index.ts';
import { isToldToMove, runUntil, targetsOn, type World } from '../../sim/index.ts';
import type { AppContext } from '../context.ts';
import { type ChangeOutcome, changeSite } from '../open-site.ts';
import { farmIn, serverNamed, vdiskNamed } from '../streaming-objects.ts';
import { type ArrivedTargets, arrivedByServer, factsOfFarm, serverNumberOf } from './farm-numbers.ts';
import { reasonToStay } from './rebalance-reason.ts';
import { type ChangeRefusal, managementRefusal } from './refusal.ts';

/** With neither, the targets of all servers of the farm; with both, those of the vDisk on that server. */
export interface RebalanceOptions {
  readonly server: string | null;
  readonly vdisk: string | null;
}

export interface RebalanceResult {
  readonly schema: 'holdover.rebalance/1';
  readonly site: string;
  readonly at: string;
  readonly changed: boolean;
  /** What was named. */
  readonly server: string | null;
  readonly vdisk: string | null;
  /** How many targets have moved. */
  readonly moved: number;
  /** Where they are now. */
  readonly to: readonly ArrivedTargets[];
  /** For how long input and output of one of them were held at most; null where none has moved. */
  readonly longestPauseSec: number | null;
  /** Why no target would be better off elsewhere; null where some have moved, and where it was refused. */
  readonly reason: string | null;
  /** Why nothing was done; null when it was. */
  readonly refusal: ChangeRefusal | null;
}

/** A target that was told to log in again, and the server that it had then. */
interface Told {
  readonly target: number;
  readonly from: number;
}

/** By far enough for a login of every target of a farm, with a queue at its only login server. */
const ANSWER_MAX_MS = 3_600_000;

/** @throws {UserError} SERVER_UNKNOWN, VDISK_UNKNOWN, FARM_NONE, and what the store throws */
export function rebalanceFarm(
  context: AppContext,
  options: RebalanceOptions,
): Promise<RebalanceResult & ChangeOutcome> {
  return changeSite(context, ({ world }) => {
    const server = options.server === null ? null : serverNamed(world, options.server);
    const vdisk = options.vdisk === null ? null : vdiskNamed(world, options.vdisk);
    const refusal = managementRefusal(world) ?? (server === null ? null : serverRefusal(world, server));
    const servers = server === null ? serversOf(world, vdisk) : [server];
    let told: readonly Told[] = [];
    return {
      actions: refusal === null ? [{ type: 'rebalanced', servers, vdisk }] : [],
      passTime: (after) => {
        told = toldIn(after, servers);
        const until = allAnswered(after, told);
        runUntil(after, { limitMs: after.data.nowMs + ANSWER_MAX_MS, until, everySecond: false });
      },
      result: (after) => {
        const result = resultOf(after, { server, vdisk, refusal }, told);
        return {
          ...result,
          reason: result.changed || refusal !== null ? null : reasonToStay(after, { server, vdisk, servers }),
        };
      },
    };
  });
}

/** A server that does not stream cannot tell its targets anything. */
function serverRefusal(world: World, server: string): ChangeRefusal | null {
  const { up, service } = factsOfFarm(world).server(serverNumberOf(world, server));
  if (!up) return { code: 'PVS010', reason: `${server} is down, and can tell its targets nothing` };
  if (service === 'running') return null;
  return { code: 'PVS009', reason: `the Stream Service on ${server} is ${service}: it has no targets to keep` };
}

/** The servers that can stream a vDisk, or anything, and that could tell targets to move. */
function serversOf(world: World, vdisk: string | null): readonly string[] {
  const { topology } = farmIn(world);
  const store = topology.vdisks.find(({ name }) => name === vdisk)?.store;
  return topology.servers
    .filter((_, number) => store === undefined || store.servers.includes(number))
    .map(({ name }) => name)
    .filter((name) => serverRefusal(world, name) === null);
}

function toldIn(world: World, servers: readonly string[]): readonly Told[] {
  return servers
    .map((name) => serverNumberOf(world, name))
    .flatMap((from) => targetsOn(world, from).map((target) => ({ target, from })))
    .filter(({ target }) => isToldToMove(world, target));
}

/** They have moved, or stay after all. Who has been answered is not looked at again. */
function allAnswered(world: World, told: readonly Told[]): () => boolean {
  const open = told.map(({ target }) => target);
  return () => {
    while (open.length > 0 && isAnswered(world, open.at(-1) as number)) open.pop();
    return open.length === 0;
  };
}

function isAnswered(world: World, target: number): boolean {
  if (isToldToMove(world, target)) return false;
  const { server, state } = factsOfFarm(world).target(target);
  return server !== null || state === 'off' || state === 'frozen';
}

function resultOf(
  world: World,
  named: Pick<RebalanceResult, 'server' | 'vdisk' | 'refusal'>,
  told: readonly Told[],
): Omit<RebalanceResult, 'reason'> {
  const facts = factsOfFarm(world);
  const moved = told
    .map(({ target, from }) => ({ from, ...facts.target(target) }))
    .filter(({ server, from }) => server !== null && server !== from);
  const { server, vdisk, refusal } = named;
  return {
    schema: 'holdover.rebalance/1',
    site: world.definition.name,
    at: formatInstant(world.data.nowMs),
    changed: moved.length > 0,
    server,
    vdisk,
    moved: moved.length,
    to: arrivedByServer(
      world,
      moved.flatMap((target) => target.server ?? []),
    ),
    longestPauseSec: moved.length === 0 ? null : Math.max(...moved.map(({ freezeMs }) => freezeMs)) / 1000,
    refusal,
  };
}
