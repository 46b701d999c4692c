/**
 * The laws of a vDisk's versions, its locks and its copies, whatever administrators do and in whatever order.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { copyState, isIdentical } from '../../../src/core/pvs/inventory/index.ts';
import {
  chainOf,
  type LockInput,
  NO_LOCK,
  readBlock,
  stepLock,
  stepVersions,
  type VdiskVersions,
  type VersionEffect,
  type VersionInput,
  type VersionSettings,
  type VersionState,
  versionFor,
} from '../../../src/core/pvs/versions/index.ts';
import { base, difference, numbersOf, VERSION_SETTINGS } from '../../support/vdisk-versions.ts';

const BLOCKS = 40;
const TYPES = ['production', 'test', 'maintenance'] as const;

const access = fc.constantFrom(...TYPES);
const usually = fc.oneof({ weight: 15, arbitrary: fc.constant('production' as const) }, fc.constant('test' as const));
/** Mostly one that exists. */
const number = fc.integer({ min: 1, max: 9 });
const inUse = fc.array(number, { maxLength: 3 });
const momentMs = fc.integer({ min: 100, max: 200 }).map((seconds) => seconds * 1_000);
const request = { atMs: momentMs, number: fc.option(number, { freq: 2 }), inUse };

const inputs: fc.Arbitrary<VersionInput> = fc.oneof(
  fc.record({
    type: fc.constant('promoted' as const),
    to: fc.constantFrom('test' as const, 'production' as const),
    scheduledMs: fc.option(momentMs, { freq: 2 }),
    ...request,
  }),
  fc.record({ type: fc.constant('reverted' as const), ...request }),
  fc.record({ type: fc.constant('pinned' as const), number: fc.option(number) }),
  fc.record({
    type: fc.constant('merged' as const),
    into: fc.constantFrom('base' as const, 'difference' as const),
    access,
    atMs: momentMs,
  }),
  fc.record({ type: fc.constant('pruned' as const), inUse }),
  fc.record({ type: fc.constant('released' as const), number }),
);

const settings: fc.Arbitrary<VersionSettings> = fc
  .record({ enabled: fc.boolean(), maxVersions: fc.integer({ min: 3, max: 5 }), access })
  .map((autoMerge) => ({ ...VERSION_SETTINGS, autoMerge }));

/** A vDisk as a site file may have it: any access, maintenance for the newest alone, and the first is the base. */
const declared: fc.Arbitrary<VdiskVersions> = fc
  .record({ below: fc.array(usually, { maxLength: 7, size: 'max' }), newest: access })
  .map(({ below, newest }) => {
    const accesses = [...below, newest];
    const versions = accesses.map((each, index) => {
      const changes: Partial<VersionState> = { access: each, released: each === 'production' };
      return index === 0 ? base(1, changes) : difference(index + 1, changes);
    });
    return { versions, pinned: null };
  });

interface Taken {
  readonly before: VdiskVersions;
  readonly input: VersionInput;
  readonly after: VdiskVersions;
  readonly effects: readonly VersionEffect[];
}

function always(law: (taken: Taken, chosen: VersionSettings) => void): void {
  const property = fc.property(
    declared,
    fc.array(inputs, { maxLength: 40, size: 'max' }),
    settings,
    (start, run, chosen) => {
      let before = start;
      for (const input of run) {
        const [after, effects] = stepVersions(before, input, chosen);
        law({ before, input, after, effects }, chosen);
        before = after;
      }
    },
  );
  fc.assert(property, { numRuns: 500 });
}

test('whatever is asked for, a step is decided by its input, and a refused one changes nothing', () => {
  always(({ before, input, after, effects }, chosen) => {
    expect(stepVersions(before, input, chosen)).toEqual([after, effects]);
    if (effects.some(({ type }) => type === 'refused')) expect([after, effects.length]).toEqual([before, 1]);
    if (after !== before) expect(effects.at(-1)?.type === 'log' || input.type === 'merged').toBe(true);
  });
});

test('whatever is done, versions ascend, each rests on a base, and only the newest is in maintenance', () => {
  always(({ after }) => {
    const numbers = numbersOf(after.versions);
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    for (const { number: each, access: held } of after.versions) {
      const chain = chainOf(after, each);
      expect(chain.at(-1)?.number).toBe(each);
      expect(chain.map(({ kind }) => kind === 'base' || kind === 'merged-base')).toEqual(
        chain.map((_, at) => at === 0),
      );
      if (held === 'maintenance') expect(each).toBe(numbers.at(-1));
    }
  });
});

test('P54: whatever is done, a version is released by its release alone', () => {
  always(({ before, input, after }) => {
    const earlier = new Set(numbersOf(before.versions.filter(({ released }) => released)));
    const fresh = numbersOf(after.versions.filter(({ released }) => released)).filter((each) => !earlier.has(each));
    expect(fresh).toEqual(input.type === 'released' ? fresh.filter((each) => each === input.number) : []);
  });
});

