/**
 * `pvs test-failover TARGET | --vdisk D | --server S`: notes the server that each target reports, stops its Stream Service, confirms that
 * each target reports another one, and starts the service again. Several servers are tested one at a time, so that there always are others.
 *
 * Not here: the steps (test-failover/), the judgement of a target (core/pvs/failover-test), and who may have it (core/pvs/eligibility).
 */

import { formatInstant, shellWord, UserError } from '../../core/kernel/index.ts';
import { detectionMs, REPLY_TIMEOUT_MIN_MS, worstDetectionMs } from '../../core/pvs/target/index.ts';
import type { World } from '../../sim/index.ts';
import { type AppContext, siteFlag } from '../context.ts';
import type { ChangeOutcome } from '../open-site.ts';
import { type ChangeRefusal, managementRefusal } from './refusal.ts';
import { type NotedServer, noteServer } from './test-failover/note.ts';
import { planOf, type TestPlan, type TestScope } from './test-failover/plan.ts';
import type { Detection, ServerTest, TestFailoverResult, Untested } from './test-failover/result.ts';
import { stop, type TimedTest, testStopped } from './test-failover/server-test.ts';
import { type Act, type Stage, stageOf } from './test-failover/stage.ts';

export interface TestFailoverOptions extends TestScope {
  readonly withinMs: number;
  /** Leave the service stopped. */
  readonly keepStopped: boolean;
}

/** What is known when the first server is stopped. */
interface Opening extends TestPlan {
  readonly site: string;
  readonly at: string;
  readonly refusal: ChangeRefusal | null;
  readonly detection: Omit<Detection, 'stopSec'>;
  /** The first server; null where nothing was stopped. */
  readonly first: NotedServer | null;
}

/** @throws {UserError} SCOPE_NOT_ONE, KEEP_STOPPED_SEVERAL, INTERRUPTED, those of names, and what the store throws */
export async function testFailover(
  context: AppContext,
  options: TestFailoverOptions,
): Promise<TestFailoverResult & ChangeOutcome> {
  const stage = await stageOf(context);
  const opening = await stage.act((world) => open(world, options));
  const result = resultOf(opening, await testServers(context, stage, opening, options), options, siteFlag(context));
  return context.dryRun ? { ...result, dryRun: true } : result;
}

function open(world: World, options: TestFailoverOptions): Act<Opening> {
  const plan = planOf(world, options);
  if (options.keepStopped && plan.servers.length > 1) throw keptSeveral(plan.servers);
  // Whatever is stopped has to be started again, and that needs the database.
  const refusal = options.keepStopped ? null : managementRefusal(world);
  const [server] = plan.servers;
  const first = refusal !== null || server === undefined ? null : noteServer(world, plan.scope, server);
  const { name, timers } = world.definition;
  const at = formatInstant(world.data.nowMs);
  return {
    actions: first === null ? [] : stop(first).actions,
    seen: { ...plan, site: name, at, refusal, detection: detectionOf(timers), first },
  };
}

function keptSeveral(servers: readonly string[]): UserError {
  return new UserError('usage', 'KEEP_STOPPED_SEVERAL', `${servers.length} servers would be left stopped.`, {
    why: `The targets are on ${servers.join(', ')}. Each is started again before the next is stopped, so that there always are others.`,
    hints: servers
      .slice(0, 1)
      .map((server) => `holdover pvs test-failover --server ${shellWord(server)} --keep-stopped`),
  });
}

function detectionOf(timers: World['definition']['timers']): Opening['detection'] {
  const { streamReplyTimeout, streamRetries, streamHeartbeat } = timers;
  return {
    crashSec: detectionMs(REPLY_TIMEOUT_MIN_MS, streamRetries) / 1000,
    crashWorstSec: worstDetectionMs({ streamReplyTimeoutMs: streamReplyTimeout, streamRetries }) / 1000,
    idleSec: streamHeartbeat / 1000,
  };
}

/** One at a time: each is started again before the next is stopped. */
async function testServers(
  context: AppContext,
  stage: Stage,
  { scope, servers, first }: Opening,
  options: TestFailoverOptions,
): Promise<readonly TimedTest[]> {
  const tests: TimedTest[] = [];
  for (let noted = first; noted !== null; ) {
    tests.push(await testStopped(stage, noted, { ...options, siteFlag: siteFlag(context) }));
    const next = servers[tests.length];
    if (next === undefined || tests.some(({ notStarted }) => notStarted !== null)) break;
    if (await context.interrupted()) throw interruptedBetween(tests.length, servers.length);
    noted = await stage.act((world) => stop(noteServer(world, scope, next)));
  }
  return tests;
}

function interruptedBetween(doneCount: number, count: number): UserError {
  const message = `The test was interrupted after ${doneCount} of ${count} servers.`;
  return new UserError('interrupted', 'INTERRUPTED', message, {
    why: 'Every Stream Service that it had stopped was started again.',
    hints: ['holdover pvs status'],
  });
}

function resultOf(
  { scope, site, at, refusal, detection, untested }: Opening,
  tests: readonly TimedTest[],
  { withinMs, keepStopped }: TestFailoverOptions,
  flag: string,
): TestFailoverResult {
  const noticedSec = tests.flatMap(({ targets }) => targets.flatMap((target) => target.noticedSec ?? []));
  const stopped = tests.find(({ notStarted }) => keepStopped || notStarted !== null);
  return {
    schema: 'holdover.test-failover/1',
    site,
    at: tests.at(-1)?.endedAt ?? at,
    ...scope,
    withinSec: withinMs / 1000,
    verdict: refusal === null ? verdictOf(tests, untested) : 'refused',
    refusal,
    detection: { stopSec: noticedSec.length === 0 ? null : largest(noticedSec), ...detection },
    tests: tests.map(({ endedAt: _, ...test }) => test),
    untested,
    undo: stopped === undefined ? null : `holdover pvs start-stream ${shellWord(stopped.server)}${flag}`,
  };
}

function largest(numbers: readonly number[]): number {
  return numbers.reduce((max, each) => Math.max(max, each), 0);
}

/** A target that is frozen already fails over no more than one that freezes. */
function verdictOf(tests: readonly ServerTest[], untested: readonly Untested[]): TestFailoverResult['verdict'] {
  const isFrozen = untested.some(({ state }) => state === 'frozen');
  const isFlawed = tests.some(({ targets, notStarted }) => {
    return notStarted !== null || targets.some(({ verdict }) => verdict === 'fail');
  });
  if (isFrozen || isFlawed) return 'fail';
  return tests.length === 0 ? 'unknown' : 'pass';
}
