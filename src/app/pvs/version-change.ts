/**
 * What changes to the versions of a vDisk have in common.
 *
 * Not here: the changes one by one (promote.ts, pin.ts, revert.ts, merge.ts, prune.ts).
 */

import { present, shellWord, UserError } from '../../core/kernel/index.ts';
import { targetName } from '../../core/pvs/farm/index.ts';
import type { VdiskVersions } from '../../core/pvs/versions/index.ts';
import type { StreamingAction } from '../../core/site/index.ts';
import { foretellVersions, readersOf, versionsOf, type World } from '../../sim/index.ts';
import { farmIn } from '../streaming-objects.ts';
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
  /** The targets that run from the version, where that is why nothing was changed. */
  readonly usedBy: readonly string[];
}

/**
 * The version that is meant: the newest, where none is named.
 * @throws {UserError} VERSION_UNKNOWN
 */
export function versionMeant(world: World, vdisk: string, typed: number | null): number {
  const numbers = versionsOf(world, vdisk).versions.map(({ number }) => number);
  const meant = typed ?? present(numbers.at(-1), 'a version of the vDisk');
  if (numbers.includes(meant)) return meant;
  throw new UserError('usage', 'VERSION_UNKNOWN', `${vdisk} has no version ${meant}.`, {
    why: `Its versions: ${numbers.join(', ')}.`,
    hints: [`holdover pvs replicas ${shellWord(vdisk)}`],
  });
}

/** Why the versions of a vDisk cannot be changed like this; null when they can. */
export function versionRefusal(
  world: World,
  action: Extract<StreamingAction, { readonly type: `version${string}` }>,
): ChangeRefusal | null {
  const refused = foretellVersions(world, action).find((effect) => effect.type === 'refused');
  return refused === undefined ? null : { code: refused.code, reason: refused.reason };
}

/** The targets that a refusal is about: while they run from the version, it cannot be changed. */
export function usersOf(
  world: World,
  { vdisk, version, refusal }: Pick<VersionChange, 'vdisk' | 'version' | 'refusal'>,
): readonly string[] {
  if (refusal?.code !== 'VERSION_IN_USE') return [];
  return readersNamed(world, vdisk, version);
}

/** The targets that read a version. */
export function readersNamed(world: World, vdisk: string, version: number): readonly string[] {
  return readersOf(world, vdisk, version).map((target) => targetName(farmIn(world).topology, target));
}

/** The numbers of the versions that were not there before. */
export function newVersions(world: World, vdisk: string, before: VdiskVersions): readonly number[] {
  const known = new Set(before.versions.map(({ number }) => number));
  return versionsOf(world, vdisk).versions.flatMap(({ number }) => (known.has(number) ? [] : [number]));
}
