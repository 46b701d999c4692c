/**
 * `site load`: takes a site from its file into the store, settled at its start, and makes it the current one.
 *
 * Not here: reading and checking the file (read-site-file.ts).
 */

import { MODEL_VERSION } from '../../sim/index.ts';
import { type AppContext, storeOf } from '../context.ts';
import { readSiteFile } from './read-site-file.ts';
import { type SiteNumbers, siteNumbers } from './site-result.ts';

export interface LoadOptions {
  readonly file: string;
  readonly replace: boolean;
}

export interface LoadResult extends SiteNumbers {
  readonly schema: 'holdover.site-load/1';
  readonly file: string;
  readonly changed: true;
  readonly current: true;
}

/** @throws {UserError} FILE_NOT_FOUND, SITE_FILE_INVALID, SITE_EXISTS, and what the store throws */
export async function loadSite(context: AppContext, { file, replace }: LoadOptions): Promise<LoadResult> {
  const { definition, text, fileName } = await readSiteFile(file);
  const store = storeOf(context);
  await store.create(
    {
      name: definition.name,
      modelVersion: MODEL_VERSION,
      source: { fileName, text },
      definition,
      worldMs: definition.startMs,
      journal: [],
    },
    { replace },
  );
  await store.use(definition.name);
  return { schema: 'holdover.site-load/1', ...siteNumbers(definition), file: fileName, changed: true, current: true };
}
