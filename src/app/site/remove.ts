/**
 * `site remove`: forgets a site and what was computed of it; also one whose document cannot be read.
 */

import { CheckpointCache } from '../../store/index.ts';
import { type AppContext, storeOf } from '../context.ts';

export interface RemoveResult {
  readonly schema: 'holdover.site-remove/1';
  readonly name: string;
  readonly changed: true;
}

/** @throws {UserError} SITE_UNKNOWN, and what the store throws */
export async function removeSite(context: AppContext, name: string): Promise<RemoveResult> {
  await storeOf(context).remove(name);
  new CheckpointCache({ cacheDir: context.cacheDir, site: name }).clear();
  return { schema: 'holdover.site-remove/1', name, changed: true };
}
