/**
 * Where a text stops being JSON.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonDamage } from '../../../../src/app/lhc/json-damage.ts';

const EMOJI = '{"a": "😀"';

test.each([
  ['', 0],
  ['  ', 2],
  ['{"a": }', 6],
  ['{"a": 1,}', 8],
  ['{a: 1}', 1],
  ['[1 2]', 3],
  ['[1, 2}', 5],
  ['[,]', 1],
  ['[1', 2],
  ["['x']", 1],
  ['"never closed', 0],
  ['["a\nb"]', 1],
  ['{"a" "b"}', 5],
  [`${EMOJI};`, EMOJI.length],
  ['[01]', 2],
  ['[nul]', 1],
])('%j is damaged at %i', (text, offset) => {
  expect(() => JSON.parse(text)).toThrow();
  expect(jsonDamage(text)).toEqual({ offset, afterEnd: false });
});

test('what follows a whole document is told apart', () => {
  expect(jsonDamage('{"a": 1}\n{"b": 2}')).toEqual({ offset: 9, afterEnd: true });
});

test('whatever a JSON text is, it is whole up to its end, and damaged where it is cut off or something is put in', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(), (value, number) => {
      const text = JSON.stringify([value], null, 1);
      expect(jsonDamage(text)).toEqual({ offset: text.length, afterEnd: true });
      const cut = number % text.length;
      expect(jsonDamage(text.slice(0, cut)).offset).toBeLessThanOrEqual(cut);
      expect(jsonDamage(`${text.slice(0, cut)}\u0001${text.slice(cut)}`).offset).toBeLessThanOrEqual(cut);
    }),
  );
});
