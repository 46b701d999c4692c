/**
 * `pvs promote VDISK --pin N | --unpin`: production targets boot this version from now on, or again the newest that is released (P55).
 *
 * Not here: the rules (core/pvs/versions), and promotions (promote.ts).
 */

import { formatInstant, shellWord } from '../../core/kernel/index.ts';
import { versionFor } from '../../core/pvs/versions/index.ts';
import { versionsOf } from '../../sim/index.ts';
import { type AppContext, siteFlag } from '../context.ts';
import { type ChangeOutcome, changeSite } from '../open-site.ts';
import { vdiskNamed } from '../streaming-objects.ts';
import { type ChangeRefusal, managementRefusal } from './refusal.ts';
import { versionMeant, versionRefusal } from './version-change.ts';

export interface PinOptions {
  readonly vdisk: string;
  /** Null for the newest that is released, whichever that is. */
  readonly version: number | null;
}

export interface PinResult {
  readonly schema: 'holdover.pin/1';
  readonly site: string;
  readonly at: string;
  readonly changed: boolean;
  readonly vdisk: string;
  /** The version that production targets are pinned to; null where they boot the newest that is released. */
  readonly pinned: number | null;
  /** That production targets boot now; null where they can boot none. Running ones keep what they have booted. */
  readonly defaultVersion: number | null;
  /** Why nothing was changed; null when it was, or was so already. */
  readonly refusal: ChangeRefusal | null;
  /** The command that undoes it; null where nothing was changed. */
  readonly undo: string | null;
}

/** @throws {UserError} VDISK_UNKNOWN, VERSION_UNKNOWN, FARM_NONE, and what the store throws */
export function pinVersion(context: AppContext, options: PinOptions): Promise<PinResult & ChangeOutcome> {
  return changeSite(context, ({ world }) => {
    const vdisk = vdiskNamed(world, options.vdisk);
    const version = options.version === null ? null : versionMeant(world, vdisk, options.version);
    const action = { type: 'version-pinned', vdisk, version } as const;
    const before = versionsOf(world, vdisk).pinned;
    const isSo = before === version;
    const refusal = isSo ? null : (managementRefusal(world) ?? versionRefusal(world, action));
    const changed = !isSo && refusal === null;
    return {
      actions: changed ? [action] : [],
      result: (after) => {
        const versions = versionsOf(after, vdisk);
        return {
          schema: 'holdover.pin/1',
          site: after.definition.name,
          at: formatInstant(after.data.nowMs),
          changed,
          vdisk,
          pinned: versions.pinned,
          defaultVersion: versionFor(versions, 'production')?.number ?? null,
          refusal,
          undo: changed ? `holdover pvs promote ${shellWord(vdisk)} ${pinFlag(before)}${siteFlag(context)}` : null,
        };
      },
    };
  });
}

function pinFlag(version: number | null): string {
  return version === null ? '--unpin' : `--pin ${version}`;
}
