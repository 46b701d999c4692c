/**
 * Which version of a vDisk a target boots, by the type of target.
 *
 * Not here: what makes a pending version a released one (versions.ts), and which server streams it (../eligibility).
 */

import type { CollectionDefinition } from '../../site/index.ts';
import { type VdiskVersions, type VersionAccess, type VersionState, versionNumbered } from './version.ts';

/** The version that a target of this type would boot now; null when there is none for it. */
export function versionFor(state: VdiskVersions, type: CollectionDefinition['type']): VersionState | null {
  switch (type) {
    case 'production':
      return versionForProduction(state);
    case 'test':
      return versionForTest(state);
    case 'maintenance':
      return newestWith(state, ({ access }) => access === 'maintenance') ?? versionForTest(state);
  }
}

/** The one that is pinned, else the newest that is released (P55). */
function versionForProduction(state: VdiskVersions): VersionState | null {
  if (state.pinned !== null) return versionNumbered(state, state.pinned);
  return newestWith(state, ({ access, released }) => access === 'production' && released);
}

/** The newest that is not in maintenance. Pending keeps a version from production targets alone (P54). */
function versionForTest(state: VdiskVersions): VersionState | null {
  return newestWith(state, ({ access }) => access !== 'maintenance');
}

function newestWith({ versions }: VdiskVersions, holds: (version: VersionState) => boolean): VersionState | null {
  return versions.findLast(holds) ?? null;
}

/** The access of a version as it is shown: a production version that production targets may not boot yet is `pending`. */
export function shownAccess({ access, released }: VersionState): VersionAccess | 'pending' {
  return access === 'production' && !released ? 'pending' : access;
}
