import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatInstant, parseInstant } from '../../../../src/core/kernel/index.ts';

/** The years 0 to 9999, to which RFC 3339 is limited. */
const instants = fc.integer({
  min: Date.UTC(2000, 0, 1) - 730_485 * 86_400_000,
  max: Date.UTC(9999, 11, 31, 23, 59, 59, 999),
});

describe('instants', () => {
  test('are written as Date writes them', () => {
    fc.assert(
      fc.property(instants, (instantMs) => {
        expect(formatInstant(instantMs)).toBe(new Date(instantMs).toISOString());
      }),
    );
  });

  test('are read as Date reads them', () => {
    fc.assert(
      fc.property(instants, (instantMs) => {
        expect(parseInstant(new Date(instantMs).toISOString())).toBe(instantMs);
      }),
    );
  });

  test('every millisecond of a second is read exactly', () => {
    for (let millisecond = 0; millisecond < 1_000; millisecond++) {
      const text = `1970-01-01T00:00:00.${String(millisecond).padStart(3, '0')}Z`;
      expect(parseInstant(text)).toBe(millisecond);
    }
  });

  test('an offset is taken off, as Date does', () => {
    const text = '2026-01-05T08:00:00+01:30';
    expect(parseInstant(text)).toBe(Date.parse(text));
  });

  test.each(['2026-02-29T00:00:00Z', '2026-13-01T00:00:00Z', '2026-00-10T00:00:00Z', '2026-01-00T00:00:00Z'])(
    '%s names no day',
    (text) => {
      expect(parseInstant(text)).toBeNull();
    },
  );

  test.each(['2026-01-05', '2026-01-05T08:00Z', '2026-01-05T08:00:00', '2026-01-05T24:00:00Z', '2026-01-05 08:00:00Z'])(
    '%s is no RFC 3339 date-time',
    (text) => {
      expect(parseInstant(text)).toBeNull();
    },
  );

  test('leap days are days', () => {
    expect(parseInstant('2024-02-29T00:00:00Z')).toBe(Date.UTC(2024, 1, 29));
    expect(parseInstant('2000-02-29T00:00:00Z')).toBe(Date.UTC(2000, 1, 29));
    expect(parseInstant('1900-02-29T00:00:00Z')).toBeNull();
  });
});
