/**
 * The schema of the status document.
 *
 * Not here: the part about streaming (streaming.ts), what its fields are worked out from (core/status), the types that conditions see (../conditions/status-types.ts).
 */

import { z } from 'zod';
import type { VerboseStatus } from '../status.ts';
import { at, count, describing, format, instant, names, seconds, site } from './describing.ts';
import { pvs, pvsParts } from './streaming.ts';

export const haState = z
  .enum(['working-normally', 'pending-ha', 'initial-ha', 'extended-ha', 'pending-recovery'])
  .describe('A state of high availability: see "holdover help states".');

export const verdict = z
  .enum(['healthy', 'degraded', 'failed'])
  .describe(
    'failed: some zone is brokered by nobody, or a target is frozen. degraded: something is not as in normal operation.',
  );

export const brokering = z
  .enum(['cloud', 'secondary', 'none'])
  .describe('Who can broker a launch for this zone right now.');

export const registeredWith = z
  .object({ cloud: count(), secondary: count(), none: count() })
  .describe('Each machine once, at the broker that it last registered with, while that broker serves the zone.');

export const resetting = count().describe(
  'Of those registered with none: pooled machines that are reset after their use.',
);

export const lastImport = z
  .enum(['succeeded', 'failed', 'none'])
  .describe('How the last import of a configuration went.');

const health = z.enum(['healthy', 'unhealthy']);

const connector = z.object({
  up: z.boolean(),
  state: haState,
  since: instant().describe('Since when it is in this state.'),
  elected: z.boolean().describe('Whether it takes itself for the elected one.'),
  accepting: z.boolean().describe('Whether its secondary broker accepts registrations now.'),
  participates: z.boolean().describe('Whether it has heard from a StoreFront within the expiry.'),
  forcedOutage: z.boolean(),
  cloudReachable: z.boolean(),
  lhcEnabled: z.boolean().describe('The registry value of that name.'),
  outageModeEntered: z.boolean().describe('The registry value of that name.'),
  deliveryController: z.boolean().describe('Whether some StoreFront lists it, or a virtual server over it.'),
  lastStoreFrontContact: instant().nullable(),
  components: z.object({ xml: health, 'vda-relay': health, sta: health, 'forced-outage': health }),
  localDb: z.object({
    revision: count().nullable(),
    importedAt: instant().nullable(),
    lastImport,
  }),
  registrations: count().describe('Machines that its secondary broker holds.'),
});

const zone = z.object({
  state: haState.describe('The most advanced of its connectors that are up and participate.'),
  sinceSec: seconds(),
  brokering,
  elected: z.string().nullable().describe('Who brokers in an outage, or would; filled in every state.'),
  electedBrokers: names().describe('More than one only across a partition.'),
  acceptingBrokers: count().describe('Secondary brokers that accept registrations now.'),
  haReady: z.boolean().describe('Whether it would be brokered in an outage that began now.'),
  connectors: z.record(z.string(), connector).describe('By FQDN.'),
  machines: z.object({
    total: count(),
    registered: count(),
    registeredPercent: z.number().min(0).max(100).describe('One decimal; 100 only when every machine is registered.'),
    registeredWith,
    resetting,
    maintenance: count().describe('By the administrator, and parked because no broker could reset them.'),
    tainted: count().describe('Pooled machines that are idle, used and not reset.'),
    available: count().describe('Registered, and could take a new session now.'),
  }),
  sessions: z.object({ active: count(), disconnected: count() }),
});

const storeFront = z.object({
  advancedHealthCheck: z.boolean(),
  deliveryControllers: z.record(
    z.string(),
    z.object({
      healthy: z.boolean(),
      lastHeartbeat: instant().nullable(),
      bypassedUntil: instant().nullable().describe('Left out until then, after a failed request.'),
    }),
  ),
  missingConnectors: names().describe('Connectors that this StoreFront does not know.'),
});

const vip = z.object({
  zone: z.string().nullable().describe('That it is mapped to; null where it is mapped to none.'),
  monitor: z.enum(['citrix-xd-ddc', 'tcp']),
  members: z
    .record(z.string(), z.object({ state: z.enum(['up', 'down']), reason: z.string().nullable() }))
    .describe('By FQDN; the reason is what the last probe missed, null while it is up.'),
});

const launches = z
  .object({
    attempted: count(),
    succeeded: count(),
    failed: count(),
    failedBy: z.record(z.string(), count()).describe('By reason, those that there were.'),
  })
  .describe('Since the start of the site.');

const head = {
  schema: format('status'),
  site: site(),
  revision: count().describe('The revision of the configuration at the cloud broker.'),
  at: at(),
  elapsedSec: seconds().describe('World time since the start of the site.'),
  verdict,
};

const lhc = z.object({
  runtime: z.literal('modelled'),
  cloudBroker: z.object({ revision: count() }),
  zones: z.record(z.string(), zone).describe('By name.'),
  storeFronts: z.record(z.string(), storeFront).describe('By name.'),
  vips: z.record(z.string(), vip).describe('Virtual servers, by FQDN.'),
  launches,
  enumerations: z
    .object({ attempted: count(), failed: count() })
    .describe('Since the start: how often users asked what they may open, and nobody answered.'),
});

/** The document with all targets, as a watch begins with it. */
export const watchedStatus = {
  ...head,
  lhc: z.exactOptional(lhc).describe('Not of "pvs watch".'),
  pvs: z.exactOptional(pvs).describe('Not of "lhc watch", and absent on a site without provisioning.'),
};

export const status = describing<VerboseStatus>()(
  z.object({
    ...head,
    lhc: z.exactOptional(lhc).describe('Not of "pvs status".'),
    pvs: z.exactOptional(pvsParts).describe('Not of "lhc status", and absent on a site without provisioning.'),
    assumptions: z
      .exactOptional(z.array(z.object({ timer: z.string(), valueSec: z.number() })))
      .describe('With --verbose: numbers that no source gives, and what was reported rests on.'),
  }),
);
