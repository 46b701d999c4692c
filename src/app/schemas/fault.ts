/**
 * The schemas of what the `fault` commands print.
 */

import { z } from 'zod';
import type { ClearResult } from '../fault/clear.ts';
import type { InjectResult } from '../fault/inject.ts';
import type { FaultKindsResult } from '../fault/kinds.ts';
import type { FaultsResult } from '../fault/list.ts';
import type { ChangeOutcome } from '../open-site.ts';
import { at, changed, describing, format, instant, names, outcome, seconds, site } from './describing.ts';

export const faultFields = {
  id: z.string().describe('f1, f2, …'),
  kind: z.string().describe('See "holdover fault kinds".'),
  targets: names().describe(
    'What it is in force for: connectors, a StoreFront, a machine, a server, SERVER/STORE or SERVER/VDISK; none for database-offline.',
  ),
  everySec: z.exactOptional(seconds()).describe('Of link-flapping.'),
  link: z.exactOptional(z.enum(['peers', 'vdas'])).describe('Of connector-partitioned.'),
  status: z.exactOptional(z.int()).describe('Of monitor-answer: the HTTP status of its answers.'),
  namesFarm: z.exactOptional(z.boolean()).describe('Of monitor-answer: whether its answers name the farm.'),
  percent: z.exactOptional(z.int()).describe('Of packet-loss: of a hundred packets, how many get lost.'),
  partial: z.exactOptional(z.boolean()).describe('Of database-offline: whether it answers, but slowly.'),
  since: instant(),
  until: instant().nullable().describe('When it ends by itself; null when it does not.'),
  ended: instant().nullable().describe('When it ended; null while it is in force.'),
};

export const fault = describing<InjectResult & ChangeOutcome>()(
  z.object({
    schema: format('fault'),
    site: site(),
    at: at(),
    changed: z.literal(true),
    ...faultFields,
    undo: z.string().describe('The command that undoes it.'),
    ...outcome,
  }),
);

export const faults = describing<FaultsResult>()(
  z.object({ schema: format('faults'), site: site(), at: at(), faults: z.array(z.object(faultFields)) }),
);

export const faultClear = describing<ClearResult & ChangeOutcome>()(
  z.object({
    schema: format('fault-clear'),
    site: site(),
    at: at(),
    changed: changed(),
    cleared: names().describe('The faults that this ended.'),
    endedBefore: names().describe('Those asked for that had ended before.'),
    kinds: names().describe('Of those that this ended, each once.'),
    ...outcome,
  }),
);

export const faultKinds = describing<FaultKindsResult>()(
  z.object({
    schema: format('fault-kinds'),
    kinds: z.array(
      z.object({
        kind: z.enum([
          'cloud-unreachable',
          'connector-down',
          'connector-partitioned',
          'secondary-broker-down',
          'sync-failure',
          'sta-failure',
          'monitor-answer',
          'storefront-down',
          'link-flapping',
          'machine-down',
          'server-down',
          'store-unreachable',
          'replica-drift',
          'database-offline',
          'packet-loss',
        ]),
        target: z
          .string()
          .describe('What it is injected into, as on the command line; empty where it takes no target.'),
        flags: z.string().describe('The flags that it takes.'),
        meaning: z.string(),
      }),
    ),
  }),
);
