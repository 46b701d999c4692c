/**
 * Random faults, forced outages and lost messages break no law; and when they are over, all is as before in bounded time.
 */
import { expect, test } from 'vitest';
import { unlawfulness } from '../support/laws.ts';

const RUNS = 400;

test('R1, R13, R15, R21, R28: no random run breaks a law, and every one comes to rest when all is repaired', () => {
  const seeds = Array.from({ length: RUNS }, (_, run) => 10_001 + run);
  expect(seeds.flatMap((seed) => unlawfulness(seed, seed % 21))).toEqual([]);
});
