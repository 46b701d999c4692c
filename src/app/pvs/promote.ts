/**
 * `pvs promote VDISK`: gives a version to test targets, or to production targets: to these once its date has come and every server has it (P54).
 *
 * Not here: the rules (core/pvs/versions), and pinning production targets to a version (pin.ts).
 */

import { formatInstant, shellWord } from '../../core/kernel/index.ts';
import { shownAccess, type VdiskVersions, versionFor, versionNumbered } from '../../core/pvs/versions/index.ts';
import { serversWithout, versionsOf, type World } from '../../sim/index.ts';
import { changeAndWait } from '../change-and-wait.ts';
import { type AppContext, siteFlag } from '../context.ts';
import type { ChangeOutcome } from '../open-site.ts';
import { vdiskNamed } from '../streaming-objects.ts';
import { managementRefusal } from './refusal.ts';
import { newVersions, usersOf, type VersionChange, versionMeant, versionRefusal } from './version-change.ts';

export interface PromoteOptions {
  readonly vdisk: string;
  /** Null for the newest. */
  readonly version: number | null;
  readonly to: 'test' | 'production';
  /** When production targets get it at the earliest; null for as soon as every server has it. World time in milliseconds. */
  readonly scheduledMs: number | null;
}

export interface PromoteResult extends VersionChange {
  readonly schema: 'holdover.promote/1';
  readonly access: AccessShown | null;
  /** When a pending version is released at the earliest; null where it has no date. */
  readonly scheduled: string | null;
  /** Servers that lack a current copy of it: a pending version waits for them. */
  readonly missingOn: readonly string[];
  /** That production targets boot now; null where they can boot none. */
  readonly defaultVersion: number | null;
  /** The version that was made of all others, since there were too many; null where none was (P61). */
  readonly autoMerged: number | null;
  /** The command that undoes it, or two that do; null where nothing was changed. */
  readonly undo: string | null;
}

export type AccessShown = ReturnType<typeof shownAccess>;

/** @throws {UserError} VDISK_UNKNOWN, VERSION_UNKNOWN, FARM_NONE, INTERRUPTED, and what the store throws */
export async function promoteVersion(
  context: AppContext,
  { to, scheduledMs, ...options }: PromoteOptions,
): Promise<PromoteResult & ChangeOutcome> {
  return changeAndWait(context, ({ world }) => {
    const vdisk = vdiskNamed(world, options.vdisk);
    const version = versionMeant(world, vdisk, options.version);
    const action = { type: 'version-promoted', vdisk, version, to, scheduledMs } as const;
    const isThere = hasAccess(world, action);
    const refusal = isThere ? null : (managementRefusal(world) ?? versionRefusal(world, action));
    const before = versionsOf(world, vdisk);
    const usedBy = usersOf(world, { vdisk, version, refusal });
    const change = { vdisk, version, changed: !isThere && refusal === null, refusal, usedBy };
    return {
      actions: change.changed ? [action] : [],
      settled: (after) => isReleased(after, vdisk, version),
      hopeless: () => refusal !== null,
      result: (after) => ({
        ...resultOf(after, change),
        undo: change.changed ? undoOf(before, { ...action, site: siteFlag(context) }) : null,
        autoMerged: change.changed ? (newVersions(after, vdisk, before).at(0) ?? null) : null,
      }),
    };
  });
}

/** Nothing is to be done for a version that is there already. A new date would be another promotion. */
function hasAccess(world: World, promotion: Omit<PromoteOptions, 'version'> & { readonly version: number }): boolean {
  const { vdisk, version, to, scheduledMs } = promotion;
  const found = versionNumbered(versionsOf(world, vdisk), version);
  return found?.access === to && (scheduledMs === null || scheduledMs === found.scheduledMs);
}

function isReleased(world: World, vdisk: string, version: number): boolean {
  const found = versionNumbered(versionsOf(world, vdisk), version);
  return found === null || shownAccess(found) !== 'pending';
}

/** A version goes back one step at a time: from production to test, from there to maintenance. */
function undoOf(
  before: VdiskVersions,
  { vdisk, version, to, site }: Pick<PromoteOptions, 'vdisk' | 'to'> & { version: number; site: string },
): string {
  const revert = `holdover pvs revert ${shellWord(vdisk)} --version ${version}${site}`;
  const isTwoSteps = to === 'production' && versionNumbered(before, version)?.access === 'maintenance';
  return isTwoSteps ? `${revert} && ${revert}` : revert;
}

function resultOf(
  world: World,
  change: Omit<VersionChange, 'site' | 'at'>,
): Omit<PromoteResult, 'autoMerged' | 'undo'> {
  const { vdisk, version } = change;
  const versions = versionsOf(world, vdisk);
  const found = versionNumbered(versions, version);
  const isPending = found !== null && shownAccess(found) === 'pending';
  return {
    schema: 'holdover.promote/1',
    site: world.definition.name,
    at: formatInstant(world.data.nowMs),
    ...change,
    access: found === null ? null : shownAccess(found),
    scheduled: isPending && found.scheduledMs !== null ? formatInstant(found.scheduledMs) : null,
    missingOn: found === null ? [] : serversWithout(world, vdisk, version),
    defaultVersion: versionFor(versions, 'production')?.number ?? null,
  };
}
