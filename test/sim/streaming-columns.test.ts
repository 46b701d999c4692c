/**
 * The columns of targets are the fast form of the `target` machine: in one farm, whatever happens to it, both come to the same, to the
 * millisecond: the same servers, fail-overs, pauses and retries.
 */
import { expect, test } from 'vitest';
import { columnsDifference } from '../support/plain-farm-run.ts';

const seeds = Array.from({ length: 15 }, (_, run) => 1 + run);
const tally: Record<string, number> = {};

test.each(seeds)('P16, P23, P24, P30, P33, P37: columns and machines come to the same (seed %i)', (seed) => {
  expect(columnsDifference(seed, tally)).toBeNull();
});

test('these runs do what they are there for', () => {
  const kinds = ['moved', 'left', 'resumed', 'frozen', 'not-booted', 'told-busy', 'booted'];
  expect(kinds.filter((kind) => (tally[`target-${kind}`] ?? 0) < 10)).toEqual([]);
});
