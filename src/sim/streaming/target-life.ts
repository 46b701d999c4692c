/**
 * The life of a target: on and off, loading, streaming, retrying, leaving its server. With its logins it is the fast form of the `target` machine in core, and
 * no second truth: the same protocol, for all targets of a farm in columns.
 *
 * Not here: how it gets a server (target-login.ts), what a request finds (exchange.ts), and who is woken when (schedule-farm.ts).
 */

import { LOADING_TIMEOUT_MS, REPLY_TIMEOUT_MAX_MS } from '../../core/pvs/target/index.ts';
import { tell } from '../happenings.ts';
import type { LeaveReason } from '../outcomes.ts';
import type { World } from '../world.ts';
import { setDue } from './agenda.ts';
import { endBooting, record, release } from './counts.ts';
import { carryOut, discardCache, reach } from './exchange.ts';
import type { FarmRuntime } from './farm.ts';
import { betterThanOwn } from './rebalancing.ts';
import { afterLeaving } from './servers.ts';
import {
  ANSWER,
  FROZEN,
  isRunning,
  LOADING,
  NOTICE,
  OFF,
  OWN,
  PAUSED,
  REBALANCE,
  RETRYING,
  SILENCE,
  STREAMING,
  WAITING,
} from './target-columns.ts';
import { askAgain, bootingUntilMs, login, onAnswer, onSilence, scheduleLoading } from './target-login.ts';
import { setPhase, sleep } from './target-phase.ts';

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
