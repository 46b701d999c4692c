import { describe, expect, test } from 'vitest';
import {
  mayRelease,
  stepVersions,
  type VdiskVersions,
  type VersionInput,
  versionFor,
  versionNumbered,
} from '../../../../src/core/pvs/versions/index.ts';
import { base, difference, released, VERSION_SETTINGS, vdiskOf } from '../../../support/vdisk-versions.ts';

const AT_MS = 1_767_600_000_000;
const DATE_MS = AT_MS + 3_600_000;
const IN_MAINTENANCE = vdiskOf(base(1), difference(2, { access: 'maintenance', released: false }));
const IN_TEST = vdiskOf(base(1), difference(2, { access: 'test', released: false }));
const PENDING = vdiskOf(base(1), difference(2, { released: false }));

describe('promote', () => {
  test('goes from maintenance to test and on to production, or straight there', () => {
    const tested = done(IN_MAINTENANCE, promoted('test'));
    expect(versionNumbered(tested, 2)).toMatchObject({ access: 'test' });
    expect(versionNumbered(done(tested, promoted('production')), 2)).toMatchObject({ access: 'production' });
    expect(versionNumbered(done(IN_MAINTENANCE, promoted('production')), 2)).toMatchObject({ access: 'production' });
  });

  test('takes the newest version, or the one that is named', () => {
    const both = vdiskOf(base(1), difference(2, { access: 'test' }), difference(3, { access: 'maintenance' }));
    expect(versionNumbered(done(both, promoted('test')), 3)).toMatchObject({ access: 'test' });
    expect(versionNumbered(done(both, { ...promoted('production'), number: 2 }), 2)).toMatchObject({
      access: 'production',
    });
  });

  test('P54: to production leaves it pending, and production targets at the version before', () => {
    const promotion = { ...promoted('production'), scheduledMs: DATE_MS };
    const [state, effects] = step(IN_TEST, promotion);
    expect(versionNumbered(state, 2)).toMatchObject({ released: false, scheduledMs: DATE_MS });
    expect(versionFor(state, 'production')?.number).toBe(1);
    expect(effects).toEqual([
      { type: 'log', detail: expect.stringContaining('it is 2026-01-05T09:00:00.000Z and every server') },
    ]);
  });

  test.each([
    ['of a version that is in production', released(2), promoted('test'), 'VERSION_IN_PRODUCTION'],
    ['of a version that is pending', PENDING, promoted('production'), 'VERSION_IN_PRODUCTION'],
    ['to test of one that is there', IN_TEST, promoted('test'), 'VERSION_IN_TEST'],
    ['of one that does not exist', IN_TEST, { ...promoted('test'), number: 9 }, 'VERSION_UNKNOWN'],
    ['where there is none', vdiskOf(), promoted('test'), 'VERSION_UNKNOWN'],
    ['to test with a date', IN_MAINTENANCE, { ...promoted('test'), scheduledMs: DATE_MS }, 'SCHEDULE_NEEDS_PRODUCTION'],
    ['of one that a target writes to', IN_MAINTENANCE, { ...promoted('test'), inUse: [2] }, 'VERSION_IN_USE'],
  ])('is refused %s', (_, state, input, code) => {
    expectRefused(state, input, code);
  });

  test('from test does not mind the targets that run from it', () => {
    expect(versionNumbered(done(IN_TEST, { ...promoted('production'), inUse: [2] }), 2)).toMatchObject({
      access: 'production',
    });
  });
});

describe('a pending version', () => {
  const pending = difference(2, { released: false, scheduledMs: DATE_MS });

  test('P54: may be released when its date has come and every server has it, and not before', () => {
    expect(mayRelease(pending, { nowMs: DATE_MS, isEverywhere: true })).toBe(true);
    expect(mayRelease(pending, { nowMs: DATE_MS - 1, isEverywhere: true })).toBe(false);
    expect(mayRelease(pending, { nowMs: DATE_MS, isEverywhere: false })).toBe(false);
    expect(mayRelease({ ...pending, scheduledMs: null }, { nowMs: AT_MS, isEverywhere: true })).toBe(true);
  });

  test('P54: is the only one that may be: a released one stays so, and others are not in production', () => {
    const facts = { nowMs: DATE_MS, isEverywhere: true };
    expect(mayRelease({ ...pending, released: true }, facts)).toBe(false);
    expect(mayRelease({ ...pending, access: 'test' }, facts)).toBe(false);
  });

  test('P55: becomes the default when it is released, once', () => {
    const state = done(PENDING, { type: 'released', number: 2 });
    expect(versionFor(state, 'production')?.number).toBe(2);
    expect(step(state, { type: 'released', number: 2 })).toEqual([state, []]);
    expect(step(IN_TEST, { type: 'released', number: 2 })[0]).toBe(IN_TEST);
    expect(step(IN_TEST, { type: 'released', number: 9 })[0]).toBe(IN_TEST);
  });

  test('P55: is not booted on its release where another one is pinned', () => {
    const pinned = done(PENDING, { type: 'pinned', number: 1 });
    const state = done(pinned, { type: 'released', number: 2 });
    expect(versionFor(state, 'production')?.number).toBe(1);
    expect(versionFor(done(state, { type: 'pinned', number: null }), 'production')?.number).toBe(2);
  });
});

