/**
 * The schema of what `rehearse` prints of the streaming farm.
 *
 * Not here: the rest of a rehearsal (rehearse.ts).
 */

import { z } from 'zod';
import { count, seconds } from './describing.ts';
import { spread } from './spread.ts';

const freeze = (whose: string) =>
  seconds().describe(
    `${whose} The longest pause of each target that was held; of one that is held still, until everything was mended. 0 of none.`,
  );

const lastResumedSec = seconds()
  .nullable()
  .describe('From the begin of the outage until the last target that was held went on; null when none did.');

const failovers = count().describe('How often a target logged in again while it ran.');

const lostBytes = count().describe('Bytes that a target found otherwise than it had left or booted them. Never any.');

const ioErrors = count().describe('Errors that reached the file system of a target. Never any.');

export const streamingNumbers = z
  .object({
    held: count(),
    frozen: count(),
    freezeP50Sec: freeze('Over the held targets, the middle.'),
    freezeP95Sec: freeze('Over the held targets, the 95th percentile.'),
    freezeWorstSec: freeze('Over the held targets, the worst.'),
    lastResumedSec,
    failovers,
    lostBytes,
    ioErrors,
  })
  .nullable()
  .describe('Of the streaming farm, until everything was mended; null where the faults have nothing to do with one.');

const waiting = z.array(
  z.object({
    vdisk: z.string(),
    code: z.string(),
    reason: z.string().describe('Of the first of them.'),
    count: count(),
    wasBefore: z.boolean().describe('They were so when the rehearsal began, and ever since: they do not fail it.'),
    targets: z.array(z.string()).describe('The first of them, 20 at most.'),
  }),
);

export const streaming = z
  .object({
    impact: z.object({
      held: spread.describe('Targets whose input and output were held at some time.'),
      frozen: spread.describe('Targets that are frozen when everything is mended.'),
      freezeP50Sec: spread,
      freezeP95Sec: spread,
      freezeWorstSec: spread,
      lastResumedSec: spread,
      failovers: spread,
      lostBytes: spread,
      ioErrors: spread,
    }),
    targets: count().describe(
      'That streamed, or were held, when the outage began. This and what follows is of the one seed.',
    ),
    held: count(),
    resumed: count().describe('Of the held targets, those that went on before everything was mended.'),
    resumedAfter: z
      .object({ p50Sec: seconds(), p95Sec: seconds(), worstSec: seconds() })
      .nullable()
      .describe('Over those that went on, the longest pause of each.'),
    unfinished: count().describe('Of the held targets, those that were held still when everything was mended.'),
    unfinishedWorstSec: seconds().nullable().describe('The longest of their pauses until then.'),
    noticed: z
      .object({ told: count(), silence: count(), restart: count() })
      .describe(
        'How often a target gave up its server: told by it to log in elsewhere; after all its tries without an answer; as the service had been started anew and did not know it.',
      ),
    lastResumedSec,
    failovers,
    retries: count().describe('How often a request was sent again.'),
    frozenBefore: count().describe('Targets that were frozen when the rehearsal began, whatever became of them.'),
    notBootedBefore: count().describe('Targets that asked for a boot in vain when the rehearsal began.'),
    frozen: waiting.describe('Targets that are frozen when everything is mended: by vDisk and code.'),
    bootsRefused: count().describe('Targets that were refused a boot at some time.'),
    notBooted: waiting.describe('Those that are refused still when everything is mended.'),
    servers: z
      .array(z.object({ server: z.string(), before: count(), mended: count(), after: count() }))
      .describe('Targets of each server: when the outage began, when everything was mended, and in the end.'),
    silentMachines: count().describe('Machines of delivery groups whose agents fell silent, as their disks were held.'),
    lostBytes,
    ioErrors,
    detection: z
      .object({
        usualSec: seconds().describe('In a network that was sound before.'),
        worstSec: seconds(),
        worstIdleSec: seconds().describe('From the crash on, for a target that has nothing to ask for.'),
        loginTimeoutSec: seconds().describe('Then, for each login server that does not answer.'),
      })
      .describe('By the timers: from the first request without an answer until the server is given up.'),
  })
  .nullable()
  .describe('What became of the targets of the streaming farm; null where the faults have nothing to do with one.');
