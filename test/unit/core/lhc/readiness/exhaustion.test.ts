/**
 * When pooled machines run out: arithmetic on mean rates.
 */
import { expect, it } from 'vitest';
import { type PooledUse, runsOutAfterMs } from '../../../../../src/core/lhc/readiness/index.ts';

const MINUTE = 60_000;

/** 100 machines, one launch a minute, sessions of 40 minutes: 40 are in use when the outage begins. */
const USE: PooledUse = {
  machineCount: 100,
  inUseCount: 40,
  launchesPerMinute: 1,
  sessionMs: 40 * MINUTE,
  afterUse: 'maintenance',
  resetMs: 3 * MINUTE,
};

it('R38: a machine that is used once and then parked lasts for one launch', () => {
  expect(runsOutAfterMs(USE)).toBe(60 * MINUTE);
  expect(runsOutAfterMs({ ...USE, launchesPerMinute: 0.5 })).toBe(120 * MINUTE);
});

it('R39: with both switches on, machines that suffice go on to', () => {
  expect(runsOutAfterMs({ ...USE, afterUse: 'use-again' })).toBeNull();
  expect(runsOutAfterMs({ ...USE, afterUse: 'reset' })).toBeNull();
});

it('machines that come back and do not suffice run out when the number in use has risen to all of them', () => {
  const use = { ...USE, afterUse: 'use-again', launchesPerMinute: 4 } as const;
  // 160 would be needed: from 40 to 100 is half of the way.
  expect(runsOutAfterMs(use)).toBeCloseTo(40 * MINUTE * Math.LN2, 3);
  const withReset = runsOutAfterMs({ ...use, afterUse: 'reset' }) ?? 0;
  expect(withReset).toBeGreaterThan(0);
  expect(runsOutAfterMs({ ...use, afterUse: 'reset', launchesPerMinute: 2.4 })).not.toBeNull();
  expect(runsOutAfterMs({ ...use, launchesPerMinute: 2.4 })).toBeNull();
});

it('nothing runs out without launches, or without machines; and at once when none is idle', () => {
  expect(runsOutAfterMs({ ...USE, launchesPerMinute: 0 })).toBeNull();
  expect(runsOutAfterMs({ ...USE, machineCount: 0 })).toBeNull();
  expect(runsOutAfterMs({ ...USE, inUseCount: 100 })).toBe(0);
  expect(runsOutAfterMs({ ...USE, inUseCount: 140, afterUse: 'use-again', launchesPerMinute: 4 })).toBe(0);
});
