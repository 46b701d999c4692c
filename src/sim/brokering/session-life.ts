/**
 * The life of a session: it starts on a machine, is disconnected and connected again, and ends; and what that means for the machine.
 *
 * A pooled machine that was used is reset by its broker, or parked, or used again (core/lhc/brokering). Where no broker holds it at that
 * moment, the one that registers it next decides.
 *
 * Not here: who may start one where (launch.ts), and what users do by themselves (workload.ts).
 */

import { present } from '../../core/kernel/index.ts';
import { type AfterUse, afterUse } from '../../core/lhc/brokering/index.ts';
import { stepCloudBroker } from '../../core/lhc/cloud-broker/index.ts';
import { machineName } from '../../core/site/index.ts';
import { setRegisteredSessions } from '../deliver.ts';
import { CLEAN, NOBODY, PARKED, RESETTING, USED } from '../fleet-columns.ts';
import { tell } from '../happenings.ts';
import type { MachineRef, SessionEnd, SessionPlace } from '../outcomes.ts';
import {
  ACTIVE,
  addSession,
  DISCONNECTED,
  NEXT_DISCONNECT,
  NEXT_END,
  NEXT_RETURN,
  NONE,
  type PlannedLife,
  removeSession,
  setNext,
  setState,
} from '../people/index.ts';
import { RANK } from '../queue.ts';
import { schedule, scheduleFleet, zoneChanged } from '../schedule.ts';
import { hasDisk, switchTarget } from '../streaming/index.ts';
import type { World, ZoneRuntime } from '../world.ts';
import { brokerHolding, catalogueFor, reachesMachine } from './broker.ts';

export interface SessionRequest extends MachineRef {
  readonly user: number;
  /** The delivery group, by its place in the definition. */
  readonly group: number;
  /** How long it lasts; null until its user is logged off. */
  readonly life: PlannedLife | null;
}

/** Starts a session. Returns whether its user has another one of the same group somewhere. */
export function startSession(world: World, request: SessionRequest): boolean {
  const { sessions, nowMs } = world.data;
  const zone = zoneAt(world, request.zone);
  const isSecond = hasSession(world, request.user, request.group);
  addSession(sessions, { ...placeOf(request), startedMs: nowMs, ...timesOf(request.life, nowMs) });
  changeSessions(world, zone, request.machine, 1);
  tell(world, { type: 'session-started', session: placeOf(request), reason: null });
  return isSecond;
}

function timesOf(life: PlannedLife | null, nowMs: number) {
  const endsMs = life === null ? Number.POSITIVE_INFINITY : nowMs + life.lastsMs;
  const away = life?.away ?? null;
  if (away === null) return { next: NEXT_END, dueMs: endsMs, endsMs, returnsMs: endsMs };
  return { next: NEXT_DISCONNECT, dueMs: nowMs + away.fromMs, endsMs, returnsMs: nowMs + away.untilMs };
}

/** Whether a user has a session of a group, wherever it is. */
export function hasSession({ data: { sessions } }: World, user: number, group: number): boolean {
  for (let place = sessions.firstOfUser[user]!; place !== NONE; place = sessions.nextOfUser[place]!) {
    if (sessions.group[place] === group) return true;
  }
  return false;
}

/** Its user connects to a session again: from where he was, or from somewhere else. */
export function connectAgain({ data: { sessions } }: World, place: number): void {
  if (sessions.state[place] === ACTIVE) return;
  setState(sessions, place, ACTIVE);
  setNext(sessions, place, NEXT_END, sessions.endsMs[place]!);
}

/** Its user goes away without logging off. */
export function disconnect({ data: { sessions } }: World, place: number): void {
  setState(sessions, place, DISCONNECTED);
  setNext(sessions, place, NEXT_RETURN, sessions.returnsMs[place]!);
}