test('P55: whatever is done, production targets boot what is pinned, else the newest released version, and nothing else', () => {
  always(({ after }) => {
    const releasedOnes = numbersOf(after.versions.filter((each) => each.access === 'production' && each.released));
    const booted = versionFor(after, 'production')?.number ?? null;
    expect(booted).toBe(after.pinned ?? releasedOnes.at(-1) ?? null);
    if (after.pinned !== null) expect(releasedOnes).toContain(after.pinned);
  });
});

test('P59: whatever is done, nothing is merged while a version is in maintenance or in test', () => {
  always(({ before, input, effects }) => {
    if (!effects.some(({ type }) => type === 'version-made')) return;
    const promoted = input.type === 'promoted' ? (input.number ?? before.versions.at(-1)?.number) : null;
    expect(before.versions.filter((each) => each.access !== 'production' && each.number !== promoted)).toEqual([]);
  });
});

test('P60: whatever is done, a merged chain reads as the chain before it, block by block', () => {
  always(({ before, after, effects }) => {
    for (const effect of effects) {
      if (effect.type !== 'version-made') continue;
      expect(contentOf(after, effect.version.number)).toEqual(contentOf(before, before.versions.at(-1)?.number ?? 0));
      expect(chainOf(after, effect.version.number)).toHaveLength(effect.version.kind === 'merged-base' ? 1 : 2);
    }
  });
});

test('P61: whatever is done, a promotion to production leaves no more versions since the last base than are allowed', () => {
  always(({ input, after, effects }, { autoMerge }) => {
    const isPromotion = input.type === 'promoted' && input.to === 'production' && effects[0]?.type === 'log';
    const newest = after.versions.at(-1);
    if (!isPromotion || !autoMerge.enabled || newest === undefined) return;
    const open = after.versions.some((each) => each.access !== 'production' && each !== newest);
    if (open || newest.access !== 'production') return;
    expect(chainOf(after, newest.number).length - 1).toBeLessThanOrEqual(autoMerge.maxVersions);
  });
});

test('P63: whatever is done, pruning leaves what is booted and what would be booted as it was', () => {
  always(({ before, input, after }) => {
    if (input.type !== 'pruned') {
      expect(numbersOf(after.versions)).toEqual(expect.arrayContaining([...numbersOf(before.versions)]));
      return;
    }
    for (const each of input.inUse) expect(chainOf(after, each)).toEqual(chainOf(before, each));
    for (const type of TYPES) expect(versionFor(after, type)).toEqual(versionFor(before, type));
    expect(after.versions.at(-1)).toEqual(before.versions.at(-1));
  });
});

test('P58, P64: whatever targets do, an image that one has exclusively is granted to nobody else before it gives it back', () => {
  const target = fc.integer({ min: 0, max: 3 });
  const lockInputs: fc.Arbitrary<LockInput> = fc.oneof(
    fc.record({
      type: fc.constant('lock-requested' as const),
      target,
      kind: fc.constantFrom('shared' as const, 'exclusive' as const),
    }),
    fc.record({ type: fc.constant('target-shut-down' as const), target }),
    fc.constant({ type: 'unlocked' as const }),
  );
  fc.assert(
    fc.property(fc.array(lockInputs), (run) => {
      let state = NO_LOCK;
      let holder: number | null = null;
      for (const input of run) {
        const [after, effects] = stepLock(state, input);
        if (input.type === 'lock-requested') {
          expect(effects.map(({ type }) => type)).toEqual([
            holder === null || holder === input.target ? 'lock-granted' : 'lock-refused',
          ]);
          if (holder === null && input.kind === 'exclusive') holder = input.target;
        } else if (input.type === 'unlocked' || input.target === holder) holder = null;
        expect(after.exclusive).toBe(holder);
        state = after;
      }
    }),
  );
});

test('P5, P6: whatever their times, two copies are identical only within one second, and then both ways', () => {
  const timeMs = fc.integer({ min: 0, max: 5_000 });
  fc.assert(
    fc.property(timeMs, timeMs, (aMs, bMs) => {
      const a = { number: 1, modifiedMs: aMs, layers: ['x'] };
      const b = { ...a, modifiedMs: bMs };
      const identical = isIdentical(a, b, 'timestamp');
      expect(identical).toBe(isIdentical(b, a, 'timestamp'));
      if (aMs === bMs) expect(identical).toBe(true);
      if (Math.abs(aMs - bMs) >= 1_000) expect(identical).toBe(false);
      const file = { ...a, propertiesMs: aMs, parent: null };
      expect(copyState({ type: 'file', file }, b, 'content')).toBe(identical ? 'current' : 'not-identical');
    }),
  );
});

function contentOf(state: VdiskVersions, top: number): readonly string[] {
  const chain = chainOf(state, top).map(({ layers }) => layers);
  return Array.from({ length: BLOCKS }, (_, block) => readBlock(chain, block));
}
