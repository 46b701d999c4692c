/**
 * What a user does at a StoreFront: sees what he may open, and opens it.
 *
 * Everything is answered at the moment at which it is asked: the milliseconds of a request are not modelled.
 *
 * Not here: which machine he gets (core/lhc/brokering, sight.ts), and what the session does then (session-life.ts).
 */

import { draw, keyOf, present } from '../../core/kernel/index.ts';
import {
  brokerLaunch,
  type EnumeratedResource,
  enumerate,
  type LaunchDecision,
  resourceZones,
} from '../../core/lhc/brokering/index.ts';
import { emptySta, stepSta, TICKET_LIFETIME_MS, ticketAddress, ticketText } from '../../core/lhc/sta/index.ts';
import { enumerationPlan, launchCandidates } from '../../core/lhc/storefront/index.ts';
import { machineName } from '../../core/site/index.ts';
import { tell } from '../happenings.ts';
import type { Attempt, EnumerationOutcome, LaunchFailure, LaunchOutcome, MachineRef, Reached } from '../outcomes.ts';
import type { PlannedLife } from '../people/index.ts';
import { connectorIndex, type World, type ZoneRuntime, zoneOf } from '../world.ts';
import { catalogueFor, reachesMachine } from './broker.ts';
import { ownedZones } from './owners.ts';
import { askConnector, askControllers, onStoreFront } from './request.ts';
import { assign, connectAgain, startSession } from './session-life.ts';
import { sightOf } from './sight.ts';

export interface LaunchRequest {
  /** By number. */
  readonly user: number;
  readonly resource: string;
  /** By index; of a site without any StoreFront, none is there to ask. */
  readonly storeFront: number;
  /** Through the gateway of this ADC, which needs a ticket; null from inside. */
  readonly gateway: string | null;
  /** How long a session that it starts goes on; null until its user is logged off. */
  readonly life: PlannedLife | null;
}

/** Lists what a user may open. */
export function enumerateFor(world: World, user: number, storeFront: number): EnumerationOutcome {
  const { reached, attempts, reason } = askToEnumerate(world, storeFront, user);
  if (reached.length === 0) return { attempts, reached, resources: null, reason };
  const name = world.brokering.people.nameOf(user);
  const lists = reached.map(({ broker }) =>
    enumerate(catalogueFor(world, broker), name, (group) => ownedZones(world, broker, user, group)),
  );
  return { attempts, reached, resources: merged(lists.flat()), reason: null };
}

/** Opens a resource: the user has just been shown it. */
export function launch(world: World, request: LaunchRequest): LaunchOutcome {
  const outcome = attempt(world, request);
  const { launches } = world.data;
  launches.attempted += 1;
  if (outcome.reason !== null) launches.failedBy[outcome.reason] = (launches.failedBy[outcome.reason] ?? 0) + 1;
  tell(world, { type: 'launched', outcome });
  return outcome;
}

function attempt(world: World, request: LaunchRequest): LaunchOutcome {
  const { user, resource, storeFront, gateway } = request;
  const untried: LaunchOutcome = { ...UNTRIED, user, resource, storeFront, gateway };
  const seen = askToEnumerate(world, storeFront, user);
  if (seen.reason !== null) return failed({ ...untried, attempts: seen.attempts }, seen.reason);
  const zones = seen.reached.flatMap(({ broker }) =>
    resourceZones(catalogueFor(world, broker), world.brokering.people.nameOf(user), resource, (group) =>
      ownedZones(world, broker, user, group),
    ),
  );
  const nothing: LaunchOutcome = { ...untried, resourceZones: zones };
  const asked = askToLaunch(world, request, zones);
  const attempts = [...seen.attempts, ...asked.attempts];
  const { reached } = asked;
  if (reached === null) {
    if (zones.length === 0) return notShown(world, request, { ...nothing, attempts, reached: seen.reached[0] ?? null });
    return failed({ ...nothing, attempts }, reasonOf(asked.attempts));
  }
  const zone = zoneOf(world, reached.connector).index;
  return brokered(world, request, { ...nothing, attempts, reached, zone });
}

const UNTRIED = {
  result: 'failed',
  reason: null,
  attempts: [],
  authorities: [],
  resourceZones: null,
  reached: null,
  machine: null,
  deliveryGroup: null,
  ticket: null,
  zone: null,
  isSecond: false,
} as const;

