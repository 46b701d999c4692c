/**
 * Small streaming farms for tests: a site with one vDisk and some servers, and what a test wants to ask of it.
 */
import { parseSiteFile } from '../../src/app/site/read-site-file.ts';
import { targetName, targetNumber } from '../../src/core/pvs/farm/index.ts';
import type { OperatorAction, SiteDefinition, StreamingFault } from '../../src/core/site/index.ts';
import {
  act,
  advanceTo,
  allCheckers,
  allFarmCheckers,
  settle,
  type World,
  type WorldOptions,
} from '../../src/sim/index.ts';
import type { FarmRuntime } from '../../src/sim/streaming/index.ts';
import {
  FROZEN,
  LOADING,
  LOGIN,
  OFF,
  PAUSED,
  RELOGIN,
  RETRYING,
  STREAMING,
  WAITING,
} from '../../src/sim/streaming/target-columns.ts';

export interface FarmSketch {
  /** Power ratings by name; or so many servers of power 1, `pvs1` and on. */
  readonly servers?: number | Readonly<Record<string, number>>;
  readonly addresses?: Readonly<Record<string, string>>;
  readonly loginServers?: readonly string[];
  readonly storage?: 'local' | 'shared';
  readonly vdisk?: object;
  readonly targets?: number;
  readonly collection?: object;
  /** Further parts of `provisioning`, over the others. */
  readonly provisioning?: object;
  readonly timers?: object;
  readonly site?: object;
  readonly seed?: number;
}

export function farmSite(sketch: FarmSketch = {}): SiteDefinition {
  const { servers = 3, storage = 'shared', targets = 6, vdisk = {}, collection = {}, seed = 7 } = sketch;
  const ratings =
    typeof servers === 'number'
      ? Object.fromEntries(Array.from({ length: servers }, (_, index) => [`pvs${index + 1}`, 1]))
      : servers;
  const names = Object.keys(ratings);
  const site = {
    holdover: 'site/1',
    name: 'farm',
    start: '2026-01-05T08:00:00Z',
    seed,
    cloud: { farm: 'Farm' },
    zones: { z: { connectors: [{ fqdn: 'cc1.example' }] } },
    deliveryGroups: {},
    users: [],
    storeFronts: { sf: { deliveryControllers: ['cc1.example'] } },
    timers: sketch.timers ?? {},
    provisioning: {
      database: { offlineSupport: true },
      sites: {
        s: {
          servers: Object.fromEntries(
            names.map((name, index) => [
              name,
              { addresses: [sketch.addresses?.[name] ?? `10.0.0.${index + 1}:6910`], powerRating: ratings[name] },
            ]),
          ),
          loginServers: sketch.loginServers ?? names.slice(0, 2),
        },
      },
      stores: { store: { site: 's', storage, servers: names } },
      vdisks: { win: { store: 'store', ...vdisk } },
      collections: { pool: { site: 's', vdisk: 'win', targets: { count: targets, name: 't-####' }, ...collection } },
      ...sketch.provisioning,
    },
    ...sketch.site,
  };
  return parseSiteFile(JSON.stringify(site), 'farm.json').definition;
}

const PHASES: Readonly<Record<number, string>> = {
  [OFF]: 'off',
  [LOGIN]: 'login',
  [PAUSED]: 'paused',
  [WAITING]: 'waiting',
  [LOADING]: 'loading',
  [STREAMING]: 'streaming',
  [RETRYING]: 'retrying',
  [RELOGIN]: 'relogin',
  [FROZEN]: 'frozen',
};

/** A world with a farm, its laws watched, and short words for what tests do to it. */
export class Farm {
  readonly world: World;
  #faultCount = 0;

  constructor(definition: SiteDefinition, options: WorldOptions = {}) {
    this.world = settle(definition, {
      requests: 'every',
      checkers: allCheckers(),
      farmCheckers: allFarmCheckers(),
      ...options,
    });
  }

  static of(sketch: FarmSketch = {}, options: WorldOptions = {}): Farm {
    return new Farm(farmSite(sketch), options);
  }

  get farm(): FarmRuntime {
    if (this.world.farm === null) throw new Error('the site has no farm');
    return this.world.farm;
  }

  get violations(): readonly string[] {
    return this.world.violations.map(({ text }) => text);
  }

  do(action: OperatorAction): this {
    act(this.world, action);
    return this;
  }

  stop(...servers: string[]): this {
    return this.do({ type: 'stream-stopped', servers, untilMs: null });
  }

  start(...servers: string[]): this {
    return this.do({ type: 'stream-started', servers });
  }

  /** Injects a fault; returns its id. */
  break(fault: StreamingFault): string {
    this.#faultCount += 1;
    const id = `f${this.#faultCount}`;
    act(this.world, { type: 'fault-injected', id, fault, untilMs: null });
    return id;
  }

  mend(id: string): this {
    return this.do({ type: 'fault-cleared', id });
  }

  /** Lets time pass. Seconds. */
  pass(seconds: number): this {
    advanceTo(this.world, this.world.data.nowMs + seconds * 1000);
    return this;
  }

  number(target: string): number {
    const number = targetNumber(this.farm.topology, target);
    if (number === null) throw new Error(`no target ${target}`);
    return number;
  }

  /** The server of a target; null for none. */
  serverOf(target: string): string | null {
    const server = this.farm.data.targets.server[this.number(target)]! - 1;
    return this.farm.topology.servers[server]?.name ?? null;
  }

  phaseOf(target: string): string {
    return PHASES[this.farm.data.targets.phase[this.number(target)]!]!;
  }

  /** The number of a column of a target. */
  valueOf(target: string, column: 'pausedMs' | 'failovers' | 'retries' | 'copy' | 'recorded' | 'lostBytes'): number {
    return this.farm.data.targets[column][this.number(target)]!;
  }

  /** Targets of each server, by name. */
  get counts(): Readonly<Record<string, number>> {
    const { topology, data } = this.farm;
    return Object.fromEntries(topology.servers.map(({ name }, server) => [name, data.targets.onServer[server]!]));
  }

  /** How many targets are in each phase. */
  get phases(): Readonly<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const phase of this.farm.data.targets.phase) counts[PHASES[phase]!] = (counts[PHASES[phase]!] ?? 0) + 1;
    return counts;
  }

  get names(): readonly string[] {
    return Array.from({ length: this.farm.topology.targetCount }, (_, target) =>
      targetName(this.farm.topology, target),
    );
  }

  /** The versions of the vDisk `win` that its targets have booted. */
  versionOf(target: string): number | null {
    return this.farm.data.booted[this.valueOf(target, 'copy') - 1]?.version ?? null;
  }
}
