/**
 * The site's switch for using pooled desktops again in an outage: whoever turns it off clears that of every delivery group (R39).
 *
 * So nothing is used again on the day when it is turned on anew, before a group says so again.
 *
 * Not here: what the switches do (core/lhc/brokering/pooled.ts). A file that is applied says itself how every switch stands (apply.ts).
 */

import type { Path, SiteDefinition } from '../../core/site/index.ts';

/** The groups whose switch a change of the definition clears, by name. */
export function groupsToClear(before: SiteDefinition, after: SiteDefinition): readonly string[] {
  if (!isAllowed(before) || isAllowed(after)) return [];
  const groups = Object.entries(after.deliveryGroups);
  return groups.filter(([, group]) => group.reuseMachinesWithoutShutdownInOutage).map(([name]) => name);
}

/** Where the switch of a group stands in a site file. */
export function groupSwitch(name: string): Path {
  return ['deliveryGroups', name, 'reuseMachinesWithoutShutdownInOutage'];
}

function isAllowed({ policy }: SiteDefinition): boolean {
  return policy.reuseMachinesWithoutShutdownInOutageAllowed;
}
