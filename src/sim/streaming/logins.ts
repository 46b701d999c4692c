/**
 * Logins: a target asks its login servers one after another; the one that answers looks for the least busy server that may have it,
 * and the target verifies the copy that it finds there.
 *
 * The choice is made, and counted, at the moment of the answer: of many targets that log in at once each sees those before it.
 *
 * Not here: when a target logs in, and what it does then (target-life.ts).
 */

import { draw, keyOf } from '../../core/kernel/index.ts';
import { type Candidate, leastBusy } from '../../core/pvs/balance/index.ts';
import type { Refusal } from '../../core/pvs/codes/index.ts';
import { type Demand, foremost } from '../../core/pvs/eligibility/index.ts';
import { rangeOfTarget } from '../../core/pvs/farm/index.ts';
import { answersLogins, isTooBusyFor } from '../../core/pvs/stream-server/index.ts';
import { LOGIN_TIMEOUT_MS } from '../../core/pvs/target/index.ts';
import type { World } from '../world.ts';
import { setDue } from './agenda.ts';
import { type FarmRuntime, serverAt, serverName, vdiskAt } from './farm.ts';
import { lookAtCopies } from './inventory-looks.ts';
import { LOGIN_WORK_MS, SLOW_DATABASE_MS } from './limits.ts';
import { isLost } from './packet-loss.ts';
import { ANSWER, isRunning, SILENCE } from './target-columns.ts';
import { demandOf, eligibleServers, refusalBy } from './who-may.ts';

const LATENCY = keyOf('latency of a login');
const LATENCY_SPREAD_MS = 9;
const QUESTION = keyOf('loss of a login');
const OPENING = keyOf('loss of an opening');

/** What a login comes to. */
export type LoginAnswer =
  | { readonly type: 'server'; readonly server: number; readonly demand: Demand }
  | { readonly type: 'busy' }
  /** The server that it was handed to does not answer, though nobody has noticed yet. */
  | { readonly type: 'silence' }
  /** The copy that it found is not what it has booted: the login server looks anew, and is asked again. */
  | { readonly type: 'ask-again' }
  | { readonly type: 'refused'; readonly refusal: Refusal };

/** Whom a target asks, in this order: to boot the list only, while it runs also the other servers of its site. */
export function loginOrder({ topology, data }: FarmRuntime, target: number): readonly number[] {
  const { loginServers, failOverOrder } = topology.sites[rangeOfTarget(topology, target).site]!;
  return isRunning(data.targets.phase[target]!) ? failOverOrder : loginServers;
}

/** Whether a server takes logins. */
export function takesLogins(farm: FarmRuntime, server: number): boolean {
  return answersLogins(serverAt(farm, server), farm.topology);
}

/** Asks the login server whose turn it is. A host without its service says so at once. False when the list is at its end. */
export function askNext(world: World, farm: FarmRuntime, target: number): boolean {
  const { targets } = farm.data;
  const order = loginOrder(farm, target);
  while (isClosed(farm, order[targets.asked[target]!])) targets.asked[target]! += 1;
  const server = order[targets.asked[target]!];
  if (server === undefined) return false;
  targets.askedMs[target] = world.data.nowMs;
  if (!queueLogin(world, farm, target, server)) {
    targets.awaits[target] = SILENCE;
    setDue(targets.agenda, target, world.data.nowMs + LOGIN_TIMEOUT_MS);
  }
  return true;
}

function isClosed(farm: FarmRuntime, server: number | undefined): boolean {
  if (server === undefined) return false;
  const { up, service } = serverAt(farm, server);
  return up && service !== 'running';
}

/** Asks the same login server once more. False when it takes none any longer. */
export function askThere(world: World, farm: FarmRuntime, target: number): boolean {
  const server = loginOrder(farm, target)[farm.data.targets.asked[target]!]!;
  return queueLogin(world, farm, target, server);
}

/** Asks every login server at once; the first of the list that takes logins will answer. False when none does. */
export function askAll(world: World, farm: FarmRuntime, target: number): boolean {
  const { targets } = farm.data;
  const order = loginOrder(farm, target);
  const asked = order.findIndex((server) => queueLogin(world, farm, target, server));
  if (asked === -1) return false;
  targets.asked[target] = asked;
  targets.askedMs[target] = world.data.nowMs;
  return true;
}

