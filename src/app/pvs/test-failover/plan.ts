/**
 * Decides what a test stops, and which targets its verdict is about.
 *
 * Not here: what each server's test notes and confirms (note.ts, confirm.ts).
 */

import { shellWord, UserError } from '../../../core/kernel/index.ts';
import type { Refusal } from '../../../core/pvs/codes/index.ts';
import { targetName } from '../../../core/pvs/farm/index.ts';
import { targetsOn, type World } from '../../../sim/index.ts';
import { farmIn, serverNamed, targetNamed, vdiskNamed } from '../../streaming-objects.ts';
import { factsOfFarm, serverNameOf, serverNumberOf, targetNumberOf } from '../farm-numbers.ts';
import type { Untested } from './result.ts';

/** What was typed: exactly one of the three is not null. */
export interface TestScope {
  readonly target: string | null;
  readonly vdisk: string | null;
  readonly server: string | null;
}

export interface TestPlan {
  /** As the site file spells it. */
  readonly scope: TestScope;
  /** Those that are stopped, one after another, in file order. */
  readonly servers: readonly string[];
  readonly untested: readonly Untested[];
}

/** @throws {UserError} SCOPE_NOT_ONE, TARGET_UNKNOWN, VDISK_UNKNOWN, SERVER_UNKNOWN, FARM_NONE */
export function planOf(world: World, typed: TestScope): TestPlan {
  const { topology } = farmIn(world);
  const scope = spelled(world, typed);
  const about = targetsAbout(world, scope);
  const used = new Set(about.flatMap((target) => streamsFrom(world, target) ?? []));
  return {
    scope,
    servers: topology.servers.flatMap(({ name }, server) => (used.has(server) ? [name] : [])),
    untested: about.flatMap((target) => (streamsFrom(world, target) === null ? [untested(world, target)] : [])),
  };
}

function spelled(world: World, { target, vdisk, server }: TestScope): TestScope {
  const named = [target, vdisk, server].filter((name) => name !== null);
  if (named.length !== 1) throw notOne(world, named.length);
  return {
    target: target === null ? null : targetNamed(world, target),
    vdisk: vdisk === null ? null : vdiskNamed(world, vdisk),
    server: server === null ? null : serverNamed(world, server),
  };
}

function notOne(world: World, count: number): UserError {
  const { topology } = farmIn(world);
  const first = topology.targetCount === 0 ? 'TARGET' : targetName(topology, 0);
  const message = count === 0 ? 'It is not said what to test.' : 'More than one thing is said to be tested.';
  return new UserError('usage', 'SCOPE_NOT_ONE', message, {
    why: 'A test is about one target, about all targets of a vDisk (--vdisk), or about all that a server streams to (--server).',
    hints: [
      `holdover pvs test-failover ${shellWord(first)}`,
      ...topology.vdisks.slice(0, 1).map(({ name }) => `holdover pvs test-failover --vdisk ${shellWord(name)}`),
      ...topology.servers.slice(0, 1).map(({ name }) => `holdover pvs test-failover --server ${shellWord(name)}`),
    ],
  });
}

/** The targets that the verdict is about, by number; with a server, those that it has now. */
export function targetsAbout(world: World, { target, vdisk, server }: TestScope): readonly number[] {
  const { topology } = farmIn(world);
  if (target !== null) return [targetNumberOf(world, target)];
  if (server !== null) return targetsOn(world, serverNumberOf(world, server));
  return topology.ranges
    .filter((range) => topology.vdisks[range.vdisk]?.name === vdisk)
    .flatMap(({ first, count }) => Array.from({ length: count }, (_, index) => first + index));
}

/** The server that a target reports, where a stop of it would show how the target fails over; null where it would not. */
export function streamsFrom(world: World, target: number): number | null {
  const facts = factsOfFarm(world);
  const { state, server } = facts.target(target);
  return state === 'streaming' && server !== null && obstacleOn(world, server) === null ? server : null;
}

function untested(world: World, target: number): Untested {
  const facts = factsOfFarm(world);
  const { state, server, refusal } = facts.target(target);
  const why = refusal ?? (server === null ? null : obstacleOn(world, server));
  return { target: targetName(facts.topology, target), state, why };
}

/** A server that has gone already cannot be stopped: those that report it have yet to find out. */
function obstacleOn(world: World, server: number): Refusal | null {
  const { up, service } = factsOfFarm(world).server(server);
  const name = serverNameOf(world, server);
  if (!up) return { code: 'PVS010', reason: `${name} is down` };
  return service === 'running' ? null : { code: 'PVS009', reason: `the Stream Service on ${name} is ${service}` };
}
