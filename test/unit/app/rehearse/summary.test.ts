/**
 * What is made of many seeds: percentiles, the worst seed, failures joined.
 */
import { describe, expect, test } from 'vitest';
import { spreadOf, spreadOfEarliest } from '../../../../src/app/rehearse/spread.ts';
import type { StreamingNumbers } from '../../../../src/app/rehearse/streaming.ts';
import { isWorse, joinedFailures, type RunNumbers } from '../../../../src/app/rehearse/summary.ts';
import type { Failure } from '../../../../src/app/rehearse/verdict.ts';

describe('the spread of a number over seeds', () => {
  test('is by nearest rank', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(spreadOf(hundred)).toEqual({ p50: 50, p95: 95, worst: 100 });
    expect(spreadOf([3, 1, 2])).toEqual({ p50: 2, p95: 3, worst: 3 });
    expect(spreadOf([4])).toEqual({ p50: 4, p95: 4, worst: 4 });
  });

  test('takes what never came for worse than any number', () => {
    expect(spreadOf([5, null, 7])).toEqual({ p50: 7, p95: null, worst: null });
    expect(spreadOf([null])).toEqual({ p50: null, p95: null, worst: null });
  });

  test('of what had better come late has the earliest as the worst, and never as the best', () => {
    expect(spreadOfEarliest([5, null, 7])).toEqual({ p50: 7, p95: 5, worst: 5 });
    expect(spreadOfEarliest([null, null, 3])).toEqual({ p50: null, p95: 3, worst: 3 });
    expect(spreadOfEarliest([null])).toEqual({ p50: null, p95: null, worst: null });
  });
});

function run(seed: number, launchesFailed: number, streaming: StreamingNumbers | null = null): RunNumbers {
  return {
    seed,
    passed: true,
    launches: 100,
    launchesFailed,
    failedPercent: launchesFailed,
    longestWithoutLaunchSec: 0,
    longestWithoutResourceSec: 0,
    firstLaunchSec: 0,
    registeredAgainSec: null,
    handedBackSec: 0,
    parkedMachines: 0,
    exhaustedSec: null,
    streaming,
  };
}

function targets(frozen: number, freezeWorstSec: number): StreamingNumbers {
  return {
    held: 60,
    frozen,
    freezeP50Sec: 0,
    freezeP95Sec: 0,
    freezeWorstSec,
    lastResumedSec: 0,
    failovers: 0,
    lostBytes: 0,
    ioErrors: 0,
  };
}

test('the worst seed is the one with most failed launches, and of these the lowest', () => {
  expect(isWorse(run(2, 9), run(1, 8))).toBe(true);
  expect(isWorse(run(2, 8), run(1, 8))).toBe(false);
  expect(isWorse(run(1, 8), run(2, 8))).toBe(true);
  expect(isWorse(run(1, 8), run(1, 8))).toBe(false);
});

test('the worst seed for targets is the one in which most stay frozen, then most launches fail, then one is held for longest', () => {
  expect(isWorse(run(2, 0, targets(4, 60)), run(1, 9, targets(3, 90)))).toBe(true);
  expect(isWorse(run(2, 9, targets(4, 60)), run(1, 8, targets(4, 90)))).toBe(true);
  expect(isWorse(run(2, 8, targets(4, 91)), run(1, 8, targets(4, 90)))).toBe(true);
  expect(isWorse(run(2, 8, targets(4, 90)), run(1, 8, targets(4, 90)))).toBe(false);
});

test('failures are joined by reason, zone and resource, with the lowest seed that has them', () => {
  const failure = (zone: string, atMs: number): Failure => ({
    reason: 'zone-without-broker',
    zone,
    resource: null,
    vdisk: null,
    code: null,
    atMs,
    text: zone,
  });
  const joined = joinedFailures([
    { seed: 1, failures: [] },
    { seed: 2, failures: [failure('tok', 20)] },
    { seed: 3, failures: [failure('tok', 30), failure('fra', 31)] },
  ]);
  expect(joined).toEqual([
    { ...failure('tok', 20), seedCount: 2, seed: 2 },
    { ...failure('fra', 31), seedCount: 1, seed: 3 },
  ]);
});
