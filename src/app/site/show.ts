/**
 * `site show`: what a site is, where its clock stands, and what was done to it.
 */

import { formatInstant } from '../../core/kernel/index.ts';
import { type AppContext, documentOf } from '../context.ts';
import { definitionNow, sourceNow } from './definition-now.ts';
import { type SiteNumbers, siteNumbers } from './site-result.ts';

export interface ShowResult extends SiteNumbers {
  readonly schema: 'holdover.site-show/1';
  readonly file: string;
  readonly at: string;
  readonly elapsedSec: number;
  readonly modelVersion: string;
  readonly journal: readonly {
    readonly sequence: number;
    readonly at: string;
    readonly by: string;
    readonly command: string;
  }[];
}

/** @throws {UserError} NO_SITE, SITE_UNKNOWN, STORE_DAMAGED, STORE_NEWER */
export async function showSite(context: AppContext): Promise<ShowResult> {
  const document = await documentOf(context);
  const { worldMs, modelVersion, journal } = document;
  const definition = definitionNow(document);
  return {
    schema: 'holdover.site-show/1',
    ...siteNumbers(definition),
    file: sourceNow(document).fileName,
    at: formatInstant(worldMs),
    elapsedSec: (worldMs - definition.startMs) / 1000,
    modelVersion,
    journal: journal.map(({ sequence, atMs, by, command }) => ({ sequence, at: formatInstant(atMs), by, command })),
  };
}
