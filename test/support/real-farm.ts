/**
 * Streaming farms as administrators run them, drawn at random: what the generated exports are of.
 *
 * Only what exports can tell is in them: no content of copies, no subnets, and one list of login servers and one timer for all.
 *
 * Not here: how each version of PowerShell exports them (farm-exports.ts).
 */

import fc from 'fast-check';
import type {
  CollectionDefinition,
  ProvisioningDefinition,
  ReplicaDefinition,
  Timers,
  VdiskDefinition,
  VdiskVersionDefinition,
} from '../../src/core/site/index.ts';

export interface RealFarm {
  readonly provisioning: ProvisioningDefinition;
  readonly timers: Pick<Timers, 'bootPause' | 'bootMax' | 'bootsAtOnce' | 'inventoryPoll'>;
}

interface Site {
  readonly name: string;
  readonly servers: readonly string[];
  readonly loginServers: readonly string[];
}

type Store = ProvisioningDefinition['stores'][string] & { readonly name: string };
type Vdisk = VdiskDefinition & { readonly name: string; readonly site: string };

const SECOND_MS = 1_000;

/** A day before and after the start of imported sites. */
const BEFORE_MS = { min: Date.UTC(2025, 0, 1), max: Date.UTC(2026, 0, 5, 7, 59, 59) };
const AFTER_MS = { min: Date.UTC(2026, 0, 6), max: Date.UTC(2027, 0, 1) };

const NO_DIFFERENCE: ReplicaDefinition = { missing: false, unreachable: false, modifiedMs: null, content: null };

/** Farms of one or two sites, with up to a few of everything and hundreds of targets. */
export const farms: fc.Arbitrary<RealFarm> = fc
  .array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 2 })
  .chain((counts) => fc.tuple(...counts.map((count, index) => siteOf(count, index))))
  .chain((sites) => fc.record({ provisioning: farmOf(sites), timers: timers() }));

function siteOf(count: number, index: number): fc.Arbitrary<Site> {
  const name = ['ams', 'Frankfurt 2'][index] as string;
  const servers = Array.from({ length: count }, (_, number) => `PVS-${name.slice(0, 3)}-${number + 1}`);
  return fc
    .shuffledSubarray(servers, { minLength: 1, maxLength: Math.min(4, count) })
    .map((loginServers) => ({ name, servers, loginServers }));
}

function farmOf(sites: readonly Site[]): fc.Arbitrary<ProvisioningDefinition> {
  return fc.tuple(...sites.map((site, index) => storesOf(site, index))).chain((lists) => {
    const stores = lists.flat();
    return fc.array(fc.nat(stores.length - 1), { minLength: 1, maxLength: 4 }).chain((places) =>
      fc
        .tuple(
          ratingsOf(sites),
          fc.tuple(...places.map((place, index) => vdiskOf(stores[place] as Store, index))),
          fc.boolean(),
          autoMerge(),
        )
        .chain(([ratings, vdisks, offlineSupport, merge]) =>
          collectionsOf(vdisks).map(
            (collections): ProvisioningDefinition => ({
              identity: 'timestamp',
              haLogin: 'list-then-site',
              database: { offlineSupport },
              autoMerge: merge,
              sites: Object.fromEntries(sites.map((site, at) => [site.name, serversOf(site, at, ratings)])),
              stores: Object.fromEntries(stores.map(({ name, ...store }) => [name, store])),
              vdisks: Object.fromEntries(vdisks.map(({ name, site, ...vdisk }) => [name, vdisk])),
              collections,
            }),
          ),
        ),
    );
  });
}

function ratingsOf(sites: readonly Site[]): fc.Arbitrary<readonly number[]> {
  const count = sites.flatMap(({ servers }) => servers).length;
  return fc.array(fc.constantFrom(0.1, 1, 2, 2.5, 1000), { minLength: count, maxLength: count });
}

function serversOf({ name, servers, loginServers }: Site, at: number, ratings: readonly number[]) {
  const entries = servers.map((server, index) => {
    const address = `10.${at}.${name.length}.${index + 11}:6910`;
    const addresses = index % 2 === 0 ? [address] : [address, `10.${at}.200.${index + 11}:6910`];
    return [server, { addresses, powerRating: ratings[at === 0 ? index : ratings.length - 1 - index] ?? 1 }] as const;
  });
  return { servers: Object.fromEntries(entries), loginServers };
}

function storesOf({ name: site, servers }: Site, at: number): fc.Arbitrary<readonly Store[]> {
  const store = fc.record({
    storage: fc.constantFrom('local' as const, 'shared' as const),
    servers: fc.subarray([...servers], { minLength: 1 }),
  });
  return fc
    .array(store, { minLength: 1, maxLength: 3 })
    .map((list) => list.map((each, index) => ({ ...each, site, name: `Store ${at}${index}` })));
}

