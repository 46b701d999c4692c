import { describe, expect, test } from 'vitest';
import {
  chainOf,
  readBlock,
  stepVersions,
  type VdiskVersions,
  type VersionEffect,
  type VersionInput,
  versionFor,
} from '../../../../src/core/pvs/versions/index.ts';
import { base, difference, numbersOf, released, VERSION_SETTINGS, vdiskOf } from '../../../support/vdisk-versions.ts';

const AT_MS = 1_767_600_000_000;
const BLOCKS = 200;

describe('a merge into a new base', () => {
  test('P60: makes the next number, of all files, at the moment of the merge', () => {
    const [state, effects] = step(released(3), merged('base'));
    const version = { number: 4, kind: 'merged-base', access: 'production', modifiedMs: AT_MS };
    expect(state.versions.at(-1)).toMatchObject({ ...version, layers: ['win11.1', 'win11.2', 'win11.3'] });
    expect(effects[0]).toEqual({ type: 'version-made', version: state.versions.at(-1) });
    expect(numbersOf(chainOf(state, 4))).toEqual([4]);
    expect(numbersOf(chainOf(state, 3))).toEqual([1, 2, 3]);
  });

  test('P60: reads as the chain did, block by block', () => {
    const state = released(4);
    expect(contentOf(step(state, merged('base'))[0], 5)).toEqual(contentOf(state, 4));
  });

  test('P54, P60: into production is pending, for its file is on one server only', () => {
    const [state] = step(released(3), merged('base'));
    expect(versionFor(state, 'production')?.number).toBe(3);
  });

  test('P54, P60: waits for the date of what went into it', () => {
    const scheduledMs = AT_MS + 60_000;
    const pending = difference(2, { released: false, scheduledMs });
    expect(step(vdiskOf(base(1), pending), merged('base'))[0].versions.at(-1)).toMatchObject({ scheduledMs });
    const once = difference(2, { scheduledMs: AT_MS - 60_000 });
    expect(step(vdiskOf(base(1), once), merged('base'))[0].versions.at(-1)).toMatchObject({ scheduledMs: null });
  });
});

describe('a merge into one difference', () => {
  test('P60: keeps the base, and takes in all since', () => {
    const [state] = step(released(3), merged('difference'));
    expect(state.versions.at(-1)).toMatchObject({
      number: 4,
      kind: 'merged-difference',
      layers: ['win11.2', 'win11.3'],
    });
    expect(numbersOf(chainOf(state, 4))).toEqual([1, 4]);
    expect(numbersOf(chainOf(state, 3))).toEqual([1, 2, 3]);
  });

  test('P60: reads as the chain did, block by block, and so does what is made upon it', () => {
    const state = released(4);
    const [once] = step(state, merged('difference'));
    expect(contentOf(once, 5)).toEqual(contentOf(state, 4));
    const more: VdiskVersions = { ...once, versions: [...once.versions, difference(6)] };
    expect(numbersOf(chainOf(more, 6))).toEqual([1, 5, 6]);
    expect(contentOf(step(more, merged('difference'))[0], 7)).toEqual(contentOf(more, 6));
  });

  test('P60: begins at the last base, not at the first', () => {
    const state = vdiskOf(base(1), difference(2), base(3, { kind: 'merged-base' }), difference(4), difference(5));
    expect(numbersOf(chainOf(step(state, merged('difference'))[0], 6))).toEqual([3, 6]);
  });
});

describe('a merge is refused', () => {
  const open = (access: 'test' | 'maintenance') => vdiskOf(base(1), difference(2), difference(3, { access }));

  test('P59: while a version is in maintenance or in test', () => {
    expect(step(open('maintenance'), merged('base'))).toEqual([
      open('maintenance'),
      [refusal('VERSION_IN_MAINTENANCE')],
    ]);
    expect(step(open('test'), merged('difference'))).toEqual([open('test'), [refusal('VERSION_IN_TEST')]]);
  });

  test('P59: while the result of another one is not in production', () => {
    const [once] = step(released(3), { ...merged('base'), access: 'test' });
    expect(step(once, merged('base'))[1]).toEqual([refusal('VERSION_IN_TEST')]);
  });

  test('where there is nothing to merge', () => {
    expect(step(released(1), merged('base'))[1]).toEqual([refusal('NOTHING_TO_MERGE')]);
    expect(step(released(2), merged('difference'))[1]).toEqual([refusal('NOTHING_TO_MERGE')]);
    expect(step(vdiskOf(), merged('base'))[1]).toEqual([refusal('NOTHING_TO_MERGE')]);
  });

  test('in private mode', () => {
    const settings = { ...VERSION_SETTINGS, mode: 'private' as const };
    expect(stepVersions(released(3), merged('base'), settings)[1]).toEqual([refusal('VDISK_PRIVATE')]);
  });
});

