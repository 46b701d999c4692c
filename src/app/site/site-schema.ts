/**
 * The form of a site file, `holdover: site/1`: every key, what it may hold, and its default. The same definition validates
 * files and makes the JSON Schema that editors complete with.
 *
 * Not here: what a well-formed site may not say (core/site/meaning.ts), positions in the file (../declared-file.ts).
 */

import { z } from 'zod';
import { SITE_NAME_PATTERN } from '../../core/site/index.ts';
import { provisioningSchema } from './provisioning-schema.ts';
import { count, fqdn, instantMs, machineName, named, namedByFqdn, text, wholeBetween } from './schema-values.ts';
import { timersSchema } from './timers-schema.ts';

/** The first line of a site file names its format. */
export const SITE_FORMAT = 'site/1';

const connector = z.strictObject({
  fqdn: fqdn().describe('Its host name. Case is ignored; the election goes by it.'),
  cores: wholeBetween(1, 1024).default(4).describe('Processor cores.'),
  memoryGb: z.number().positive().max(65_536).default(8).describe('Memory in GB.'),
});

const zone = z.strictObject({
  connectors: z.array(connector).describe('The connectors of the zone, at least one.'),
  peerVerdict: z
    .enum(['all-unhealthy', 'majority', 'any'])
    .default('all-unhealthy')
    .describe('How many connectors must be unhealthy before Pending HA becomes Initial HA.'),
  electionAmong: z
    .enum(['all', 'in-ha-mode'])
    .default('all')
    .describe('Whether a connector outside HA mode can win the election.'),
  registrationLimit: wholeBetween(1, 10_000_000)
    .default(10_000)
    .describe('How many machines one secondary broker of the zone may register. A count.'),
});

const policy = z.strictObject({
  reuseMachinesWithoutShutdownInOutageAllowed: z
    .boolean()
    .default(false)
    .describe('Whether groups may hand out used pooled machines during an outage. Each group has a switch as well.'),
  powerActionsInOutage: z
    .boolean()
    .default(false)
    .describe('Whether machines are started and shut down during an outage (preview: vsphere and citrix-hypervisor).'),
});

const machines = z.strictObject({
  zone: text().describe('The zone they are in.'),
  count: count(),
  name: machineName().describe('Their name, with a run of # where the number goes: vda-### is vda-001, vda-002, ….'),
  maxSessions: wholeBetween(1, 100_000)
    .optional()
    .describe('How many sessions one machine holds. Default: 250, or 1 with single-session support.'),
  assignedTo: text().optional().describe('Static groups: the owner. A run of # takes the number of the machine.'),
  tags: z.array(text()).prefault([]).describe('Tags that the machines carry.'),
  sessionSupport: z
    .enum(['single-session', 'multi-session'])
    .optional()
    .describe(
      'What the machines really are. Where it does not fit the type of the group, they are refused. Default: it fits.',
    ),
  maintenance: z.boolean().default(false).describe('Whether the machines are in maintenance mode at the start.'),
});

const deliveryGroup = z.strictObject({
  type: z
    .enum(['pooled', 'static', 'multi-session'])
    .default('pooled')
    .describe(
      'pooled: any free desktop, reset at logoff. static: a desktop of its own for each user. multi-session: servers.',
    ),
  hosting: z
    .enum(['other', 'vsphere', 'citrix-hypervisor'])
    .default('other')
    .describe('What the machines run on; power actions in an outage depend on it.'),
  reuseMachinesWithoutShutdownInOutage: z
    .boolean()
    .default(false)
    .describe('Whether used pooled machines are handed out during an outage, where the policy allows it.'),
  resources: z.array(text()).min(1).describe('The desktops and applications that the group publishes.'),
  entitled: z
    .array(text())
    .optional()
    .describe('Who may use the resources: names or name patterns of users. Default: every user.'),
  restrictToTag: text().optional().describe('Only machines with this tag are used.'),
  machines: z.array(machines).describe('The machines of the group.'),
});

const user = z.strictObject({
  count: count(),
  name: text().describe('Their name, with a run of # where the number goes.'),
});

const workload = z.strictObject({
  launchesPerMinute: z.number().min(0).max(1_000_000).default(0).describe('Launches per minute, over all users.'),
  sessionMinutes: z
    .strictObject({
      mean: z.number().positive().max(5_256_000).default(240).describe('Mean length of a session. Minutes.'),
    })
    .prefault({})
    .describe('How long sessions last.'),
  mix: z
    .record(text(), z.number().min(0).max(1_000_000))
    .optional()
    .describe('What is launched: a weight for each resource. Default: every resource with weight 1.'),
});

