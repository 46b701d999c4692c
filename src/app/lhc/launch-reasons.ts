/**
 * Why a launch fails, and why somebody is passed over on its way, in words: the one place for these texts.
 *
 * Not here: when which of them is the case (core/lhc/brokering, sim/brokering).
 */

import type { LaunchFailure } from '../../sim/index.ts';

export const LAUNCH_REASONS: Readonly<Record<LaunchFailure, string>> = {
  'resource-unknown':
    'the broker knows no such resource: its configuration is another one than that at the cloud broker',
  'not-entitled': 'no delivery group publishes the resource to this user',
  'wrong-zone': 'the broker serves its own zone only, and the machines for the resource are in another one',
  'not-assigned': 'the user owns no machine, and gets none: an outage makes no assignments, or no machine is left',
  maintenance: 'the machines that could be used are in maintenance',
  'not-registered': 'no machine that could be used is registered with this broker',
  'awaiting-reset': 'the machines that are left were used, and wait for their reset',
  'at-capacity': 'every machine has as many sessions as it takes',
  'controller-unreachable': 'it cannot be reached, or no member of the virtual server is up',
  'cloud-unreachable': 'the connector cannot pass the request on to the cloud, and does not broker itself',
  'not-elected': 'the connector is in HA mode and not the elected one: it turns requests away',
  'storefront-down': 'the StoreFront is down',
  'no-controller': 'the StoreFront has no delivery controller left that it may ask for this',
  'no-ticket': 'no ticket authority of the gateway gives a ticket',
  'machine-unreachable': 'the machine that the broker chose does not answer; the broker has struck it off',
};
