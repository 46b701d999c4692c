/**
 * Every seed that ever failed (seeds.txt) is run again: as the skipping tests do, and as the tests of the laws do.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unlawfulness } from '../support/laws.ts';
import { skippingDifference } from '../support/skipping.ts';

const LINE = /^(\d+) (\d+) (.+)$/;

const seeds = readFileSync(join(import.meta.dirname, 'seeds.txt'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => LINE.exec(line));

test('every line of seeds.txt is a seed, a loss and a reason', () => {
  expect(seeds).not.toContain(null);
});

test.each(seeds.map((line) => ({ seed: Number(line?.[1]), lossPercent: Number(line?.[2]), reason: line?.[3] })))(
  'seed $seed, which once failed: $reason',
  ({ seed, lossPercent }) => {
    expect(skippingDifference(seed, lossPercent)).toBeNull();
    expect(unlawfulness(seed, lossPercent)).toEqual([]);
  },
);
