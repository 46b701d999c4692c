/**
 * `site use`: makes a site the one that commands without `--site` mean.
 */

import { type AppContext, storeOf } from '../context.ts';

export interface UseResult {
  readonly schema: 'holdover.site-use/1';
  readonly name: string;
  readonly before: string | null;
  readonly changed: boolean;
}

/** @throws {UserError} SITE_UNKNOWN, and what the store throws */
export async function useSite(context: AppContext, name: string): Promise<UseResult> {
  const store = storeOf(context);
  const before = await store.current();
  await store.use(name);
  return { schema: 'holdover.site-use/1', name, before, changed: before !== name };
}
