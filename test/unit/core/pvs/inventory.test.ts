import { describe, expect, test } from 'vitest';
import {
  COPY_STATES,
  type CopySeen,
  chainFault,
  copyState,
  type ImageFile,
  isIdentical,
  type WantedFile,
} from '../../../../src/core/pvs/inventory/index.ts';
import { lockKindFor, NO_LOCK, stepLock } from '../../../../src/core/pvs/versions/index.ts';

const AT_MS = 1_700_000_000_000;
const RECORDED: WantedFile = { number: 42, modifiedMs: AT_MS, layers: ['win11.42'] };
const COPY: ImageFile = { modifiedMs: AT_MS, layers: ['win11.42'], propertiesMs: AT_MS, parent: null };

describe('identity', () => {
  test('P4: one updated copy of three is excluded for whoever booted the old content, and is the only one for the new', () => {
    const updated = {
      ...COPY,
      modifiedMs: AT_MS + 60_000,
      propertiesMs: AT_MS + 60_000,
      layers: ['win11.42', 'update'],
    };
    const copies = [COPY, COPY, updated];
    const bootedNew = { number: 42, modifiedMs: updated.modifiedMs, layers: updated.layers };
    expect(copies.map((file) => stateOf(file, RECORDED))).toEqual(['current', 'current', 'not-identical']);
    expect(copies.map((file) => stateOf(file, bootedNew))).toEqual(['not-identical', 'not-identical', 'current']);
  });

  test('P5: the same update applied to two copies by hand leaves them different, by a second of time alone', () => {
    for (const apartMs of [1_000, 2_000, -1_000]) {
      expect(isIdentical({ ...COPY, modifiedMs: AT_MS + apartMs }, RECORDED, 'timestamp')).toBe(false);
      expect(isIdentical({ ...COPY, modifiedMs: AT_MS + apartMs }, RECORDED, 'content')).toBe(false);
    }
  });

  test('P6: a copy with the content and the time of the original is identical, and parts of a second do not count', () => {
    for (const mode of ['timestamp', 'content'] as const) {
      expect(isIdentical(COPY, RECORDED, mode)).toBe(true);
      expect(isIdentical({ ...COPY, modifiedMs: AT_MS + 999 }, RECORDED, mode)).toBe(true);
    }
  });

  test('P7: with equal times, another content is rejected where content counts, and only there', () => {
    const corrupt = { ...COPY, layers: ['win11.42 with one byte changed'] };
    expect(isIdentical(corrupt, RECORDED, 'timestamp')).toBe(true);
    expect(isIdentical(corrupt, RECORDED, 'content')).toBe(false);
    expect(isIdentical({ ...COPY, layers: ['win11.42', 'more'] }, RECORDED, 'content')).toBe(false);
    expect(copyState({ type: 'file', file: corrupt }, RECORDED, 'content')).toBe('not-identical');
  });

  test('P57: a lock on the image is no part of its identity', () => {
    const kind = lockKindFor({ mode: 'private' }, 'production');
    const [locked] = stepLock(NO_LOCK, { type: 'lock-requested', target: 7, kind });
    expect(locked.exclusive).toBe(7);
    expect(stateOf(COPY, RECORDED)).toBe('current');
  });
});

describe('the state of a copy', () => {
  const seen: Record<string, CopySeen> = {
    current: { type: 'file', file: COPY },
    missing: { type: 'missing' },
    'not-identical': { type: 'file', file: { ...COPY, modifiedMs: AT_MS - 1_000 } },
    'properties-missing': { type: 'file', file: { ...COPY, propertiesMs: null } },
    'properties-not-identical': { type: 'file', file: { ...COPY, propertiesMs: AT_MS + 5_000 } },
    unreachable: { type: 'unreachable' },
  };

  test('P56: is one of six, in the order of their numbers 0 to 5', () => {
    expect(Object.values(seen).map((copy) => copyState(copy, RECORDED, 'timestamp'))).toEqual(COPY_STATES);
    expect(Object.keys(seen)).toEqual(COPY_STATES);
  });

  test('P56: of a server that cannot be reached is unreachable (5), and not missing (1)', () => {
    const state = copyState({ type: 'unreachable' }, RECORDED, 'timestamp');
    expect(COPY_STATES.indexOf(state)).toBe(5);
  });

  test('P56: names what is wrong with the image before what is wrong with its properties', () => {
    expect(stateOf({ ...COPY, modifiedMs: 0, propertiesMs: null }, RECORDED)).toBe('not-identical');
  });
});

describe('a chain of files', () => {
  const difference: ImageFile = {
    ...COPY,
    layers: ['win11.43'],
    modifiedMs: AT_MS + 60_000,
    parent: { layers: COPY.layers, modifiedMs: COPY.modifiedMs },
  };

  test('P62: holds where each difference names the identity and the time of the file below it', () => {
    const third = { ...difference, layers: ['win11.44'], parent: { ...difference, layers: difference.layers } };
    expect(chainFault(chain(COPY))).toBeNull();
    expect(chainFault(chain(COPY, difference, third))).toBeNull();
  });

  test('P62: breaks on another parent, and on another time of the parent, and says which', () => {
    expect(chainFault(chain({ ...COPY, layers: ['another'] }, difference))).toBe('parent-identity');
    expect(chainFault(chain({ ...COPY, modifiedMs: AT_MS + 1_000 }, difference))).toBe('parent-time');
    expect(chainFault(chain({ ...COPY, layers: ['another'], modifiedMs: 0 }, difference))).toBe('parent-identity');
  });

  test('P62: is not judged at a file that is missing or cannot be reached: that has its own state', () => {
    const [first, second] = chain({ ...COPY, modifiedMs: 0 }, difference) as [CopySeen, CopySeen];
    expect(chainFault([{ type: 'missing' }, second])).toBeNull();
    expect(chainFault([first, { type: 'unreachable' }])).toBeNull();
  });
});

function stateOf(file: ImageFile, wanted: WantedFile) {
  return copyState({ type: 'file', file }, wanted, 'timestamp');
}

function chain(...files: readonly ImageFile[]): readonly CopySeen[] {
  return files.map((file) => ({ type: 'file', file }));
}
