/**
 * The life of a target: booting, streaming, retrying, logging in elsewhere, frozen. It is the fast form of the `target` machine in core, and
 * no second truth: the same protocol, for all targets of a farm in columns.
 *
 * Not here: what a login comes to (logins.ts), what a request finds (exchange.ts), and who is woken when (schedule-farm.ts).
 */

import { draw, keyOf, unreachable } from '../../core/kernel/index.ts';
import type { Refusal } from '../../core/pvs/codes/index.ts';
import { isHome } from '../../core/pvs/eligibility/index.ts';
import { targetName } from '../../core/pvs/farm/index.ts';
import { bootCountsUntilMs } from '../../core/pvs/stream-server/index.ts';
import {
  LOADING_TIMEOUT_MS,
  LOGIN_TIMEOUT_MS,
  REPLY_TIMEOUT_MAX_MS,
  REPLY_TIMEOUT_MIN_MS,
} from '../../core/pvs/target/index.ts';
import { tell } from '../happenings.ts';
import type { LeaveReason } from '../outcomes.ts';
import type { World } from '../world.ts';
import { setDue } from './agenda.ts';
import { beginBooting, endBooting, record, release, take } from './counts.ts';
import { answered, carryOut, discardCache, openImage, reach, replay } from './exchange.ts';
import type { FarmRuntime } from './farm.ts';
import { LOADING_MIN_MS, LOADING_SPREAD_MS } from './limits.ts';
import { answerOf, askAll, askNext, askThere, type LoginAnswer, loginOrder, takesLogins } from './logins.ts';
import { openCopy } from './opening.ts';
import { betterThanOwn } from './rebalancing.ts';
import { nextRequestMs } from './requests.ts';
import { nextAskMs, requestSettings } from './schedule-farm.ts';
import { afterLeaving } from './servers.ts';
import {
  ANSWER,
  FROZEN,
  isRunning,
  isWaiting,
  LOADING,
  LOGIN,
  NOTICE,
  OFF,
  OWN,
  PAUSED,
  REBALANCE,
  RELOGIN,
  RETRYING,
  SILENCE,
  STREAMING,
  WAITING,
} from './target-columns.ts';
import { noteFreeze, noteMove } from './target-notes.ts';

const LOADING_TIME = keyOf('time of loading');
const NEVER = Number.POSITIVE_INFINITY;

/** Does what a target is due for. */
export function act(world: World, farm: FarmRuntime, target: number): void {
  const { targets } = farm.data;
  setDue(targets.agenda, target, NEVER);
  const awaits = targets.awaits[target]!;
  targets.awaits[target] = OWN;
  if (awaits === ANSWER) return onAnswer(world, farm, target);
  if (awaits === SILENCE) return onSilence(world, farm, target);
  if (awaits === NOTICE) return leave(world, farm, target, 'told');
  if (awaits === REBALANCE && !betterThanOwn(world, farm, target)) return sleep(world, farm, target);
  if (awaits === REBALANCE) return leave(world, farm, target, 'told');
  switch (targets.phase[target]) {
    case PAUSED:
      return login(world, farm, target);
    case WAITING:
    case FROZEN:
      return askAgain(world, farm, target);
    case LOADING:
      return onLoading(world, farm, target);
    case STREAMING:
      return onRequest(world, farm, target);
    case RETRYING:
      return onTimeout(world, farm, target);
    default:
      return;
  }
}

/** The target is switched on, and asks its login servers. */
export function powerOn(world: World, farm: FarmRuntime, target: number): void {
  const { targets } = farm.data;
  if (targets.phase[target] !== OFF) return;
  targets.sinceMs[target] = world.data.nowMs;
  targets.bootedMs[target] = world.data.nowMs;
  login(world, farm, target);
}

