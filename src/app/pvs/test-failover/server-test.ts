/**
 * The test of one server: its Stream Service is stopped, what becomes of its targets is confirmed, and it is started again, also when that
 * goes wrong half-way.
 *
 * Not here: which servers (plan.ts), and what is noted and confirmed of each target (note.ts, confirm.ts).
 */

import { formatInstant, shellWord, UserError } from '../../../core/kernel/index.ts';
import { targetName } from '../../../core/pvs/farm/index.ts';
import type { World } from '../../../sim/index.ts';
import { farmIn } from '../../streaming-objects.ts';
import { factsOfFarm } from '../farm-numbers.ts';
import type { ChangeRefusal } from '../refusal.ts';
import { startRefusal } from '../start-stream.ts';
import { confirmTargets, restTest } from './confirm.ts';
import type { NotedServer } from './note.ts';
import type { ServerTest, TargetTest } from './result.ts';
import type { Act, Stage } from './stage.ts';

/** With the moment at which it was over. */
export interface TimedTest extends ServerTest, Pick<Resumption, 'endedAt'> {}

/** What came of the targets that the stop had frozen. */
interface Resumption extends Pick<ServerTest, 'resumedCount' | 'resumedSec' | 'stillFrozen'> {
  readonly endedAt: string;
}

export interface ServerTestOptions {
  /** The longest time that its targets may take. */
  readonly withinMs: number;
  /** Leave the service stopped. */
  readonly keepStopped: boolean;
  /** The flag that names the site, for commands to paste. */
  readonly siteFlag: string;
}

/** What came of starting a service again. */
interface Start extends Pick<ServerTest, 'startedAt' | 'notStarted'> {
  /** Targets that are frozen at that moment, by number. */
  readonly frozen: readonly number[];
}

/** It was not wanted. */
const LEFT_STOPPED: Start = { startedAt: null, notStarted: null, frozen: [] };

/** A target that nobody may have asks again every ten seconds: this is time enough for all of them. */
const RESUME_MAX_MS = 30_000;

/** Stops the service of a server that has been noted. */
export function stop(noted: NotedServer): Act<NotedServer> {
  return { actions: [{ type: 'stream-stopped', servers: [noted.server], untilMs: null }], seen: noted };
}

/** Confirms what becomes of its targets, and starts it again. @throws {UserError} INTERRUPTED, and what the store throws */
export async function testStopped(stage: Stage, noted: NotedServer, options: ServerTestOptions): Promise<TimedTest> {
  const { server, address, stoppedAt, toldCount, cannotMove } = noted;
  const targets = await confirmed(stage, noted, options);
  const { frozen, ...start } = options.keepStopped ? LEFT_STOPPED : await startAgain(stage, noted);
  const resumed = await resume(stage, start.startedAt === null ? [] : frozen);
  return { server, address, stoppedAt, ...start, ...resumed, toldCount, targets, cannotMove };
}

/** What became of the targets. When that is broken off, the service is started again all the same. */
async function confirmed(
  stage: Stage,
  noted: NotedServer,
  { withinMs, keepStopped, siteFlag }: ServerTestOptions,
): Promise<readonly TargetTest[]> {
  try {
    const { targets } = await stage.wait({
      waitMs: withinMs,
      goal: (world) => ({ reached: restTest(world, noted), everySecond: false }),
      result: (world) => ({ targets: confirmTargets(world, noted, withinMs) }),
    });
    return targets;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const start = keepStopped ? LEFT_STOPPED : await startIfPossible(stage, noted);
    throw brokenOff(error, noted.server, start, siteFlag);
  }
}

function startAgain(stage: Stage, { server, told }: NotedServer): Promise<Start> {
  return stage.act<Start>((world) => {
    const notStarted = startRefusal(world, server);
    const frozen = told.filter((target) => isFrozen(world, target));
    if (notStarted !== null) return { actions: [], seen: { startedAt: null, notStarted, frozen } };
    const startedAt = formatInstant(world.data.nowMs);
    return { actions: [{ type: 'stream-started', servers: [server] }], seen: { startedAt, notStarted, frozen } };
  });
}

/** Lets those that the stop has frozen go on, so that the test leaves nobody behind. */
async function resume(stage: Stage, frozen: readonly number[]): Promise<Resumption> {
  return stage.wait({
    waitMs: frozen.length === 0 ? 0 : RESUME_MAX_MS,
    goal: (world) => ({ reached: () => frozen.every((target) => !isFrozen(world, target)), everySecond: false }),
    result: (world, fromMs) => {
      const still = frozen.filter((target) => isFrozen(world, target));
      return {
        resumedCount: frozen.length - still.length,
        resumedSec: frozen.length === still.length ? null : (world.data.nowMs - fromMs) / 1000,
        stillFrozen: still.map((target) => targetName(farmIn(world).topology, target)),
        endedAt: formatInstant(world.data.nowMs),
      };
    },
  });
}

function isFrozen(world: World, target: number): boolean {
  return factsOfFarm(world).target(target).state === 'frozen';
}

/** Whatever broke the test off may well keep the service from being started, too. */
async function startIfPossible(stage: Stage, noted: NotedServer): Promise<Start> {
  try {
    return await startAgain(stage, noted);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { ...LEFT_STOPPED, notStarted: { code: error.code, reason: error.message } };
  }
}

function brokenOff(error: UserError, server: string, { startedAt, notStarted }: Start, site: string): UserError {
  const { kind, code, message } = error;
  const isStarted = startedAt !== null;
  const what = kind === 'interrupted' ? `The test was interrupted while ${server} was stopped.` : message;
  return new UserError(kind, code, what, {
    why: `The Stream Service on ${server} ${isStarted ? 'was started again' : `is still stopped${because(notStarted)}`}.`,
    hints: [isStarted ? `holdover pvs status${site}` : `holdover pvs start-stream ${shellWord(server)}${site}`],
    cause: error,
  });
}

function because(notStarted: ChangeRefusal | null): string {
  return notStarted === null ? ', as asked' : `: ${notStarted.reason}`;
}
