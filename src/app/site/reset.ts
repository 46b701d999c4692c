/**
 * `site reset`: rewinds a site to its start, and forgets what was done to it.
 */

import { formatInstant } from '../../core/kernel/index.ts';
import type { AppContext } from '../context.ts';
import { type ChangeOutcome, changeDocument } from '../open-site.ts';

export interface ResetResult {
  readonly schema: 'holdover.site-reset/1';
  readonly name: string;
  readonly at: string;
  readonly changed: boolean;
  /** Journal entries that are gone now. */
  readonly forgotten: number;
}

/** @throws {UserError} NO_SITE, SITE_UNKNOWN, and what the store throws */
export async function resetSite(context: AppContext): Promise<ResetResult & ChangeOutcome> {
  return changeDocument(context, (before) => {
    const { drill, ...site } = before;
    const { name, definition, worldMs, journal } = site;
    const changed = journal.length > 0 || worldMs !== definition.startMs || drill !== undefined;
    return {
      document: changed ? { ...site, worldMs: definition.startMs, journal: [] } : before,
      world: null,
      result: {
        schema: 'holdover.site-reset/1',
        name,
        at: formatInstant(definition.startMs),
        changed,
        forgotten: journal.length,
      },
    };
  });
}
