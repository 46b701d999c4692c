/**
 * The schema of what `lhc history` prints: episodes with their phases, brokers and notices.
 */

import { z } from 'zod';
import type { HistoryResult } from '../lhc/history.ts';
import { at, count, describing, format, instant, names, seconds } from './describing.ts';

const span = {
  from: instant(),
  to: instant().nullable().describe('null while it goes on.'),
  durationSec: seconds().describe('Until now where it lasts; of a real log until its newest entry.'),
};

const phase = z.object({
  phase: z
    .enum(['pending-ha', 'initial-ha', 'extended-ha', 'pending-recovery', 'interrupted'])
    .describe('interrupted: every connector that was in the outage was down, or had only just started.'),
  ...span,
});

const registrationsMax = count()
  .nullable()
  .describe('The most machines that were registered with a secondary broker at once; null where nothing tells.');

const broker = z.object({
  broker: z.string().describe('The connector that brokered.'),
  ...span,
  end: z
    .enum(['handed-back', 'ceased', 'lost'])
    .nullable()
    .describe('ceased: another took over, or the service was stopped. lost: the connector went down.'),
  registrationsMax,
});

const notice = z
  .object({
    id: z.int().describe('The event number.'),
    notice: z.enum([
      'import-started',
      'import-succeeded',
      'import-failed',
      'import-abandoned',
      'import-not-started',
      'configuration-not-received',
      'broker-unreachable',
      'broker-elected',
      'ha-mode-changed',
    ]),
    count: count(),
    first: instant(),
    last: instant(),
    connectors: names(),
    message: z.string().describe('Of the last of them.'),
  })
  .describe('Entries of one number within an episode.');

const episode = z.object({
  zone: z.string().nullable().describe('null where the zone of the connector is not known.'),
  connectors: names(),
  began: instant(),
  beginningKnown: z.boolean().describe('false where the log begins after the episode did.'),
  ended: instant().nullable().describe('null while it lasts.'),
  durationSec: span.durationSec,
  cause: z.enum(['forced', 'cloud-unreachable', 'sta-failure', 'unknown']),
  outcome: z
    .enum(['took-over', 'nobody-brokered', 'no-take-over', 'pending'])
    .describe('nobody-brokered: HA mode was entered in vain. no-take-over: never entered. pending: not entered yet.'),
  endedBy: z.enum(['force-ended', 'health-restored', 'restart', 'resolved', 'ceased']).nullable(),
  machines: count().nullable().describe('The machines of the zone; null where that is not known.'),
  registrationsMax,
  phases: z.array(phase),
  brokers: z.array(broker),
  notices: z.array(notice),
});

export const history = describing<HistoryResult>()(
  z.object({
    schema: format('history'),
    site: z
      .string()
      .nullable()
      .describe('The site that is told of, or whose zones the connectors of a real log were found in; null for none.'),
    at: at(),
    files: names().describe('The files of a real log; none for the own history of a site.'),
    entriesRead: count().nullable().describe('How many entries the files hold; null for the own history of a site.'),
    entriesUsed: count().nullable().describe('How many of them tell of outages, imports or elections.'),
    total: count().describe('How many episodes there are, also those that --last leaves out.'),
    episodes: z.array(episode).describe('The newest last.'),
  }),
);
