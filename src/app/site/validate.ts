/**
 * `site validate`: checks a site file, and keeps nothing.
 */

import { readSiteFile } from './read-site-file.ts';
import { type SiteNumbers, siteNumbers } from './site-result.ts';

export interface ValidateResult extends SiteNumbers {
  readonly schema: 'holdover.site-validate/1';
  readonly file: string;
  readonly valid: true;
}

/** @throws {UserError} FILE_NOT_FOUND, or SITE_FILE_INVALID with every problem */
export async function validateSite(file: string): Promise<ValidateResult> {
  const { definition, fileName } = await readSiteFile(file);
  return { schema: 'holdover.site-validate/1', ...siteNumbers(definition), file: fileName, valid: true };
}
