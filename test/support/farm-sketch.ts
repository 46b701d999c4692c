/**
 * A random streaming farm, and the definition of its site.
 *
 * Six servers and 300 targets, in one site or two; local and shared stores; every mode, write cache and affinity; copies that differ;
 * default timers or short ones. Some targets are machines of a delivery group.
 *
 * Not here: what happens to it (farm-run.ts).
 */
import { parseSiteFile } from '../../src/app/site/read-site-file.ts';
import type { SiteDefinition } from '../../src/core/site/index.ts';
import type { Dice } from './random-run.ts';

const START = '2026-01-05T08:00:00Z';

export interface FarmSketch {
  readonly sites: Readonly<
    Record<string, { readonly servers: Readonly<Record<string, object>>; readonly loginServers: readonly string[] }>
  >;
  readonly stores: Readonly<
    Record<string, { readonly site: string; readonly storage: string; readonly servers: readonly string[] }>
  >;
  readonly vdisks: Readonly<Record<string, Vdisk>>;
  readonly collections: Readonly<Record<string, Collection>>;
  readonly timers: object;
  readonly settings: object;
}

export interface Vdisk {
  readonly store: string;
  readonly assignedServer?: string;
  readonly versions: readonly { readonly number: number; readonly replicas: object }[];
}

export interface Collection {
  readonly vdisk: string;
  readonly targets: { readonly count: number; readonly name: string };
}

export function randomFarm(dice: Dice): FarmSketch {
  const siteNames = dice.chance(30) ? ['east', 'west'] : ['east'];
  const servers = ['s1', 's2', 's3', 's4', 's5', 's6'];
  const serversOf = (site: string) => servers.filter((_, index) => siteNames[index % siteNames.length] === site);
  const sites = Object.fromEntries(
    siteNames.map((site) => [
      site,
      {
        servers: Object.fromEntries(serversOf(site).map((name) => [name, randomServer(dice, name)])),
        loginServers: serversOf(site).slice(0, 1 + dice.below(serversOf(site).length)),
      },
    ]),
  );
  const stores = Object.fromEntries(
    siteNames.flatMap((site) =>
      ['local', 'shared'].map((storage) => {
        const all = serversOf(site);
        const members = dice.chance(70) ? all : all.filter(() => dice.chance(70));
        return [`${site}-${storage}`, { site, storage, servers: members.length === 0 ? all : members }] as const;
      }),
    ),
  );
  const vdisks = Object.fromEntries(
    Object.entries(stores).flatMap(([store, { servers: members, storage }]) =>
      ['a', 'b'].map((letter) => [`${store}-${letter}`, randomVdisk(dice, store, storage, members)] as const),
    ),
  );
  const names = Object.keys(vdisks);
  const collections = Object.fromEntries(
    names.map((vdisk, index) => [
      `c${index}`,
      {
        site: stores[vdisks[vdisk]!.store]!.site,
        vdisk,
        type: dice.oneOf(['production', 'production', 'production', 'test', 'maintenance']),
        localDisk: dice.chance(80),
        targets: {
          count: Math.floor(300 / names.length),
          name: index === 0 ? 'vm-###' : `t${index}-###`,
          ...(dice.chance(50) ? { subnet: dice.oneOf(['10.0.1.0/24', '10.0.2.0/24']) } : {}),
        },
      },
    ]),
  );
  return { sites, stores, vdisks, collections, timers: randomTimers(dice), settings: randomSettings(dice) };
}

export function randomServer(dice: Dice, name: string): object {
  const number = Number(name.slice(1));
  const subnet = dice.oneOf([1, 2]);
  return {
    addresses: [`10.0.${subnet}.${number}:6910${dice.chance(70) ? '/24' : ''}`],
    powerRating: dice.oneOf([1, 1, 1, 2, 0.5]),
  };
}

function randomVdisk(dice: Dice, store: string, storage: string, servers: readonly string[]): Vdisk {
  const loadBalanced = dice.chance(85);
  const versionCount = 1 + dice.below(3);
  return {
    store,
    mode: dice.chance(12) ? 'private' : 'standard',
    writeCache: dice.oneOf(['device-ram-overflow', 'device-ram', 'device-disk', 'server', 'server-persistent']),
    loadBalanced,
    ...(loadBalanced ? {} : { assignedServer: dice.oneOf(servers) }),
    subnetAffinity: dice.oneOf(['none', 'none', 'best-effort', 'fixed']),
    rebalance: { enabled: dice.chance(30), triggerPercent: dice.oneOf([5, 25, 100]) },
    versions: Array.from({ length: versionCount }, (_, index) => ({
      number: index + 1,
      access:
        index === 0
          ? 'production'
          : index < versionCount - 1
            ? dice.oneOf(['production', 'test'])
            : dice.oneOf(['production', 'test', 'maintenance']),
      modified: `2026-01-0${index + 1}T20:00:00Z`,
      ...(dice.chance(10) ? { scheduled: '2026-01-05T08:10:00Z' } : {}),
      replicas: storage === 'local' && dice.chance(40) ? { [dice.oneOf(servers)]: randomReplica(dice) } : {},
    })),
  } as Vdisk;
}

function randomReplica(dice: Dice): object {
  return dice.oneOf([
    { missing: true },
    { unreachable: true },
    { modified: '2026-01-04T20:00:02Z' },
    { content: 'other', modified: '2026-01-04T21:00:00Z' },
  ]);
}

export function randomTimers(dice: Dice): object {
  if (dice.chance(40)) return {};
  return {
    streamReplyTimeout: dice.oneOf(['500ms', '1s', '5s']),
    streamRetries: dice.oneOf([2, 3, 10]),
    streamHeartbeat: dice.oneOf(['5s', '30s']),
    bootPause: dice.oneOf(['1s', '10s']),
    bootMax: dice.oneOf(['10s', '60s']),
    bootsAtOnce: dice.oneOf([1, 5, 500]),
    inventoryPoll: dice.oneOf(['1s', '60s']),
    rebalanceCheck: dice.oneOf(['1m', '10m']),
  };
}

export function randomSettings(dice: Dice): object {
  return {
    identity: dice.oneOf(['timestamp', 'content']),
    haLogin: dice.oneOf(['list-then-site', 'list-then-site', 'list']),
    database: { offlineSupport: dice.chance(60) },
    autoMerge: { enabled: dice.chance(70), maxVersions: 3, access: dice.oneOf(['production', 'test', 'maintenance']) },
  };
}

export function definitionOf({ timers, settings, ...farm }: FarmSketch, seed: number): SiteDefinition {
  const site = {
    holdover: 'site/1',
    name: 'farm',
    start: START,
    seed,
    cloud: { farm: 'Farm' },
    zones: { z: { connectors: [{ fqdn: 'cc1.example' }, { fqdn: 'cc2.example' }] } },
    deliveryGroups: {
      pool: { type: 'pooled', resources: ['Desktop'], machines: [{ zone: 'z', count: 20, name: 'vm-###' }] },
    },
    users: [{ count: 30, name: 'user-##' }],
    workload: { launchesPerMinute: 1, sessionMinutes: { mean: 5 }, mix: { Desktop: 1 } },
    storeFronts: { sf: { deliveryControllers: ['cc1.example', 'cc2.example'] } },
    timers,
    provisioning: { ...settings, ...farm },
  };
  return parseSiteFile(JSON.stringify(site), 'farm.json').definition;
}
