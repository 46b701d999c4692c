/**
 * The schema of what `site import` prints.
 */

import { z } from 'zod';
import type { ImportResult } from '../site/import/import-site.ts';
import { count, describing, format, site } from './describing.ts';

const warning = z.object({
  code: z.string().describe('A stable word for scripts.'),
  message: z.string(),
  count: count().describe('How many objects of the exports it is about.'),
});

export const siteImport = describing<ImportResult>()(
  z.object({
    schema: format('site-import'),
    name: site(),
    file: z.string().nullable().describe('The site file that was written; null without --output.'),
    text: z.string().nullable().describe('The site file, where it was not written.'),
    counts: z
      .object({
        zones: count(),
        connectors: count(),
        deliveryGroups: count(),
        machines: count(),
        users: count(),
        storeFronts: count(),
        provisioningServers: count(),
        vdisks: count(),
        targets: count(),
      })
      .describe('What is in the site file.'),
    warnings: z.array(warning).describe('What is missing, was simplified, or was left out.'),
  }),
);
