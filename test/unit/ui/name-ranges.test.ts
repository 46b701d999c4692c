import { expect, test } from 'vitest';
import { nameRanges } from '../../../src/ui/text/name-ranges.ts';

test.each([
  [['kiosk-1', 'kiosk-2', 'kiosk-3'], 'kiosk-1 to kiosk-3'],
  [['vda-009', 'vda-010'], 'vda-009, vda-010'],
  [
    ['vda-001', 'vda-002', 'vda-003', 'vda-007', 'dev-8', 'dev-9', 'dev-10'],
    'vda-001 to vda-003, vda-007, dev-8 to dev-10',
  ],
  [['solo'], 'solo'],
])('%j', (names, text) => {
  expect(nameRanges(names)).toBe(text);
});

test('of many ranges the first are told, and how many names there are besides', () => {
  const odd = Array.from({ length: 20 }, (_, index) => `t-${2 * index + 1}`);
  expect(nameRanges(odd)).toBe('t-1, t-3, t-5, t-7, t-9, t-11 and 14 more');
});
