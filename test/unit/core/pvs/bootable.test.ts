import { describe, expect, test } from 'vitest';
import { shownAccess, type VdiskVersions, versionFor } from '../../../../src/core/pvs/versions/index.ts';
import { base, difference, released, vdiskOf } from '../../../support/vdisk-versions.ts';

const PENDING = difference(2, { released: false });

describe('a production target', () => {
  test('P55: boots the newest released version', () => {
    expect(numberFor(released(3), 'production')).toBe(3);
    expect(numberFor(vdiskOf(base(1), difference(2, { access: 'test', released: false })), 'production')).toBe(1);
  });

  test('P54: does not boot one that is pending', () => {
    expect(numberFor(vdiskOf(base(1), PENDING), 'production')).toBe(1);
    expect(numberFor(vdiskOf(base(1, { released: false })), 'production')).toBeNull();
  });

  test('P55: boots the pinned version while there is one, and nothing that is released meanwhile', () => {
    expect(numberFor({ ...released(3), pinned: 2 }, 'production')).toBe(2);
  });
});

describe('a test target', () => {
  test('boots the newest version that is not in maintenance, whatever is pinned', () => {
    const versions = vdiskOf(base(1), difference(2, { access: 'test' }), difference(3, { access: 'maintenance' }));
    expect(numberFor(versions, 'test')).toBe(2);
    expect(numberFor({ ...released(3), pinned: 2 }, 'test')).toBe(3);
  });

  test('P54: boots a pending version: only production targets wait for it', () => {
    expect(numberFor(vdiskOf(base(1), PENDING), 'test')).toBe(2);
  });

  test('boots nothing where all is in maintenance', () => {
    expect(numberFor(vdiskOf(base(1, { access: 'maintenance' })), 'test')).toBeNull();
  });
});

describe('a maintenance target', () => {
  test('boots the version in maintenance, else what a test target boots', () => {
    const versions = vdiskOf(base(1), difference(2, { access: 'maintenance' }));
    expect(numberFor(versions, 'maintenance')).toBe(2);
    expect(numberFor(vdiskOf(base(1), difference(2, { access: 'test' })), 'maintenance')).toBe(2);
    expect(numberFor(vdiskOf(), 'maintenance')).toBeNull();
  });
});

test('P54: a production version is shown as pending until it is released; others as what they are', () => {
  expect(shownAccess(PENDING)).toBe('pending');
  expect(shownAccess(difference(2))).toBe('production');
  expect(shownAccess(difference(2, { access: 'test', released: false }))).toBe('test');
  expect(shownAccess(difference(2, { access: 'maintenance', released: false }))).toBe('maintenance');
});

function numberFor(state: VdiskVersions, type: 'production' | 'test' | 'maintenance'): number | null {
  return versionFor(state, type)?.number ?? null;
}
