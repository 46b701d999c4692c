/**
 * Explains a resource: who may start it, where its machines are and what they are doing, and whether the broker of each zone could start it.
 *
 * Not here: what a single user would get (user.ts).
 */

import { connectorAt, type MachinesByUse, type Supply, supplyOf, type World } from '../../../sim/index.ts';
import { resourceNames } from '../../people.ts';
import type { Explainer, ResourceExplanation, ResourceInZone } from '../explanation.ts';
import { LAUNCH_REASONS } from '../launch-reasons.ts';

export const resourceExplainer: Explainer = { names: resourceNames, explain: explainResource };

function explainResource(world: World, typed: string): ResourceExplanation | null {
  const resource = resourceNames(world).find((name) => name.toLowerCase() === typed.toLowerCase());
  if (resource === undefined) return null;
  return {
    kind: 'resource',
    resource,
    deliveryGroups: groupsOf(world, resource),
    zones: supplyOf(world, resource).map((supply) => inZone(world, supply)),
  };
}

/** As the cloud broker knows them: a secondary broker can be behind. */
function groupsOf({ definition }: World, resource: string): ResourceExplanation['deliveryGroups'] {
  return Object.entries(definition.deliveryGroups)
    .filter(([, { resources }]) => resources.some((name) => name.toLowerCase() === resource.toLowerCase()))
    .map(([deliveryGroup, { type, entitled, restrictToTag }]) => ({ deliveryGroup, type, entitled, restrictToTag }));
}

function inZone(world: World, { zone, group, broker, machines }: Supply): ResourceInZone {
  return {
    zone,
    deliveryGroup: group.name,
    brokeredBy: broker?.type === 'secondary' ? connectorAt(world, broker.connector).fqdn : (broker?.type ?? null),
    canStart: machines.free > 0,
    why: machines.free > 0 ? null : broker === null ? 'nobody brokers for the zone' : whyNot(machines),
    machines,
  };
}

function whyNot({ full, waiting, parked, resetting, maintenance }: MachinesByUse): string {
  if (waiting + parked + resetting > 0) return LAUNCH_REASONS['awaiting-reset'];
  if (full > 0) return LAUNCH_REASONS['at-capacity'];
  return LAUNCH_REASONS[maintenance > 0 ? 'maintenance' : 'not-registered'];
}
