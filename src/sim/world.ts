/**
 * A World is a site in virtual time: its data, what follows from its definition, and how it is run.
 *
 * The data is all that a checkpoint keeps. Everything else here is worked out from it and from the definition.
 *
 * Not here: what moves it. See run.ts for time, operator.ts for an administrator's actions, deliver.ts for the connectors.
 */

import { present } from '../core/kernel/index.ts';
import type { VipSettings } from '../core/lhc/adc/index.ts';
import type { Catalogue, CatalogueGroup } from '../core/lhc/brokering/index.ts';
import type { ConnectorSettings, ConnectorState } from '../core/lhc/connector/index.ts';
import type { StoreFrontSettings } from '../core/lhc/storefront/index.ts';
import type { MachineRange, SiteDefinition, Topology, ZoneTopology } from '../core/site/index.ts';
import type { Damage } from './faults.ts';
import type { VdaFleet } from './fleet.ts';
import type { EnumerationOutcome, Happening, LaunchOutcome } from './outcomes.ts';
import type { People, WorkloadPlan } from './people/index.ts';
import type { Disks, FarmRuntime } from './streaming/index.ts';
import type { Assignment, PeerPair, WorldData } from './world-data.ts';

export interface WorldOptions {
  /** Whether what would change nothing is left out. `off` makes every single event; the outcome is the same. */
  readonly skipping?: 'on' | 'off';
  /** The share of messages between peers that get lost, from 0 to 1. */
  readonly messageLoss?: number;
  /** `every`: targets make every request, also those that are answered, and it is kept what they write. */
  readonly requests?: 'every' | 'that-matter';
  /** Laws that are checked after every event. */
  readonly checkers?: readonly Checker[];
  /** Laws of the streaming farm, after every event that touched it. */
  readonly farmCheckers?: readonly FarmChecker[];
  /** Is told of what happens to users and their machines. */
  readonly onHappening?: (atMs: number, happening: Happening) => void;
  /**
   * Called after every single event, also several of one instant, and after each action of an operator. It sees the world as it is between
   * two events, and changes nothing.
   */
  readonly afterEvent?: (world: World) => void;
  /** Is told of everything that changes, one line at a time. */
  readonly onTrace?: (atMs: number, line: string) => void;
}

/** A law of every run: what is broken after an event that touched a zone, or null. */
export type Checker = (world: World, zone: ZoneRuntime) => string | null;

/** A law of the streaming farm: what is broken after an event that touched it, or null. */
export type FarmChecker = (world: World, farm: FarmRuntime) => string | null;

/** A broken law, with the moment at which it was found broken. */
export interface Violation {
  readonly atMs: number;
  readonly text: string;
}

/** What of a world is replaced, as a whole, when an administrator changes the definition (redefine). */
export interface WorldParts {
  definition: SiteDefinition;
  topology: Topology;
  data: WorldData;
  zones: readonly ZoneRuntime[];
  /** What each StoreFront is set to, in file order, and each virtual server. */
  storeFronts: readonly StoreFrontSettings[];
  vips: readonly VipSettings[];
  brokering: BrokeringIndex;
  indexes: WorldIndexes;
  damage: Damage;
  /** Null for a site without streaming. */
  farm: FarmRuntime | null;
}

export interface World extends WorldParts {
  readonly options: WorldOptions;
  /** Where in the present instant the world is: what ranks before it has happened. */
  readonly cursor: { rank: number; order: number };
  /** Counts changes of substance, so that a beat can tell whether it caused one. */
  changeCount: number;
  /** The answer to the StoreFront heartbeat under way. */
  heartbeatAnswer: 'positive' | 'negative' | null;
  /** What an operator's last request was answered. */
  answer: LaunchOutcome | EnumerationOutcome | null;
  readonly violations: Violation[];
  /** Where targets keep what they write; null unless every request is made. */
  readonly disks: Disks | null;
  /** What has happened to users since the laws were last asked; kept only where there are laws. */
  happenings: Happening[];
}

/** What follows from the definition for those who broker: worked out when it is first asked for. */
export interface BrokeringIndex {
  readonly people: People;
  /** Delivery groups by their place in the definition. */
  readonly groupNames: readonly string[];
  /** By the revision from which on they hold. */
  readonly catalogues: Map<number, Catalogue>;
  readonly rangesOf: Map<CatalogueGroup, readonly KnownRange[]>;
  readonly workload: WorkloadPlan;
  /** The first of the world's assignments, by user and by machine. */
  readonly assigned: {
    count: number;
    readonly byUser: Map<string, readonly Assignment[]>;
    readonly machines: Set<string>;
  };
  /** The zones that relay to the cloud, as long as nothing of substance changes. */
  relaying: { readonly zones: ReadonlySet<ZoneRuntime>; readonly changeCount: number; readonly damage: Damage } | null;
}

/** Machines of a zone's range as far as a broker knows of them. */
export interface KnownRange {
  readonly zone: ZoneRuntime;
  /** Its place among the ranges of the zone. */
  readonly index: number;
  readonly range: MachineRange;
  /** How many of them there are by the broker's configuration, from the first on. */
  readonly count: number;
  readonly maintenance: boolean;
  readonly assignedTo: string | null;
}

/** Where to find things by name. */
export interface WorldIndexes {
  readonly connectors: ReadonlyMap<string, number>;
  readonly zoneOfConnector: readonly number[];
  /** By `from to`. */
  readonly pairs: Map<string, number>;
}

export interface ZoneRuntime {
  readonly index: number;
  readonly topology: ZoneTopology;
  readonly settings: ConnectorSettings;
  /** Indices into the world's connectors, in file order; a fleet counts connectors of its zone in this order. */
  readonly connectors: readonly number[];
  readonly beats: readonly number[];
  readonly fleet: VdaFleet;
  /** What each connector would answer a machine now, as a number that changes when the answer does. */
  readonly answers: Int32Array;
}

/** The state of a connector by its index in the world. */
export function connectorAt(world: World, index: number): ConnectorState {
  return present(world.data.connectors[index], 'a connector index of this world');
}

/** The index of a connector by its FQDN, as the site file spells it. */
export function connectorIndex(world: World, fqdn: string): number {
  return present(world.indexes.connectors.get(fqdn), `a connector ${fqdn}`);
}

/** The zone of a connector, by the connector's index. */
export function zoneOf(world: World, connector: number): ZoneRuntime {
  return present(world.zones[world.indexes.zoneOfConnector[connector] as number], 'a zone for every connector');
}

/** How one connector of a zone hears another; null when they are of different zones. */
export function pairOf(world: World, from: string, to: string): PeerPair | null {
  const index = world.indexes.pairs.get(`${from} ${to}`);
  return index === undefined ? null : present(world.data.pairs[index], 'a pair for every index');
}

/** Whether a connector can reach the cloud now. A relay over a cut link fails at once. */
export function reachesCloud(world: World, fqdn: string): boolean {
  return !world.damage.cloudCut.has(fqdn);
}
