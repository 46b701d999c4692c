/**
 * The schema of what `pvs test-failover` prints.
 *
 * Not here: how a target is judged (core/pvs/failover-test).
 */

import { z } from 'zod';
import { PVS_CODES } from '../../core/pvs/readiness/index.ts';
import { TARGET_STATES } from '../../core/status/index.ts';
import type { TestFailoverResult } from '../pvs/test-failover/result.ts';
import { at, count, describing, format, instant, names, outcome, seconds, site } from './describing.ts';
import { refusal, stranded } from './pvs-changes.ts';
import { why } from './streaming.ts';

const pvsCode = z.enum(PVS_CODES);

const place = z.object({
  state: z.enum(TARGET_STATES),
  server: z.string().nullable().describe('By the report of the target itself.'),
  address: z.string().nullable(),
  recordedServer: z.string().nullable().describe('By the record of the farm.'),
});

export const candidate = z.object({
  server: z.string(),
  ok: z.boolean().describe('Whether it would be given the target.'),
  refusal: why.nullable().describe('Why not; null when it would.'),
  identical: z.boolean().nullable().describe('Whether it has what the target reads; null where nobody can tell.'),
  targets: count().describe('That it has.'),
});

const flaw = z.object({
  kind: z.enum([
    'not-streaming',
    'same-server',
    'too-late',
    'paused-too-long',
    'record-disagrees',
    'io-errors',
    'bytes-lost',
  ]),
  code: pvsCode.nullable().describe('Where eligibility is the reason.'),
  reason: z.string(),
});

const testedTarget = z.object({
  target: z.string(),
  vdisk: z.string(),
  version: count().nullable(),
  mode: z.enum(['standard', 'private', 'maintenance']),
  loadBalanced: z.boolean(),
  verdict: z.enum(['pass', 'fail']),
  flaws: z.array(flaw).describe('What is wrong; empty when it passed.'),
  before: place,
  after: place,
  candidates: z.array(candidate).describe('The other servers of its site, before the stop.'),
  movedAfterSec: seconds().nullable().describe('From the stop until it went on; null when it did not.'),
  noticedSec: seconds().nullable().describe('From the stop until it knew; null when it was off by then.'),
  pausedSec: seconds().describe('For how long its input and output were held; of one that still is, so far.'),
  ioErrors: count(),
  lostBytes: count().describe('That it found otherwise than it had left them.'),
});

const serverTest = z.object({
  server: z.string(),
  address: z.string().nullable(),
  stoppedAt: instant(),
  startedAt: instant().nullable().describe('When its Stream Service was started again; null when it was not.'),
  notStarted: refusal.describe('Why it could not be; null where it was, or was not to be.'),
  resumedCount: count().describe('Targets that were frozen when it was started, and went on.'),
  resumedSec: seconds().nullable().describe('How long after the start; null where none did.'),
  stillFrozen: names().describe('Those that did not.'),
  toldCount: count().describe('Targets that were told to log in again.'),
  targets: z.array(testedTarget),
  cannotMove: stranded.describe('Other targets of the server that had no other place to go, foretold before the stop.'),
});

export const testFailover = describing<TestFailoverResult & { readonly dryRun?: true }>()(
  z.object({
    schema: format('test-failover'),
    site: site(),
    at: at(),
    target: z.string().nullable().describe('What the verdict is about: this target,'),
    vdisk: z.string().nullable().describe('all targets of this vDisk,'),
    server: z.string().nullable().describe('or all targets of this server.'),
    withinSec: seconds(),
    verdict: z
      .enum(['pass', 'fail', 'refused', 'unknown'])
      .describe('refused: it could not have been started again. unknown: there was nothing to stop.'),
    refusal,
    detection: z
      .object({
        stopSec: seconds().nullable().describe('How long it took the slowest target to know of this stop.'),
        crashSec: seconds().describe(
          'Of a crash, from the first request that is not answered, where the network was healthy.',
        ),
        crashWorstSec: seconds().describe('The same at worst.'),
        idleSec: seconds().describe('What comes on top for a target that has nothing to ask for.'),
      })
      .describe('How long it takes until a target knows that it has lost its server.'),
    tests: z.array(serverTest).describe('One for each server that was stopped, in order.'),
    untested: z
      .array(z.object({ target: z.string(), state: z.enum(TARGET_STATES), why: why.nullable() }))
      .describe('Targets that did not stream when it began. One that is frozen fails the test.'),
    undo: z.string().nullable().describe('The command that starts what was left stopped.'),
    dryRun: outcome.dryRun,
  }),
);
