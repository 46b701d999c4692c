/**
 * Launches counted: shares, reasons, and for how long none succeeded.
 */
import { describe, expect, test } from 'vitest';
import {
  firstSuccessMs,
  groupedBy,
  type LaunchRecord,
  longestWithoutMs,
  tallyOf,
} from '../../../../src/app/rehearse/launches.ts';

function launch(atMs: number, reason: string | null = null, zone: string | null = 'ams'): LaunchRecord {
  return { atMs, zone, resource: 'Excel', path: 'storefront', reason, turnedAway: false };
}

test('a tally has each reason, the most frequent first, and the share', () => {
  const launches = [
    launch(1),
    launch(2, 'at-capacity'),
    launch(3, 'wrong-zone'),
    launch(4, 'wrong-zone'),
    launch(5),
    launch(6),
  ];
  const { failedBy, ...counts } = tallyOf(launches);
  expect(counts).toEqual({ attempted: 6, succeeded: 3, failed: 3, failedPercent: 50, turnedAway: 0 });
  expect(Object.entries(failedBy)).toEqual([
    ['wrong-zone', 2],
    ['at-capacity', 1],
  ]);
  expect(tallyOf([])).toEqual({ attempted: 0, succeeded: 0, failed: 0, failedPercent: 0, failedBy: {}, turnedAway: 0 });
});

test('groups are in the order of what is known, and then as they come', () => {
  const launches = [launch(1, null, 'tok'), launch(2, 'no-controller', null), launch(3, null, 'ams')];
  const groups = groupedBy<string | null>(launches, ['ams', 'fra', 'tok'], ({ zone }) => zone);
  expect([...groups].map(([zone, own]) => [zone, own.length])).toEqual([
    ['ams', 1],
    ['fra', 0],
    ['tok', 1],
    [null, 1],
  ]);
});

describe('the longest time without a launch', () => {
  test('is from the first that failed to the next that did not', () => {
    expect(
      longestWithoutMs(
        [launch(10), launch(100, 'x'), launch(150, 'x'), launch(400), launch(500, 'x'), launch(510)],
        900,
      ),
    ).toBe(300);
  });

  test('is to the end where none succeeded any more', () => {
    expect(longestWithoutMs([launch(10), launch(100, 'x')], 900)).toBe(800);
  });

  test('is nothing where nobody failed, however seldom anybody tried', () => {
    expect(longestWithoutMs([launch(10), launch(5000)], 9000)).toBe(0);
    expect(longestWithoutMs([], 9000)).toBe(0);
  });
});

test('the first success is looked for in some zones, from a moment on', () => {
  const launches = [launch(10), launch(20, 'x'), launch(30, null, 'fra'), launch(40, null, null), launch(50)];
  expect(firstSuccessMs(launches, ['ams'], 20)).toBe(50);
  expect(firstSuccessMs(launches, ['ams'], 10)).toBe(10);
  expect(firstSuccessMs(launches, ['tok'], 0)).toBe(null);
});
