/**
 * Why a change to the versions of a vDisk is refused, and what to do instead. A function for each change: null means that it may be done.
 *
 * Not here: the changes themselves (versions.ts).
 */

import type { VdiskDefinition } from '../../site/index.ts';
import { shownAccess } from './bootable.ts';
import { type MergeRequest, newestChain } from './merge.ts';
import { isNewest, type VdiskVersions, type VersionState } from './version.ts';

export interface VersionRefusal {
  /** A stable word for scripts. */
  readonly code:
    | 'VERSION_UNKNOWN'
    | 'VERSION_IN_PRODUCTION'
    | 'VERSION_IN_TEST'
    | 'VERSION_IN_MAINTENANCE'
    | 'VERSION_IN_USE'
    | 'VERSION_NOT_NEWEST'
    | 'VERSION_NOT_RELEASED'
    | 'VERSION_PINNED'
    | 'SCHEDULE_NEEDS_PRODUCTION'
    | 'VDISK_PRIVATE'
    | 'NOTHING_TO_MERGE';
  /** What is in the way, and what to do about it. */
  readonly reason: string;
}

export interface Promotion {
  readonly to: 'test' | 'production';
  readonly scheduledMs: number | null;
  readonly inUse: readonly number[];
}

export function unknownVersion({ versions }: VdiskVersions, number: number | null, vdisk: string): VersionRefusal {
  const numbers = versions.map((version) => version.number).join(', ');
  const which = number === null ? 'version' : `version ${number}`;
  return { code: 'VERSION_UNKNOWN', reason: `${vdisk} has no ${which}: choose one of ${numbers || '(none)'}` };
}

export function promoteRefusal(version: VersionState, promotion: Promotion, vdisk: string): VersionRefusal | null {
  const { to, scheduledMs, inUse } = promotion;
  const name = nameOf(version, vdisk);
  if (version.access === 'production') {
    const waits = shownAccess(version) === 'pending' ? ', pending until its date has come and every server has it' : '';
    return {
      code: 'VERSION_IN_PRODUCTION',
      reason: `${name} is in production already${waits}: choose one that is not`,
    };
  }
  if (version.access === to) {
    return { code: 'VERSION_IN_TEST', reason: `${name} is in test already: promote it to production, or revert it` };
  }
  if (to === 'test' && scheduledMs !== null) {
    const reason = `only a promotion to production can have a date: leave it out, or promote ${name} to production`;
    return { code: 'SCHEDULE_NEEDS_PRODUCTION', reason };
  }
  if (version.access === 'maintenance' && inUse.includes(version.number)) return stillWritten(name);
  return null;
}

/** A file that somebody writes to would be another one on every read. */
function stillWritten(name: string): VersionRefusal {
  return { code: 'VERSION_IN_USE', reason: `a target runs from ${name} and writes to it: shut it down first` };
}

/** The newest version goes from test to maintenance, and a production version to test when none above it is in production. */
export function revertRefusal(
  state: VdiskVersions,
  version: VersionState,
  inUse: readonly number[],
  vdisk: string,
): VersionRefusal | null {
  const name = nameOf(version, vdisk);
  switch (version.access) {
    case 'maintenance':
      return {
        code: 'VERSION_IN_MAINTENANCE',
        reason: `${name} is in maintenance already: promote it, or choose another`,
      };
    case 'test':
      return testRefusal(state, version, inUse, name);
    case 'production':
      return productionRefusal(state, version, name);
  }
}

/** In maintenance its bytes would change: under the versions that rest on it, and under whoever reads them. */
function testRefusal(
  state: VdiskVersions,
  { number }: VersionState,
  inUse: readonly number[],
  name: string,
): VersionRefusal | null {
  if (!isNewest(state, number)) return notNewest(name, 'only the newest version can go back to maintenance');
  if (!inUse.includes(number)) return null;
  const reason = `a target runs from ${name}, which could be written to then: shut it down first`;
  return { code: 'VERSION_IN_USE', reason };
}

function productionRefusal(
  { versions, pinned }: VdiskVersions,
  { number }: VersionState,
  name: string,
): VersionRefusal | null {
  if (pinned === number) {
    return {
      code: 'VERSION_PINNED',
      reason: `production targets are pinned to ${name}: pin another first, or the newest released`,
    };
  }
  if (!versions.some((above) => above.number > number && above.access === 'production')) return null;
  return notNewest(name, 'only the newest production version can go back to test');
}

function notNewest(name: string, rule: string): VersionRefusal {
  return { code: 'VERSION_NOT_NEWEST', reason: `${rule}, and ${name} has others above it: begin with the newest` };
}

export function pinRefusal(version: VersionState, vdisk: string): VersionRefusal | null {
  const shown = shownAccess(version);
  if (shown === 'production') return null;
  const isHow = shown === 'pending' ? 'still pending' : `in ${shown}`;
  const reason = `${nameOf(version, vdisk)} is ${isHow}, and production targets boot released versions only: choose another`;
  return { code: 'VERSION_NOT_RELEASED', reason };
}

export function isPrivate(vdisk: string): VersionRefusal {
  const reason = `${vdisk} is in private mode, and is written to: put it into standard mode first`;
  return { code: 'VDISK_PRIVATE', reason };
}

/** One version at a time is in maintenance, in test or being merged (P59). */
export function mergeRefusal(
  state: VdiskVersions,
  into: MergeRequest['into'],
  { vdisk, mode }: { readonly vdisk: string; readonly mode: VdiskDefinition['mode'] },
): VersionRefusal | null {
  if (mode === 'private') return isPrivate(vdisk);
  const open = state.versions.findLast(({ access }) => access !== 'production');
  if (open !== undefined) {
    const code = open.access === 'test' ? 'VERSION_IN_TEST' : 'VERSION_IN_MAINTENANCE';
    const reason = `${nameOf(open, vdisk)} is in ${open.access}, and a merge needs all in production: promote it first`;
    return { code, reason };
  }
  const differenceCount = newestChain(state).length - 1;
  if (differenceCount >= (into === 'base' ? 1 : 2)) return null;
  const since = differenceCount === 1 ? 'one version' : 'no version';
  return {
    code: 'NOTHING_TO_MERGE',
    reason: `${vdisk} has ${since} since its last base: there is nothing to merge yet`,
  };
}

function nameOf({ number }: VersionState, vdisk: string): string {
  return `${vdisk} version ${number}`;
}
