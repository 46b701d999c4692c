/**
 * The schemas of what `check`, `lhc explain` and `pvs explain` print.
 *
 * Not here: the texts of the findings (core/lhc/readiness, core/pvs/readiness).
 */

import { z } from 'zod';
import { PVS_CODES } from '../../core/pvs/readiness/index.ts';
import { FINDING_CODES } from '../../core/readiness/index.ts';
import type { CheckResult } from '../check.ts';
import type { ExplainResult } from '../lhc/explain.ts';
import type { PvsExplainResult } from '../pvs/explain.ts';
import { aboutResource, aboutUser } from './access.ts';
import { at, describing, format, instant, site } from './describing.ts';
import { aboutServer, aboutTarget, aboutVdisk } from './explain-farm.ts';
import { election, eventFields } from './lhc.ts';
import { brokering, haState } from './status.ts';

const code = z.enum(FINDING_CODES).describe('Stable: see docs/findings.md.');

const severity = z
  .enum(['fail', 'warn', 'info'])
  .describe(
    'fail: users would be without something. warn: it may come to that. info: it passes by itself, or harms nobody yet.',
  );

const findingFields = {
  code,
  severity,
  zone: z.string().nullable().describe('null when it is about the whole site, or about provisioning.'),
  connector: z.string().nullable(),
  object: z
    .string()
    .describe(
      'What it is about: a connector, a zone, a StoreFront, a virtual server, a delivery group; or a site of the farm, a server, a store, a vDisk, a collection, the database. `SERVER/VDISK` is what a server has of it.',
    ),
  message: z.string().describe('What is the case.'),
  effect: z.string().describe('What it does to users: in an outage, or when a server stops.'),
  fix: z.string().describe('What to do.'),
};

const findings = z.array(z.object(findingFields));

export const check = describing<CheckResult>()(
  z.object({
    schema: format('check'),
    site: z.string().nullable().describe('null where there is no site to look at.'),
    at: instant().nullable(),
    verdict: z
      .enum(['ready', 'warnings', 'not-ready', 'unknown'])
      .describe('Of the findings that are neither muted nor known. unknown: there is nothing to look at.'),
    why: z.string().nullable().describe('Why the verdict is unknown.'),
    systems: z.array(z.enum(['lhc', 'pvs'])).describe('What was looked at.'),
    findings,
    known: findings.describe('Those that the baseline has already.'),
    muted: z.array(z.object({ ...findingFields, until: instant() })),
    mutes: z.array(z.object({ code, until: instant() })).describe('What is muted, with or without a finding.'),
  }),
);

const head = { schema: format('explain'), site: site(), at: at() };

const because = z
  .object(eventFields)
  .nullable()
  .describe('The last change to this state that a log tells of; null when there was none.');

const next = z
  .array(z.object({ what: z.string(), at: instant().nullable() }))
  .describe('What would change the state, and when, where that is known.');

const aboutFinding = z
  .object({
    ...head,
    site: z.string().nullable().describe('null where there is no site to look at.'),
    at: instant().nullable(),
    kind: z.literal('finding'),
    code,
    severity,
    title: z.string(),
    meaning: z.string(),
    effect: z.string(),
    fix: z.string(),
    basis: z.string().describe('What it rests on, and what of that is assumed.'),
    findings: findings.describe('Where the site has it now.'),
    mutedUntil: instant().nullable(),
  })
  .describe('What the code of a finding means.');

const aboutZone = z
  .object({
    ...head,
    kind: z.literal('zone'),
    zone: z.string(),
    state: haState,
    since: instant(),
    because,
    haReady: z.boolean(),
    brokering,
    ...election,
    next,
    findings,
  })
  .describe('Why a zone is as it is.');

const aboutConnector = z
  .object({
    ...head,
    kind: z.literal('connector'),
    connector: z.string(),
    zone: z.string(),
    up: z.boolean(),
    state: haState,
    since: instant(),
    because,
    participates: z.boolean(),
    elected: z.boolean(),
    rank: z.int().min(1).describe('The order of the election.'),
    reason: z.string().describe('Why it is, or is not, elected.'),
    next,
    findings,
  })
  .describe('Why a connector is as it is.');

/** What every object of a streaming farm has besides. */
const ofFarm = { because, findings: z.array(z.object({ ...findingFields, code: z.enum(PVS_CODES) })) };

export const explain = describing<ExplainResult | PvsExplainResult>()(
  z.union([
    aboutFinding,
    aboutZone,
    aboutConnector,
    z.object({ ...head, ...aboutUser }),
    z.object({ ...head, ...aboutResource }),
    z.object({ ...head, ...aboutTarget, ...ofFarm, next }),
    z.object({ ...head, ...aboutServer, ...ofFarm }),
    z.object({ ...head, ...aboutVdisk, ...ofFarm }),
  ]),
);
