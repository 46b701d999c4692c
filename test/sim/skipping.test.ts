/**
 * Leaving out what would change nothing is no part of the model: nobody can tell from a world whether it was done.
 */
import { expect, test } from 'vitest';
import { meaningProblems } from '../../src/core/site/index.ts';
import { randomRun } from '../support/random-run.ts';
import { siteOfZones } from '../support/site-of-zones.ts';
import { differenceOf, skippingDifference } from '../support/skipping.ts';

const RUNS = 160;
const seeds = Array.from({ length: RUNS }, (_, run) => run + 1);

test('random sites are sites that may be declared', () => {
  expect(seeds.flatMap((seed) => meaningProblems(randomRun(seed).definition).map(({ message }) => message))).toEqual(
    [],
  );
});

test('skipping changes nothing that can be seen', () => {
  expect(seeds.map((seed) => skippingDifference(seed, 0)).filter((difference) => difference !== null)).toEqual([]);
});

test('skipping changes nothing that can be seen where messages get lost', () => {
  const lossy = seeds.filter((seed) => seed % 4 === 0);
  const differences = lossy.map((seed) => skippingDifference(seed, 1 + (seed % 20)));
  expect(differences.filter((difference) => difference !== null)).toEqual([]);
});

test('skipping changes nothing where an outage ends at the very moment at which it begins', () => {
  const site = siteOfZones({ zones: { ams: { connectors: ['a.x', 'b.x'], machineCount: 5 } } });
  const force = { type: 'outage-forced', connectors: ['a.x', 'b.x'], untilMs: null } as const;
  const deeds = [
    { type: 'act', action: force, leaseMs: null },
    { type: 'advance', byMs: 180_000 },
    { type: 'act', action: force, leaseMs: 0 },
    { type: 'advance', byMs: 3_600_000 },
  ] as const;
  expect(differenceOf(site, deeds)).toBeNull();
});