/** A login server does one login after another. False when it takes none, does not hear of it, or has so many that the target would not wait. */
function queueLogin(world: World, farm: FarmRuntime, target: number, server: number): boolean {
  if (!takesLogins(farm, server)) return false;
  if (isLost(world, serverName(farm, server), QUESTION, target, server, world.data.nowMs)) return false;
  const { targets, servers } = farm.data;
  const { nowMs } = world.data;
  const state = serverAt(farm, server);
  const doneMs =
    Math.max(nowMs, state.loginFreeMs) + LOGIN_WORK_MS + (world.damage.databaseSlow ? SLOW_DATABASE_MS : 0);
  const answerMs = doneMs + 1 + Math.floor(draw(world.definition.seed, LATENCY, target, nowMs) * LATENCY_SPREAD_MS);
  if (answerMs - nowMs > LOGIN_TIMEOUT_MS) return false;
  servers[server] = { ...state, loginFreeMs: doneMs };
  targets.awaits[target] = ANSWER;
  setDue(targets.agenda, target, answerMs);
  return true;
}

/** The answer of the login server that a target has asked, at the moment at which it comes. */
export function answerOf(world: World, farm: FarmRuntime, target: number): LoginAnswer {
  const range = rangeOfTarget(farm.topology, target);
  const demand = demandOf(farm, target);
  if (demand === null) return { type: 'refused', refusal: noVersion(farm, target) };
  const candidates = eligibleServers(world, farm, target, demand).map((server) => candidateAt(farm, target, server));
  const best = leastBusy(candidates, demand.vdisk.subnetAffinity);
  if (best === null) return { type: 'refused', refusal: whyNobody(world, farm, target, demand) };
  const { number: server } = best;
  const { phase, bootingOn } = farm.data.targets;
  const { bootsAtOnce } = world.definition.timers;
  const kind = isRunning(phase[target]!) ? 'failover' : 'boot';
  if (isTooBusyFor(kind, { bootingCount: bootingOn[server]!, bootsAtOnce })) return { type: 'busy' };
  return verified(world, farm, { target, demand, vdisk: range.vdisk, server });
}

/** There is nothing that it could boot. */
export function noVersion(farm: FarmRuntime, target: number): Refusal {
  const { vdisk, type } = rangeOfTarget(farm.topology, target);
  return { code: 'PVS027', reason: `${vdiskAt(farm, vdisk).name} has no version that a ${type} target may boot` };
}

/** The target opens its disk there, and looks whether it is the right one (P36). */
function verified(
  world: World,
  farm: FarmRuntime,
  { target, demand, vdisk, server }: { target: number; demand: Demand; vdisk: number; server: number },
): LoginAnswer {
  if (!opens(world, farm, target, server)) return { type: 'silence' };
  if (refusalBy(world, farm, { demand, vdisk, server, view: 'real' }) === null)
    return { type: 'server', server, demand };
  lookAtCopies(world, farm, vdisk, server);
  return { type: 'ask-again' };
}

/** Whether a server that a target was handed to answers it: it is there, and nothing gets lost on the way. */
export function opens(world: World, farm: FarmRuntime, target: number, server: number): boolean {
  return (
    serverAt(farm, server).up && !isLost(world, serverName(farm, server), OPENING, target, server, world.data.nowMs)
  );
}

export function candidateAt({ topology, data }: FarmRuntime, target: number, server: number): Candidate {
  const { name, powerRating, addresses } = topology.servers[server]!;
  const { subnet } = rangeOfTarget(topology, target);
  const isOwn = data.targets.server[target] === server + 1;
  return {
    number: server,
    name,
    powerRating,
    targetCount: data.targets.onServer[server]! - (isOwn ? 1 : 0),
    isInSubnet: addresses.some((address) => address.subnet === subnet),
  };
}

/** Why no server may have a target. */
export function whyNobody(world: World, farm: FarmRuntime, target: number, demand: Demand): Refusal {
  const { site, vdisk } = rangeOfTarget(farm.topology, target);
  const servers = farm.topology.sites[site]?.servers ?? [];
  if (!servers.some((server) => serverAt(farm, server).up)) return NOBODY;
  const refusals = servers.flatMap((server) => refusalBy(world, farm, { demand, vdisk, server, view: 'known' }) ?? []);
  return foremost(refusals) ?? NOBODY;
}

const NOBODY: Refusal = { code: 'PVS012', reason: 'no server of the site is up' };