/** The target goes off. What it had locked stays locked: it may have crashed. */
export function powerOff(world: World, farm: FarmRuntime, target: number): void {
  const { targets } = farm.data;
  if (targets.phase[target] === OFF) return;
  const server = targets.server[target]! - 1;
  release(farm, target);
  setPhase(farm, target, OFF);
  tell(world, { type: 'target-off', target });
  discardCache(world, farm, target);
  targets.awaits[target] = OWN;
  targets.copy[target] = 0;
  targets.from[target] = 0;
  targets.retries[target] = 0;
  record(world, farm, target);
  setDue(targets.agenda, target, NEVER);
  if (server !== -1) afterLeaving(world, farm, server);
}

/** From the first login server on. */
export function login(world: World, farm: FarmRuntime, target: number): void {
  const { targets } = farm.data;
  setPhase(farm, target, isRunning(targets.phase[target]!) ? RELOGIN : LOGIN);
  targets.asked[target] = 0;
  if (!askNext(world, farm, target)) wait(world, farm, target);
}

/** Its server is no longer one of the farm. */
export function loseServer(world: World, farm: FarmRuntime, target: number): void {
  const { targets } = farm.data;
  if (targets.phase[target] === STREAMING) targets.sinceMs[target] = world.data.nowMs;
  login(world, farm, target);
}

/** It leaves its server, and logs in elsewhere; one that boots starts again at its bootstrap (P37). */
function leave(world: World, farm: FarmRuntime, target: number, why: LeaveReason): void {
  const { targets } = farm.data;
  const server = targets.server[target]! - 1;
  tell(
    world,
    isRunning(targets.phase[target]!)
      ? { type: 'target-left', target, server, why }
      : { type: 'target-boot-restarted', target },
  );
  if (targets.phase[target] === STREAMING) targets.sinceMs[target] = world.data.nowMs;
  release(farm, target);
  login(world, farm, target);
  if (server !== -1) afterLeaving(world, farm, server);
}

/** The login server answers, unless it is gone by now: then the target is left without a word. */
function onAnswer(world: World, farm: FarmRuntime, target: number): void {
  const { targets } = farm.data;
  const server = loginOrder(farm, target)[targets.asked[target]!]!;
  if (!takesLogins(farm, server)) return stayUnanswered(world, farm, target);
  targets.loginServer[target] = server + 1;
  follow(world, farm, target, answerOf(world, farm, target));
}

function follow(world: World, farm: FarmRuntime, target: number, answer: LoginAnswer): void {
  const { targets } = farm.data;
  switch (answer.type) {
    case 'server':
      return open(world, farm, target, answer);
    case 'busy':
      setPhase(farm, target, PAUSED);
      tell(world, { type: 'target-told-busy', target });
      return setDue(targets.agenda, target, world.data.nowMs + world.definition.timers.bootPause);
    case 'silence':
      return stayUnanswered(world, farm, target);
    case 'ask-again':
      return askSame(world, farm, target);
    case 'refused':
      return wait(world, farm, target, answer.refusal);
    default:
      return unreachable(answer);
  }
}

function askSame(world: World, farm: FarmRuntime, target: number): void {
  const ask = isWaiting(farm.data.targets.phase[target]!) ? askThere : askNext;
  if (!ask(world, farm, target)) wait(world, farm, target);
}

/** No word comes: the target waits for the rest of its patience. */
function stayUnanswered(world: World, farm: FarmRuntime, target: number): void {
  const { targets } = farm.data;
  if (isWaiting(targets.phase[target]!)) return wait(world, farm, target);
  targets.awaits[target] = SILENCE;
  setDue(targets.agenda, target, Math.max(world.data.nowMs, targets.askedMs[target]! + LOGIN_TIMEOUT_MS));
}

function onSilence(world: World, farm: FarmRuntime, target: number): void {
  farm.data.targets.asked[target]! += 1;
  if (!askNext(world, farm, target)) wait(world, farm, target);
}

/**
 * Nobody may have it, or nobody answers: it asks all again from time to time. While nothing changes that would come to the same, so it
 * sleeps; but not where it was only the crowd that kept it from an answer.
 */
