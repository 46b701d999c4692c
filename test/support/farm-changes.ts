/**
 * What an administrator may change of a random farm: servers come, go and move, and everything else is set otherwise.
 *
 * Not here: the farm before, and everything else that happens to it (farm-run.ts).
 */
import {
  type Collection,
  type FarmSketch,
  randomServer,
  randomSettings,
  randomTimers,
  type Vdisk,
} from './farm-sketch.ts';
import type { Dice } from './random-run.ts';

type Change = (dice: Dice, sketch: FarmSketch) => FarmSketch;

/** One change to three, of which none leaves a farm that may not be declared. */
export function changedFarm(dice: Dice, sketch: FarmSketch): FarmSketch {
  const changes = Array.from({ length: 1 + dice.below(3) }, () => dice.oneOf(CHANGES));
  return changes.reduce((changed, change) => change(dice, changed), sketch);
}

const CHANGES: readonly Change[] = [
  withoutServer,
  withoutServer,
  withServer,
  withServer,
  withMovedServer,
  withOtherPower,
  withOtherLogins,
  withOtherStore,
  withOtherVdisk,
  withOtherVdisk,
  withOtherCollection,
  withOtherCollection,
  withoutCollection,
  (dice, sketch) => ({ ...sketch, settings: randomSettings(dice) }),
  (dice, sketch) => ({ ...sketch, timers: randomTimers(dice) }),
];

/** Not the last of a site or of a store. */
function withoutServer(dice: Dice, sketch: FarmSketch): FarmSketch {
  const name = dice.oneOf(Object.values(sketch.sites).flatMap(({ servers }) => Object.keys(servers)));
  return withoutNamed(sketch, name);
}

/** Nothing names the server any more. */
function removed(sketch: FarmSketch, name: string): FarmSketch {
  const stores = mapped(sketch.stores, (store) => ({
    ...store,
    servers: store.servers.filter((each) => each !== name),
  }));
  return {
    ...sketch,
    sites: mapped(sketch.sites, (site) => {
      const servers = without(site.servers, name);
      const loginServers = site.loginServers.filter((each) => each !== name);
      return {
        ...site,
        servers,
        loginServers: loginServers.length > 0 ? loginServers : Object.keys(servers).slice(0, 1),
      };
    }),
    stores,
    vdisks: mapped(sketch.vdisks, (vdisk) => withinStore(vdisk, stores[vdisk.store]?.servers ?? [])),
  };
}

/** Who is not of the store is neither assigned nor has a copy. */
function withinStore(vdisk: Vdisk, servers: readonly string[]): Vdisk {
  const versions = vdisk.versions.map((version) => ({
    ...version,
    replicas: Object.fromEntries(Object.entries(version.replicas).filter(([name]) => servers.includes(name))),
  }));
  const { assignedServer } = vdisk;
  const isOutside = assignedServer !== undefined && !servers.includes(assignedServer);
  return { ...vdisk, versions, ...(isOutside ? { assignedServer: servers[0] } : {}) } as Vdisk;
}

/** One that was there before comes back, or one that never was; at the front or at the end. */
function withServer(dice: Dice, sketch: FarmSketch): FarmSketch {
  const all = Object.values(sketch.sites).flatMap(({ servers }) => Object.keys(servers));
  const spare = ['s1', 's2', 's3', 's4', 's5', 's6', 's7', 's8'].filter((name) => !all.includes(name));
  return spare.length === 0 ? sketch : added(dice, sketch, dice.oneOf(spare), dice.oneOf(Object.keys(sketch.sites)));
}

function added(dice: Dice, sketch: FarmSketch, name: string, site: string): FarmSketch {
  const isFirst = dice.chance(50);
  const own = { [name]: randomServer(dice, name) };
  return {
    ...sketch,
    sites: mapped(sketch.sites, (each, key) => {
      if (key !== site) return each;
      return { ...each, servers: isFirst ? { ...own, ...each.servers } : { ...each.servers, ...own } };
    }),
    stores: mapped(sketch.stores, (store) => {
      if (store.site !== site || dice.chance(20)) return store;
      return { ...store, servers: isFirst ? [name, ...store.servers] : [...store.servers, name] };
    }),
  };
}

function withMovedServer(dice: Dice, sketch: FarmSketch): FarmSketch {
  const sites = Object.keys(sketch.sites);
  const from = dice.oneOf(sites);
  const name = dice.oneOf(Object.keys(sketch.sites[from]?.servers ?? {}));
  const rest = withoutNamed(sketch, name);
  return rest === sketch ? sketch : added(dice, rest, name, dice.oneOf(sites));
}