/** Ends a session. */
export function endSession(world: World, place: number, reason: SessionEnd): void {
  const { user, zone: zones, machine: machines, group } = world.data.sessions;
  const session = { user: user[place]!, zone: zones[place]!, machine: machines[place]!, group: group[place]! };
  const zone = zoneAt(world, session.zone);
  removeSession(world.data.sessions, place);
  const isPooled = groupType(world, zone, session.machine) === 'pooled';
  if (isPooled && reason === 'logged-off') {
    zone.fleet.setCondition(session.machine, USED);
    zone.fleet.setReady(session.machine, 0);
  }
  changeSessions(world, zone, session.machine, -1);
  tell(world, { type: 'session-ended', session, reason });
  if (isPooled && reason === 'logged-off') afterLastUse(world, zone, session.machine);
}

/** Ends all sessions of a user. */
export function endSessionsOf(world: World, user: number): void {
  const first = () => world.data.sessions.firstOfUser[user]!;
  while (first() !== NONE) endSession(world, first(), 'logged-off');
}

/** Ends all sessions on a machine that is no longer there to hold them. */
export function endSessionsOn(world: World, zone: ZoneRuntime, machine: number, reason: SessionEnd): void {
  const first = () => world.data.sessions.firstOfMachine[zone.index]![machine]!;
  while (first() !== NONE) endSession(world, first(), reason);
}

/** What its broker does with an idle machine that was used: now, or when it has one. */
export function afterLastUse(world: World, zone: ZoneRuntime, machine: number): void {
  const { condition, sessions } = zone.fleet.columns;
  const isUsed = condition[machine] === USED || condition[machine] === PARKED;
  if (!isUsed || sessions[machine] !== 0) return;
  switch (decisionFor(world, zone, machine)) {
    case 'reset':
      return reset(world, zone, machine);
    case 'maintenance':
      if (condition[machine] === USED) park(world, zone, machine);
      return;
    case 'use-again':
      zone.fleet.setCondition(machine, USED);
      return zone.fleet.setReady(machine, 1);
    default:
      return;
  }
}

function decisionFor(world: World, zone: ZoneRuntime, machine: number): AfterUse {
  const broker = brokerHolding(zone, machine);
  if (broker === null) return 'nothing';
  if (!reachesMachine(world, zone, machine, broker)) {
    // Cut off from it, its broker neither hears of the last use nor can do anything about it: whoever registers it next does.
    zone.fleet.release(machine);
    return 'nothing';
  }
  const { configuration } = catalogueFor(world, broker);
  const group = configuration.deliveryGroups[groupName(zone, machine)];
  return group === undefined ? 'nothing' : afterUse(group, configuration.policy, broker.type);
}

/** Into maintenance until somebody can reset it: nobody must find there what its last user left. */
function park(world: World, zone: ZoneRuntime, machine: number): void {
  zone.fleet.setCondition(machine, PARKED);
  tell(world, { type: 'machine-parked', zone: zone.index, machine });
}

/** Shuts the machine down; it is registered nowhere until it has started anew, and booted where it streams its disk. */
function reset(world: World, zone: ZoneRuntime, machine: number): void {
  zone.fleet.setReady(machine, 0);
  zone.fleet.setCondition(machine, RESETTING);
  zone.fleet.shutDown(machine);
  const name = machineName(zone.topology, machine);
  switchTarget(world, name, 'off');
  switchTarget(world, name, 'on');
  const atMs = world.data.nowMs + world.definition.timers.machineReset;
  scheduleMachine(world, { zone: zone.index, machine }, 'reset-over', atMs);
}

/** The machine is as it was installed, and starts. */
export function finishReset(world: World, zone: ZoneRuntime, machine: number): void {
  if (zone.fleet.columns.condition[machine] !== RESETTING) return;
  zone.fleet.setCondition(machine, CLEAN);
  zone.fleet.setReady(machine, 1);
  tell(world, { type: 'machine-reset', zone: zone.index, machine });
  const name = machineName(zone.topology, machine);
  if (world.damage.machinesDown.has(name) || !hasDisk(world, name)) return;
  zone.fleet.start(machine, world.data.nowMs);
  scheduleFleet(world, zone);
}