interface AskedToEnumerate {
  readonly reached: readonly Reached[];
  readonly attempts: readonly Attempt[];
  readonly reason: LaunchFailure | null;
}

/** Asks every farm of a StoreFront what a user may open: one answer is enough to show something. */
function askToEnumerate(world: World, storeFront: number, user: number): AskedToEnumerate {
  world.data.enumerations.attempted += 1;
  const outcome = isServing(world, storeFront)
    ? askFarms(world, storeFront, user)
    : { reached: [], attempts: [], reason: 'storefront-down' as const };
  if (outcome.reason !== null) world.data.enumerations.failed += 1;
  return outcome;
}

function askFarms(world: World, storeFront: number, user: number): AskedToEnumerate {
  onStoreFront(world, storeFront, { type: 'request-begun', kind: 'enumeration' });
  const state = present(world.data.storeFronts[storeFront], 'a StoreFront of this world');
  const settings = present(world.storeFronts[storeFront], 'its settings');
  const request = { kind: 'enumeration', text: `enumeration for ${world.brokering.people.nameOf(user)}` } as const;
  const reached: Reached[] = [];
  const attempts: Attempt[] = [];
  for (const { query, controllers, backup } of enumerationPlan(state, settings, world.data.nowMs)) {
    const before = reached.length;
    const rounds = query === 'all' ? controllers.map((controller) => [controller]) : [controllers];
    for (const round of [...rounds, backup]) {
      if (round === backup && reached.length > before) continue;
      const asked = askControllers(world, storeFront, round, request);
      attempts.push(...asked.attempts);
      if (asked.reached !== null) reached.push(asked.reached);
    }
  }
  return { reached, attempts, reason: reached.length > 0 ? null : reasonOf(attempts) };
}

function askToLaunch(world: World, { user, resource, storeFront }: LaunchRequest, zones: readonly string[]) {
  onStoreFront(world, storeFront, { type: 'request-begun', kind: 'launch' });
  const state = present(world.data.storeFronts[storeFront], 'a StoreFront of this world');
  const settings = present(world.storeFronts[storeFront], 'its settings');
  const controllers = launchCandidates(state, settings, zones, world.data.nowMs);
  const text = `launch of ${resource} for ${world.brokering.people.nameOf(user)}`;
  return askControllers(world, storeFront, controllers, { kind: 'launch', text });
}

function isServing(world: World, storeFront: number): boolean {
  const known = world.topology.storeFronts[storeFront];
  return known !== undefined && !world.damage.storeFrontsDown.has(known.name);
}

/** The last obstacle says why nobody was reached; without any, there was nobody to ask. */
function reasonOf(attempts: readonly Attempt[]): LaunchFailure {
  return attempts.at(-1)?.obstacle ?? 'no-controller';
}

/** For what a user is not shown there is nobody to ask: the broker that listed what he is shown says why it is not among that. */
function notShown(world: World, { user, resource }: LaunchRequest, outcome: LaunchOutcome): LaunchOutcome {
  const { broker, connector } = present(outcome.reached, 'a broker that was reached');
  const name = world.brokering.people.nameOf(user);
  const decision = brokerLaunch(catalogueFor(world, broker), { user: name, resource }, sightOf(world, broker, user));
  const reason = decision.type === 'refused' ? decision.reason : 'no-controller';
  return failed({ ...outcome, zone: zoneOf(world, connector).index }, reason);
}

/** The broker that was reached decides. */
function brokered(world: World, request: LaunchRequest, outcome: LaunchOutcome): LaunchOutcome {
  const { broker } = present(outcome.reached, 'a broker that was reached');
  const { user, resource } = request;
  const name = world.brokering.people.nameOf(user);
  const decision = brokerLaunch(catalogueFor(world, broker), { user: name, resource }, sightOf(world, broker, user));
  if (decision.type === 'refused') return failed(outcome, decision.reason);
  const machine = machineOf(world, decision);
  const zone = present(world.zones[machine.zone], 'the zone of the machine');
  const found = { ...outcome, machine, zone: machine.zone, deliveryGroup: decision.group.name };
  if (!reachesMachine(world, zone, machine.machine, broker)) {
    // Its broker strikes it off; the machine will be back with its next heartbeat.
    zone.fleet.release(machine.machine);
    return failed(found, 'machine-unreachable');
  }
  const ticket = request.gateway === null ? null : ticketFor(world, request.gateway, zone, machine);
  const authorities = ticket?.attempts ?? [];
  if (ticket !== null && ticket.address === null) return failed({ ...found, authorities }, 'no-ticket');
  const granted = ticket === null ? null : { sta: ticket.sta, address: ticket.address };
  return connected(world, request, decision, { ...found, authorities, ticket: granted });
}

