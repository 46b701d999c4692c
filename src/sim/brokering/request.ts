/**
 * A request on its way: from a StoreFront over its delivery controllers, through a virtual server where there is one, to a connector, and on
 * to the broker that answers it.
 *
 * Who cannot be reached has failed, and the next one is asked. A connector that is not elected in an outage turns the request away; that
 * is no failure of its own, and the next one is asked as well.
 *
 * Not here: what the broker answers (launch.ts).
 */

import { present } from '../../core/kernel/index.ts';
import { stepVip, vipMember } from '../../core/lhc/adc/index.ts';
import { connectorRoute } from '../../core/lhc/connector/index.ts';
import type { RequestKind } from '../../core/lhc/relay/index.ts';
import { type StoreFrontInput, stepStoreFront } from '../../core/lhc/storefront/index.ts';
import { deliver, relayOutcome } from '../deliver.ts';
import type { Attempt, Broker, Obstacle, Reached } from '../outcomes.ts';
import { storeFrontChanges } from '../schedule.ts';
import { connectorAt, connectorIndex, reachesCloud, type World } from '../world.ts';
import { CLOUD_BROKER } from './broker.ts';

export interface Asked {
  readonly reached: Reached | null;
  /** Who was asked before, in vain. */
  readonly attempts: readonly Attempt[];
}

/** A request as a connector's log would name it. */
export interface Request {
  readonly kind: RequestKind;
  readonly text: string;
}

/** Asks a StoreFront's controllers one after the other, until a broker is reached. */
export function askControllers(
  world: World,
  storeFront: number,
  controllers: readonly string[],
  request: Request,
): Asked {
  const attempts: Attempt[] = [];
  for (const controller of controllers) {
    const outcome = askController(world, storeFront, controller, request);
    if (outcome.type === 'reached') return { reached: outcome, attempts };
    attempts.push({ controller, connector: outcome.connector, obstacle: outcome.obstacle });
    if (outcome.obstacle !== 'not-elected') {
      onStoreFront(world, storeFront, { type: 'request-failed', atMs: world.data.nowMs, controller });
    }
  }
  return { reached: null, attempts };
}

type Outcome =
  | Reached
  | { readonly type: 'passed-over'; readonly connector: string | null; readonly obstacle: Obstacle };

function askController(world: World, storeFront: number, controller: string, request: Request): Outcome {
  const { controllers } = present(world.topology.storeFronts[storeFront], 'a StoreFront of this world');
  const listed = controllers.find(({ fqdn }) => fqdn === controller);
  const fqdn = listed?.vip == null ? listed?.members[0] : memberOf(world, listed.vip);
  if (fqdn === undefined || fqdn === null) {
    return { type: 'passed-over', connector: null, obstacle: 'controller-unreachable' };
  }
  const answer = askConnector(world, connectorIndex(world, fqdn), request);
  if (typeof answer === 'string') return { type: 'passed-over', connector: fqdn, obstacle: answer };
  return { type: 'reached', controller, connector: connectorIndex(world, fqdn), broker: answer };
}

/** The member that a virtual server gives a request to; null when all are down. */
function memberOf(world: World, vip: number): string | null {
  const state = present(world.data.vips[vip], 'a virtual server of this world');
  const member = vipMember(state);
  const settings = present(world.vips[vip], 'its settings');
  if (member !== null) world.data.vips[vip] = stepVip(state, { type: 'request-begun' }, settings)[0];
  return member;
}

/** The broker that a request to a connector comes to, or why it comes to none. */
export function askConnector(world: World, connector: number, request: Request): Broker | Obstacle {
  if (connectorAt(world, connector).phase !== 'running') return 'controller-unreachable';
  if (request.kind !== 'sta-request') hearStoreFront(world, connector);
  const state = connectorAt(world, connector);
  switch (connectorRoute(state)) {
    case 'secondary-broker':
      return { type: 'secondary', connector };
    case 'cloud': {
      const isDamaged = request.kind === 'sta-request' && world.damage.staFailing.has(state.fqdn);
      const succeeded = reachesCloud(world, state.fqdn) && !isDamaged;
      relayOutcome(world, connector, { ...request, succeeded });
      return succeeded ? CLOUD_BROKER : 'cloud-unreachable';
    }
    default:
      return 'not-elected';
  }
}

/** Enumerations and launches are StoreFront traffic, as heartbeats are. */
function hearStoreFront(world: World, connector: number): void {
  const state = connectorAt(world, connector);
  const atMs = world.data.nowMs;
  // Of one that takes part already nothing changes but the time, which its deadline can follow later.
  if (state.participates) world.data.connectors[connector] = { ...state, lastStoreFrontContactMs: atMs };
  else deliver(world, connector, { type: 'storefront-request', atMs });
}

/** A step of a StoreFront. What changes whom it may use is looked at again by its next heartbeat. */
export function onStoreFront(world: World, storeFront: number, input: StoreFrontInput): void {
  if (input.type === 'request-failed') storeFrontChanges(world, storeFront);
  const before = present(world.data.storeFronts[storeFront], 'a StoreFront of this world');
  const [after] = stepStoreFront(before, input, present(world.storeFronts[storeFront], 'its settings'));
  world.data.storeFronts[storeFront] = after;
  const { controller } = input as { readonly controller?: string };
  // A controller that changed sides must be asked once more before the heartbeat may rest on it.
  if (controller === undefined || before === after) return;
  if (before.controllers[controller]?.healthy !== after.controllers[controller]?.healthy) world.changeCount += 1;
}
