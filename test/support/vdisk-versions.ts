/**
 * Versions of a vDisk for tests: a base, and differences upon it, each with one layer of its own.
 */

import type { VdiskVersions, VersionSettings, VersionState } from '../../src/core/pvs/versions/index.ts';

export const VERSION_SETTINGS: VersionSettings = {
  vdisk: 'win11',
  mode: 'standard',
  autoMerge: { enabled: false, maxVersions: 5, access: 'maintenance' },
};

/** A difference in production, released. */
export function difference(number: number, changes: Partial<VersionState> = {}): VersionState {
  const plain = { number, modifiedMs: number * 1_000, layers: [`win11.${number}`], scheduledMs: null, released: true };
  return { ...plain, kind: 'difference', access: 'production', ...changes };
}

export function base(number: number, changes: Partial<VersionState> = {}): VersionState {
  return difference(number, { kind: 'base', ...changes });
}

export function vdiskOf(...versions: readonly VersionState[]): VdiskVersions {
  return { versions, pinned: null };
}

/** A base with the number 1 and released differences up to `newest`. */
export function released(newest: number): VdiskVersions {
  return vdiskOf(base(1), ...Array.from({ length: newest - 1 }, (_, index) => difference(index + 2)));
}

export function numbersOf(versions: readonly VersionState[]): readonly number[] {
  return versions.map(({ number }) => number);
}