describe('pin', () => {
  test('P55: takes released versions only, and says why not', () => {
    expectRefused(PENDING, { type: 'pinned', number: 2 }, 'VERSION_NOT_RELEASED');
    expectRefused(IN_TEST, { type: 'pinned', number: 2 }, 'VERSION_NOT_RELEASED');
    expectRefused(IN_TEST, { type: 'pinned', number: 9 }, 'VERSION_UNKNOWN');
  });

  test('changes nothing where it changes nothing', () => {
    expect(step(IN_TEST, { type: 'pinned', number: null })).toEqual([IN_TEST, []]);
  });
});

describe('revert', () => {
  test('is refused for a private image: it has no other version to go back to', () => {
    const input = { type: 'reverted', number: 1, inUse: [] } as const;
    const [state, effects] = stepVersions(released(1), input, { ...VERSION_SETTINGS, mode: 'private' });
    expect(state).toEqual(released(1));
    expect(effects).toMatchObject([{ type: 'refused', code: 'VDISK_PRIVATE' }]);
  });

  test('takes the newest version from test to maintenance', () => {
    const state = done(IN_TEST, reverted(null));
    expect(versionNumbered(state, 2)).toMatchObject({ access: 'maintenance', released: false });
  });

  test('takes a production version to test, and production targets back to the one before', () => {
    const state = done(released(3), reverted(3));
    expect(versionNumbered(state, 3)).toMatchObject({ access: 'test', released: false });
    expect(versionFor(state, 'production')?.number).toBe(2);
  });

  test('forgets the date of a version that was pending', () => {
    const scheduled = vdiskOf(base(1), difference(2, { released: false, scheduledMs: DATE_MS }));
    expect(versionNumbered(done(scheduled, reverted(2)), 2)?.scheduledMs).toBeNull();
  });

  test('takes a production version to test while a newer one is in maintenance', () => {
    const state = vdiskOf(base(1), difference(2), difference(3, { access: 'maintenance' }));
    expect(versionNumbered(done(state, reverted(2)), 2)).toMatchObject({ access: 'test' });
  });

  const under = vdiskOf(base(1), difference(2, { access: 'test' }), difference(3, { access: 'maintenance' }));

  test.each([
    ['of a version in maintenance', IN_MAINTENANCE, reverted(null), 'VERSION_IN_MAINTENANCE'],
    ['of a test version with others upon it', under, reverted(2), 'VERSION_NOT_NEWEST'],
    ['of a production version below another', released(3), reverted(2), 'VERSION_NOT_NEWEST'],
    ['of the pinned version', { ...released(3), pinned: 3 }, reverted(3), 'VERSION_PINNED'],
    ['to maintenance of one that targets read', IN_TEST, { ...reverted(2), inUse: [2] }, 'VERSION_IN_USE'],
    ['of one that does not exist', IN_TEST, reverted(9), 'VERSION_UNKNOWN'],
  ])('is refused %s', (_, state, input, code) => {
    expectRefused(state, input, code);
  });

  test('to test does not mind the targets that run from it', () => {
    expect(versionNumbered(done(released(2), { ...reverted(2), inUse: [2] }), 2)).toMatchObject({ access: 'test' });
  });
});

function promoted(to: 'test' | 'production') {
  return { type: 'promoted' as const, number: null as number | null, to, scheduledMs: null, atMs: AT_MS, inUse: [] };
}

function reverted(number: number | null) {
  return { type: 'reverted' as const, number, inUse: [] };
}

function step(state: VdiskVersions, input: VersionInput) {
  return stepVersions(state, input, VERSION_SETTINGS);
}

/** The state after a change that is made and logged, and has no other effect. */
function done(state: VdiskVersions, input: VersionInput): VdiskVersions {
  const [next, effects] = step(state, input);
  expect(effects.map(({ type }) => type)).toEqual(['log']);
  return next;
}

function expectRefused(state: VdiskVersions, input: VersionInput, code: string): void {
  const [next, effects] = step(state, input);
  expect(next).toBe(state);
  expect(effects).toEqual([{ type: 'refused', code, reason: expect.stringMatching(/^.+: .+$/) }]);
}
