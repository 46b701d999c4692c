/**
 * The schemas of what the `pvs` commands print that change versions of vDisks and their copies.
 *
 * Not here: changes to servers and targets (pvs-changes.ts), lists and status (streaming.ts, status.ts).
 */

import { z } from 'zod';
import type { ChangeOutcome } from '../open-site.ts';
import type { MergeResult } from '../pvs/merge.ts';
import type { PinResult } from '../pvs/pin.ts';
import type { PromoteResult } from '../pvs/promote.ts';
import type { PruneResult } from '../pvs/prune.ts';
import type { ReplicasCopyResult } from '../pvs/replicas-copy.ts';
import type { RevertResult } from '../pvs/revert.ts';
import { at, changed, count, describing, format, instant, names, outcome, site } from './describing.ts';
import { refusal, undoOfChange } from './pvs-changes.ts';

const access = z.enum(['production', 'test', 'maintenance']);

const accessShown = z
  .enum([...access.options, 'pending'])
  .nullable()
  .describe('Of the version as it is now; null where there is no such version.');

const defaultVersion = count().nullable().describe('That production targets boot now; null where they can boot none.');

const usedBy = names().describe('The targets that run from the version, where that is why nothing was changed.');

const change = { site: site(), at: at(), changed: changed(), vdisk: z.string(), version: count(), refusal, usedBy };

export const promote = describing<PromoteResult & ChangeOutcome>()(
  z.object({
    schema: format('promote'),
    ...change,
    access: accessShown,
    scheduled: instant()
      .nullable()
      .describe('When a pending version is released at the earliest; null where it has no date.'),
    missingOn: names().describe('Servers that lack a current copy of it: a pending version waits for them.'),
    defaultVersion,
    autoMerged: count().nullable().describe('The version that was made of all others; null where none was.'),
    undo: undoOfChange,
    ...outcome,
  }),
);

export const pin = describing<PinResult & ChangeOutcome>()(
  z.object({
    schema: format('pin'),
    site: site(),
    at: at(),
    changed: changed(),
    vdisk: z.string(),
    pinned: count().nullable().describe('null where production targets boot the newest that is released.'),
    defaultVersion,
    refusal,
    undo: undoOfChange,
    ...outcome,
  }),
);

export const revert = describing<RevertResult & ChangeOutcome>()(
  z.object({
    schema: format('revert'),
    ...change,
    access: accessShown,
    defaultVersion,
    readers: count().describe('Targets that have booted it, or what rests on it, and keep it until they boot again.'),
    undo: undoOfChange,
    ...outcome,
  }),
);

export const merge = describing<MergeResult & ChangeOutcome>()(
  z.object({
    schema: format('merge'),
    site: site(),
    at: at(),
    changed: changed(),
    vdisk: z.string(),
    version: count().nullable().describe('The version that was made; null where none was.'),
    into: z.enum(['base', 'difference']),
    access,
    missingOn: names().describe('Servers that lack it, until it is copied.'),
    refusal,
    usedBy: names().describe('The targets that run from the version that is in the way.'),
    copy: z.string().nullable().describe('The command that copies it to these servers; null where none lacks it.'),
    ...outcome,
  }),
);

export const prune = describing<PruneResult & ChangeOutcome>()(
  z.object({
    schema: format('prune'),
    site: site(),
    at: at(),
    changed: changed(),
    vdisk: z.string(),
    deleted: z.array(count()).describe('The numbers of the versions that are gone.'),
    kept: z
      .array(z.object({ version: count(), readers: count() }))
      .describe('Versions that are unnecessary as well, and how many targets still read them.'),
    refusal,
    ...outcome,
  }),
);

export const replicasCopy = describing<ReplicasCopyResult & ChangeOutcome>()(
  z.object({
    schema: format('replicas-copy'),
    site: site(),
    at: at(),
    changed: changed(),
    vdisk: z.string(),
    from: z.string(),
    times: z.enum(['kept', 'new']).describe('new: the copies have the time of the copying, and are not identical.'),
    versions: z.array(count()).describe('The versions whose files were to be copied.'),
    to: z.array(
      z.object({
        server: z.string(),
        notIdentical: z.array(count()).describe('Versions of which that copy is not the one on record.'),
        fault: z.string().nullable().describe('The fault, there or at the source, that keeps it another one.'),
      }),
    ),
    refusal,
    ...outcome,
  }),
);
