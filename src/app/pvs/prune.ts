/**
 * `pvs merge VDISK --prune`: deletes the versions that a merge has made unnecessary. One that some target still reads is kept (P63).
 *
 * Not here: which versions are needed (core/pvs/versions), and merging (merge.ts).
 */

import { formatInstant } from '../../core/kernel/index.ts';
import { foretellVersions, readerCount, unneededOf } from '../../sim/index.ts';
import type { AppContext } from '../context.ts';
import { type ChangeOutcome, changeSite } from '../open-site.ts';
import { vdiskNamed } from '../streaming-objects.ts';
import { type ChangeRefusal, managementRefusal } from './refusal.ts';

export interface PruneResult {
  readonly schema: 'holdover.prune/1';
  readonly site: string;
  readonly at: string;
  readonly changed: boolean;
  readonly vdisk: string;
  /** The numbers of the versions that are gone. */
  readonly deleted: readonly number[];
  /** Versions that are unnecessary as well, and how many targets still read them. */
  readonly kept: readonly { readonly version: number; readonly readers: number }[];
  /** Why nothing was deleted; null when it was, or there was nothing to delete. */
  readonly refusal: ChangeRefusal | null;
}

/** @throws {UserError} VDISK_UNKNOWN, FARM_NONE, and what the store throws */
export function pruneVersions(context: AppContext, name: string): Promise<PruneResult & ChangeOutcome> {
  return changeSite(context, ({ world }) => {
    const vdisk = vdiskNamed(world, name);
    const action = { type: 'versions-pruned', vdisk } as const;
    const unread = foretellVersions(world, action).flatMap((effect) =>
      effect.type === 'versions-deleted' ? effect.numbers : [],
    );
    const kept = unneededOf(world, vdisk)
      .filter((version) => !unread.includes(version))
      .map((version) => ({ version, readers: readerCount(world, vdisk, version) }));
    const refusal = unread.length === 0 ? null : managementRefusal(world);
    const changed = unread.length > 0 && refusal === null;
    return {
      actions: changed ? [action] : [],
      result: (after) => ({
        schema: 'holdover.prune/1',
        site: after.definition.name,
        at: formatInstant(after.data.nowMs),
        changed,
        vdisk,
        deleted: changed ? unread : [],
        kept,
        refusal,
      }),
    };
  });
}
