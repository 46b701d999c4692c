/**
 * The schema of the lines of `watch --json`, each a document of its own: a snapshot, changes, an end.
 */

import { z } from 'zod';
import { PVS_CODES } from '../../core/pvs/readiness/index.ts';
import type { WatchLine } from '../watch-lines.ts';
import { at, count, describing, format, names, seconds } from './describing.ts';
import { eventFields, waitOutcome } from './lhc.ts';
import { farmEventFields } from './pvs-log.ts';
import { registeredWith, resetting, verdict, watchedStatus } from './status.ts';
import { server } from './streaming.ts';

const schema = format('watch');

const snapshot = z
  .object({ schema, type: z.literal('snapshot'), status: z.object(watchedStatus) })
  .describe('The first line: how the site stands.');

const change = { schema, type: z.literal('change') };

const eventChange = z
  .object({ ...change, change: z.literal('event'), ...eventFields })
  .describe('Something was written to a log.');

const farmEventChange = z
  .object({ ...change, change: z.literal('event'), ...farmEventFields })
  .describe('Something was done to the farm. What servers and targets do is told of in changes of their own.');

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

const serverChange = z
  .object({
    ...change,
    change: z.literal('server'),
    at: at(),
    server: z.string(),
    ...server.pick({ up: true, streamService: true, targets: true, booting: true, load: true }).shape,
  })
  .describe('A server is up, down, or streams otherwise than when it was last told of.');

const held = z.array(
  z.object({
    code: z.enum(PVS_CODES).nullable().describe('null where no server answers.'),
    targets: count(),
    named: names().describe('The first of them.'),
  }),
);

const targetsChange = z
  .object({
    ...change,
    change: z.literal('targets'),
    at: at(),
    moved: z
      .array(z.object({ from: z.string(), to: z.string(), targets: count() }))
      .describe('Targets that were held, and went on from another server.'),
    resumed: z
      .array(z.object({ server: z.string(), targets: count() }))
      .describe('Targets that were held, and went on from the server that they had.'),
    longestPauseSec: seconds().nullable().describe('Of all that went on; null where none did.'),
    frozen: held,
    notBooted: held.describe('Switched on, and booted by no server.'),
  })
  .describe("What became of targets within a second of the site's time: one line for all of them.");

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

export const watch = describing<WatchLine>()(
  z.union([snapshot, eventChange, farmEventChange, zoneChange, launchesChange, serverChange, targetsChange, end]),
);
