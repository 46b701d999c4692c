/**
 * The schemas of what the `lhc` commands print.
 *
 * Not here: the status (status.ts), episodes (history.ts), lines of a watch (watch.ts).
 */

import { z } from 'zod';
import type { ElectResult } from '../lhc/elect.ts';
import type { EndOutageResult } from '../lhc/end-outage.ts';
import type { EventsResult } from '../lhc/events.ts';
import type { ForceOutageResult } from '../lhc/force-outage.ts';
import type { SyncResult } from '../lhc/sync.ts';
import type { WaitResult } from '../lhc/wait.ts';
import type { ChangeOutcome } from '../open-site.ts';
import { at, changed, count, describing, format, instant, names, outcome, seconds, site } from './describing.ts';
import { lastImport } from './status.ts';

export const eventFields = {
  at: at(),
  zone: z.string().nullable(),
  connector: z.string().nullable(),
  provider: z.string().describe('The source of the event, as in the product; "holdover" for what has no number there.'),
  id: z.int().nullable().describe("The product's event number."),
  severity: z.string(),
  message: z.string(),
};

/** How the election of one zone stands. */
export const election = {
  elected: z.string().nullable().describe('null when nobody can be elected.'),
  outcome: z
    .enum(['brokering', 'would-broker', 'nobody-brokers'])
    .describe('Whether the elected one brokers now, would in an outage, or could not.'),
  connectors: z.array(
    z.object({
      connector: z.string(),
      rank: z.int().min(1).describe('The order of the election.'),
      elected: z.boolean(),
      reason: z.string().describe('Why it is, or is not, elected.'),
    }),
  ),
};

export const elect = describing<ElectResult>()(
  z.object({
    schema: format('elect'),
    site: site(),
    at: at(),
    without: names().describe('The connectors that are taken for gone.'),
    zones: z.array(
      z.object({
        zone: z.string(),
        ...election,
      }),
    ),
  }),
);

export const sync = describing<SyncResult>()(
  z.object({
    schema: format('sync'),
    site: site(),
    at: at(),
    revision: count().describe('The revision at the cloud broker.'),
    allCurrent: z.boolean(),
    connectors: z.array(
      z.object({
        zone: z.string(),
        connector: z.string(),
        up: z.boolean(),
        revision: count().nullable().describe('The revision of its LocalDB; null without one.'),
        current: z.boolean(),
        importedAt: instant().nullable(),
        lastImport,
        importing: z
          .object({ revision: count(), until: instant() })
          .nullable()
          .describe('The revision being imported, and when that will be done.'),
      }),
    ),
  }),
);

export const events = describing<EventsResult>()(
  z.object({
    schema: format('events'),
    site: site(),
    at: at(),
    logged: count().describe('How many entries there are of all sorts.'),
    total: count().describe('How many of them match, also those that --last leaves out.'),
    events: z.array(z.object(eventFields)).describe('The newest last.'),
  }),
);

export const forceOutage = describing<ForceOutageResult & ChangeOutcome>()(
  z.object({
    schema: format('force-outage'),
    site: site(),
    at: at(),
    changed: changed(),
    zones: names(),
    connectors: names(),
    until: instant().nullable().describe('When it ends by itself; null when it does not.'),
    refused: z
      .array(z.object({ connector: z.string(), reason: z.string() }))
      .describe('Connectors whose switch is set and that stay out of HA mode all the same.'),
    undo: z.string().describe('The command that undoes it.'),
    ...outcome,
  }),
);

export const endOutage = describing<EndOutageResult & ChangeOutcome>()(
  z.object({
    schema: format('end-outage'),
    site: site(),
    at: at(),
    changed: changed(),
    zones: names(),
    connectors: names(),
    released: names().describe('Connectors that were held in an outage until now.'),
    stillUnreachable: names().describe('Zones that stay in their episode because their cloud is unreachable as well.'),
    ...outcome,
  }),
);

export const waitOutcome = z.enum(['holds', 'failed', 'timed-out']);

export const wait = describing<WaitResult & ChangeOutcome>()(
  z.object({
    schema: format('wait'),
    site: site(),
    at: at(),
    outcome: waitOutcome.describe('holds: --until is true. failed: --fail-on is. timed-out: neither, in time.'),
    condition: z.string().nullable().describe('The condition that ended the wait; null when time did.'),
    dryRun: outcome.dryRun,
    settled: outcome.settled,
    waitedSec: seconds().describe('World time that passed.'),
  }),
);
