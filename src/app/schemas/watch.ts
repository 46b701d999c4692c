/**
 * The schema of the lines of `watch --json`, each a document of its own: a snapshot, changes, an end.
 */

import { z } from 'zod';
import type { WatchLine } from '../watch.ts';
import { at, count, describing, format } from './describing.ts';
import { eventFields, waitOutcome } from './lhc.ts';
import { registeredWith, resetting, statusFields, verdict } from './status.ts';

const schema = format('watch');

const snapshot = z
  .object({ schema, type: z.literal('snapshot'), status: z.object(statusFields) })
  .describe('The first line: how the site stands.');

const change = { schema, type: z.literal('change') };

const eventChange = z
  .object({ ...change, change: z.literal('event'), ...eventFields })
  .describe('Something was written to a log.');

const zoneChange = z
  .object({
    ...change,
    change: z.literal('zone'),
    at: at(),
    zone: z.string(),
    state: z.string(),
    brokering: z.string(),
    elected: z.string().nullable(),
    registered: count(),
    registeredWith,
    resetting,
  })
  .describe('A zone is not as it was when it was last told of.');

const launchesChange = z
  .object({
    ...change,
    change: z.literal('launches'),
    at: at(),
    failed: count(),
    failedBy: z.record(z.string(), count()).describe('By reason.'),
  })
  .describe('Launches have failed since that was last told; at most one a minute.');

const end = z
  .object({
    schema,
    type: z.literal('end'),
    at: at(),
    outcome: z.enum([...waitOutcome.options, 'counted', 'interrupted']),
    condition: z.string().nullable().describe('The condition that ended the watch; null when something else did.'),
    verdict,
    inForce: z
      .array(z.object({ what: z.string(), undo: z.string() }))
      .describe('What an operator did and has not undone, with the commands that undo it.'),
  })
  .describe('The last line: why the watch is over.');

export const watch = describing<WatchLine>()(z.union([snapshot, eventChange, zoneChange, launchesChange, end]));
