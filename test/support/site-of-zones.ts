/**
 * Small sites for tests of the world: zones of connectors and machines, and one or more StoreFronts over them.
 */
import {
  DEFAULT_TIMERS,
  type MachineGroupDefinition,
  type SiteDefinition,
  type StoreFrontDefinition,
  type Timers,
  type ZoneDefinition,
} from '../../src/core/site/index.ts';

export interface ZoneSketch extends Partial<Omit<ZoneDefinition, 'connectors'>> {
  readonly connectors: readonly string[];
  readonly machineCount: number;
}

export interface SiteSketch {
  readonly zones: Readonly<Record<string, ZoneSketch>>;
  /** Delivery controllers by StoreFront; without it one StoreFront lists every connector. */
  readonly storeFronts?: Readonly<Record<string, readonly string[]>>;
  /** Members by virtual server. */
  readonly vips?: Readonly<Record<string, readonly string[]>>;
  readonly timers?: Partial<Timers>;
  readonly seed?: number;
}

export const START_MS = Date.UTC(2026, 0, 5, 8);

export function siteOfZones(sketch: SiteSketch): SiteDefinition {
  const connectors = Object.values(sketch.zones).flatMap((zone) => zone.connectors);
  const storeFronts = sketch.storeFronts ?? { sf1: connectors };
  return {
    name: 'sketch',
    startMs: START_MS,
    seed: sketch.seed ?? 1,
    cloud: { farm: 'Sketch' },
    zones: mapValues(sketch.zones, zoneOf),
    policy: { reuseMachinesWithoutShutdownInOutageAllowed: false, powerActionsInOutage: false },
    deliveryGroups: {
      desktops: {
        type: 'pooled',
        hosting: 'other',
        reuseMachinesWithoutShutdownInOutage: false,
        resources: ['Desktop'],
        entitled: null,
        restrictToTag: null,
        machines: Object.entries(sketch.zones)
          .filter(([, { machineCount }]) => machineCount > 0)
          .map(([zone, { machineCount }]) => machinesOf(zone, machineCount)),
      },
    },
    users: [],
    workload: { launchesPerMinute: 0, sessionMinutes: { mean: 60 }, mix: {} },
    storeFronts: mapValues(storeFronts, storeFrontOf),
    adcs: {
      adc1: {
        vips: mapValues(sketch.vips ?? {}, (members) => ({ zone: null, members, monitor: 'citrix-xd-ddc' as const })),
        gateway: null,
      },
    },
    timers: { ...DEFAULT_TIMERS, ...sketch.timers },
    provisioning: null,
  };
}

function zoneOf({ connectors, machineCount, ...settings }: ZoneSketch): ZoneDefinition {
  return {
    peerVerdict: 'all-unhealthy',
    electionAmong: 'all',
    registrationLimit: 10_000,
    ...settings,
    connectors: connectors.map((fqdn) => ({ fqdn, cores: 4, memoryGb: 8 })),
  };
}

function machinesOf(zone: string, count: number): MachineGroupDefinition {
  return {
    zone,
    count,
    name: `${zone}-#####`,
    maxSessions: 1,
    assignedTo: null,
    tags: [],
    sessionSupport: 'single-session',
    maintenance: false,
  };
}

function storeFrontOf(deliveryControllers: readonly string[]): StoreFrontDefinition {
  return {
    version: '2402',
    advancedHealthCheck: false,
    backgroundHealthChecks: true,
    loadBalance: true,
    aggregation: [],
    deliveryControllers,
  };
}

function mapValues<From, To>(record: Readonly<Record<string, From>>, change: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
