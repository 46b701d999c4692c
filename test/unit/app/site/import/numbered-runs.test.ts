import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Named, numberedRuns, type Run } from '../../../../../src/app/site/import/numbered-runs.ts';
import { numberedName } from '../../../../../src/core/site/index.ts';

const plain = (names: readonly string[]): readonly Named[] => names.map((name) => ({ name, partner: null }));
const numbered = (prefix: string, first: number, last: number, width = 3) =>
  Array.from({ length: last - first + 1 }, (_, index) => prefix + String(first + index).padStart(width, '0'));
const shown = (names: readonly string[]) =>
  numberedRuns(plain(names)).map(({ pattern, count }) => `${pattern} ${count}`);

/** Every name of the runs with its partner, written out. */
function writtenOut(runs: readonly Run[]): readonly Named[] {
  return runs.flatMap(({ pattern, count, partner }) =>
    Array.from({ length: count }, (_, index) => ({
      name: numberedName(pattern, index + 1),
      partner: partner === null ? null : numberedName(partner, index + 1),
    })),
  );
}

describe('names become numbered runs', () => {
  test('a run from 1 is one pattern, whatever its order and width', () => {
    expect(shown(numbered('vda-', 1, 420).reverse())).toEqual(['vda-### 420']);
    expect(shown(numbered('vda-', 1, 12, 0))).toEqual(['vda-# 12']);
    expect(shown(['a-01-x', 'a-02-x', 'a-03-x'])).toEqual(['a-##-x 3']);
  });

  test('a run that begins elsewhere is cut where its last digits begin anew', () => {
    expect(shown(numbered('x-', 201, 420))).toEqual(['x-2## 99', 'x-300 1', 'x-3## 99', 'x-400 1', 'x-4## 20']);
    expect(shown(numbered('x-', 58, 75))).toEqual(['x-058 1', 'x-059 1', 'x-060 1', 'x-06# 9', 'x-070 1', 'x-07# 5']);
  });

  test('a gap leaves the names beside it single, and no name is lost or made up', () => {
    const names = numbered('x-', 1, 100).filter((name) => name !== 'x-057');
    expect(shown(names).slice(0, 4)).toEqual(['x-### 56', 'x-058 1', 'x-059 1', 'x-060 1']);
    expect(shown(names).length).toBeLessThan(15);
    expect(shown(['x-007', 'file', 'x-009'])).toEqual(['file 1', 'x-007 1', 'x-009 1']);
  });

  test('owners that are numbered alike, or one owner of all, stay in the pattern', () => {
    const owned = (first: number, owner: (number: string) => string) =>
      numbered('tok-dir-', first, first + 5, 1).map((name) => ({ name, partner: owner(name.slice(8)) }));
    expect(numberedRuns(owned(1, (number) => `C\\director-${number}`))).toEqual([
      { pattern: 'tok-dir-#', count: 6, partner: 'C\\director-#' },
    ]);
    expect(numberedRuns(owned(1, () => 'C\\kiosk1'))).toEqual([
      { pattern: 'tok-dir-#', count: 6, partner: 'C\\kiosk1' },
    ]);
    expect(numberedRuns(owned(1, (number) => `C\\${number}anna`)).map(({ count }) => count)).toEqual([6]);
    expect(numberedRuns(owned(1, (number) => `C\\user${Number(number) * 7}`)).every(({ count }) => count === 1)).toBe(
      true,
    );
  });

  test('whatever the names are, the runs have exactly them', () => {
    const name = fc.tuple(fc.constantFrom('a', 'b-', 'c0'), fc.nat(130), fc.nat(3), fc.constantFrom('', '-x', '-1'));
    const named = name.map(([prefix, number, width, suffix]) => prefix + String(number).padStart(width, '0') + suffix);
    const partner = fc.option(fc.nat(20).map((number) => `u${number}`));
    const list = fc.uniqueArray(fc.record({ name: named, partner }), { selector: (each) => each.name, maxLength: 300 });
    fc.assert(
      fc.property(list, (all) => {
        const byName = (a: Named, b: Named) => (a.name < b.name ? -1 : 1);
        expect(writtenOut(numberedRuns(all)).toSorted(byName)).toEqual(all.toSorted(byName));
      }),
    );
  });
});
