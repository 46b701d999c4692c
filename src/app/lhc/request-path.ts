/**
 * The way of a request, hop by hop: which controllers were passed over and why, which one led to which broker.
 *
 * Not here: how the way is found (sim/brokering).
 */

import { assert, UserError } from '../../core/kernel/index.ts';
import {
  type Attempt,
  type Broker,
  connectorAt,
  type EnumerationOutcome,
  type LaunchOutcome,
  type Reached,
  type RequestObstacle,
  revisionOf,
  type World,
  zoneOf,
} from '../../sim/index.ts';
import { storeFrontNamed } from '../objects.ts';
import { LAUNCH_REASONS } from './launch-reasons.ts';

/** A controller, or a ticket authority, that was asked in vain. */
export interface PassedOver {
  /** As the StoreFront, or the gateway, lists it. */
  readonly controller: string;
  /** The connector that was asked; null where none was reached. */
  readonly connector: string | null;
  readonly reason: RequestObstacle;
  readonly why: string;
}

/** How a request came to a broker. */
export interface Hop {
  /** As the StoreFront lists it: a connector, or a virtual server. */
  readonly controller: string;
  readonly connector: string;
  /** The zone of the connector. */
  readonly zone: string;
  readonly broker: Broker['type'];
  /** Of the configuration that the broker works from: of a secondary broker, that of its LocalDB. */
  readonly revision: number;
}

/** The StoreFront of this name; the first one of the site where none is named. @throws {UserError} STOREFRONT_UNKNOWN, NO_STOREFRONT */
export function storeFrontFor(world: World, name: string | null): string {
  if (name !== null) return storeFrontNamed(world, name);
  const [first] = world.topology.storeFronts;
  if (first !== undefined) return first.name;
  throw new UserError('usage', 'NO_STOREFRONT', `There is no StoreFront in ${world.definition.name}.`, {
    why: 'Nobody can see or open anything there. It is declared in the site file, under storeFronts.',
    hints: ['holdover help site-file'],
  });
}

export function passedOver(attempts: readonly Attempt[]): readonly PassedOver[] {
  return attempts.map(({ controller, connector, obstacle }) => ({
    controller,
    connector,
    reason: obstacle,
    why: LAUNCH_REASONS[obstacle],
  }));
}

export function hopOf(world: World, { controller, connector, broker }: Reached): Hop {
  return {
    controller,
    connector: connectorAt(world, connector).fqdn,
    zone: zoneOf(world, connector).topology.name,
    broker: broker.type,
    revision: revisionOf(world, broker),
  };
}

/** What the world answered to the launch that was just made. */
export function launchAnswer({ answer }: World): LaunchOutcome {
  assert(answer !== null && 'result' in answer, 'a launch was just made');
  return answer;
}

/** What the world answered to the enumeration that was just made. */
export function enumerationAnswer({ answer }: World): EnumerationOutcome {
  assert(answer !== null && 'resources' in answer, 'an enumeration was just made');
  return answer;
}
