/**
 * The `provisioning` part of a site file: the streaming farm, its servers, stores, vDisks and collections of targets.
 *
 * Not here: what the farm may not say (core/site/provisioning-meaning.ts).
 */

import { z } from 'zod';
import { count, instantMs, machineName, named, subnet, text, wholeBetween } from './schema-values.ts';

const server = z.strictObject({
  addresses: z
    .array(text())
    .min(1)
    .describe('Addresses on which it streams: host or IPv4 address, port (6910 where none is given), and /prefix.'),
  powerRating: z
    .number()
    .min(0.1)
    .max(1000)
    .default(1)
    .describe('Its power compared to other servers. Load is the number of connected targets divided by it.'),
});

const site = z.strictObject({
  servers: named(server).describe('The servers of the site, by name. A name is used once in the farm.'),
  loginServers: z
    .array(text())
    .optional()
    .describe('Servers that a booting target asks first, in this order. Default: every server of the site.'),
});

const store = z.strictObject({
  site: text().describe('The provisioning site that the store belongs to.'),
  storage: z
    .enum(['local', 'shared'])
    .describe('local: every server has a copy of its own. shared: all servers use one copy.'),
  servers: z.array(text()).describe('Servers that can serve from the store.'),
});

function content(otherwise: string) {
  return text()
    .optional()
    .describe(
      `A word for what it contains, in place of a hash of its bytes. Compared with identity: content. Default: ${otherwise}`,
    );
}

const replica = z.strictObject({
  missing: z.boolean().default(false).describe('The server has no copy of this version.'),
  modified: instantMs()
    .optional()
    .describe('When the copy was modified, where that differs from the version. RFC 3339.'),
  content: content('that of the version.'),
  unreachable: z.boolean().default(false).describe('The server cannot open its copy.'),
});

const version = z.strictObject({
  number: wholeBetween(0, 1_000_000).describe('The number of the version.'),
  access: z
    .enum(['production', 'test', 'maintenance'])
    .default('production')
    .describe(
      'Which collections may boot it. production: all. test: test and maintenance. maintenance: maintenance only.',
    ),
  modified: instantMs()
    .optional()
    .describe('When its files were modified. Only copies that agree in it are identical. RFC 3339. Default: start.'),
  content: content('one of its own, which no other version has.'),
  scheduled: instantMs()
    .optional()
    .describe('A production version is released at this moment. RFC 3339. Default: when the site is loaded.'),
  replicas: named(replica).prefault({}).describe('By server, only the copies that differ from the version itself.'),
});

const rebalance = z.strictObject({
  enabled: z.boolean().default(false).describe('Whether targets are spread anew while they run.'),
  triggerPercent: z
    .number()
    .min(5)
    .max(5000)
    .default(25)
    .describe('How far above its fair share the load of a server must be before it sends targets away. Percent.'),
});

const vdisk = z.strictObject({
  store: text().describe('The store that holds it.'),
  mode: z
    .enum(['standard', 'private'])
    .default('standard')
    .describe('standard: many targets read one image. private: one target reads and writes it.'),
  sizeGb: z.number().positive().max(65_536).default(40).describe('Its size in GB.'),
  writeCache: z
    .enum(['device-ram-overflow', 'device-ram', 'device-disk', 'server', 'server-persistent'])
    .default('device-ram-overflow')
    .describe('Where a target of a standard image keeps what it writes.'),
  writeCacheMb: wholeBetween(1, 131_072)
    .default(512)
    .describe('The part of the write cache that is in RAM, in MB, where writeCache is one with RAM.'),
  loadBalanced: z
    .boolean()
    .default(true)
    .describe('Whether each login gets the least loaded server. If not, assignedServer streams the vDisk.'),
  assignedServer: text()
    .optional()
    .describe('The one server of a vDisk with loadBalanced: false. Of no effect while it is load balanced.'),
  subnetAffinity: z
    .enum(['none', 'best-effort', 'fixed'])
    .default('none')
    .describe('Whether servers in the subnet of the target are preferred (best-effort) or demanded (fixed).'),
  rebalance: rebalance.prefault({}).describe('Whether and when running targets move to less loaded servers.'),
  versions: z
    .array(version)
    .min(1)
    .optional()
    .describe('Its versions. Default: one production version with number 1, the same everywhere.'),
});

const targets = z.strictObject({
  count: count(),
  name: machineName().describe('Their name, with a run of # where the number goes. It may be that of a machine.'),
  subnet: subnet().optional().describe('The IPv4 subnet they are in, such as 10.0.3.0/24.'),
});

const collection = z.strictObject({
  site: text().describe('The provisioning site whose servers stream to them.'),
  vdisk: text().describe('The vDisk they boot.'),
  type: z
    .enum(['production', 'test', 'maintenance'])
    .default('production')
    .describe('Which versions they may boot. production: production only. test: test versions too. maintenance: all.'),
  localDisk: z
    .boolean()
    .default(true)
    .describe('Whether they have a disk of their own. Without one, a write cache on device-disk goes to the server.'),
  targets: targets.describe('The target devices.'),
});

const autoMerge = z.strictObject({
  enabled: z.boolean().default(true).describe('Whether a promotion merges the versions of a vDisk with too many.'),
  maxVersions: wholeBetween(3, 50).default(5).describe('A vDisk with more versions than this is merged.'),
  access: z
    .enum(['maintenance', 'test', 'production'])
    .default('maintenance')
    .describe('The access of the version that the merge makes.'),
});

/** The streaming farm. */
export const provisioningSchema = z.strictObject({
  identity: z
    .enum(['timestamp', 'content'])
    .default('timestamp')
    .describe(
      'What makes two copies of a version identical. timestamp: the time of modification. content: time and content.',
    ),
  haLogin: z
    .enum(['list-then-site', 'list'])
    .default('list-then-site')
    .describe(
      'Whom a target asks during a fail-over: the login servers and then every other server, or the list only.',
    ),
  database: z
    .strictObject({
      offlineSupport: z.boolean().default(false).describe('Whether servers carry on while the database is away.'),
    })
    .prefault({})
    .describe('The database of the farm.'),
  autoMerge: autoMerge.prefault({}).describe('Merging of versions at the end of a promotion.'),
  sites: named(site).prefault({}).describe('Provisioning sites, by name.'),
  stores: named(store).prefault({}).describe('Stores, by name.'),
  vdisks: named(vdisk).prefault({}).describe('vDisks, by name.'),
  collections: named(collection).prefault({}).describe('Collections of target devices, by name.'),
});
