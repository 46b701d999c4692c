/**
 * The schemas of what `lhc enumerate`, `launch`, `logoff` and `ok-to-stop` print.
 *
 * Not here: what is explained of users and resources (access.ts).
 */

import { z } from 'zod';
import type { EnumerateResult } from '../lhc/enumerate.ts';
import type { LaunchResult } from '../lhc/launch.ts';
import type { LogoffResult } from '../lhc/logoff.ts';
import type { OkToStopResult } from '../lhc/ok-to-stop.ts';
import type { ChangeOutcome } from '../open-site.ts';
import { at, changed, count, describing, format, instant, names, outcome, site } from './describing.ts';
import { brokering } from './status.ts';

const obstacle = z.enum(['controller-unreachable', 'cloud-unreachable', 'not-elected']);

export const reason = z.enum([
  'resource-unknown',
  'not-entitled',
  'wrong-zone',
  'not-assigned',
  'maintenance',
  'not-registered',
  'awaiting-reset',
  'at-capacity',
  ...obstacle.options,
  'storefront-down',
  'no-controller',
  'no-ticket',
  'machine-unreachable',
]);

export const why = z.string().nullable().describe('The reason in words.');

const passedOver = z.array(
  z.object({
    controller: z.string().describe('As the StoreFront, or the gateway, lists it.'),
    connector: z.string().nullable().describe('The connector that was asked; null where none was reached.'),
    reason: obstacle,
    why: z.string(),
  }),
);

export const hop = z.object({
  controller: z.string().describe('As the StoreFront lists it: a connector, or a virtual server.'),
  connector: z.string(),
  zone: z.string().describe('The zone of the connector.'),
  broker: z.enum(['cloud', 'secondary']),
  revision: count().describe('Of the configuration that the broker works from.'),
});

const resource = z.object({
  resource: z.string(),
  deliveryGroups: names(),
  type: z.enum(['pooled', 'static', 'multi-session']),
  zones: names().describe('The zones that could start it.'),
});

export const enumerate = describing<EnumerateResult & ChangeOutcome>()(
  z.object({
    schema: format('enumerate'),
    site: site(),
    at: at(),
    user: z.string(),
    storeFront: z.string(),
    answered: z.boolean(),
    reason: reason.nullable().describe('Why nobody answered; null where somebody did.'),
    why,
    passedOver: passedOver.describe('Controllers that were asked in vain.'),
    answeredBy: z.array(hop),
    resources: z.array(resource),
    ...outcome,
  }),
);

export const place = z.object({ machine: z.string(), zone: z.string() });

export const notAsked = z
  .array(
    z.object({
      controller: z.string().describe('As the StoreFront lists it.'),
      reason: z.string().describe('In words.'),
    }),
  )
  .describe('Controllers that were not asked, where nobody was left to ask; empty otherwise.');

export const hint = z.string().nullable().describe('What is to be known besides of why it failed.');

const launchFields = {
  user: z.string(),
  resource: z.string(),
  result: z.enum(['started', 'reconnected', 'failed']),
  reason: reason.nullable().describe('Why it failed; null where it did not.'),
  why,
  hint,
  storeFront: z.string(),
  gateway: z.string().nullable().describe('The ADC whose gateway it went through; null from inside.'),
  passedOver: passedOver.describe('Controllers that were asked in vain.'),
  notAsked,
  resourceZones: names()
    .nullable()
    .describe('The zones that have the resource for this user; null where nobody answered.'),
  broker: hop.nullable().describe('The broker that decided, and the way to it; null where none was reached.'),
  deliveryGroup: z.string().nullable(),
  machine: place.nullable(),
  authoritiesPassedOver: passedOver.describe('Ticket authorities that were asked in vain.'),
  ticket: z
    .object({
      authority: z.string().describe('The connector whose authority issued it.'),
      address: z.string().describe("What the client is given in place of the machine's address."),
    })
    .nullable(),
  unseenSessions: z
    .array(place)
    .describe('Sessions that the user has besides, of the same delivery group, and that this broker does not see.'),
};

export const launch = describing<LaunchResult & ChangeOutcome>()(
  z.object({
    schema: format('launch'),
    site: site(),
    at: at(),
    ...launchFields,
    undo: z.string().nullable().describe('The command that undoes it; null where no session was started.'),
    ...outcome,
  }),
);

export const logoff = describing<LogoffResult & ChangeOutcome>()(
  z.object({
    schema: format('logoff'),
    site: site(),
    at: at(),
    changed: changed(),
    user: z.string().nullable().describe('The user that was named; null where it was a machine.'),
    machine: z.string().nullable(),
    sessions: z
      .array(
        z.object({
          user: z.string(),
          deliveryGroup: z.string(),
          ...place.shape,
          machineBecomes: z
            .enum(['reset', 'maintenance', 'used-again', 'undecided', 'nothing'])
            .describe('undecided: the broker that registers the machine next decides.'),
          until: instant().nullable().describe('When the reset is over; null without one.'),
        }),
      )
      .describe('The sessions that ended.'),
    ...outcome,
  }),
);

const side = z.object({
  brokering,
  elected: z.string().nullable(),
  haReady: z.boolean().describe('Whether it would be brokered in an outage that began at that moment.'),
  machinesRegistered: count(),
  machinesResetting: count().describe(
    'Pooled machines that are being reset after use, and registered nowhere meanwhile.',
  ),
  machinesUnregistered: count().describe('Machines that are on, and registered nowhere.'),
});

export const okToStop = describing<OkToStopResult>()(
  z.object({
    schema: format('ok-to-stop'),
    site: site(),
    at: at(),
    connectors: names(),
    ok: z.boolean(),
    obstacles: z
      .array(
        z.object({
          kind: z.enum([
            'nobody-brokers',
            'brokers-now',
            'not-ha-ready',
            'machines-lost',
            'vip-without-member',
            'storefront-without-controller',
            'gateway-without-authority',
          ]),
          object: z.string().describe('A zone, a virtual server, a StoreFront or an ADC.'),
          message: z.string(),
        }),
      )
      .describe('What speaks against it.'),
    remarks: z
      .array(
        z.object({ kind: z.enum(['one-connector-left']), object: z.string().describe('A zone.'), message: z.string() }),
      )
      .describe('What is to be known, and does not speak against it.'),
    zones: z.array(
      z.object({
        zone: z.string(),
        now: side,
        without: side.describe('Once the connectors are stopped, and every machine has noticed.'),
        machinesMoving: count().describe('Machines that are registered through the connectors.'),
      }),
    ),
  }),
);
