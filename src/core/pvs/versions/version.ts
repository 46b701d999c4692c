/**
 * A version of a vDisk: its base image, or a difference to the version before it, and who may boot it.
 *
 * Not here: the copies of its files on servers (../inventory), and what an administrator does to versions (versions.ts).
 */

import type { VersionAccess } from '../../site/index.ts';

/** `difference` rests on the version before it. A merge makes a new base, or one difference out of all since the last base. */
export type VersionKind = 'base' | 'difference' | 'merged-base' | 'merged-difference';

export type { VersionAccess };

export interface VersionState {
  readonly number: number;
  readonly kind: VersionKind;
  readonly access: VersionAccess;
  /** When its file was last modified, as the farm has it on record: what copies are compared with for a boot. */
  readonly modifiedMs: number;
  /**
   * What is in the file, oldest first: each word stands for a set of blocks with their bytes. A merged file has the words of all
   * files that went into it.
   */
  readonly layers: readonly string[];
  /** A production version becomes the default at this moment at the earliest; null for as soon as every server has it. */
  readonly scheduledMs: number | null;
  /** A production version that targets may boot. One that was promoted waits until every server of the site has it (P54). */
  readonly released: boolean;
}

/** The versions of one vDisk, ascending by number, and the one that production targets are pinned to (Override). */
export interface VdiskVersions {
  readonly versions: readonly VersionState[];
  readonly pinned: number | null;
}

/** The version by its number; null when there is none. */
export function versionNumbered({ versions }: VdiskVersions, number: number): VersionState | null {
  return versions.find((version) => version.number === number) ?? null;
}

/** The files that a target of this version reads through, base first: everything since the last base. None when there is no such version. */
export function chainOf(state: VdiskVersions, number: number): readonly VersionState[] {
  const { versions } = state;
  if (versionNumbered(state, number) === null) return [];
  const upTo = versions.filter((version) => version.number <= number && !isReplaced(versions, version, number));
  const base = upTo.findLastIndex(({ kind }) => kind === 'base' || kind === 'merged-base');
  return upTo.slice(Math.max(0, base));
}

/** Whether a consolidated difference at or below `top` has taken this one in. */
function isReplaced(versions: readonly VersionState[], { number, kind }: VersionState, top: number): boolean {
  if (kind !== 'difference' && kind !== 'merged-difference') return false;
  return versions.some((later) => later.kind === 'merged-difference' && later.number > number && later.number <= top);
}

/** Whether this is the newest version. */
export function isNewest({ versions }: VdiskVersions, number: number): boolean {
  return versions.at(-1)?.number === number;
}