function wait(world: World, farm: FarmRuntime, target: number, refusal: Refusal | null = null): void {
  const { targets } = farm.data;
  const { nowMs } = world.data;
  if (!isWaiting(targets.phase[target]!)) {
    const isBoot = !isRunning(targets.phase[target]!);
    targets.anchorMs[target] = nowMs;
    setPhase(farm, target, isBoot ? WAITING : FROZEN);
    noteFreeze(world, farm, target, refusal);
  }
  const isCrowd = refusal === null && loginOrder(farm, target).some((server) => takesLogins(farm, server));
  if (isCrowd) setDue(targets.agenda, target, nextAskMs(targets.anchorMs[target]!, nowMs));
}

function askAgain(world: World, farm: FarmRuntime, target: number): void {
  if (!askAll(world, farm, target)) wait(world, farm, target);
}

/** The target has its server: it boots from it, or goes on where it was held. */
function open(
  world: World,
  farm: FarmRuntime,
  target: number,
  { server, demand }: LoginAnswer & { type: 'server' },
): void {
  const { targets } = farm.data;
  take(world, farm, target, server);
  if (isHome(demand)) targets.home[target] = server + 1;
  const isFailOver = isRunning(targets.phase[target]!);
  tell(world, { type: 'target-logged-in', target, server, from: targets.from[target]! - 1, isRunning: isFailOver });
  if (isFailOver) return goOn(world, farm, target);
  setPhase(farm, target, LOADING);
  beginBooting(farm, target);
  if (targets.copy[target] === 0) openCopy(world, farm, target);
  openImage(world, farm, target);
  targets.anchorMs[target] = loadedMs(world, target);
  targets.askedMs[target] = NEVER;
  scheduleLoading(world, farm, target);
}

/** When a target will have loaded its operating system, if it begins now. */
export function loadedMs({ data: { nowMs }, definition: { seed } }: World, target: number): number {
  return nowMs + LOADING_MIN_MS + Math.floor(draw(seed, LOADING_TIME, target, nowMs) * LOADING_SPREAD_MS);
}

/** Until it runs it stops counting as booting after `bootMax` at the latest, and waits for an answer so long and no longer. */
function scheduleLoading(world: World, { data: { targets } }: FarmRuntime, target: number): void {
  const isStuck = targets.askedMs[target] !== NEVER;
  const dueMs = isStuck ? targets.askedMs[target]! + LOADING_TIMEOUT_MS : targets.anchorMs[target]!;
  const countsUntilMs = targets.counted[target] === 0 ? NEVER : bootingUntilMs(world, targets.attachedMs[target]!);
  setDue(targets.agenda, target, Math.min(dueMs, countsUntilMs));
}

function bootingUntilMs({ definition }: World, attachedMs: number): number {
  return bootCountsUntilMs(attachedMs, definition.timers.bootMax);
}

/** What was held is sent again, and the pause is over. */
function goOn(world: World, farm: FarmRuntime, target: number): void {
  const { targets } = farm.data;
  if (targets.from[target] !== targets.server[target]) targets.failovers[target]! += 1;
  targets.pausedMs[target] = world.data.nowMs - targets.sinceMs[target]!;
  setPhase(farm, target, STREAMING);
  openImage(world, farm, target);
  replay(world, farm, target);
  noteMove(world, farm, target);
  sleep(world, farm, target);
}

/** It asks its server all the time, and starts again at its list when that is silent for too long (P37); else it runs when it is loaded. */
function onLoading(world: World, farm: FarmRuntime, target: number): void {
  const { targets } = farm.data;
  const { nowMs } = world.data;
  if (nowMs >= bootingUntilMs(world, targets.attachedMs[target]!)) endBooting(farm, target);
  const outcome = reach(world, farm, target);
  if (outcome === 'unknown') return leave(world, farm, target, 'restart');
  if (outcome === 'answered') {
    targets.askedMs[target] = NEVER;
    if (nowMs >= targets.anchorMs[target]!) return boot(world, farm, target);
  } else {
    targets.askedMs[target] = Math.min(targets.askedMs[target]!, nowMs);
    if (nowMs >= targets.askedMs[target]! + LOADING_TIMEOUT_MS) return leave(world, farm, target, 'silence');
  }
  scheduleLoading(world, farm, target);
}