const aggregation = z.strictObject({
  name: text().describe('The name of the aggregation group.'),
  primary: z.array(fqdn()).min(1).describe('Delivery controllers of this StoreFront that are asked.'),
  backup: z.array(fqdn()).prefault([]).describe('Delivery controllers that are asked only when every primary is down.'),
  mode: z
    .enum(['load-balanced', 'failover'])
    .default('load-balanced')
    .describe('Whether launches are spread over the primaries, or go to the first one that is up.'),
  identical: z
    .boolean()
    .default(true)
    .describe('Whether they publish the same resources: then one is asked, else all are.'),
});

const storeFront = z.strictObject({
  version: z
    .string('a version in quotes, such as "2402" or "1912 CU1"')
    .regex(/^\d+(?:\.\d+)*(?: (?:LTSR|CU\d+))*$/, 'a version in quotes, such as "2402" or "1912 CU1"')
    .default('2402')
    .describe('Its version. AdvancedHealthCheck works from 1912 CU1 on.'),
  advancedHealthCheck: z
    .boolean()
    .default(false)
    .describe('Whether it learns in an outage which zone each delivery controller can broker for.'),
  backgroundHealthChecks: z
    .boolean()
    .default(true)
    .describe('Whether it checks delivery controllers by heartbeats, and not only when it needs them.'),
  loadBalance: z
    .boolean()
    .default(true)
    .describe('Whether requests are spread over the delivery controllers, or go to the first one that is up.'),
  aggregation: z
    .array(aggregation)
    .prefault([])
    .describe('Which delivery controllers count as one, and which only stand by.'),
  deliveryControllers: z.array(fqdn()).describe('Host names of connectors, or of virtual servers of an ADC over them.'),
});

const vip = z.strictObject({
  zone: text().optional().describe('The zone that the virtual server is mapped to. Default: none.'),
  members: z.array(fqdn()).describe('The connectors behind it.'),
  monitor: z
    .enum(['citrix-xd-ddc', 'tcp'])
    .default('citrix-xd-ddc')
    .describe('How it finds members that are down. tcp does not see that a connector brokers nothing.'),
});

const gateway = z.strictObject({
  stas: z.array(fqdn()).describe('The connectors that issue and validate its tickets, in this order.'),
  share: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .describe('The share of launches that come through the gateway, from 0 to 1.'),
});

const adc = z.strictObject({
  vips: namedByFqdn(vip).prefault({}).describe('Virtual servers over connectors, by host name.'),
  gateway: gateway.optional().describe('The gateway for users outside. Default: none.'),
});

/** The form of a site file. */
export const siteSchema = z.strictObject({
  holdover: z.literal(SITE_FORMAT).describe('The format of this file.'),
  name: z
    .string('the name of the site')
    .min(1, 'the name of the site')
    .meta({ pattern: SITE_NAME_PATTERN, examples: ['example'] })
    .describe('The name of the site. Its files are named by it: letters, digits, ".", "_" and "-".'),
  start: instantMs()
    .prefault('2026-01-05T08:00:00Z')
    .describe('World time at which the site starts, settled. RFC 3339, UTC.'),
  seed: wholeBetween(0, 0xffff_ffff)
    .default(1)
    .describe('Decides everything that is left to chance: the same seed gives the same run.'),
  cloud: z
    .strictObject({
      farm: text()
        .optional()
        .describe('The farm identity that a monitor of delivery controllers looks for. Default: name.'),
    })
    .prefault({})
    .describe('The cloud broker.'),
  zones: named(zone)
    .prefault({})
    .describe('The resource locations, by name; at least one, unless the site is a streaming farm and nothing else.'),
  policy: policy.prefault({}).describe('Switches of the whole site.'),
  deliveryGroups: named(deliveryGroup).prefault({}).describe('Delivery groups, by name.'),
  users: z.array(user).prefault([]).describe('The users.'),
  workload: workload.prefault({}).describe('What people do meanwhile.'),
  storeFronts: named(storeFront).prefault({}).describe('StoreFronts, by name.'),
  adcs: named(adc).prefault({}).describe('ADCs with their virtual servers and gateway, by name.'),
  timers: timersSchema.prefault({}).describe('How long things take. Every timer has a default.'),
  provisioning: provisioningSchema.optional().describe('The streaming farm. Default: none.'),
});

/** A site file by itself: values are read and most defaults filled in, but it is still laid out as the file is. */
export type SiteFileShape = z.output<typeof siteSchema>;

/** The JSON Schema (draft 2020-12) of site files, as they are written. */
export function siteJsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(siteSchema, { io: 'input', target: 'draft-2020-12' });
  return {
    $schema,
    $id: 'urn:holdover:schema:site:1',
    title: 'holdover site file',
    description: 'A site that holdover rehearses and runs: its zones, delivery groups, StoreFronts and streaming farm.',
    ...rest,
  };
}
