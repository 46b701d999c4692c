/**
 * A random streaming farm and what happens to it, both decided by one number: a failing run is named by it.
 *
 * Six servers and 300 targets, in one site or two; local and shared stores; every mode, write cache and affinity; copies that differ;
 * default timers or short ones. Some targets are machines of a delivery group.
 */
import { parseSiteFile } from '../../src/app/site/read-site-file.ts';
import type { OperatorAction, SiteDefinition, StreamingFault } from '../../src/core/site/index.ts';
import { changedFarm } from './farm-changes.ts';
import { type Deed, Dice } from './random-run.ts';

export interface FarmRun {
  readonly definition: SiteDefinition;
  readonly deeds: readonly Deed[];
}

const START = '2026-01-05T08:00:00Z';
const SECOND = 1_000;
const MINUTE = 60_000;

export function farmRun(seed: number): FarmRun {
  const dice = new Dice(seed);
  const sketch = randomFarm(dice);
  return { definition: definitionOf(sketch, seed), deeds: randomDeeds(dice, sketch, seed) };
}

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

function randomFarm(dice: Dice): FarmSketch {
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

export function randomVdisk(dice: Dice, store: string, storage: string, servers: readonly string[]): Vdisk {
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

function definitionOf({ timers, settings, ...farm }: FarmSketch, seed: number): SiteDefinition {
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

function randomDeeds(dice: Dice, first: FarmSketch, seed: number): Deed[] {
  let faultCount = 0;
  let sketch = first;
  return Array.from({ length: 25 }, (): Deed[] => {
    const deeds: Deed[] = [randomAdvance(dice)];
    if (dice.chance(35) && faultCount > 0) {
      deeds.push(acting({ type: 'fault-cleared', id: `f${1 + dice.below(faultCount)}` }));
    } else if (dice.chance(45)) {
      faultCount += 1;
      const fault = randomFault(dice, sketch);
      const lasts = dice.chance(50) ? (1 + dice.below(300)) * SECOND : null;
      deeds.push({
        type: 'act',
        action: { type: 'fault-injected', id: `f${faultCount}`, fault, untilMs: lasts },
        leaseMs: lasts,
      });
    } else if (dice.chance(12)) {
      sketch = changedFarm(dice, sketch);
      deeds.push(acting(redefinition(sketch, seed)));
    } else {
      deeds.push(...(dice.chance(10) ? bootStorm(dice, sketch) : [randomAction(dice, sketch)]));
    }
    return deeds;
  }).flat();
}

function acting(action: OperatorAction, leaseMs: number | null = null): Deed {
  return { type: 'act', action, leaseMs };
}

function randomAdvance(dice: Dice): Deed {
  const byMs = dice.oneOf([0, 1, 250, 700, 3 * SECOND, 10 * SECOND, 31 * SECOND, 70 * SECOND, 2 * MINUTE, 11 * MINUTE]);
  return { type: 'advance', byMs };
}

/** Targets of one collection are switched off, and all on again. */
function bootStorm(dice: Dice, sketch: FarmSketch): Deed[] {
  const { targets } = dice.oneOf(Object.values(sketch.collections));
  const names = Array.from({ length: Math.min(12, targets.count) }, (_, index) =>
    targets.name.replace('###', String(index + 1).padStart(3, '0')),
  );
  return [
    ...names.map((target) => acting({ type: 'target-shut-down', target })),
    ...names.map((target) => acting({ type: 'target-booted', target })),
  ];
}

function serverNames({ sites }: FarmSketch): readonly string[] {
  return Object.values(sites).flatMap(({ servers }) => Object.keys(servers));
}

function randomFault(dice: Dice, sketch: FarmSketch): StreamingFault {
  const server = dice.oneOf(serverNames(sketch));
  const [storeName, store] = dice.oneOf(Object.entries(sketch.stores));
  const locals = Object.entries(sketch.vdisks).filter(([, vdisk]) => sketch.stores[vdisk.store]?.storage === 'local');
  const [vdiskName, vdisk] = dice.oneOf(locals);
  return dice.oneOf<StreamingFault>([
    { kind: 'server-down', server },
    { kind: 'server-down', server },
    { kind: 'store-unreachable', server: dice.oneOf(store.servers), store: storeName },
    { kind: 'replica-drift', server: dice.oneOf(sketch.stores[vdisk.store]?.servers ?? []), vdisk: vdiskName },
    { kind: 'database-offline', partial: dice.chance(40) },
    { kind: 'packet-loss', server, percent: dice.oneOf([1, 10, 40, 90, 100]) },
  ]);
}

function randomAction(dice: Dice, sketch: FarmSketch): Deed {
  const servers = [dice.oneOf(serverNames(sketch))];
  const [vdisk, { versions, store }] = dice.oneOf(Object.entries(sketch.vdisks));
  const { targets } = dice.oneOf(Object.values(sketch.collections));
  const target = targets.name.replace('###', String(1 + dice.below(targets.count)).padStart(3, '0'));
  const [from = '', ...to] = dice.chance(50)
    ? (sketch.stores[store]?.servers ?? [])
    : [...(sketch.stores[store]?.servers ?? [])].reverse();
  const lasts = dice.chance(40) ? (1 + dice.below(200)) * SECOND : null;
  const version = dice.oneOf(versions).number;
  const access = dice.oneOf(['production', 'test', 'maintenance'] as const);
  switch (dice.below(11)) {
    case 0:
    case 1:
    case 2:
      return acting({ type: 'stream-stopped', servers, untilMs: lasts }, lasts);
    case 3:
      return acting({ type: 'stream-started', servers });
    case 4:
      return acting({ type: dice.chance(50) ? 'target-booted' : 'target-shut-down', target });
    case 5:
      return acting({ type: 'rebalanced', servers, vdisk: dice.chance(50) ? vdisk : null });
    case 6:
      return acting({
        type: 'version-promoted',
        vdisk,
        version,
        to: dice.oneOf(['test', 'production']),
        scheduledMs: null,
      });
    case 7:
      return acting({ type: 'version-reverted', vdisk, version });
    case 8:
      return acting({ type: 'version-pinned', vdisk, version: dice.chance(50) ? version : null });
    case 9:
      return acting(
        dice.chance(70)
          ? { type: 'versions-merged', vdisk, into: dice.oneOf(['base', 'difference']), access }
          : { type: 'versions-pruned', vdisk },
      );
    default:
      return acting({ type: 'replicas-copied', vdisk, from, to, newTimes: dice.chance(20) });
  }
}

function redefinition(sketch: FarmSketch, seed: number): OperatorAction {
  return {
    type: 'definition-changed',
    definition: definitionOf(sketch, seed),
    source: { fileName: 'farm.json', text: '' },
  };
}
