/**
 * The schemas of what `site set` and `site apply` print.
 *
 * Not here: the site file (../site/site-schema.ts).
 */

import { z } from 'zod';
import type { ChangeOutcome } from '../open-site.ts';
import type { ApplyResult } from '../site/apply.ts';
import type { SetResult } from '../site/set.ts';
import { at, changed, count, describing, format, instant, outcome, site } from './describing.ts';

const change = {
  site: site(),
  at: at(),
  changed: changed(),
  revision: count().describe('The revision of the configuration at the cloud broker.'),
  differences: z
    .array(
      z.object({
        path: z.string().describe('The place in the site file.'),
        before: z.unknown().describe('What stood there, with defaults filled in; null for nothing.'),
        after: z.unknown().describe('What stands there now.'),
      }),
    )
    .describe('In the order of the file.'),
  clearedGroups: z
    .array(z.string())
    .describe('Delivery groups whose switch for using desktops again was cleared with that of the site.'),
  followsBy: instant()
    .nullable()
    .describe('When every connector will have imported it; null while something keeps one from that, as in an outage.'),
  waiting: z
    .array(
      z.object({
        connector: z.string(),
        obstacle: z.enum(['down', 'outage', 'cloud-unreachable', 'broker-stopped', 'imports-fail']),
      }),
    )
    .describe('The connectors that do not follow for now, and why.'),
  undo: z.string().nullable().describe('The command that takes it back; null where nothing was changed.'),
  ...outcome,
};

export const siteSet = describing<SetResult & ChangeOutcome>()(
  z.object({ schema: format('site-set'), path: z.string().describe('As the file spells it.'), ...change }),
);

export const siteApply = describing<ApplyResult & ChangeOutcome>()(
  z.object({ schema: format('site-apply'), file: z.string().describe('The site file.'), ...change }),
);
