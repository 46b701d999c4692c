/**
 * `site reset`: rewinds a site to its start, and forgets what was done to it.
 */

import { formatInstant } from '../../core/kernel/index.ts';
import { type AppContext, siteNameOf, storeOf } from '../context.ts';

export interface ResetResult {
  readonly schema: 'holdover.site-reset/1';
  readonly name: string;
  readonly at: string;
  readonly changed: boolean;
  /** Journal entries that are gone now. */
  readonly forgotten: number;
}

/** @throws {UserError} NO_SITE, SITE_UNKNOWN, and what the store throws */
export async function resetSite(context: AppContext): Promise<ResetResult> {
  const name = await siteNameOf(context);
  let forgotten = 0;
  const { document, changed } = await storeOf(context).update(name, context.command, (before) => {
    forgotten = before.journal.length;
    return { ...before, worldMs: before.definition.startMs, journal: [] };
  });
  return { schema: 'holdover.site-reset/1', name, at: formatInstant(document.worldMs), changed, forgotten };
}
