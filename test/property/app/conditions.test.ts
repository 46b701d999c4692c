/**
 * Conditions are worked out lazily, zone by zone. Whatever became of a site, they say what its status document says.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { conditionOf } from '../../../src/app/conditions/condition.ts';
import { statusOf } from '../../../src/core/status/index.ts';
import { factsOf, settle, type World } from '../../../src/sim/index.ts';
import { farmRun } from '../../support/farm-run.ts';
import { randomRun } from '../../support/random-run.ts';
import { celLiteral, type Leaf, statusLeaves } from '../../support/status-leaves.ts';
import { perform } from '../../support/world-runs.ts';

const LEAVES_PER_WORLD = 60;

test('every value of the document equals what a condition sees, and nothing else', () => {
  const run = fc.record({ seed: fc.nat(), order: fc.infiniteStream(fc.nat()) });
  fc.assert(
    fc.property(run, ({ seed, order }) => {
      const world = worldOf(seed);
      const leaves = statusLeaves(statusOf(factsOf(world)));
      for (const at of order.take(LEAVES_PER_WORLD)) expectSeen(world, leaves[at % leaves.length] as Leaf);
    }),
    { numRuns: 60 },
  );
});

test('the same of a streaming farm', () => {
  const run = fc.record({ seed: fc.nat(), order: fc.infiniteStream(fc.nat()) });
  fc.assert(
    fc.property(run, ({ seed, order }) => {
      const { definition, deeds } = farmRun(seed);
      const world = settle(definition);
      for (const deed of deeds) perform(world, deed);
      const leaves = statusLeaves(statusOf(factsOf(world))).filter(({ path }) => path.startsWith('pvs.'));
      for (const at of order.take(LEAVES_PER_WORLD)) expectSeen(world, leaves[at % leaves.length] as Leaf);
    }),
    { numRuns: 10 },
  );
});

test('a condition that was made earlier sees the present moment', () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const { definition, deeds } = randomRun(seed);
      const world = settle(definition);
      const healthy = conditionOf("verdict == 'healthy'", '--until', world);
      for (const deed of deeds) {
        perform(world, deed);
        expect(healthy.holds(world)).toBe(statusOf(factsOf(world)).verdict === 'healthy');
      }
    }),
    { numRuns: 30 },
  );
});

function worldOf(seed: number): World {
  const { definition, deeds } = randomRun(seed);
  const world = settle(definition);
  for (const deed of deeds) perform(world, deed);
  return world;
}

function expectSeen(world: World, leaf: Leaf): void {
  const equal = `${leaf.path} == ${celLiteral(leaf)}`;
  expect(conditionOf(equal, '--until', world).holds(world), equal).toBe(true);
  expect(conditionOf(`!(${equal})`, '--until', world).holds(world), equal).toBe(false);
}
