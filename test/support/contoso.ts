/**
 * The example site contoso, as it is loaded: with its workload, and without, so that nobody disturbs what a test looks at.
 */
import { readFileSync } from 'node:fs';
import { parseSiteFile } from '../../src/app/site/read-site-file.ts';
import type { SiteDefinition } from '../../src/core/site/index.ts';

const TEXT = readFileSync(new URL('../../examples/sites/contoso.yaml', import.meta.url), 'utf8');

export const busyContoso: SiteDefinition = parseSiteFile(TEXT, 'contoso.yaml').definition;

export const contoso: SiteDefinition = {
  ...busyContoso,
  workload: { ...busyContoso.workload, launchesPerMinute: 0 },
};
