import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatDuration, formatPause, parseDuration } from '../../../../src/core/kernel/index.ts';

test.each([
  [0, '0 s'],
  [168, '0.168 s'],
  [60_042, '60.042 s'],
  [119_999, '119.999 s'],
  [120_000, '2 min 0 s'],
  [125_500, '2 min 5.5 s'],
  [3_607_000, '1 h 0 min 7 s'],
  [0.4, '0 s'],
])('a pause of %d ms reads %s', (pauseMs, text) => {
  expect(formatPause(pauseMs)).toBe(text);
});

describe('durations', () => {
  test.each([
    ['60s', 60_000],
    ['1h30m', 5_400_000],
    ['0s', 0],
    ['250ms', 250],
    ['1.5m', 90_000],
    ['3d', 259_200_000],
  ])('%s is %d milliseconds', (text, durationMs) => {
    expect(parseDuration(text)).toBe(durationMs);
  });

  test.each(['', '60', 's', '60 s', '-5s', '1h 30m', '5S', '1e3s', '5s\n', 'ms5', '9999999999999d'])(
    '%j is none',
    (text) => {
      expect(parseDuration(text)).toBeNull();
    },
  );

  test('what is formatted reads back as the same number of milliseconds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3_650 * 86_400_000 }), (durationMs) => {
        expect(parseDuration(formatDuration(durationMs))).toBe(durationMs);
      }),
    );
  });
});
