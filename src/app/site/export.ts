/**
 * `site export`: gives back the file that a site was loaded from, with its comments.
 */

import { type AppContext, siteNameOf, storeOf } from '../context.ts';

export interface ExportResult {
  readonly schema: 'holdover.site-export/1';
  readonly name: string;
  readonly text: string;
}

/** @throws {UserError} NO_SITE, SITE_UNKNOWN, STORE_DAMAGED, STORE_NEWER */
export async function exportSite(context: AppContext): Promise<ExportResult> {
  const { name, source } = await storeOf(context).read(await siteNameOf(context));
  return { schema: 'holdover.site-export/1', name, text: source.text };
}
