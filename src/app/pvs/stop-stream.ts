/**
 * `pvs stop-stream SERVER`: stops the Stream Service of a server, which tells its targets to log in elsewhere.
 *
 * Not here: who takes them (core/pvs/balance), and a server that goes down and tells nobody (fault inject server-down).
 */

import { formatInstant, shellWord } from '../../core/kernel/index.ts';
import type { TargetFacts } from '../../core/status/index.ts';
import { foretellStop, targetsLeftBy, targetsOn, type World } from '../../sim/index.ts';
import { changeAndWait } from '../change-and-wait.ts';
import { type AppContext, siteFlag } from '../context.ts';
import type { ChangeOutcome } from '../open-site.ts';
import { farmIn, serverNamed } from '../streaming-objects.ts';
import {
  type ArrivedTargets,
  arrivedByServer,
  factsOfFarm,
  type StrandedTargets,
  serverNumberOf,
  strandedByReason,
} from './farm-numbers.ts';

export interface StopStreamOptions {
  readonly server: string;
  /** How long until it is started again by itself; null until it is started. */
  readonly forMs: number | null;
}

export interface StopStreamResult {
  readonly schema: 'holdover.stop-stream/1';
  readonly site: string;
  readonly at: string;
  readonly changed: boolean;
  readonly server: string;
  readonly streamService: 'running' | 'stopping' | 'stopped';
  /** When it is started again by itself; null when it is not. */
  readonly until: string | null;
  /** Targets that the service has told to log in elsewhere. One that is stopped already, or down, tells nobody. */
  readonly told: number;
  /** Targets that have no other place to go, foretold before the stop: they freeze, until the server is back. */
  readonly cannotMove: readonly StrandedTargets[];
  /** Of those that the server had: where they are now; how many are on their way there; and who is frozen, and why. */
  readonly moved: readonly ArrivedTargets[];
  readonly moving: number;
  readonly frozen: readonly StrandedTargets[];
  /** Of those that have moved; null where none has. */
  readonly longestPauseSec: number | null;
  readonly undo: string;
}

/** What is known at the moment of the stop. */
interface Stop {
  readonly server: string;
  readonly changed: boolean;
  readonly told: number;
  readonly cannotMove: readonly StrandedTargets[];
  /** The numbers of the targets that it concerns, and of those among them that cannot move. */
  readonly concerned: readonly number[];
  readonly bound: ReadonlySet<number>;
}

/** @throws {UserError} SERVER_UNKNOWN, FARM_NONE, INTERRUPTED, and what the store throws */
export async function stopStream(
  context: AppContext,
  options: StopStreamOptions,
): Promise<StopStreamResult & ChangeOutcome> {
  return changeAndWait(context, ({ world }) => {
    const server = serverNamed(world, options.server);
    const untilMs = options.forMs === null ? null : world.data.nowMs + options.forMs;
    const stop = stopOf(world, server, untilMs);
    return {
      actions: stop.changed ? [{ type: 'stream-stopped', servers: [server], untilMs }] : [],
      settled: atRest(stop),
      result: (after) => resultOf(after, stop, siteFlag(context)),
    };
  });
}

function stopOf(world: World, server: string, untilMs: number | null): Stop {
  const number = serverNumberOf(world, server);
  const { up, service } = factsOfFarm(world).server(number);
  const own = targetsOn(world, number);
  const isStopping = service === 'running';
  const { stays } = foretellStop(world, [number]);
  return {
    server,
    changed: isStopping || (untilMs !== null && endOf(world, server) !== untilMs),
    told: isStopping && up ? own.length : 0,
    cannotMove: strandedByReason(world, stays),
    concerned: [...own, ...targetsLeftBy(world, number)],
    bound: new Set(stays.map(({ target }) => target)),
  };
}

function endOf(world: World, server: string): number | null {
  return farmIn(world).data.leases[server]?.untilMs ?? null;
}

/** The service is stopped, and every target that it had is elsewhere, off, or frozen with a reason. Who has come to rest is not looked at again. */
function atRest({ server, concerned }: Stop): (world: World) => boolean {
  const open = [...concerned];
  return (world) => {
    const facts = factsOfFarm(world);
    const number = serverNumberOf(world, server);
    if (facts.server(number).service !== 'stopped') return false;
    while (open.length > 0 && hasLeft(world, open.at(-1) as number, number)) open.pop();
    return open.length === 0;
  };
}

function hasLeft(world: World, target: number, server: number): boolean {
  const now = factsOfFarm(world).target(target);
  if (now.server !== null) return now.server !== server;
  return now.state === 'off' || now.refusal !== null;
}

/** Not moved yet, nor off, nor left without a server that may have it. */
function isOpen({ state, server, refusal }: TargetFacts, stopped: number): boolean {
  if (server !== null) return server === stopped;
  return state !== 'off' && refusal === null;
}

function resultOf(world: World, stop: Stop, site: string): StopStreamResult {
  const { server, changed, told, cannotMove, concerned, bound } = stop;
  const facts = factsOfFarm(world);
  const number = serverNumberOf(world, server);
  const targets = concerned.map((target) => ({ target, ...facts.target(target) }));
  const moved = targets.filter((target) => target.server !== null && target.server !== number);
  const stuck = targets.flatMap(({ target, server: place, refusal }) =>
    place === null && refusal !== null ? [{ target, refusal }] : [],
  );
  const pausesMs = moved.filter(({ state }) => state === 'streaming').map(({ freezeMs }) => freezeMs);
  const untilMs = endOf(world, server);
  return {
    schema: 'holdover.stop-stream/1',
    site: world.definition.name,
    at: formatInstant(world.data.nowMs),
    changed,
    server,
    streamService: facts.server(number).service,
    until: untilMs === null ? null : formatInstant(untilMs),
    told,
    cannotMove,
    moved: arrivedByServer(
      world,
      moved.flatMap((target) => target.server ?? []),
    ),
    moving: targets.filter((each) => !bound.has(each.target) && isOpen(each, number)).length,
    frozen: strandedByReason(world, stuck),
    longestPauseSec: pausesMs.length === 0 ? null : Math.max(...pausesMs) / 1000,
    undo: `holdover pvs start-stream ${shellWord(server)}${site}`,
  };
}
