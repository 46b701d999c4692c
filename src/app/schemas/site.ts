/**
 * The schemas of what the `site` and `clock` commands print.
 *
 * Not here: the site file (../site/site-schema.ts).
 */

import { z } from 'zod';
import type { ClockResult } from '../clock/clock-result.ts';
import type { ChangeOutcome } from '../open-site.ts';
import type { ExportResult } from '../site/export.ts';
import type { InitResult } from '../site/init.ts';
import type { SitesResult } from '../site/list.ts';
import type { LoadResult } from '../site/load.ts';
import type { RemoveResult } from '../site/remove.ts';
import type { ResetResult } from '../site/reset.ts';
import type { ShowResult } from '../site/show.ts';
import type { UseResult } from '../site/use.ts';
import type { ValidateResult } from '../site/validate.ts';
import { at, changed, count, describing, format, instant, names, outcome, seconds, site } from './describing.ts';

const name = site();
const file = z.string().describe('The site file.');

const numbers = {
  name,
  start: instant().describe('World time at the start of the site.'),
  seed: count(),
  zones: z.array(z.object({ zone: z.string(), connectors: count(), machines: count() })),
  machines: count(),
  users: count(),
  storeFronts: names(),
  provisioning: z
    .object({ servers: count(), vdisks: count(), targets: count() })
    .nullable()
    .describe('What its streaming farm has; null without one.'),
};

export const sites = describing<SitesResult>()(
  z.object({
    schema: format('sites'),
    current: z.string().nullable().describe('The site that commands without --site mean.'),
    sites: z.array(
      z.object({
        name,
        current: z.boolean(),
        at: instant().nullable().describe('World time; null where the document cannot be read.'),
        actions: count().nullable().describe('How many entries its journal has.'),
        problem: z.string().nullable().describe('Why it cannot be read; null where it can.'),
      }),
    ),
  }),
);

export const siteLoad = describing<LoadResult>()(
  z.object({ schema: format('site-load'), ...numbers, file, changed: z.literal(true), current: z.literal(true) }),
);

export const siteValidate = describing<ValidateResult>()(
  z.object({ schema: format('site-validate'), ...numbers, file, valid: z.literal(true) }),
);

export const siteShow = describing<ShowResult>()(
  z.object({
    schema: format('site-show'),
    ...numbers,
    file,
    at: at(),
    elapsedSec: seconds(),
    modelVersion: z.string().describe('The version of the model that last wrote it.'),
    journal: z
      .array(z.object({ sequence: z.int().min(1), at: at(), by: z.string(), command: z.string() }))
      .describe('What operators did, the oldest first.'),
  }),
);

export const siteInit = describing<InitResult>()(
  z.object({
    schema: format('site-init'),
    file,
    example: z.enum(['zones', 'streaming']).describe('What is in it.'),
    changed: z.literal(true),
  }),
);

export const siteUse = describing<UseResult>()(
  z.object({
    schema: format('site-use'),
    name,
    before: z.string().nullable().describe('The site that was the current one.'),
    changed: changed(),
  }),
);

export const siteReset = describing<ResetResult & ChangeOutcome>()(
  z.object({
    schema: format('site-reset'),
    name,
    at: at(),
    changed: changed(),
    forgotten: count().describe('Journal entries that are gone now.'),
    ...outcome,
  }),
);

export const siteRemove = describing<RemoveResult>()(
  z.object({ schema: format('site-remove'), name, changed: z.literal(true) }),
);

export const siteExport = describing<ExportResult>()(
  z.object({ schema: format('site-export'), name, text: z.string().describe('The site file, with its comments.') }),
);

export const clock = describing<ClockResult & ChangeOutcome>()(
  z.object({
    schema: format('clock'),
    site: name,
    at: at(),
    elapsedSec: seconds().describe('World time since the start of the site.'),
    from: instant().describe('Where it stood before; the same moment when it was not moved.'),
    changed: changed(),
    ...outcome,
  }),
);
