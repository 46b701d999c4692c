/**
 * `site apply FILE`: the site is declared by another text from now on.
 *
 * Not here: what that does to it (sim/redefine).
 */

import type { AppContext } from '../context.ts';
import type { ChangeOutcome } from '../open-site.ts';
import { changeDefinition, type DefinitionChange, undoByText } from './change-definition.ts';
import { readSiteFile } from './read-site-file.ts';

export interface ApplyResult extends DefinitionChange {
  readonly schema: 'holdover.site-apply/1';
  readonly file: string;
}

/** @throws {UserError} FILE_NOT_FOUND, SITE_FILE_INVALID, SITE_FIXED, and what the store throws */
export async function applySite(context: AppContext, file: string): Promise<ApplyResult & ChangeOutcome> {
  const { definition, text, fileName } = await readSiteFile(file);
  const change = await changeDefinition(context, (document) => {
    const undo = undoByText(context, document);
    // The file says of every switch how it stands: nothing is cleared that it turns on.
    return { definition, source: { fileName, text }, clearedGroups: [], undo };
  });
  return { schema: 'holdover.site-apply/1', file: fileName, ...change };
}
