/**
 * Whatever happens to a farm of 6 servers and 300 targets that read and write, no law is broken, and in the end all stream that may.
 */
import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { meaningProblems } from '../../src/core/site/index.ts';
import { advanceTo, settle, type World } from '../../src/sim/index.ts';
import { RETRYING, STREAMING } from '../../src/sim/streaming/target-columns.ts';
import { farmUnlawfulness } from '../support/farm-laws.ts';
import { type FarmRun, farmRun } from '../support/farm-run.ts';
import { isSameFromCopies, perform } from '../support/world-runs.ts';

const FEW = 12;

const seedsFrom = (first: number, count: number) => Array.from({ length: count }, (_, run) => first + run);

/**
 * Seeds that failed here: a bound target whose server was gone; an image that was handed to another target, and booted where nobody had
 * written to it; an image on a server that had left its store for a while; a list that had nobody left while it was asked.
 */
const FAILED_ONCE = [4, 28, 74, 248, 291, 498, 765];

test('random farms are farms that may be declared', () => {
  const problems = seedsFrom(1, 100).flatMap((seed) =>
    meaningProblems(farmRun(seed).definition).map(({ message }) => message),
  );
  expect(problems).toEqual([]);
});

test('random runs do what they are there for', () => {
  const counts: Record<string, number> = {};
  for (const seed of seedsFrom(1, 20)) {
    const { definition, deeds } = farmRun(seed);
    const world = settle(definition, {
      requests: 'every',
      onHappening: (_, happening) => {
        counts[happening.type] = (counts[happening.type] ?? 0) + 1;
      },
    });
    for (const deed of deeds) perform(world, deed);
  }
  const expected = ['target-logged-in', 'target-moved', 'target-frozen', 'target-not-booted', 'target-told-busy'];
  const missing = [...expected, 'target-booted', 'target-off', 'target-io'].filter(
    (type) => counts[type] === undefined,
  );
  expect(missing, JSON.stringify(counts)).toEqual([]);
});

test('P18, P22, P27, P36, P50: no random farm breaks a law (I-P1 to I-P5), and every one comes to rest when all is repaired', () => {
  const seeds = [...FAILED_ONCE, ...seedsFrom(50_001, 20)];
  expect(seeds.flatMap((seed) => farmUnlawfulness(farmRun(seed), seed))).toEqual([]);
});

test('a farm goes on from a copy of its data as it would have', () => {
  expect(seedsFrom(60_001, FEW).filter((seed) => !isSameFromCopies(farmRun(seed)))).toEqual([]);
});

test('it makes no difference whether time passes at once or in many steps', () => {
  const different = seedsFrom(61_001, FEW).filter((seed) => {
    const run = farmRun(seed);
    const [atOnce, inSteps] = [settle(run.definition), settle(run.definition)];
    for (const deed of run.deeds) {
      perform(atOnce, deed);
      if (deed.type === 'advance') advanceInSteps(inSteps, inSteps.data.nowMs + deed.byMs);
      else perform(inSteps, deed);
    }
    return !isDeepStrictEqual([atOnce.data.farm, atOnce.data.log], [inSteps.data.farm, inSteps.data.log]);
  });
  expect(different).toEqual([]);
});

/** Steps of uneven length. */
function advanceInSteps(world: World, untilMs: number): void {
  for (let stepMs = 1; world.data.nowMs < untilMs; stepMs = (stepMs * 48_271) % 9_973) {
    advanceTo(world, Math.min(untilMs, world.data.nowMs + stepMs));
  }
}

/** 120 and 123: targets that had another number, or another heartbeat, after a change of the definition. */
test('requests that would be answered change nothing by not being made', () => {
  const different = [120, 123, ...seedsFrom(62_001, FEW)].filter((seed) => !isSameWithAllRequests(farmRun(seed)));
  expect(different).toEqual([]);
});

function isSameWithAllRequests({ definition, deeds }: FarmRun): boolean {
  const [quiet, busy] = [settle(definition), settle(definition, { requests: 'every' })];
  return deeds.every((deed) => {
    perform(quiet, deed);
    perform(busy, deed);
    return isDeepStrictEqual(outwardly(quiet), outwardly(busy));
  });
}

/** All of a farm but when its targets are due. */
function outwardly({ data: { farm } }: World): object | null {
  if (farm === null) return null;
  const { phase, server, recorded, failovers, retries, pausedMs, bootedMs, onServer, bootingOn } = farm.targets;
  const phases = phase.map((each) => (each === RETRYING ? STREAMING : each));
  return {
    ...farm,
    targets: { phases, server, recorded, failovers, retries, pausedMs, bootedMs, onServer, bootingOn },
    targetsDueMs: 0,
  };
}
