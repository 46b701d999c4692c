/**
 * The schemas of what `lhc explain` prints of users and resources.
 *
 * Not here: findings, zones and connectors (readiness.ts).
 */

import { z } from 'zod';
import { LHC_CODES } from '../../core/lhc/readiness/index.ts';
import { hint, hop, notAsked, place, reason, why } from './brokering.ts';
import { count, instant, names } from './describing.ts';

export const aboutUser = {
  kind: z.literal('user'),
  user: z.string(),
  storeFront: z.string().nullable().describe('The StoreFront that was asked; null where the site has none.'),
  why: z.string().nullable().describe('Why nothing is shown; null where somebody answered.'),
  answeredBy: z.array(hop),
  resources: z
    .array(
      z.object({
        resource: z.string(),
        result: z.enum(['started', 'reconnected', 'failed']),
        reason: reason.nullable(),
        why,
        hint,
        notAsked,
        broker: hop.nullable(),
        machine: place.nullable(),
      }),
    )
    .describe('What the user is shown, and what would come of opening it now.'),
  sessions: z.array(
    z.object({
      deliveryGroup: z.string(),
      ...place.shape,
      state: z.enum(['active', 'disconnected']),
      since: instant(),
      seenBy: z
        .string()
        .nullable()
        .describe('"cloud", or the connector that has the machine registered; null while nobody has.'),
      isDuplicate: z.boolean().describe('The user has another one of the same delivery group.'),
    }),
  ),
};

export const aboutResource = {
  kind: z.literal('resource'),
  resource: z.string(),
  deliveryGroups: z.array(
    z.object({
      deliveryGroup: z.string(),
      type: z.enum(['pooled', 'static', 'multi-session']),
      entitled: names().nullable().describe('User names or patterns; null for every user.'),
      restrictToTag: z.string().nullable(),
    }),
  ),
  zones: z.array(
    z.object({
      zone: z.string(),
      deliveryGroup: z.string(),
      brokeredBy: z.string().nullable().describe('"cloud", or the connector that serves the zone; null for nobody.'),
      canStart: z.boolean().describe('Whether it could be started there for somebody who has no session of it.'),
      why,
      machines: z.object({
        free: count(),
        full: count().describe('With as many sessions as they take.'),
        waiting: count().describe('Used, and their broker has yet to decide what becomes of them.'),
        parked: count().describe('Used in an outage, and in maintenance until the cloud broker has them again.'),
        resetting: count(),
        maintenance: count(),
        unregistered: count().describe('Not registered with the broker of the zone.'),
      }),
    }),
  ),
  inOutage: z
    .array(
      z.object({
        zone: z.string(),
        broker: z.string().nullable().describe('The connector that would broker; null where nobody would.'),
        why,
        finding: z.enum(LHC_CODES).nullable().describe('That says why nobody would.'),
      }),
    )
    .describe('What an outage would be, or is, in each of these zones.'),
};
