/**
 * Merging puts the files of a chain into one, so that targets read through fewer of them; pruning deletes what nobody reads any more.
 *
 * A merge always begins at the newest version. It makes a new file beside the old ones, which targets that run go on reading (P60).
 *
 * Not here: whether it is allowed (version-refusal.ts), and the copies of the new file on servers (the host makes and copies them).
 */

import { present } from '../../kernel/index.ts';
import type { AutoMergeDefinition } from '../../site/index.ts';
import { versionFor } from './bootable.ts';
import { chainOf, type VdiskVersions, type VersionAccess, type VersionState } from './version.ts';

export interface MergeRequest {
  /** `base`: a new base out of all. `difference`: one difference out of all since the last base, which stays. */
  readonly into: 'base' | 'difference';
  /** Of the version that it makes. */
  readonly access: VersionAccess;
  readonly atMs: number;
}

/** The version that a merge makes, with the next number. There has to be a version. */
export function mergedVersion(state: VdiskVersions, { into, access, atMs }: MergeRequest): VersionState {
  const chain = newestChain(state);
  const merged = into === 'base' ? chain : chain.slice(1);
  return {
    number: present(chain.at(-1), 'a version to merge').number + 1,
    kind: into === 'base' ? 'merged-base' : 'merged-difference',
    access,
    modifiedMs: atMs,
    layers: merged.flatMap(({ layers }) => layers),
    scheduledMs: access === 'production' ? latestSchedule(merged) : null,
    released: false,
  };
}

/** What is not to be seen before a date is not to be seen before it in a merged file either. */
function latestSchedule(merged: readonly VersionState[]): number | null {
  const waiting = merged.flatMap(({ released, scheduledMs }) =>
    released || scheduledMs === null ? [] : [scheduledMs],
  );
  return waiting.length === 0 ? null : Math.max(...waiting);
}

/** Whether there are more versions since the last base than there should be (P61). */
export function isMergeDue(state: VdiskVersions, { enabled, maxVersions }: AutoMergeDefinition): boolean {
  return enabled && newestChain(state).length - 1 > maxVersions;
}

/**
 * The versions that a merge has made unnecessary and that nobody needs, ascending (P63). Needed are the files of the newest version, of
 * those that targets would boot now, and of those that targets have booted.
 */
export function unneededVersions(state: VdiskVersions, inUse: readonly number[]): readonly number[] {
  const bootable = (['production', 'test', 'maintenance'] as const).map((type) => versionFor(state, type));
  const kept = [...inUse, ...bootable.flatMap((version) => (version === null ? [] : [version.number]))];
  const needed = new Set([newestChain(state), ...kept.map((number) => chainOf(state, number))].flat());
  return state.versions.filter((version) => !needed.has(version)).map(({ number }) => number);
}

/** The files that a target of the newest version reads through, base first. */
export function newestChain(state: VdiskVersions): readonly VersionState[] {
  const newest = state.versions.at(-1);
  return newest === undefined ? [] : chainOf(state, newest.number);
}
