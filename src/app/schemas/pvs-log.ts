/**
 * The schemas of what `pvs events` and `pvs history` print.
 */

import { z } from 'zod';
import { FARM_EVENT_KINDS, type FarmEventsResult } from '../pvs/events.ts';
import type { FarmHistoryResult } from '../pvs/history.ts';
import { at, count, describing, format, instant, seconds, site } from './describing.ts';
import { eventFields } from './lhc.ts';
import { arrived } from './pvs-changes.ts';

export const farmEventFields = {
  ...eventFields,
  kind: z.enum(FARM_EVENT_KINDS),
  server: z.string().nullable().describe('Of a target: the server that it has now, or had last.'),
  target: z.string().nullable(),
  vdisk: z.string().nullable(),
  from: z.string().nullable().describe('The server that a target has left; null in lines of another kind.'),
};

export const farmEvents = describing<FarmEventsResult>()(
  z.object({
    schema: format('pvs-events'),
    site: site(),
    at: at(),
    logged: count().describe('How many lines about the farm there are of all sorts.'),
    total: count().describe('How many of them match, also those that --last leaves out.'),
    events: z.array(z.object(farmEventFields)).describe('The newest last.'),
  }),
);

const episode = z.object({
  server: z.string().nullable().describe('null where no server could stream.'),
  store: z.string().nullable().describe('Where only what is in one store could not be streamed.'),
  cause: z.enum(['stopped', 'down', 'store-unreachable', 'database-offline']).describe('What came first.'),
  began: instant(),
  ended: instant().nullable().describe('null while it lasts.'),
  durationSec: seconds().describe('Until now where it lasts.'),
  moved: count().describe('Targets that went on from another server.'),
  movedTo: arrived.describe('From which, most first.'),
  resumed: count().describe('Targets that were held until their own server was there again.'),
  frozen: count().describe('Targets that no server could have for a while.'),
  stillFrozen: count().describe('Those of them that are frozen now.'),
  wentBack: count().describe('Targets that had moved, and were moved back.'),
  longestPauseSec: seconds().nullable().describe('Of the targets that went on; null where there is none.'),
  medianPauseSec: seconds().nullable(),
});

export const farmHistory = describing<FarmHistoryResult>()(
  z.object({
    schema: format('pvs-history'),
    site: site(),
    at: at(),
    total: count().describe('How many episodes there are, also those that --last leaves out.'),
    episodes: z.array(episode).describe('The newest last.'),
  }),
);
