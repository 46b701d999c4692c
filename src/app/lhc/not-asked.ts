/**
 * Whom a StoreFront did not ask for a launch, and why, by what it knows of its delivery controllers.
 *
 * Not here: those that it asked in vain (request-path.ts), and how it chooses (core/lhc/storefront).
 */

import { present } from '../../core/kernel/index.ts';
import type { ControllerTopology } from '../../core/site/index.ts';
import type { LaunchOutcome, World } from '../../sim/index.ts';

export interface NotAsked {
  /** As the StoreFront lists it. */
  readonly controller: string;
  readonly reason: string;
}

/** Where nobody was left to ask: the controllers of the StoreFront that were not asked at all. Empty otherwise. */
export function notAsked(world: World, outcome: LaunchOutcome): readonly NotAsked[] {
  if (outcome.reason !== 'no-controller') return [];
  const { controllers } = present(world.topology.storeFronts[outcome.storeFront], 'the StoreFront of a launch');
  return controllers
    .filter(({ fqdn }) => !outcome.attempts.some(({ controller }) => controller === fqdn))
    .map((listed) => ({ controller: listed.fqdn, reason: reasonOf(world, outcome, listed) }));
}

/**
 * A controller that is left out after a failed request is no reason: where all of them are, they are asked all the same.
 * So whoever is of the right zone has missed a heartbeat.
 */
function reasonOf(world: World, { storeFront, resource, resourceZones }: LaunchOutcome, listed: ControllerTopology) {
  const { advancedHealthCheck } = present(world.storeFronts[storeFront], 'the settings of a StoreFront');
  const { zone } = listed;
  const isElsewhere = resourceZones !== null && (zone === null || !resourceZones.includes(zone));
  if (advancedHealthCheck && isElsewhere) return elsewhere(zone, resource, resourceZones);
  return ['no answer to its last heartbeat, or to a request since', ...membersDown(world, listed)].join('; ');
}

function elsewhere(zone: string | null, resource: string, zones: readonly string[]): string {
  const where = zones.length === 0 ? 'no zone has' : `only ${[...new Set(zones)].join(', ')} has`;
  const own = zone === null ? 'mapped to no zone' : `of ${zone}`;
  return `${own}, and ${where} ${resource} (AdvancedHealthCheck)`;
}

/** Those of a virtual server that its ADC finds down. */
function membersDown({ data }: World, { vip }: ControllerTopology): readonly string[] {
  if (vip === null) return [];
  const { members } = present(data.vips[vip], 'a virtual server of this world');
  return Object.entries(members).flatMap(([member, { reason }]) =>
    reason === null ? [] : [`${member} is down: ${reason}`],
  );
}
