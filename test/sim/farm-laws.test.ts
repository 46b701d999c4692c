/**
 * Whatever happens to a farm of 6 servers and 300 targets that read and write, no law is broken, and in the end all stream that may.
 */
import { expect, test } from 'vitest';
import { meaningProblems } from '../../src/core/site/index.ts';
import { settle } from '../../src/sim/index.ts';
import { farmUnlawfulness } from '../support/farm-laws.ts';
import { farmRun } from '../support/farm-run.ts';
import { perform } from '../support/world-runs.ts';

const seedsFrom = (first: number, count: number) => Array.from({ length: count }, (_, run) => first + run);

/** Seeds that failed here: a login list that became shorter while it was asked; a write whose reply was lost before the target went off. */
const FAILED_ONCE = [1_036, 1_061];

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
  const seeds = [...FAILED_ONCE, ...seedsFrom(50_001, 60)];
  expect(seeds.flatMap((seed) => farmUnlawfulness(farmRun(seed), seed))).toEqual([]);
});
