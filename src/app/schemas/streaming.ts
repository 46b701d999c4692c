/**
 * The schemas of what is reported about a streaming farm: the part of the status document, and the lists of `pvs`.
 *
 * Not here: what the fields are worked out from (core/status/pvs-status.ts).
 */

import { z } from 'zod';
import { COPY_STATES } from '../../core/pvs/inventory/index.ts';
import { PVS_CODES } from '../../core/pvs/readiness/index.ts';
import { TARGET_STATES } from '../../core/status/index.ts';
import type { ReplicasResult } from '../pvs/replicas.ts';
import type { ServersResult } from '../pvs/servers.ts';
import type { TargetsResult } from '../pvs/targets.ts';
import type { VdisksResult } from '../pvs/vdisks.ts';
import { at, count, describing, format, instant, names, seconds, site } from './describing.ts';

/** Why a server may not stream to a target. The codes are those of `check` and `explain`. */
export const why = z.object({ code: z.enum(PVS_CODES), reason: z.string() });

export const copyState = z.enum(COPY_STATES);

export const server = z.object({
  site: z.string().describe('The provisioning site that it belongs to.'),
  up: z.boolean(),
  streamService: z.enum(['running', 'stopping', 'stopped']),
  addresses: names().describe('On which it streams: host and port.'),
  powerRating: z.number(),
  targets: count().describe('That it streams to, and those that were handed to it.'),
  booting: count().describe('Of these, those that boot.'),
  load: z.number().min(0).describe('Targets divided by the power rating.'),
});

export const target = z.object({
  site: z.string().describe('The provisioning site that it belongs to.'),
  collection: z.string(),
  type: z.enum(['production', 'test', 'maintenance']),
  vdisk: z.string(),
  version: count().nullable().describe('That it has booted, or would boot; null where there is none for it.'),
  access: z.enum(['production', 'test', 'maintenance']).nullable().describe('Of that version.'),
  state: z.enum(TARGET_STATES),
  held: z.boolean().describe('Its input and output wait: also while it streams, when its server does not answer.'),
  server: z.string().nullable().describe('The server that streams to it; null while it has none.'),
  serverAddress: z.string().nullable().describe('Host and port by which it reaches that server.'),
  loginServer: z.string().nullable().describe('The server that answered its last login.'),
  recordedServer: z.string().nullable().describe('The server that the farm has on record for it.'),
  failovers: count(),
  lastFreezeSec: seconds().describe('For how long its input and output were held the last time, or are held now.'),
  retries: count(),
  ioErrors: count(),
  ramCachePercent: count()
    .max(100)
    .nullable()
    .describe('Of its write cache in RAM; null where that is kept elsewhere.'),
  highlyAvailable: z.boolean().describe('Whether another server could have it now.'),
  why: why.nullable().describe('Why not; of one that does not stream, why it does not.'),
});

const version = z.object({
  access: z.enum(['production', 'test', 'maintenance', 'pending']),
  replicas: z.record(z.string(), copyState).describe('By server of the store.'),
  identicalOn: names().describe('Servers with a copy that is the one on record.'),
});

export const vdisk = z.object({
  site: z.string(),
  store: z.string(),
  storage: z.enum(['local', 'shared']),
  mode: z.enum(['standard', 'private']),
  loadBalanced: z.boolean(),
  assignedServer: z.string().nullable(),
  targets: count().describe('That boot from it, on or off.'),
  defaultVersion: count().nullable().describe('That production targets boot now.'),
  pinnedVersion: count().nullable().describe('That production targets are pinned to.'),
  versions: z.record(z.string(), version).describe('By number.'),
  highlyAvailable: z.boolean().describe('Whether two servers at least may stream its default version.'),
  why: why.nullable().describe('Why not.'),
});

const summary = {
  runtime: z.literal('modelled'),
  database: z.enum(['online', 'offline']),
  servers: z.record(z.string(), server).describe('By name.'),
  vdisks: z.record(z.string(), vdisk).describe('By name.'),
  targetCounts: z
    .object({ off: count(), booting: count(), streaming: count(), reconnecting: count(), frozen: count() })
    .describe('Targets by their state.'),
  heldTargets: count().describe('Running targets whose input and output wait, whatever their state.'),
};

export const pvs = z.object({ ...summary, targets: z.record(z.string(), target).describe('By name.') });

export const pvsParts = z.object({
  ...summary,
  targets: z.exactOptional(z.record(z.string(), target)).describe('By name; not with --summary.'),
});

export const servers = describing<ServersResult>()(
  z.object({
    schema: format('servers'),
    site: site(),
    at: at(),
    servers: z.array(
      z.object({
        server: z.string(),
        ...server.shape,
        loginServer: z.boolean().describe('Whether targets ask it first.'),
      }),
    ),
  }),
);

export const targets = describing<TargetsResult>()(
  z.object({
    schema: format('targets'),
    site: site(),
    at: at(),
    total: count().describe('How many targets the farm has, listed or not.'),
    targets: z.array(
      z.object({
        target: z.string(),
        ...target.shape,
        retryGrade: z.enum(['ok', 'warn', 'fail']).describe('Of the retries: warn above 100, fail above 1000.'),
      }),
    ),
  }),
);

export const vdisks = describing<VdisksResult>()(
  z.object({
    schema: format('vdisks'),
    site: site(),
    at: at(),
    vdisks: z.array(
      z.object({
        vdisk: z.string(),
        ...vdisk.shape,
        running: z
          .array(z.object({ version: count(), targets: count() }))
          .describe('How many targets run each version; with the one that production targets boot now.'),
        behind: count().describe('Targets that run another version than they would boot now.'),
      }),
    ),
  }),
);

export const replicas = describing<ReplicasResult>()(
  z.object({
    schema: format('replicas'),
    site: site(),
    at: at(),
    replicas: z.array(
      z.object({
        vdisk: z.string(),
        store: z.string(),
        version: count(),
        access: z.enum(['production', 'test', 'maintenance', 'pending']),
        server: z.string(),
        state: copyState.describe('What the server has, compared with what is on record, as the inventory knows it.'),
        stateNumber: count().max(5).describe('The same as the number of the product.'),
      }),
    ),
    nextLook: instant()
      .nullable()
      .describe(
        'When the stores are looked at next, where copies may have changed since the last look; null where none has.',
      ),
  }),
);
