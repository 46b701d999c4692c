/**
 * Whatever an administrator changes and when, no law is broken, nothing that can be seen depends on skipping, and a run stays one run.
 */
import { expect, test } from 'vitest';
import { meaningProblems } from '../../src/core/site/index.ts';
import { changingRun } from '../support/changing-run.ts';
import { lawlessness } from '../support/laws.ts';
import { differenceOf } from '../support/skipping.ts';
import { isSameFromCopies } from '../support/world-runs.ts';

const seedsFrom = (first: number, count: number) => Array.from({ length: count }, (_, run) => first + run);

/** Every seed that ever failed here: shorter heartbeats and silence at once; an instant that an operator had ended; machines left waiting. */
const FAILED_ONCE = [115, 180, 498, 528, 595, 5_232, 5_347];

test('random changes are changes that may be declared', () => {
  const problems = seedsFrom(1, 200).flatMap((seed) =>
    changingRun(seed).deeds.flatMap((deed) =>
      deed.type === 'act' && deed.action.type === 'definition-changed' ? meaningProblems(deed.action.definition) : [],
    ),
  );
  expect(problems).toEqual([]);
});

test('R13, R15, R19, R21: no change of a definition breaks a law, and every run comes to rest when all is repaired', () => {
  const seeds = [...FAILED_ONCE, ...seedsFrom(40_001, 400)];
  expect(seeds.flatMap((seed) => lawlessness(changingRun(seed), seed, seed % 21))).toEqual([]);
});

test('skipping changes nothing that can be seen where definitions change', () => {
  const differences = [...FAILED_ONCE, ...seedsFrom(50_001, 160)].map((seed) => {
    const { definition, deeds } = changingRun(seed);
    const difference = differenceOf(definition, deeds, seed % 3 === 0 ? seed % 20 : 0);
    return difference === null ? null : `seed ${seed}: ${difference}`;
  });
  expect(differences.filter((difference) => difference !== null)).toEqual([]);
});

test('a run whose definition changes comes out the same from a copy of its data at every turn', () => {
  const different = seedsFrom(60_001, 60).filter((seed) => !isSameFromCopies(changingRun(seed)));
  expect(different).toEqual([]);
});
