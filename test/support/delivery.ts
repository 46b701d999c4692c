/**
 * Delivery groups for tests of brokering, and a broker's view of them, made of what a test says.
 */
import {
  type BrokerView,
  type Catalogue,
  catalogueOf,
  type DeliveryConfiguration,
} from '../../src/core/lhc/brokering/index.ts';
import type { DeliveryGroupDefinition, MachineGroupDefinition, PolicyDefinition } from '../../src/core/site/index.ts';

export const NO_REUSE: PolicyDefinition = {
  reuseMachinesWithoutShutdownInOutageAllowed: false,
  powerActionsInOutage: false,
};

export function machines(zone: string, more: Partial<MachineGroupDefinition> = {}): MachineGroupDefinition {
  return {
    zone,
    count: 2,
    name: `${zone}-#`,
    maxSessions: 1,
    assignedTo: null,
    tags: [],
    sessionSupport: 'single-session',
    maintenance: false,
    ...more,
  };
}

/** A pooled group that publishes a desktop to everybody, unless told otherwise. */
export function group(more: Partial<DeliveryGroupDefinition> = {}): DeliveryGroupDefinition {
  return {
    type: 'pooled',
    hosting: 'other',
    reuseMachinesWithoutShutdownInOutage: false,
    resources: ['Desktop'],
    entitled: null,
    restrictToTag: null,
    machines: [machines('ams')],
    ...more,
  };
}

export function catalogue(deliveryGroups: DeliveryConfiguration['deliveryGroups']): Catalogue {
  return catalogueOf({ deliveryGroups, policy: NO_REUSE });
}

/** The secondary broker of ams, which sees nothing of any user and has a free machine of every group. */
export function view(more: Partial<BrokerView<string, string>> = {}): BrokerView<string, string> {
  return {
    serves: (zone) => zone === 'ams',
    session: () => null,
    free: ({ name }) => ({ type: 'machine', machine: `free machine of ${name}` }),
    owned: () => null,
    assigns: false,
    ...more,
  };
}
