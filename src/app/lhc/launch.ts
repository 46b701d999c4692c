/**
 * `lhc launch`: opens a resource for a user now, and tells the way that it took, or why it was refused.
 *
 * Not here: who gets which machine (core/lhc/brokering), the way itself (sim/brokering).
 */

import { formatInstant, present, shellWord, UserError } from '../../core/kernel/index.ts';
import { machineName } from '../../core/site/index.ts';
import { type LaunchFailure, type LaunchOutcome, sessionsOfUser, type World } from '../../sim/index.ts';
import { type AppContext, siteFlag } from '../context.ts';
import { zonesIn } from '../objects.ts';
import { type ChangeOutcome, changeSite } from '../open-site.ts';
import { resourceNamed, userNamed } from '../people.ts';
import { LAUNCH_REASONS } from './launch-reasons.ts';
import { type NotAsked, notAsked } from './not-asked.ts';
import { type Hop, hopOf, launchAnswer, type PassedOver, passedOver, storeFrontFor } from './request-path.ts';

export interface LaunchOptions {
  readonly user: string;
  readonly resource: string;
  /** A StoreFront by name; `gateway` for the first gateway of the site, in front of its first StoreFront; null for that StoreFront. */
  readonly via: string | null;
}

export interface LaunchResult {
  readonly schema: 'holdover.launch/1';
  readonly site: string;
  readonly at: string;
  readonly user: string;
  readonly resource: string;
  readonly result: LaunchOutcome['result'];
  /** Why it failed; null where it did not. */
  readonly reason: LaunchFailure | null;
  readonly why: string | null;
  /** What is to be known besides of why it failed; null where there is nothing. */
  readonly hint: string | null;
  readonly storeFront: string;
  /** The ADC whose gateway it went through; null from inside. */
  readonly gateway: string | null;
  /** Controllers that were asked in vain. */
  readonly passedOver: readonly PassedOver[];
  /** Controllers that were not asked, where nobody was left to ask. */
  readonly notAsked: readonly NotAsked[];
  /** The zones that have the resource for this user; null where nobody answered. */
  readonly resourceZones: readonly string[] | null;
  /** The broker that decided, and the way to it; null where none was reached. */
  readonly broker: Hop | null;
  readonly deliveryGroup: string | null;
  readonly machine: MachinePlace | null;
  /** Ticket authorities that were asked in vain. */
  readonly authoritiesPassedOver: readonly PassedOver[];
  readonly ticket: TicketPlace | null;
  /** Sessions that he has besides, of the same delivery group, and that this broker does not see: there are two truths until one ends. */
  readonly unseenSessions: readonly MachinePlace[];
  /** The command that undoes it; null where no session was started. */
  readonly undo: string | null;
}

export interface MachinePlace {
  readonly machine: string;
  readonly zone: string;
}

export interface TicketPlace {
  /** The connector whose authority issued it. */
  readonly authority: string;
  /** What the client is given in place of the machine's address. */
  readonly address: string;
}

/** Stands for a gateway where the name of a StoreFront could be. */
const GATEWAY = 'gateway';

/** @throws {UserError} ZONES_NONE, USER_UNKNOWN, RESOURCE_UNKNOWN, STOREFRONT_UNKNOWN, NO_STOREFRONT, NO_GATEWAY, and what the store throws */
export function launchFor(context: AppContext, options: LaunchOptions): Promise<LaunchResult & ChangeOutcome> {
  return changeSite(context, ({ world }) => {
    zonesIn(world);
    const user = userNamed(world, options.user);
    const resource = resourceNamed(world, options.resource);
    const gateway = options.via === GATEWAY ? firstGateway(world) : null;
    const storeFront = storeFrontFor(world, gateway === null ? options.via : null);
    return {
      actions: [{ type: 'launched', user, resource, storeFront, gateway }],
      result: (after) => launchResult(after, storeFront, siteFlag(context)),
    };
  });
}

function firstGateway(world: World): string {
  const [first] = world.topology.gateways;
  if (first !== undefined) return first.adc;
  throw new UserError('usage', 'NO_GATEWAY', `No ADC of ${world.definition.name} has a gateway.`, {
    why: 'A gateway is declared in the site file, under adcs: with the connectors whose tickets it takes.',
    hints: ['holdover help site-file'],
  });
}

/** The result of the launch that was just made. `site` is the flag that names the site, where commands need one. */
export function launchResult(world: World, storeFront: string, site: string): LaunchResult {
  const outcome = launchAnswer(world);
  const { result, reason, reached, gateway, ticket, resourceZones } = outcome;
  const user = world.brokering.people.nameOf(outcome.user);
  return {
    schema: 'holdover.launch/1',
    site: world.definition.name,
    at: formatInstant(world.data.nowMs),
    user,
    resource: outcome.resource,
    result,
    reason,
    why: reason === null ? null : LAUNCH_REASONS[reason],
    hint: reason === 'wrong-zone' ? anyZoneHint(world, outcome) : null,
    storeFront,
    gateway,
    passedOver: passedOver(outcome.attempts),
    notAsked: notAsked(world, outcome),
    resourceZones: resourceZones === null ? null : [...new Set(resourceZones)],
    broker: reached === null ? null : hopOf(world, reached),
    deliveryGroup: outcome.deliveryGroup,
    machine: machinePlace(world, outcome),
    authoritiesPassedOver: passedOver(outcome.authorities),
    ticket: ticket === null ? null : { authority: ticket.sta, address: ticket.address },
    unseenSessions: unseenSessions(world, outcome, user),
    undo: result === 'started' ? `holdover lhc logoff ${shellWord(user)}${site}` : null,
  };
}

/** A StoreFront without AdvancedHealthCheck asks whoever's turn it is. */
function anyZoneHint(world: World, { storeFront }: LaunchOutcome): string | null {
  const { advancedHealthCheck, controllers } = present(world.storeFronts[storeFront], 'the settings of a StoreFront');
  if (advancedHealthCheck) return null;
  const { name } = present(world.topology.storeFronts[storeFront], 'the StoreFront of a launch');
  const isWanted = world.definition.storeFronts[name]?.advancedHealthCheck === true;
  const state = isWanted ? 'has no effect with this version of StoreFront' : 'is off';
  return `AdvancedHealthCheck ${state}: ${name} asks any of its ${controllers.length} controllers, also of zones that do not have the resource; another try may go elsewhere`;
}

function machinePlace({ zones }: World, { machine }: LaunchOutcome): MachinePlace | null {
  if (machine === null) return null;
  const { topology } = present(zones[machine.zone], 'the zone of a machine');
  return { machine: machineName(topology, machine.machine), zone: topology.name };
}

/** Sessions on machines that are registered with another broker, or with none. */
function unseenSessions(
  world: World,
  { reached, deliveryGroup }: LaunchOutcome,
  user: string,
): readonly MachinePlace[] {
  if (reached === null || deliveryGroup === null) return [];
  const asked = reached.broker;
  return sessionsOfUser(world, user)
    .filter((session) => session.deliveryGroup === deliveryGroup)
    .filter(({ broker }) => {
      if (broker?.type !== asked.type) return true;
      return broker.type === 'secondary' && asked.type === 'secondary' && broker.connector !== asked.connector;
    })
    .map(({ machine, zone }) => ({ machine, zone }));
}
