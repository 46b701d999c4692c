/**
 * What changes to the versions of a vDisk have in common.
 *
 * Not here: the changes one by one (promote.ts, pin.ts, revert.ts, merge.ts, prune.ts).
 */

import { present } from '../../core/kernel/index.ts';
import type { VdiskVersions } from '../../core/pvs/versions/index.ts';
import type { StreamingAction } from '../../core/site/index.ts';
import { foretellVersions, versionsOf, type World } from '../../sim/index.ts';
import type { ChangeRefusal } from './refusal.ts';

/** The beginning of the result of a change to one version. */
export interface VersionChange {
  readonly site: string;
  readonly at: string;
  readonly changed: boolean;
  readonly vdisk: string;
  readonly version: number;
  /** Why nothing was changed; null when it was, or was so already. */
  readonly refusal: ChangeRefusal | null;
}

/** Why the versions of a vDisk cannot be changed like this; null when they can. */
export function versionRefusal(
  world: World,
  action: Extract<StreamingAction, { readonly type: `version${string}` }>,
): ChangeRefusal | null {
  const refused = foretellVersions(world, action).find((effect) => effect.type === 'refused');
  return refused === undefined ? null : { code: refused.code, reason: refused.reason };
}

/** A vDisk always has a version. */
export function newestNumber(world: World, vdisk: string): number {
  return present(versionsOf(world, vdisk).versions.at(-1), 'a version of the vDisk').number;
}

/** The numbers of the versions that were not there before. */
export function newVersions(world: World, vdisk: string, before: VdiskVersions): readonly number[] {
  const known = new Set(before.versions.map(({ number }) => number));
  return versionsOf(world, vdisk).versions.flatMap(({ number }) => (known.has(number) ? [] : [number]));
}