describe('automatic merge', () => {
  const autoMerge = { enabled: true, maxVersions: 3, access: 'test' as const };

  test('P61: ends a promotion to production that makes one version too many, with the access that is set', () => {
    const [state, effects] = promote(withTested(4), autoMerge);
    expect(effects.map(({ type }) => type)).toEqual(['log', 'version-made', 'log']);
    expect(state.versions.at(-1)).toMatchObject({ number: 6, kind: 'merged-base', access: 'test' });
    expect(versionFor(state, 'production')?.number).toBe(4);
  });

  test('P61: does nothing up to the limit, after a promotion to test, and where it is off', () => {
    expect(promote(withTested(3), autoMerge)[0].versions).toHaveLength(4);
    expect(promote(withTested(4), { ...autoMerge, enabled: false })[0].versions).toHaveLength(5);
    const inMaintenance = vdiskOf(...released(4).versions, difference(5, { access: 'maintenance' }));
    expect(promote(inMaintenance, autoMerge, 'test')[0].versions).toHaveLength(5);
  });

  test('P61: counts from the last base', () => {
    const state = vdiskOf(...released(4).versions, base(5, { kind: 'merged-base' }), difference(6, { access: 'test' }));
    expect(promote(state, autoMerge)[0].versions).toHaveLength(6);
  });

  test('P59, P61: is left out, and says so, while another version is in maintenance or in test', () => {
    const state = vdiskOf(...withTested(4).versions, difference(6, { access: 'maintenance' }));
    const [next, effects] = promote(state, autoMerge, 'production', 5);
    expect(next.versions).toHaveLength(6);
    expect(effects.at(-1)).toEqual({ type: 'log', detail: expect.stringContaining('not merged automatically') });
  });

  test('P54, P61: does not bring forward what was promoted with a date', () => {
    const scheduledMs = AT_MS + 86_400_000;
    const settings = { ...VERSION_SETTINGS, autoMerge: { ...autoMerge, access: 'production' as const } };
    const input = { type: 'promoted', number: null, to: 'production', scheduledMs, atMs: AT_MS, inUse: [] } as const;
    const [state] = stepVersions(withTested(4), input, settings);
    expect(state.versions.at(-1)).toMatchObject({ kind: 'merged-base', access: 'production', scheduledMs });
  });

  /** Released versions up to `newest`, and one in test upon them. */
  function withTested(newest: number): VdiskVersions {
    return vdiskOf(...released(newest).versions, difference(newest + 1, { access: 'test', released: false }));
  }

  function promote(
    state: VdiskVersions,
    chosen: typeof VERSION_SETTINGS.autoMerge,
    to: 'test' | 'production' = 'production',
    number: number | null = null,
  ) {
    const input = { type: 'promoted', number, to, scheduledMs: null, atMs: AT_MS, inUse: [] } as const;
    return stepVersions(state, input, { ...VERSION_SETTINGS, autoMerge: chosen });
  }
});

describe('prune', () => {
  const merge = (into: 'base' | 'difference') => {
    const [state] = step(released(3), merged(into));
    return step(state, { type: 'released', number: 4 })[0];
  };

  test('P63: deletes what a merge has replaced', () => {
    expect(pruned(merge('base'), [4])).toEqual([1, 2, 3]);
    expect(pruned(merge('difference'), [4])).toEqual([2, 3]);
    expect(pruned(merge('base'), [])).toEqual([1, 2, 3]);
  });

  test('P63: keeps what a target has booted, and the files that it rests on', () => {
    expect(pruned(merge('base'), [2, 4])).toEqual([3]);
    expect(pruned(merge('base'), [3])).toEqual([]);
    expect(pruned(merge('difference'), [2])).toEqual([3]);
  });

  test('P63: keeps what production targets would boot: a pinned version, and the default while the merge is pending', () => {
    expect(pruned({ ...merge('base'), pinned: 2 }, [])).toEqual([3]);
    expect(pruned(step(released(3), merged('base'))[0], [])).toEqual([]);
  });

  test('P63: deletes nothing without a merge, and no base that something rests on', () => {
    expect(pruned(released(3), [])).toEqual([]);
    expect(step(released(3), { type: 'pruned', inUse: [] })).toEqual([released(3), []]);
  });

  test('P63: leaves the others readable as they were', () => {
    const state = merge('difference');
    const [kept] = step(state, { type: 'pruned', inUse: [] });
    expect(numbersOf(kept.versions)).toEqual([1, 4]);
    expect(contentOf(kept, 4)).toEqual(contentOf(state, 4));
    expect(chainOf(kept, 3)).toEqual([]);
  });

  function pruned(state: VdiskVersions, inUse: readonly number[]): readonly number[] {
    const [, effects] = step(state, { type: 'pruned', inUse });
    return effects.flatMap((effect) => (effect.type === 'versions-deleted' ? effect.numbers : []));
  }
});

describe('a block', () => {
  test('P60: comes from the topmost file that covers it; the first of a base covers all', () => {
    const found = (chain: readonly (readonly string[])[]) =>
      new Set(Array.from({ length: BLOCKS }, (_, block) => readBlock(chain, block).split(':')[0]));
    expect(found([['a']])).toEqual(new Set(['a']));
    expect(found([['a'], ['b']])).toEqual(new Set(['a', 'b']));
    expect(found([['a', 'b'], ['c']])).toEqual(new Set(['a', 'b', 'c']));
    expect(readBlock([], 0)).toBe('');
  });
});

function step(state: VdiskVersions, input: VersionInput) {
  return stepVersions(state, input, VERSION_SETTINGS);
}

function merged(into: 'base' | 'difference') {
  return { type: 'merged', into, access: 'production', atMs: AT_MS } as const;
}

function refusal(code: string): VersionEffect {
  return { type: 'refused', code, reason: expect.stringMatching(/^.+: .+$/) } as VersionEffect;
}

function contentOf(state: VdiskVersions, number: number): readonly string[] {
  const chain = chainOf(state, number).map(({ layers }) => layers);
  return Array.from({ length: BLOCKS }, (_, block) => readBlock(chain, block));
}