/** The operating system runs, from what is there now; that it is on record was verified when it was opened. */
function boot(world: World, farm: FarmRuntime, target: number): void {
  const { targets } = farm.data;
  endBooting(farm, target);
  targets.bootedMs[target] = world.data.nowMs;
  targets.pausedMs[target] = 0;
  discardCache(world, farm, target);
  setPhase(farm, target, STREAMING);
  tell(world, { type: 'target-booted', target });
  sleep(world, farm, target);
}

/** Where nothing but answers will come of its requests, they need not be made. */
function sleep(world: World, farm: FarmRuntime, target: number): void {
  const { targets } = farm.data;
  targets.timeoutMs[target] = REPLY_TIMEOUT_MIN_MS;
  const isQuiet = world.disks === null && isHealthy(world, farm, target);
  if (!isQuiet) setDue(targets.agenda, target, nextRequestMs(requestSettings(world), target, world.data.nowMs));
}

function isHealthy(world: World, farm: FarmRuntime, target: number): boolean {
  const server = farm.data.targets.server[target]! - 1;
  const name = farm.topology.servers[server]?.name ?? '';
  return !world.damage.packetLoss.has(name) && answered(world, farm, target);
}

/** A request: answered, or the beginning of a pause. */
function onRequest(world: World, farm: FarmRuntime, target: number): void {
  const { targets } = farm.data;
  const { nowMs } = world.data;
  const outcome = carryOut(world, farm, target, nowMs);
  if (outcome === 'answered') return sleep(world, farm, target);
  targets.sinceMs[target] = nowMs;
  if (outcome === 'unknown') return leave(world, farm, target, 'restart');
  targets.tries[target] = 1;
  setPhase(farm, target, RETRYING);
  setDue(targets.agenda, target, nowMs + targets.timeoutMs[target]!);
}

/** No reply in time: once more, waiting twice as long; after the last try, another server (P30). */
function onTimeout(world: World, farm: FarmRuntime, target: number): void {
  const { targets } = farm.data;
  const { nowMs } = world.data;
  targets.retries[target]! += 1;
  if (targets.tries[target]! >= world.definition.timers.streamRetries) return leave(world, farm, target, 'silence');
  targets.tries[target]! += 1;
  const outcome = carryOut(world, farm, target, targets.sinceMs[target]!);
  if (outcome === 'unknown') return leave(world, farm, target, 'restart');
  if (outcome === 'answered') {
    targets.pausedMs[target] = nowMs - targets.sinceMs[target]!;
    setPhase(farm, target, STREAMING);
    tell(world, { type: 'target-resumed', target, pausedMs: targets.pausedMs[target]! });
    return sleep(world, farm, target);
  }
  targets.timeoutMs[target] = Math.min(2 * targets.timeoutMs[target]!, REPLY_TIMEOUT_MAX_MS);
  setDue(targets.agenda, target, nowMs + targets.timeoutMs[target]!);
}

/** Everything that depends on whether a target runs follows its phase. */
function setPhase(farm: FarmRuntime, target: number, phase: number): void {
  const { targets } = farm.data;
  const before = targets.phase[target]!;
  if (before === phase) return;
  targets.phase[target] = phase;
  targets.waitingCount += (isWaiting(phase) ? 1 : 0) - (isWaiting(before) ? 1 : 0);
  const ran = before === STREAMING || before === RETRYING;
  const runs = phase === STREAMING || phase === RETRYING;
  const goesOff = phase === OFF && isRunning(before);
  if (goesOff) farm.host.held(targetName(farm.topology, target), 'off');
  else if (ran && !runs) farm.host.held(targetName(farm.topology, target), 'held');
  if (!ran && runs) farm.host.running(targetName(farm.topology, target));
}
