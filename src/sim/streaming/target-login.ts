/**
 * How a target gets a server: it asks one login server after another, follows the answer, and waits where nobody may have it.
 *
 * Not here: what the login server decides (logins.ts), and when a target asks (target-life.ts).
 */

import { draw, keyOf, unreachable } from '../../core/kernel/index.ts';
import type { Refusal } from '../../core/pvs/codes/index.ts';
import { isHome } from '../../core/pvs/eligibility/index.ts';
import { bootCountsUntilMs } from '../../core/pvs/stream-server/index.ts';
import { LOADING_TIMEOUT_MS, LOGIN_TIMEOUT_MS } from '../../core/pvs/target/index.ts';
import { tell } from '../happenings.ts';
import type { World } from '../world.ts';
import { setDue } from './agenda.ts';
import { beginBooting, take } from './counts.ts';
import { openImage, replay } from './exchange.ts';
import type { FarmRuntime } from './farm.ts';
import { LOADING_MIN_MS, LOADING_SPREAD_MS } from './limits.ts';
import { answerOf, askAll, askNext, askThere, type LoginAnswer, loginOrder, takesLogins } from './logins.ts';
import { openCopy } from './opening.ts';
import { nextAskMs } from './schedule-farm.ts';
import {
  FROZEN,
  isRunning,
  isWaiting,
  LOADING,
  LOGIN,
  PAUSED,
  RELOGIN,
  SILENCE,
  STREAMING,
  WAITING,
} from './target-columns.ts';
import { noteFreeze, noteMove } from './target-notes.ts';
import { setPhase, sleep } from './target-phase.ts';

const LOADING_TIME = keyOf('time of loading');
const NEVER = Number.POSITIVE_INFINITY;

/** From the first login server on. */
export function login(world: World, farm: FarmRuntime, target: number): void {
  const { targets } = farm.data;
  setPhase(farm, target, isRunning(targets.phase[target]!) ? RELOGIN : LOGIN);
  targets.asked[target] = 0;
  if (!askNext(world, farm, target)) wait(world, farm, target);
}

/** The login server answers, unless it is gone by now: then the target is left without a word. */
export function onAnswer(world: World, farm: FarmRuntime, target: number): void {
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

export function onSilence(world: World, farm: FarmRuntime, target: number): void {
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

export function askAgain(world: World, farm: FarmRuntime, target: number): void {
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
export function scheduleLoading(world: World, { data: { targets } }: FarmRuntime, target: number): void {
  const isStuck = targets.askedMs[target] !== NEVER;
  const dueMs = isStuck ? targets.askedMs[target]! + LOADING_TIMEOUT_MS : targets.anchorMs[target]!;
  const countsUntilMs = targets.counted[target] === 0 ? NEVER : bootingUntilMs(world, targets.attachedMs[target]!);
  setDue(targets.agenda, target, Math.min(dueMs, countsUntilMs));
}

export function bootingUntilMs({ definition }: World, attachedMs: number): number {
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
