/**
 * `pvs revert VDISK`: takes a version back, from production to test, or from test to maintenance. Who has booted it keeps it until the next boot.
 *
 * Not here: the rules (core/pvs/versions).
 */

import { formatInstant, shellWord } from '../../core/kernel/index.ts';
import { shownAccess, versionFor, versionNumbered } from '../../core/pvs/versions/index.ts';
import { readerCount, versionsOf, type World } from '../../sim/index.ts';
import { type AppContext, siteFlag } from '../context.ts';
import { type ChangeOutcome, changeSite } from '../open-site.ts';
import { vdiskNamed } from '../streaming-objects.ts';
import type { AccessShown } from './promote.ts';
import { managementRefusal } from './refusal.ts';
import { usersOf, type VersionChange, versionMeant, versionRefusal } from './version-change.ts';

export interface RevertOptions {
  readonly vdisk: string;
  /** Null for the newest. */
  readonly version: number | null;
}

export interface RevertResult extends VersionChange {
  readonly schema: 'holdover.revert/1';
  /** Of the version, as it is now; null where there is no such version. */
  readonly access: AccessShown | null;
  /** That production targets boot now; null where they can boot none. */
  readonly defaultVersion: number | null;
  /** Targets that have booted the version, or one that rests on it, and keep it until they boot again. */
  readonly readers: number;
  /** The command that undoes it; null where nothing was changed. */
  readonly undo: string | null;
}

/** @throws {UserError} VDISK_UNKNOWN, VERSION_UNKNOWN, FARM_NONE, and what the store throws */
export function revertVersion(context: AppContext, options: RevertOptions): Promise<RevertResult & ChangeOutcome> {
  return changeSite(context, ({ world }) => {
    const vdisk = vdiskNamed(world, options.vdisk);
    const version = versionMeant(world, vdisk, options.version);
    const action = { type: 'version-reverted', vdisk, version } as const;
    const refusal = managementRefusal(world) ?? versionRefusal(world, action);
    const usedBy = usersOf(world, { vdisk, version, refusal });
    const changed = refusal === null;
    return {
      actions: changed ? [action] : [],
      result: (after) => resultOf(after, { vdisk, version, changed, refusal, usedBy }, siteFlag(context)),
    };
  });
}

function resultOf(world: World, change: Omit<VersionChange, 'site' | 'at'>, site: string): RevertResult {
  const { vdisk, version, changed } = change;
  const versions = versionsOf(world, vdisk);
  const found = versionNumbered(versions, version);
  const to = found?.access === 'test' ? 'production' : 'test';
  return {
    schema: 'holdover.revert/1',
    site: world.definition.name,
    at: formatInstant(world.data.nowMs),
    ...change,
    access: found === null ? null : shownAccess(found),
    defaultVersion: versionFor(versions, 'production')?.number ?? null,
    readers: readerCount(world, vdisk, version),
    undo: changed ? `holdover pvs promote ${shellWord(vdisk)} --version ${version} --to ${to}${site}` : null,
  };
}
