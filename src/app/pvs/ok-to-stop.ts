/**
 * `pvs ok-to-stop SERVER…`: whether servers can be stopped together without harm, and who would move where. It is worked out, and nothing is touched
 * (P40).
 *
 * Not here: stopping them (stop-stream.ts).
 */

import { formatInstant, present } from '../../core/kernel/index.ts';
import { TARGETS_PER_SERVER } from '../../core/pvs/readiness/index.ts';
import { type Foretold, foretellStop, type World } from '../../sim/index.ts';
import type { AppContext } from '../context.ts';
import { openSite } from '../open-site.ts';
import { farmIn, serverNamed } from '../streaming-objects.ts';
import {
  type ArrivedTargets,
  arrivedByServer,
  factsOfFarm,
  type StrandedTargets,
  serverNameOf,
  serverNumberOf,
  strandedByReason,
} from './farm-numbers.ts';

export interface PvsOkToStopResult {
  readonly schema: 'holdover.pvs-ok-to-stop/1';
  readonly site: string;
  readonly at: string;
  readonly servers: readonly string[];
  readonly ok: boolean;
  /** What speaks against it; empty when it is ok. */
  readonly obstacles: readonly StreamStopObstacle[];
  /** Where the targets of the servers would go. */
  readonly moves: readonly ArrivedTargets[];
  /** Those that would freeze, and why. */
  readonly freezes: readonly StrandedTargets[];
  /** The servers of the same sites that would be left. */
  readonly survivors: readonly Survivor[];
}

export interface StreamStopObstacle {
  readonly code: string;
  /** A server, a site, or a target that stands for others. */
  readonly object: string;
  readonly message: string;
}

export interface Survivor {
  readonly server: string;
  readonly targetsNow: number;
  readonly targetsThen: number;
}

/** @throws {UserError} SERVER_UNKNOWN, FARM_NONE, and what the store throws */
export async function okToStopServers(context: AppContext, names: readonly string[]): Promise<PvsOkToStopResult> {
  const { world } = await openSite(context);
  const servers = [...new Set(names.map((name) => serverNamed(world, name)))];
  const numbers = servers.map((server) => serverNumberOf(world, server));
  const foretold = foretellStop(world, numbers);
  const freezes = strandedByReason(world, foretold.stays);
  const survivors = survivorsOf(world, numbers, foretold);
  const obstacles = [
    ...freezes.map(freezeObstacle),
    ...survivors.flatMap(overloadObstacle),
    ...sitesOf(world, numbers).flatMap((site) => loginObstacle(world, site, numbers)),
  ];
  return {
    schema: 'holdover.pvs-ok-to-stop/1',
    site: world.definition.name,
    at: formatInstant(world.data.nowMs),
    servers,
    ok: obstacles.length === 0,
    obstacles,
    moves: arrivedByServer(
      world,
      foretold.moves.map(({ to }) => to),
    ),
    freezes,
    survivors,
  };
}

/** The servers that go on, of the sites of those that are stopped. */
function survivorsOf(world: World, stopped: readonly number[], { moves }: Foretold): readonly Survivor[] {
  const facts = factsOfFarm(world);
  const arrived = new Map<number, number>();
  for (const { to } of moves) arrived.set(to, (arrived.get(to) ?? 0) + 1);
  const { sites } = farmIn(world).topology;
  return sitesOf(world, stopped)
    .flatMap((site) => present(sites[site], 'a site of the farm').servers)
    .filter((server) => !stopped.includes(server) && streams(world, server))
    .map((server) => {
      const { targetCount } = facts.server(server);
      const targetsThen = targetCount + (arrived.get(server) ?? 0);
      return { server: serverNameOf(world, server), targetsNow: targetCount, targetsThen };
    });
}

function sitesOf(world: World, servers: readonly number[]): readonly number[] {
  const { topology } = farmIn(world);
  return [...new Set(servers.map((server) => present(topology.servers[server], 'a server of the farm').site))];
}

function streams(world: World, server: number): boolean {
  const { up, service } = factsOfFarm(world).server(server);
  return up && service === 'running';
}

function freezeObstacle({ code, reason, targets }: StrandedTargets): StreamStopObstacle {
  const [first = '', ...others] = targets;
  const who = others.length === 0 ? first : `${first} and ${others.length} more`;
  return { code, object: first, message: `${who} would freeze: ${reason}` };
}

function overloadObstacle({ server, targetsThen }: Survivor): readonly StreamStopObstacle[] {
  if (targetsThen <= TARGETS_PER_SERVER) return [];
  const message = `${server} would have ${targetsThen} targets, and can have ${TARGETS_PER_SERVER}`;
  return [{ code: 'PVS031', object: server, message }];
}

/** Targets boot through the login servers of their site alone. */
function loginObstacle(world: World, site: number, stopped: readonly number[]): readonly StreamStopObstacle[] {
  const { name, loginServers, failOverOrder } = present(farmIn(world).topology.sites[site], 'a site of the farm');
  const isLeft = (server: number) => !stopped.includes(server) && streams(world, server);
  if (loginServers.some(isLeft)) return [];
  const stuck = failOverOrder.some(isLeft) ? '' : ', and none that runs could log in elsewhere';
  const message = `no login server of ${name} would be left: no target could boot${stuck}`;
  return [{ code: 'PVS012', object: name, message }];
}
