/**
 * How the retries of targets are graded, and what is told of a server's targets.
 */
import { expect, it } from 'vitest';
import { gradeRetries } from '../../../../../src/core/pvs/readiness/index.ts';
import { findingsOfCase } from '../../../../support/farm-readiness.ts';

it.each([
  [0, 'ok'],
  [100, 'ok'],
  [101, 'warn'],
  [1000, 'warn'],
  [1001, 'fail'],
] as const)('P70: %d retries are graded %s', (retryCount, grade) => expect(gradeRetries(retryCount)).toBe(grade));

it('P70: one finding for all targets of a server, by the worst of them', () => {
  const found = findingsOfCase({
    farm: { targets: 9 },
    // The nine targets are on pvs1, pvs2, pvs3, pvs1 and so on.
    after: ({ farm }) => farm.data.targets.retries.set([2000, 200, 100, 500, 100, 0, 500, 300, 0]),
  });
  expect(found.map(({ object, severity, message }) => [object, severity, message])).toEqual([
    ['pvs1', 'fail', 'retries of targets of pvs1: 1 has more than 1000, 2 have more than 100'],
    ['pvs2', 'warn', 'retries of targets of pvs2: 2 have more than 100'],
  ]);
});