function withoutNamed(sketch: FarmSketch, name: string): FarmSketch {
  const lists = [
    ...Object.values(sketch.sites).map(({ servers }) => Object.keys(servers)),
    ...Object.values(sketch.stores).map(({ servers }) => servers),
  ];
  return lists.some((servers) => servers.length === 1 && servers[0] === name) ? sketch : removed(sketch, name);
}

function withOtherPower(dice: Dice, sketch: FarmSketch): FarmSketch {
  const sites = mapped(sketch.sites, (site) => ({
    ...site,
    servers: mapped(site.servers, (server) => ({ ...server, powerRating: dice.oneOf([1, 2, 0.5]) })),
  }));
  return { ...sketch, sites };
}

function withOtherLogins(dice: Dice, sketch: FarmSketch): FarmSketch {
  const sites = mapped(sketch.sites, (site) => {
    const names = Object.keys(site.servers);
    const chosen = names.filter(() => dice.chance(50)).slice(0, 4);
    return { ...site, loginServers: chosen.length > 0 ? chosen : names.slice(-1) };
  });
  return { ...sketch, sites };
}

function withOtherStore(dice: Dice, sketch: FarmSketch): FarmSketch {
  const changed = dice.oneOf(Object.keys(sketch.stores));
  const stores = mapped(sketch.stores, (store, name) => {
    if (name !== changed) return store;
    const all = Object.keys(sketch.sites[store.site]?.servers ?? {});
    const servers = all.filter(() => dice.chance(70));
    return { ...store, servers: servers.length > 0 ? servers : all };
  });
  return {
    ...sketch,
    stores,
    vdisks: mapped(sketch.vdisks, (vdisk) => withinStore(vdisk, stores[vdisk.store]?.servers ?? [])),
  };
}

/** Its versions stay, but now and then for the newest, which goes or has another time. */
function withOtherVdisk(dice: Dice, sketch: FarmSketch): FarmSketch {
  const changed = dice.oneOf(Object.keys(sketch.vdisks));
  const vdisks = mapped(sketch.vdisks, (vdisk, name) => {
    if (name !== changed) return vdisk;
    const servers = sketch.stores[vdisk.store]?.servers ?? [];
    const { assignedServer: _assigned, ...rest } = vdisk;
    const versions = dice.oneOf([vdisk.versions, vdisk.versions, vdisk.versions.slice(0, 1)]);
    const settings: object = {
      ...dice.oneOf([{ loadBalanced: true }, { loadBalanced: false, assignedServer: dice.oneOf(servers) }]),
      writeCache: dice.oneOf(['device-ram', 'device-disk', 'server', 'server-persistent']),
      mode: dice.oneOf(['standard', 'standard', 'private']),
      subnetAffinity: dice.oneOf(['none', 'best-effort', 'fixed']),
      rebalance: { enabled: dice.chance(50), triggerPercent: 25 },
    };
    return { ...rest, versions, ...settings };
  });
  return { ...sketch, vdisks };
}

/** More targets or fewer, of another type, or with another vDisk of their site. */
function withOtherCollection(dice: Dice, sketch: FarmSketch): FarmSketch {
  const changed = dice.oneOf(Object.keys(sketch.collections));
  const siteOf = (vdisk: string) => sketch.stores[sketch.vdisks[vdisk]?.store ?? '']?.site;
  const collections = mapped(sketch.collections, (collection, name): Collection => {
    if (name !== changed) return collection;
    const others = Object.keys(sketch.vdisks).filter((vdisk) => siteOf(vdisk) === siteOf(collection.vdisk));
    return {
      ...collection,
      ...dice.oneOf([
        { targets: { ...collection.targets, count: 1 + dice.below(80) } },
        { type: dice.oneOf(['production', 'test', 'maintenance']) },
        { localDisk: dice.chance(50) },
        { vdisk: dice.oneOf(others) },
      ]),
    };
  });
  return { ...sketch, collections };
}

/** Not the last. */
function withoutCollection(dice: Dice, sketch: FarmSketch): FarmSketch {
  const names = Object.keys(sketch.collections);
  return names.length === 1 ? sketch : { ...sketch, collections: without(sketch.collections, dice.oneOf(names)) };
}

function mapped<Value, Result>(
  record: Readonly<Record<string, Value>>,
  map: (value: Value, name: string) => Result,
): Record<string, Result> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value, name)]));
}

function without<Value>(record: Readonly<Record<string, Value>>, name: string): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).filter(([each]) => each !== name));
}
