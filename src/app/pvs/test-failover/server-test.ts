/**
 * The test of one server: its Stream Service is stopped, what becomes of its targets is confirmed, and it is started again, also when that
 * goes wrong half-way.
 *
 * Not here: which servers (plan.ts), and what is noted and confirmed of each target (note.ts, confirm.ts).
 */

import { formatInstant, shellWord, UserError } from '../../../core/kernel/index.ts';
import type { ChangeRefusal } from '../refusal.ts';
import { startRefusal } from '../start-stream.ts';
import { confirmTargets, restTest } from './confirm.ts';
import type { NotedServer } from './note.ts';
import type { ServerTest } from './result.ts';
import type { Act, Stage } from './stage.ts';

/** With the moment at which it was over. */
export interface TimedTest extends ServerTest {
  readonly endedAt: string;
}

export interface ServerTestOptions {
  /** The longest time that its targets may take. */
  readonly withinMs: number;
  /** Leave the service stopped. */
  readonly keepStopped: boolean;
}

/** What came of starting a service again; both are null where that was not wanted. */
type Start = Pick<ServerTest, 'startedAt' | 'notStarted'>;

const NOT_WANTED: Start = { startedAt: null, notStarted: null };

/** Stops the service of a server that has been noted. */
export function stop(noted: NotedServer): Act<NotedServer> {
  return { actions: [{ type: 'stream-stopped', servers: [noted.server], untilMs: null }], seen: noted };
}

/** Confirms what becomes of its targets, and starts it again. @throws {UserError} INTERRUPTED, and what the store throws */
export async function testStopped(stage: Stage, noted: NotedServer, options: ServerTestOptions): Promise<TimedTest> {
  const { server, address, stoppedAt, toldCount, cannotMove } = noted;
  try {
    const { endedAt, targets } = await confirm(stage, noted, options.withinMs);
    const start = options.keepStopped ? NOT_WANTED : await startAgain(stage, server);
    return { server, address, stoppedAt, ...start, toldCount, targets, cannotMove, endedAt };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw brokenOff(error, server, options.keepStopped ? NOT_WANTED : await startIfPossible(stage, server));
  }
}

function confirm(stage: Stage, noted: NotedServer, withinMs: number): Promise<Pick<TimedTest, 'targets' | 'endedAt'>> {
  return stage.wait({
    waitMs: withinMs,
    goal: (world) => ({ reached: restTest(world, noted), everySecond: false }),
    result: (world) => ({
      targets: confirmTargets(world, noted, withinMs),
      endedAt: formatInstant(world.data.nowMs),
    }),
  });
}

function startAgain(stage: Stage, server: string): Promise<Start> {
  return stage.act<Start>((world) => {
    const notStarted = startRefusal(world, server);
    if (notStarted !== null) return { actions: [], seen: { startedAt: null, notStarted } };
    const startedAt = formatInstant(world.data.nowMs);
    return { actions: [{ type: 'stream-started', servers: [server] }], seen: { startedAt, notStarted } };
  });
}

/** Whatever broke the test off may well keep the service from being started, too. */
async function startIfPossible(stage: Stage, server: string): Promise<Start> {
  try {
    return await startAgain(stage, server);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { startedAt: null, notStarted: { code: error.code, reason: error.message } };
  }
}

function brokenOff({ kind, code, message }: UserError, server: string, { startedAt, notStarted }: Start): UserError {
  const isStarted = startedAt !== null;
  const what = kind === 'interrupted' ? `The test was interrupted while ${server} was stopped.` : message;
  return new UserError(kind, code, what, {
    why: `The Stream Service on ${server} ${isStarted ? 'was started again' : `is still stopped${because(notStarted)}`}.`,
    hints: [isStarted ? 'holdover pvs status' : `holdover pvs start-stream ${shellWord(server)}`],
  });
}

function because(notStarted: ChangeRefusal | null): string {
  return notStarted === null ? ', as asked' : `: ${notStarted.reason}`;
}