function machineOf({ data }: World, decision: Exclude<LaunchDecision<MachineRef, number>, { type: 'refused' }>) {
  if (decision.type !== 'reconnect') return decision.machine;
  const { zone, machine } = data.sessions;
  return { zone: zone[decision.session]!, machine: machine[decision.session]! };
}

function connected(
  world: World,
  request: LaunchRequest,
  decision: Exclude<LaunchDecision<MachineRef, number>, { type: 'refused' }>,
  outcome: LaunchOutcome,
): LaunchOutcome {
  if (decision.type === 'reconnect') {
    connectAgain(world, decision.session);
    return { ...outcome, result: 'reconnected' };
  }
  if (decision.type === 'assign') assign(world, request.user, decision.machine);
  const group = world.brokering.groupNames.indexOf(decision.group.name);
  const isSecond = startSession(world, { ...decision.machine, user: request.user, group, life: request.life });
  return { ...outcome, result: 'started', isSecond };
}

type TicketOutcome =
  | { readonly sta: string; readonly address: string; readonly attempts: readonly Attempt[] }
  | { readonly sta: null; readonly address: null; readonly attempts: readonly Attempt[] };

const TICKET = keyOf('text of a ticket');

/** A ticket from the first authority that answers, redeemed there by the gateway at once. */
function ticketFor(world: World, adc: string, zone: ZoneRuntime, { machine }: MachineRef): TicketOutcome {
  const name = machineName(zone.topology, machine);
  const attempts: Attempt[] = [];
  for (const sta of authorities(world, adc)) {
    const answer = askConnector(world, connectorIndex(world, sta), { kind: 'sta-request', text: `ticket for ${name}` });
    if (typeof answer !== 'string') return { sta, address: exchange(world, sta, name), attempts };
    attempts.push({ controller: sta, connector: sta, obstacle: answer });
  }
  return { sta: null, address: null, attempts };
}

/** The authorities of a gateway, from the one whose turn it is. */
function authorities(world: World, adc: string): readonly string[] {
  const stas = world.topology.gateways.find((gateway) => gateway.adc === adc)?.stas ?? [];
  const first = world.data.launches.attempted % Math.max(1, stas.length);
  return [...stas.slice(first), ...stas.slice(0, first)];
}

/** Between the launch and the client's coming there are moments: the ticket is issued and redeemed in one. */
function exchange(world: World, sta: string, machine: string): string {
  const { nowMs: atMs, launches } = world.data;
  const settings = { ticketLifetimeMs: TICKET_LIFETIME_MS };
  const ticket = ticketText((position) => draw(world.definition.seed, TICKET, launches.attempted, position));
  const requested = stepSta(emptySta(sta), { type: 'ticket-requested', atMs, ticket, address: machine }, settings);
  const [issued] = requested[1];
  const [, [redeemed]] = stepSta(requested[0], { type: 'ticket-presented', atMs, ticket }, settings);
  const isRedeemed = issued?.type === 'ticket-issued' && redeemed?.type === 'ticket-redeemed';
  return isRedeemed ? ticketAddress(issued) : '';
}

function failed(outcome: LaunchOutcome, reason: LaunchFailure): LaunchOutcome {
  return { ...outcome, result: 'failed', reason };
}

/** Of several farms' answers, each resource once, with all its zones. */
function merged(lists: readonly EnumeratedResource[]): readonly EnumeratedResource[] {
  const byName = new Map<string, EnumeratedResource>();
  for (const each of lists) {
    const before = byName.get(each.resource);
    const zones = [...new Set([...(before?.zones ?? []), ...each.zones])];
    byName.set(each.resource, { ...each, zones });
  }
  return [...byName.values()];
}
