/**
 * Explains a user: what he is shown and would get of it, and which sessions he has, as each broker sees them.
 *
 * What he would get is tried out in copies of the site, so that nobody notices.
 *
 * Not here: why a resource cannot be started at all (resource.ts).
 */

import { formatInstant } from '../../../core/kernel/index.ts';
import type { OperatorAction } from '../../../core/site/index.ts';
import {
  act,
  type Broker,
  connectorAt,
  type ListedSession,
  resume,
  sessionsOfUser,
  type World,
} from '../../../sim/index.ts';
import { userNamed, usersNamed } from '../../people.ts';
import type { Explainer, UserExplanation, UserResource, UserSession } from '../explanation.ts';
import { launchResult } from '../launch.ts';
import { LAUNCH_REASONS } from '../launch-reasons.ts';
import { enumerationAnswer, hopOf } from '../request-path.ts';

/** There are too many to list them. */
export const userExplainer: Explainer = { names: () => [], explain: explainUser };

function explainUser(world: World, typed: string): UserExplanation | null {
  if (usersNamed(world, typed).length === 0) return null;
  const user = userNamed(world, typed);
  return { kind: 'user', user, ...shownTo(world, user), sessions: sessionsSeen(world, user) };
}

/** By the first StoreFront. A site can do without any: then nobody is shown anything. */
function shownTo(world: World, user: string): Pick<UserExplanation, 'storeFront' | 'why' | 'answeredBy' | 'resources'> {
  const storeFront = world.topology.storeFronts[0]?.name;
  if (storeFront === undefined)
    return { storeFront: null, why: 'the site has no StoreFront', answeredBy: [], resources: [] };
  const { resources, reached, reason } = enumerationAnswer(tried(world, { type: 'enumerated', user, storeFront }));
  return {
    storeFront,
    why: reason === null ? null : LAUNCH_REASONS[reason],
    answeredBy: reached.map((each) => hopOf(world, each)),
    resources: (resources ?? []).map(({ resource }) => resourceFor(world, user, resource, storeFront)),
  };
}

function resourceFor(world: World, user: string, resource: string, storeFront: string): UserResource {
  const after = tried(world, { type: 'launched', user, resource, storeFront, gateway: null });
  const { result, reason, why, hint, notAsked, broker, machine } = launchResult(after, storeFront, '');
  return { resource, result, reason, why, hint, notAsked, broker, machine };
}

/** A copy of the world after an action. */
function tried({ definition, data }: World, action: OperatorAction): World {
  const copy = resume(definition, structuredClone(data));
  act(copy, action);
  return copy;
}

function sessionsSeen(world: World, user: string): readonly UserSession[] {
  const sessions = sessionsOfUser(world, user);
  return sessions.map((session) => ({
    deliveryGroup: session.deliveryGroup,
    machine: session.machine,
    zone: session.zone,
    state: session.state,
    since: formatInstant(session.startedMs),
    seenBy: session.broker === null ? null : nameOf(world, session.broker),
    isDuplicate: isDuplicate(session, sessions),
  }));
}

function nameOf(world: World, broker: Broker): string {
  return broker.type === 'cloud' ? 'cloud' : connectorAt(world, broker.connector).fqdn;
}

/** He has another session of the same delivery group: in an outage one broker did not see the other's. */
function isDuplicate({ deliveryGroup }: ListedSession, sessions: readonly ListedSession[]): boolean {
  return sessions.filter((session) => session.deliveryGroup === deliveryGroup).length > 1;
}
