/**
 * The example site contoso, as it is loaded.
 */
import { readFileSync } from 'node:fs';
import { parseSiteFile } from '../../src/app/site/read-site-file.ts';
import type { SiteDefinition } from '../../src/core/site/index.ts';

const TEXT = readFileSync(new URL('../../examples/sites/contoso.yaml', import.meta.url), 'utf8');

export const contoso: SiteDefinition = parseSiteFile(TEXT, 'contoso.yaml').definition;
