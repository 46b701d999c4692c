/**
 * `site export`: gives back the text that declares a site, with its comments: as it is now, or as it was after an entry of the journal.
 */

import { UserError } from '../../core/kernel/index.ts';
import type { SiteDocument } from '../../store/index.ts';
import { type AppContext, documentOf } from '../context.ts';
import { sourceNow } from './definition-now.ts';

export interface ExportResult {
  readonly schema: 'holdover.site-export/1';
  readonly name: string;
  readonly text: string;
}

/**
 * `entry` is the number of a journal entry, 0 for the text that was loaded, and null for now.
 * @throws {UserError} ENTRY_UNKNOWN, NO_SITE, SITE_UNKNOWN, STORE_DAMAGED, STORE_NEWER
 */
export async function exportSite(context: AppContext, entry: number | null): Promise<ExportResult> {
  const document = await documentOf(context);
  if (entry !== null && entry > document.journal.length) throw unknownEntry(document, entry);
  const { text } = sourceNow(document, entry ?? document.journal.length);
  return { schema: 'holdover.site-export/1', name: document.name, text };
}

function unknownEntry({ name, journal }: SiteDocument, entry: number): UserError {
  return new UserError('usage', 'ENTRY_UNKNOWN', `The journal of ${name} has no entry ${entry}.`, {
    why: `Its entries are numbered from 1 to ${journal.length}; 0 is the file as it was loaded.`,
    hints: ['holdover site show'],
  });
}
