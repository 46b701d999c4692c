/**
 * The schemas of what `pvs explain` prints of targets, servers and vDisks.
 *
 * Not here: the codes of findings, and what all explanations begin with (readiness.ts).
 */

import { z } from 'zod';
import { PVS_CODES } from '../../core/pvs/readiness/index.ts';
import { count, instant, names } from './describing.ts';
import { faultFields } from './fault.ts';
import { arrived, stranded } from './pvs-changes.ts';
import { copyState, server, target, vdisk, why } from './streaming.ts';
import { candidate } from './test-failover.ts';

const pvsCode = z.enum(PVS_CODES);

const farmSite = z.string().describe('The provisioning site that it belongs to.');

const mend = z
  .array(
    z.object({
      code: pvsCode.describe('What it mends.'),
      what: z.string(),
      command: z.string().nullable().describe('To paste; null where it is nothing that a command does.'),
    }),
  )
  .describe('What would make it better.');

export const aboutTarget = {
  kind: z.literal('target'),
  target: z.string(),
  farmSite,
  ...target.omit({ site: true }).shape,
  mend,
  faults: z
    .array(z.object(faultFields))
    .describe('In force on its server, or the one that it had last, and on the database.'),
  servers: z
    .array(z.object({ ...candidate.shape, isCurrent: z.boolean().describe('It has the target, or had it last.') }))
    .describe('All servers of its site.'),
  withoutServer: z
    .object({ server: z.string().nullable(), refusal: why.nullable() })
    .nullable()
    .describe('Where it would go if its server stopped now, or why it could not; null while it has none.'),
};

export const aboutServer = {
  kind: z.literal('server'),
  server: z.string(),
  farmSite,
  ...server.omit({ site: true }).shape,
  mend,
  loginServer: z.boolean().describe('Whether targets ask it first.'),
  until: instant().nullable().describe('When a stopped service is started again by itself.'),
  vdisks: z
    .array(
      z.object({
        vdisk: z.string(),
        targets: count(),
        moves: arrived,
        cannotMove: stranded,
      }),
    )
    .describe('Whose targets it has, and what would become of them if it stopped now.'),
  without: z
    .array(z.object({ server: z.string(), targetsNow: count(), targetsThen: count() }))
    .describe('What each other server of the site would have if this one stopped now.'),
};

export const aboutVdisk = {
  kind: z.literal('vdisk'),
  vdisk: z.string(),
  farmSite,
  ...vdisk.omit({ site: true, versions: true }).shape,
  mend,
  versions: z.array(
    z.object({
      version: count(),
      access: z.enum(['production', 'test', 'maintenance', 'pending']),
      isDefault: z.boolean().describe('Whether production targets boot it now.'),
      readers: count().describe('Targets that read it, as what they have booted or as a part of it.'),
      identicalOn: names(),
      replicas: z.array(
        z.object({
          server: z.string(),
          state: copyState,
          refusal: why.nullable().describe('Why it could not stream the version to somebody who boots it now.'),
        }),
      ),
    }),
  ),
};
