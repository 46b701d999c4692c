/**
 * Reads a site file: YAML or JSON in, a definition out, or every problem of the file at once, with its line and column.
 *
 * Not here: how any file is read (../declared-file.ts), the form (site-schema.ts), the meaning (core/site/meaning.ts), keeping the site (store).
 */

import { meaningProblems, type SiteDefinition } from '../../core/site/index.ts';
import { type DeclaredFile, type FileFormat, parseDeclaredFile, readDeclaredFile } from '../declared-file.ts';
import { toSiteDefinition } from './site-definition.ts';
import { SITE_FORMAT, siteSchema } from './site-schema.ts';

/** A site, and the text that declares it. */
export interface SiteFile {
  readonly definition: SiteDefinition;
  /** The text as it was read, without a byte order mark. */
  readonly text: string;
  readonly fileName: string;
}

const SITE_FILE: FileFormat<typeof siteSchema, SiteDefinition> = {
  format: SITE_FORMAT,
  noun: 'site file',
  code: 'SITE_FILE_INVALID',
  hints: ['holdover help site-file', 'holdover schema site'],
  toBegin: { hints: ['holdover site init'], does: 'writes one to start from' },
  schema: siteSchema,
  contentOf: toSiteDefinition,
  problemsOf: meaningProblems,
};

/**
 * Reads and checks a site file; `-` reads standard input.
 * @throws {UserError} `FILE_NOT_FOUND`, `FILE_NOT_READABLE`, or `SITE_FILE_INVALID` with every problem.
 */
export async function readSiteFile(path: string): Promise<SiteFile> {
  return siteFile(await readDeclaredFile(path, SITE_FILE));
}

/**
 * Checks the text of a site file. `fileName` is only for messages.
 * @throws {UserError} `SITE_FILE_INVALID` with every problem, in the order of the text.
 */
export function parseSiteFile(text: string, fileName: string): SiteFile {
  return siteFile(parseDeclaredFile(text, fileName, SITE_FILE));
}

function siteFile({ content, text, fileName }: DeclaredFile<SiteDefinition>): SiteFile {
  return { definition: content, text, fileName };
}
