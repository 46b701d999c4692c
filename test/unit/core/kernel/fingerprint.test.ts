import { expect, test } from 'vitest';
import { fingerprint } from '../../../../src/core/kernel/index.ts';

const VECTORS: readonly (readonly [text: string, hash: string])[] = [
  ['a', '033bb196ccef4fe1ccef4fe1ccef4fe1'],
  ['holdover', 'c2c78fb82b4730c65eebf55de1bb6cf7'],
  ['{"site":"contoso"}', '98ec103c75aedab4be81cc68e5d56a15'],
  ['café ✗', 'ea0564e033a1b7dd3d6dd16cbf29f0b5'],
];

test('a fingerprint is the published hash of the text in UTF-16', () => {
  // Empty, a tail only, one block, a block and a tail; made with another implementation of MurmurHash3_x86_128.
  expect(fingerprint('')).toBe('00000000000000000000000000000000');
  expect(VECTORS.map(([text]) => fingerprint(text))).toEqual(VECTORS.map(([, hash]) => hash));
});

test('texts that differ in one place, or in length alone, have different fingerprints', () => {
  const texts = [
    '',
    '\0',
    '\0\0',
    'site',
    'sitf',
    'tise',
    'site\0',
    ...Array.from({ length: 200 }, (_, n) => 'a'.repeat(n + 1)),
  ];
  expect(new Set(texts.map(fingerprint)).size).toBe(texts.length);
});
