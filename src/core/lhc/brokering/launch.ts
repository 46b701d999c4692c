/**
 * How a broker answers a launch: an existing session first, then a machine, or a refusal with its reason.
 *
 * The broker sees only the machines that are registered with it. In an outage those are machines of its own zone, so nothing is
 * started or found again elsewhere (R33).
 *
 * Not here: how the request came to the broker (sim), and how many machines are looked through: a view may be fast in its own way.
 */

import { type Catalogue, type CatalogueGroup, entitledGroups } from './catalogue.ts';

/** Why a broker starts nothing. A refusal is an answer: whoever asked does not ask another one. */
export type RefusalReason =
  | 'resource-unknown'
  | 'not-entitled'
  | 'wrong-zone'
  | 'not-assigned'
  | 'maintenance'
  | 'not-registered'
  | 'awaiting-reset'
  | 'at-capacity';

/** What a broker sees of machines and sessions, for one user. `Machine` and `Session` are the host's own references. */
export interface BrokerView<Machine, Session> {
  /** Whether it brokers to machines of a zone. */
  readonly serves: (zone: string) => boolean;
  /** The user's session of a group on a machine that is registered with it. */
  readonly session: (group: CatalogueGroup) => SeenSession<Session> | null;
  /** The best machine for a new session, or why there is none. */
  readonly free: (group: CatalogueGroup) => Choice<Machine>;
  /** The user's own machine of a static group; null where he has none. */
  readonly owned: (group: CatalogueGroup) => OwnedMachine<Machine> | null;
  /** Whether it can assign a machine to somebody: the cloud broker alone can (R42). */
  readonly assigns: boolean;
}

export interface SeenSession<Session> {
  readonly session: Session;
  /** The machine is in maintenance: a desktop's session is not connected again, that of a server is (R36). */
  readonly inMaintenance: boolean;
}

export interface OwnedMachine<Machine> {
  readonly zone: string;
  readonly choice: Choice<Machine>;
}

export type Choice<Machine> =
  | { readonly type: 'machine'; readonly machine: Machine }
  | { readonly type: 'none'; readonly reason: RefusalReason };

export type LaunchDecision<Machine, Session> =
  | { readonly type: 'reconnect'; readonly session: Session; readonly group: CatalogueGroup }
  | { readonly type: 'start'; readonly machine: Machine; readonly group: CatalogueGroup }
  /** As `start`, and the machine is the user's own from now on: a change of the configuration. */
  | { readonly type: 'assign'; readonly machine: Machine; readonly group: CatalogueGroup }
  | { readonly type: 'refused'; readonly reason: RefusalReason };

export interface LaunchRequest {
  readonly user: string;
  readonly resource: string;
}

export function brokerLaunch<Machine, Session>(
  catalogue: Catalogue,
  { user, resource }: LaunchRequest,
  view: BrokerView<Machine, Session>,
): LaunchDecision<Machine, Session> {
  if (!catalogue.publishers.has(resource.toLowerCase())) return refused('resource-unknown');
  const groups = entitledGroups(catalogue, user, resource);
  if (groups.length === 0) return refused('not-entitled');
  return reconnect(groups, view) ?? start(groups, view);
}

/** Session first: whoever has a session of the group gets it back, or another application in it. */
function reconnect<Machine, Session>(
  groups: readonly CatalogueGroup[],
  view: BrokerView<Machine, Session>,
): LaunchDecision<Machine, Session> | null {
  for (const group of groups) {
    const seen = view.session(group);
    if (seen === null) continue;
    if (seen.inMaintenance && group.definition.type !== 'multi-session') return refused('maintenance');
    return { type: 'reconnect', session: seen.session, group };
  }
  return null;
}

/** The first group that has a machine; the reason of the first that has none where no group has. */
function start<Machine, Session>(
  groups: readonly CatalogueGroup[],
  view: BrokerView<Machine, Session>,
): LaunchDecision<Machine, Session> {
  let refusal: RefusalReason | null = null;
  for (const group of groups) {
    const decision = group.definition.type === 'static' ? startOwn(group, view) : startAny(group, view);
    if (decision.type !== 'refused') return decision;
    // That another zone has it is the least that can be said.
    if (refusal === null || refusal === 'wrong-zone') refusal = decision.reason;
  }
  return refused(refusal ?? 'wrong-zone');
}

function startAny<Machine, Session>(
  group: CatalogueGroup,
  view: BrokerView<Machine, Session>,
): LaunchDecision<Machine, Session> {
  if (!group.zones.some((zone) => view.serves(zone))) return refused('wrong-zone');
  const choice = view.free(group);
  return choice.type === 'machine' ? { type: 'start', machine: choice.machine, group } : refused(choice.reason);
}

function startOwn<Machine, Session>(
  group: CatalogueGroup,
  view: BrokerView<Machine, Session>,
): LaunchDecision<Machine, Session> {
  const owned = view.owned(group);
  if (owned !== null) {
    if (!view.serves(owned.zone)) return refused('wrong-zone');
    const { choice } = owned;
    return choice.type === 'machine' ? { type: 'start', machine: choice.machine, group } : refused(choice.reason);
  }
  if (!view.assigns) return refused('not-assigned');
  const choice = view.free(group);
  return choice.type === 'machine' ? { type: 'assign', machine: choice.machine, group } : refused('not-assigned');
}

function refused(reason: RefusalReason): { readonly type: 'refused'; readonly reason: RefusalReason } {
  return { type: 'refused', reason };
}
