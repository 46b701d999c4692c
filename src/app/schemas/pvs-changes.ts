/**
 * The schemas of what the `pvs` commands print that change servers and targets, and of `pvs ok-to-stop`.
 *
 * Not here: changes to versions and copies (pvs-versions.ts), lists and status (streaming.ts, status.ts).
 */

import { z } from 'zod';
import { TARGET_STATES } from '../../core/status/index.ts';
import type { ChangeOutcome } from '../open-site.ts';
import type { BootResult } from '../pvs/boot.ts';
import type { PvsOkToStopResult } from '../pvs/ok-to-stop.ts';
import type { RebalanceResult } from '../pvs/rebalance.ts';
import type { ShutdownResult } from '../pvs/shutdown.ts';
import type { StartStreamResult } from '../pvs/start-stream.ts';
import type { StopStreamResult } from '../pvs/stop-stream.ts';
import { at, changed, count, describing, format, instant, names, outcome, seconds, site } from './describing.ts';
import { why } from './streaming.ts';

const streamService = z.enum(['running', 'stopping', 'stopped']);

const targetState = z.enum(TARGET_STATES);

const undo = z.string().describe('The command that undoes it.');

/** Where nothing was changed, the object was as it is before: a script that undoes must not touch it. */
export const undoOfChange = undo.nullable().describe('The command that undoes it; null where nothing was changed.');

/** Why nothing was changed. */
export const refusal = z
  .object({ code: z.string().describe('A stable word for scripts.'), reason: z.string() })
  .nullable()
  .describe('Why it was refused; null when it was not.');

export const stranded = z.array(z.object({ ...why.shape, targets: names() }));

export const arrived = z.array(z.object({ server: z.string(), targets: count() }));

export const stopStream = describing<StopStreamResult & ChangeOutcome>()(
  z.object({
    schema: format('stop-stream'),
    site: site(),
    at: at(),
    changed: changed(),
    server: z.string(),
    streamService,
    until: instant().nullable().describe('When it is started again by itself; null when it is not.'),
    told: count().describe('Targets that the service has told to log in elsewhere.'),
    cannotMove: stranded.describe('Targets that have no other place to go, by reason, foretold before the stop.'),
    moved: arrived.describe('Of the targets that it had: where they are now.'),
    moving: count().describe('Of the targets that it had: those that are on their way.'),
    frozen: stranded.describe('Of the targets that it had: those that no server may have now, by reason.'),
    longestPauseSec: seconds().nullable().describe('Of those that have moved; null where none has.'),
    undo,
    ...outcome,
  }),
);

export const startStream = describing<StartStreamResult & ChangeOutcome>()(
  z.object({
    schema: format('start-stream'),
    site: site(),
    at: at(),
    changed: changed(),
    server: z.string(),
    streamService,
    targets: count().describe('Targets that it has.'),
    vdiskElsewhere: z
      .string()
      .nullable()
      .describe('Of the vDisks whose targets a rebalance could bring back, the one with the most elsewhere.'),
    refusal,
    undo: undoOfChange,
    ...outcome,
  }),
);

export const boot = describing<BootResult & ChangeOutcome>()(
  z.object({
    schema: format('boot'),
    site: site(),
    at: at(),
    changed: changed(),
    target: z.string(),
    vdisk: z.string(),
    version: count().nullable().describe('That it has booted, or boots; null where there is none for it.'),
    state: targetState,
    server: z.string().nullable(),
    why: why.nullable().describe('Why no server may have it, though it is on: it goes on asking.'),
    refusal,
    undo: undoOfChange,
    ...outcome,
  }),
);

export const shutdown = describing<ShutdownResult & ChangeOutcome>()(
  z.object({
    schema: format('shutdown'),
    site: site(),
    at: at(),
    changed: changed(),
    target: z.string(),
    state: targetState,
    sessionsEnded: count().describe('Sessions that ended with it, where it is a machine of a delivery group.'),
    released: z
      .array(z.object({ vdisk: z.string(), version: count() }))
      .describe('Images that it had for itself, and that others may have now.'),
    undo: undo.nullable().describe('The command that undoes it; null where it was off already.'),
    ...outcome,
  }),
);

export const rebalance = describing<RebalanceResult & ChangeOutcome>()(
  z.object({
    schema: format('rebalance'),
    site: site(),
    at: at(),
    changed: changed(),
    server: z.string().nullable().describe('The server that was named; null for all.'),
    vdisk: z.string().nullable().describe('The vDisk that was named; null for all.'),
    moved: count().describe('How many targets have moved.'),
    to: arrived.describe('Where they are now.'),
    longestPauseSec: seconds().nullable().describe('null where none has moved.'),
    reason: z.string().nullable().describe('Why no target would be better off elsewhere; null where some have moved.'),
    refusal,
    ...outcome,
  }),
);

export const pvsOkToStop = describing<PvsOkToStopResult>()(
  z.object({
    schema: format('pvs-ok-to-stop'),
    site: site(),
    at: at(),
    servers: names(),
    ok: z.boolean(),
    obstacles: z
      .array(
        z.object({
          code: z.string(),
          object: z.string().describe('A server, a site, or a target that stands for others.'),
          message: z.string(),
        }),
      )
      .describe('What speaks against it.'),
    moves: arrived.describe('Where the targets of the servers would go.'),
    freezes: stranded.describe('Those that would freeze, by reason.'),
    survivors: z
      .array(z.object({ server: z.string(), targetsNow: count(), targetsThen: count() }))
      .describe('The servers of the same sites that would be left.'),
  }),
);
