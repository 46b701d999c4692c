/**
 * Sites for tests of the findings: two settled zones `a` and `b` in which there is nothing to find, and what a test changes about them.
 */
import { type ConnectorState, settledConnector } from '../../src/core/lhc/connector/index.ts';
import { allFindingsOf, type LhcFinding, type ReadinessFacts } from '../../src/core/lhc/readiness/index.ts';
import {
  type DeliveryGroupDefinition,
  type MachineGroupDefinition,
  type SiteDefinition,
  type StoreFrontDefinition,
  topologyOf,
  type VipDefinition,
} from '../../src/core/site/index.ts';
import { CONNECTOR } from './lhc.ts';
import { siteOfZones } from './site-of-zones.ts';

export const A1 = 'cc-a1.example.com';
export const A2 = 'cc-a2.example.com';
export const B1 = 'cc-b1.example.com';
export const B2 = 'cc-b2.example.com';

const MACHINES = {
  tags: [],
  maxSessions: 1,
  assignedTo: null,
  sessionSupport: 'single-session',
  maintenance: false,
} as const;

export function machines(zone: string, count: number, change: Partial<MachineGroupDefinition> = {}) {
  return { ...MACHINES, zone, count, name: `${zone}-#####`, ...change } satisfies MachineGroupDefinition;
}

export function group(change: Partial<DeliveryGroupDefinition>): DeliveryGroupDefinition {
  return {
    type: 'pooled',
    hosting: 'vsphere',
    reuseMachinesWithoutShutdownInOutage: false,
    resources: ['Desktop'],
    entitled: null,
    restrictToTag: null,
    machines: [machines('a', 100), machines('b', 100)],
    ...change,
  };
}

/** Two zones with two connectors and 100 pooled machines each, one StoreFront that lists all of them. */
export function readySite(change: Partial<SiteDefinition> = {}): SiteDefinition {
  const connectors = { a: { connectors: [A1, A2], machineCount: 0 }, b: { connectors: [B1, B2], machineCount: 0 } };
  return { ...siteOfZones({ zones: connectors }), deliveryGroups: { desktops: group({}) }, ...change };
}

/** The site with other delivery controllers, or another StoreFront altogether. */
export function withStoreFront(site: SiteDefinition, change: Partial<StoreFrontDefinition>): SiteDefinition {
  const { sf1 } = site.storeFronts;
  return { ...site, storeFronts: { sf1: { ...(sf1 as StoreFrontDefinition), ...change } } };
}

/** The site with a virtual server over the connectors of zone a, which the StoreFront lists instead of them. */
export function withVip(site: SiteDefinition, change: Partial<VipDefinition> = {}): SiteDefinition {
  const vip: VipDefinition = { zone: 'a', members: [A1, A2], monitor: 'citrix-xd-ddc', ...change };
  const adcs = { adc1: { vips: { 'vip-a': vip }, gateway: null } };
  return withStoreFront({ ...site, adcs }, { advancedHealthCheck: true, deliveryControllers: ['vip-a', B1, B2] });
}

/** What is different about a settled connector, by its FQDN. */
export type Changes = Readonly<Record<string, (state: ConnectorState) => Partial<ConnectorState>>>;

export function readinessFacts(definition: SiteDefinition, changes: Changes = {}): ReadinessFacts {
  const topology = topologyOf(definition);
  return {
    definition,
    topology,
    revision: 1,
    connectors: (index) => {
      const { connectors: members = [] } = topology.zones[index] ?? {};
      return members.map((fqdn) => {
        const heard = topology.deliveryControllers.has(fqdn);
        const state = settledConnector(
          { fqdn, members, revision: 1, registrationLimit: 10_000, atMs: 0, heard },
          CONNECTOR,
        );
        return { ...state, ...changes[fqdn]?.(state) };
      });
    },
  };
}

export function findingsIn(definition: SiteDefinition, changes: Changes = {}): readonly LhcFinding[] {
  return allFindingsOf(readinessFacts(definition, changes));
}

/** `LHC012 cc-a2.example.com warn`, for everything that is found. */
export function foundIn(definition: SiteDefinition, changes: Changes = {}): readonly string[] {
  return findingsIn(definition, changes).map(({ code, object, severity }) => `${code} ${object} ${severity}`);
}