/** A machine that crashes loses its sessions; a pooled one starts as it was installed. */
export function crashMachine(world: World, zone: ZoneRuntime, machine: number): void {
  endSessionsOn(world, zone, machine, 'machine-down');
  if (zone.fleet.columns.condition[machine] === USED) {
    zone.fleet.setCondition(machine, CLEAN);
    zone.fleet.setReady(machine, 1);
    tell(world, { type: 'machine-reset', zone: zone.index, machine });
  }
}

/** A machine whose user is no longer one: what he left there is still there. Null for a machine that is gone as well. */
export function leaveBehind(world: World, place: MachineRef | null): void {
  if (place === null) return;
  const zone = zoneAt(world, place.zone);
  if (groupType(world, zone, place.machine) !== 'pooled') return;
  zone.fleet.setCondition(place.machine, USED);
  zone.fleet.setReady(place.machine, 0);
  scheduleMachine(world, place, 'used', world.data.nowMs);
}

/**
 * Another broker holds a machine: what it has to do about its last use comes after everything else of this moment. Until then nobody
 * is sent there, also where the broker before had it used again. Where no broker holds it, the next one decides.
 */
export function brokerChanged(world: World, zone: ZoneRuntime, machine: number): void {
  const { condition, sessions, holder } = zone.fleet.columns;
  const isUsed = condition[machine] === USED || condition[machine] === PARKED;
  if (!isUsed || sessions[machine] !== 0 || holder[machine] === NOBODY) return;
  zone.fleet.setReady(machine, 0);
  scheduleMachine(world, { zone: zone.index, machine }, 'used', world.data.nowMs);
}

/** The machine is a user's own from now on: a change of the configuration by the system. */
export function assign(world: World, user: number, { zone: index, machine }: MachineRef): void {
  const zone = zoneAt(world, index);
  world.data.cloudBroker = stepCloudBroker(world.data.cloudBroker, { type: 'configuration-changed' })[0];
  world.data.assignments.push({
    user: world.brokering.people.nameOf(user),
    zone: zone.topology.name,
    machine: machineName(zone.topology, machine),
    revision: world.data.cloudBroker.revision,
  });
  for (const each of world.zones) zoneChanged(world, each);
}

/** One session more or less: in the machine's count, in its broker's, and for whoever looks for a machine. The machine tells its broker. */
function changeSessions(world: World, zone: ZoneRuntime, machine: number, by: 1 | -1): void {
  const { fleet } = zone;
  setRegisteredSessions(world, zone, machine, by);
  fleet.addSessions(machine, by);
  const { sessions, rangeOf, condition } = fleet.columns;
  const { maxSessions } = present(zone.topology.machineGroups[rangeOf[machine]!], 'the range of a machine');
  if (sessions[machine]! >= maxSessions) fleet.setReady(machine, 0);
  else if (condition[machine] === CLEAN) fleet.setReady(machine, 1);
  if (by === 1 && condition[machine] === USED) fleet.setCondition(machine, CLEAN);
  fleet.message(machine, world.data.nowMs);
  scheduleFleet(world, zone);
}

/** Gives a machine an event: it has another broker, or its reset is over. */
export function scheduleMachine(
  world: World,
  { zone, machine }: MachineRef,
  type: 'used' | 'reset-over',
  atMs: number,
): void {
  const order = zone * MACHINES_MAX + machine;
  schedule(world, { atMs, rank: RANK.machine, order, what: { type, zone, machine } });
}

/** More than any zone has: it keeps the events of zones apart. */
const MACHINES_MAX = 2 ** 32;

function groupName({ topology, fleet }: ZoneRuntime, machine: number): string {
  return present(topology.machineGroups[fleet.columns.rangeOf[machine]!], 'the range of a machine').deliveryGroup;
}

function groupType(world: World, zone: ZoneRuntime, machine: number) {
  return world.definition.deliveryGroups[groupName(zone, machine)]?.type;
}

function zoneAt(world: World, index: number): ZoneRuntime {
  return present(world.zones[index], 'a zone of this world');
}

function placeOf({ user, zone, machine, group }: SessionPlace): SessionPlace {
  return { user, zone, machine, group };
}
