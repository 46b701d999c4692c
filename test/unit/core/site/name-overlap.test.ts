import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { numberedName } from '../../../../src/core/site/index.ts';
import { type NumberedNames, nameOverlaps } from '../../../../src/core/site/name-overlap.ts';

/** The names of a group, written out. */
function expand({ pattern, count }: NumberedNames): Set<string> {
  const numbers = pattern.includes('#') ? Array.from({ length: count }, (_, index) => index + 1) : [1];
  return new Set(numbers.map((number) => numberedName(pattern.toLowerCase(), number)));
}

/** The groups that share a name with an earlier one, by writing every name out. */
function repeatingGroups(names: readonly ReadonlySet<string>[]): number[] {
  return names.flatMap((mine, second) => {
    const isRepeat = names.slice(0, second).some((earlier) => [...mine].some((name) => earlier.has(name)));
    return isRepeat ? [second] : [];
  });
}

/** Few characters, so that names often collide. */
const part = fc.string({ unit: fc.constantFrom('a', 'A', '-', '0', '1', '2'), maxLength: 3 });
const groups = fc.array(
  fc.record({
    pattern: fc
      .tuple(part, fc.integer({ min: 0, max: 3 }), part)
      .map(([a, width, b]) => `${a}${'#'.repeat(width)}${b}`),
    count: fc.integer({ min: 1, max: 130 }),
  }),
  { maxLength: 8 },
);

describe('names that two groups share', () => {
  test('are found exactly as if every name were written out', () => {
    fc.assert(
      fc.property(groups, (input) => {
        const names = input.map(expand);
        const found = nameOverlaps(input);
        expect(found.map(({ second }) => second)).toEqual(repeatingGroups(names));
        for (const { first, second, name } of found) {
          expect(first).toBeLessThan(second);
          expect([names[first]?.has(name), names[second]?.has(name)]).toEqual([true, true]);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('the example is a name of both groups', () => {
    expect(
      nameOverlaps([
        { pattern: 'VDA-1##', count: 50 },
        { pattern: 'vda-###', count: 149 },
      ]),
    ).toEqual([{ first: 0, second: 1, name: 'vda-101' }]);
    expect(
      nameOverlaps([
        { pattern: 'r#-05', count: 9 },
        { pattern: 'r7-##', count: 5 },
      ]),
    ).toEqual([{ first: 0, second: 1, name: 'r7-05' }]);
  });

  test('a million machines in two groups cost no more than two machines', () => {
    const apart = [
      { pattern: 'vda-#######', count: 5_000_000 },
      { pattern: 'vda-9######', count: 500_000 },
    ];
    expect(nameOverlaps(apart)).toEqual([]);
    expect(nameOverlaps([...apart, { pattern: 'vda-4999999', count: 1 }])).toEqual([
      { first: 0, second: 2, name: 'vda-4999999' },
    ]);
  });
});
