/**
 * What becomes of a pooled desktop when its user has logged off: the next one must not find what he left there.
 *
 * Normally the machine is reset. In an outage there are no power actions, so that it is put into maintenance, unless both
 * switches allow to use it again as it is (R38, R39), or the hosting takes power actions from a secondary broker (R41).
 *
 * Not here: how long a reset takes, and when a machine logs somebody off.
 */

import type { DeliveryGroupDefinition, PolicyDefinition } from '../../site/index.ts';

export type AfterUse = 'nothing' | 'reset' | 'maintenance' | 'use-again';

/** By the group and the switches as the broker knows them that holds the machine. */
export function afterUse(
  group: DeliveryGroupDefinition,
  policy: PolicyDefinition,
  broker: 'cloud' | 'secondary',
): AfterUse {
  if (group.type !== 'pooled') return 'nothing';
  if (broker === 'cloud' || takesPowerActions(group, policy)) return 'reset';
  return mayBeUsedAgain(group, policy) ? 'use-again' : 'maintenance';
}

/** Both switches are needed: without the site's that of a group says nothing (R39). */
export function mayBeUsedAgain(group: DeliveryGroupDefinition, policy: PolicyDefinition): boolean {
  return policy.reuseMachinesWithoutShutdownInOutageAllowed && group.reuseMachinesWithoutShutdownInOutage;
}

/** A preview of the product, on two kinds of hosting. */
function takesPowerActions(group: DeliveryGroupDefinition, policy: PolicyDefinition): boolean {
  return policy.powerActionsInOutage && group.hosting !== 'other';
}
