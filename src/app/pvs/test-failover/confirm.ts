/**
 * The third step of a test: where each target is now by its own report, how long it was held, and what is wrong with that.
 *
 * Not here: the judgement (core/pvs/failover-test).
 */

import { flawsOf } from '../../../core/pvs/failover-test/index.ts';
import { targetStatusOf } from '../../../core/status/index.ts';
import { aftermathOf, lostBytesOf, type World } from '../../../sim/index.ts';
import { factsOfFarm, serverNumberOf } from '../farm-numbers.ts';
import { type NotedServer, type NotedTarget, placeOf } from './note.ts';
import type { TargetTest } from './result.ts';

/** Whether every target of the verdict is elsewhere, and every other target of the server has found out where it stays. */
export function restTest(world: World, { server, told, targets }: NotedServer): () => boolean {
  const number = serverNumberOf(world, server);
  const about = new Set(targets.map((target) => target.number));
  const isAtRest = (target: number) => {
    const aftermath = aftermathOf(world, target, number);
    return aftermath === 'moved' || (aftermath === 'left' && !about.has(target));
  };
  // Those that were at rest the last time need not be looked at again, but for the last look.
  let restingCount = 0;
  return () => {
    while (restingCount < told.length && isAtRest(told[restingCount] ?? -1)) restingCount += 1;
    return restingCount === told.length;
  };
}

export function confirmTargets(world: World, noted: NotedServer, withinMs: number): readonly TargetTest[] {
  const moves = movesSince(world, noted.loggedCount);
  return noted.targets.map((target) => confirmTarget(world, noted, target, moves.get(target.target), withinMs));
}

/** That a target went on, as it has noted itself: elsewhere, or with the server that it had. */
interface Move {
  readonly atMs: number;
  readonly pausedMs: number;
}

/** The first move of each target, by its name, after so many entries of the log. */
function movesSince({ data: { log } }: World, loggedCount: number): ReadonlyMap<string, Move> {
  const moves = new Map<string, Move>();
  for (const { atMs, streaming } of log.slice(loggedCount)) {
    const { kind, target = null, pausedMs = 0 } = streaming ?? {};
    if (kind !== 'target-moved' && kind !== 'target-resumed') continue;
    if (target !== null && !moves.has(target)) moves.set(target, { atMs, pausedMs });
  }
  return moves;
}

function confirmTarget(
  world: World,
  { server, stoppedMs }: NotedServer,
  { number, ioErrors, lostBytes, ...noted }: NotedTarget,
  move: Move | undefined,
  withinMs: number,
): TargetTest {
  const status = targetStatusOf(factsOfFarm(world), number);
  const after = placeOf(world, number);
  const pausedMs = move?.pausedMs ?? status.lastFreezeSec * 1000;
  const found = {
    movedAfterMs: move === undefined ? null : move.atMs - stoppedMs,
    pausedMs,
    ioErrors: status.ioErrors - ioErrors,
    lostBytes: lostBytesOf(world, number) - lostBytes,
  };
  const why = after.state === 'streaming' ? null : status.why;
  const flaws = flawsOf({ server, withinMs }, { ...after, ...found, why });
  const heldSinceMs = (move?.atMs ?? world.data.nowMs) - pausedMs;
  const isHeld = move !== undefined || after.state === 'frozen' || after.state === 'reconnecting';
  return {
    ...noted,
    verdict: flaws.length === 0 ? 'pass' : 'fail',
    flaws,
    after,
    movedAfterSec: found.movedAfterMs === null ? null : found.movedAfterMs / 1000,
    noticedSec: isHeld ? Math.max(0, heldSinceMs - stoppedMs) / 1000 : null,
    pausedSec: pausedMs / 1000,
    ioErrors: found.ioErrors,
    lostBytes: found.lostBytes,
  };
}