function vdiskOf(store: Store, index: number): fc.Arbitrary<Vdisk> {
  const mode = fc.constantFrom('standard' as const, 'standard' as const, 'private' as const);
  const caches = ['device-ram-overflow', 'device-ram', 'device-disk', 'server', 'server-persistent'] as const;
  return fc
    .record({
      mode,
      sizeGb: fc.integer({ min: 1, max: 2048 }),
      cache: fc.constantFrom(...caches),
      cacheMb: fc.integer({ min: 1, max: 131_072 }),
      assignedServer: fc.option(fc.constantFrom(...store.servers)),
      subnetAffinity: fc.constantFrom('none' as const, 'best-effort' as const, 'fixed' as const),
      rebalance: fc.record({ enabled: fc.boolean(), triggerPercent: fc.integer({ min: 5, max: 5000 }) }),
      versions: versionsOf(store),
    })
    .map(({ cache, cacheMb, ...vdisk }) => {
      // A private image has no write cache, and only some caches have a part in RAM.
      const writeCache = vdisk.mode === 'private' ? 'device-ram-overflow' : cache;
      const isInRam = vdisk.mode === 'standard' && writeCache.startsWith('device-ram');
      return {
        ...vdisk,
        name: `Image-${index}`,
        site: store.site,
        store: store.name,
        writeCache,
        writeCacheMb: isInRam ? cacheMb : 512,
        loadBalanced: vdisk.assignedServer === null,
      };
    });
}

/** Released versions, then perhaps one that is scheduled, tests, and one in maintenance. */
function versionsOf(store: Store): fc.Arbitrary<readonly VdiskVersionDefinition[]> {
  return fc
    .record({
      first: fc.nat(50),
      released: fc.integer({ min: 1, max: 3 }),
      scheduledMs: fc.option(secondsIn(AFTER_MS)),
      tests: fc.nat(2),
      isMaintained: fc.boolean(),
    })
    .chain(({ first, released, scheduledMs, tests, isMaintained }) => {
      const kinds = [
        ...Array.from({ length: released }, () => ({ access: 'production' as const, scheduledMs: null })),
        ...(scheduledMs === null ? [] : [{ access: 'production' as const, scheduledMs }]),
        ...Array.from({ length: tests }, () => ({ access: 'test' as const, scheduledMs: null })),
        ...(isMaintained ? [{ access: 'maintenance' as const, scheduledMs: null }] : []),
      ];
      const versions = kinds.map((kind, index) =>
        fc
          .record({ modifiedMs: secondsIn(BEFORE_MS), replicas: replicasOf(store) })
          .map((drawn) => ({ number: first + index, content: null, ...kind, ...drawn })),
      );
      return fc.tuple(...versions);
    });
}

/** At least one server has the version as it was recorded. */
function replicasOf({ storage, servers }: Store): fc.Arbitrary<VdiskVersionDefinition['replicas']> {
  const unreachable = fc.constant({ ...NO_DIFFERENCE, unreachable: true });
  const other = secondsIn(AFTER_MS).map((timeMs) => ({
    ...NO_DIFFERENCE,
    modifiedMs: timeMs - 400 * 86_400_000 - 500 * SECOND_MS,
  }));
  const missing = fc.constant({ ...NO_DIFFERENCE, missing: true });
  const replica = storage === 'shared' ? unreachable : fc.oneof(unreachable, other, missing);
  return fc
    .subarray([...servers], { maxLength: servers.length - 1 })
    .chain((differing) => fc.tuple(...differing.map((server) => replica.map((each) => [server, each] as const))))
    .map((entries) => Object.fromEntries(entries));
}

function collectionsOf(vdisks: readonly Vdisk[]): fc.Arbitrary<Readonly<Record<string, CollectionDefinition>>> {
  const collection = fc.record({
    vdisk: fc.constantFrom(...vdisks),
    type: fc.constantFrom('production' as const, 'test' as const, 'maintenance' as const),
    count: fc.oneof(fc.constant(1), fc.integer({ min: 2, max: 120 })),
    digits: fc.integer({ min: 1, max: 4 }),
  });
  return fc.array(collection, { minLength: 1, maxLength: 5 }).map((all) =>
    Object.fromEntries(
      all.map(({ vdisk, type, count, digits }, index) => {
        const name = `${'abcde'[index]}-VDA-${'#'.repeat(digits)}`;
        const targets = { count, name, subnet: null };
        return [`Pool ${index}`, { site: vdisk.site, vdisk: vdisk.name, type, localDisk: true, targets }];
      }),
    ),
  );
}

function autoMerge(): fc.Arbitrary<ProvisioningDefinition['autoMerge']> {
  return fc.record({
    enabled: fc.boolean(),
    maxVersions: fc.integer({ min: 3, max: 50 }),
    access: fc.constantFrom('maintenance' as const, 'test' as const, 'production' as const),
  });
}

function timers(): fc.Arbitrary<RealFarm['timers']> {
  const seconds = (min: number, max: number) => fc.integer({ min, max }).map((each) => each * SECOND_MS);
  return fc.record({
    bootPause: seconds(1, 60),
    bootMax: seconds(10, 900),
    bootsAtOnce: fc.integer({ min: 1, max: 1000 }),
    inventoryPoll: seconds(1, 600),
  });
}

function secondsIn({ min, max }: { readonly min: number; readonly max: number }): fc.Arbitrary<number> {
  return fc.integer({ min: min / SECOND_MS, max: Math.floor(max / SECOND_MS) }).map((each) => each * SECOND_MS);
}
