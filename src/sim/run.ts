/**
 * Run moves a world through time: event after event, and after each one the laws are checked.
 *
 * Not here: an operator's own actions, which take no time (operator.ts).
 */

import { present, unreachable } from '../core/kernel/index.ts';
import { connectorDeadline } from '../core/lhc/connector/index.ts';
import { runBeat } from './beat-run.ts';
import { afterLastUse, finishReset, runWorkload } from './brokering/index.ts';
import { deliver } from './deliver.ts';
import { endFault, flap } from './fault-control.ts';
import { releaseOutage } from './outage-control.ts';
import type { Happening } from './outcomes.ts';
import { pop, type QueuedEvent, RANK } from './queue.ts';
import { makeUpZone, scheduleDeadline, scheduleFleet } from './schedule.ts';
import { endStreamLease, happenInFarm } from './streaming/index.ts';
import { type Checker, connectorAt, connectorIndex, pairOf, type World, type ZoneRuntime, zoneOf } from './world.ts';

/** Runs everything up to and including a moment. Moments in the past do nothing. */
export function advanceTo(world: World, toMs: number): void {
  const { data } = world;
  while (data.queue.length > 0 && (data.queue[0] as QueuedEvent).atMs <= toMs) {
    const event = pop(data.queue);
    // What an operator causes at an instant that is over comes after all of it, whatever its rank.
    if (event.atMs > data.nowMs || world.cursor.rank !== RANK.operator) {
      world.cursor.rank = event.rank;
      world.cursor.order = event.order;
    }
    data.nowMs = Math.max(data.nowMs, event.atMs);
    checkLaws(world, happen(world, event, toMs));
  }
  data.nowMs = Math.max(data.nowMs, toMs);
  endInstant(world);
}

export interface Wait {
  /** The last moment that is waited for. */
  readonly limitMs: number;
  /** Asked after every instant in which something happened; with `everySecond`, at every whole second of the site as well. */
  readonly until: () => boolean;
  readonly everySecond: boolean;
  /** One more moment at which it is asked, which can be another after each answer; null for none. */
  readonly alsoAtMs?: () => number | null;
}

/** Runs until a condition holds, and stops at that very moment. False when it did not hold up to the limit. */
export function runUntil(world: World, { limitMs, until, everySecond, alsoAtMs }: Wait): boolean {
  const { data } = world;
  while (!until()) {
    if (data.nowMs >= limitMs) return false;
    const { startMs } = world.definition;
    const secondMs = startMs + (Math.floor((data.nowMs - startMs) / 1000) + 1) * 1000;
    const eventMs = nextEventMs(world) ?? limitMs;
    const stopsMs = [limitMs, eventMs, everySecond ? secondMs : limitMs, alsoAtMs?.() ?? limitMs];
    advanceTo(world, Math.min(...stopsMs));
  }
  return true;
}

/** The present instant is over: what an operator does now comes after all of it. */
export function endInstant(world: World): void {
  world.cursor.rank = RANK.operator;
  world.cursor.order = 0;
}

/** The moment of the next event; null when nothing will ever happen by itself. */
export function nextEventMs(world: World): number | null {
  return world.data.queue[0]?.atMs ?? null;
}

/** What an event has touched. Nothing of a zone has changed by what happens in the farm, unless something was told of it. */
type Touched = ZoneRuntime | 'farm' | 'all';

/** Checks the laws for what was touched, and lets whoever watches every event have a look. */
export function checkLaws(world: World, touched: Touched): void {
  const { happenings } = world;
  const isOfTarget = ({ type }: Happening) => type.startsWith('target-');
  if (touched === 'farm') {
    if (!happenings.every(isOfTarget)) checkZones(world, world.zones);
  } else {
    checkZones(world, touched === 'all' ? world.zones : [touched]);
  }
  if (touched === 'farm' || touched === 'all' || happenings.some(isOfTarget)) checkFarm(world);
  if (happenings.length > 0) world.happenings = [];
  world.options.afterEvent?.(world);
}

function checkZones(world: World, zones: readonly ZoneRuntime[]): void {
  const { checkers } = world.options;
  if (checkers !== undefined) for (const zone of zones) checkZone(world, zone, checkers);
}

function checkFarm(world: World): void {
  const { options, farm, violations, data } = world;
  if (farm === null) return;
  for (const check of options.farmCheckers ?? []) {
    const text = check(world, farm);
    if (text !== null) violations.push({ atMs: data.nowMs, text });
  }
}

type MachineEvent = Extract<QueuedEvent['what'], { readonly machine: number }>;

function checkZone(world: World, zone: ZoneRuntime, checkers: readonly Checker[]): void {
  for (const check of checkers) {
    const text = check(world, zone);
    if (text !== null) world.violations.push({ atMs: world.data.nowMs, text });
  }
}

/** Lets an event happen. Returns what it touched. */
function happen(world: World, event: QueuedEvent, toMs: number): Touched {
  const { what } = event;
  switch (what.type) {
    case 'deadline':
      return onDeadline(world, event);
    case 'watchdog':
      return onWatchdog(world, event.order);
    case 'beat':
      return onBeat(world, event);
    case 'fleet':
      return onFleet(world, event, toMs);
    case 'message':
      return onMessage(world, what);
    case 'workload':
      return onWorkload(world, event.atMs);
    case 'used':
    case 'reset-over':
      return onMachine(world, what);
    case 'outage-lease':
      releaseOutage(world, what.connector, event.atMs);
      return zoneOf(world, connectorIndex(world, what.connector));
    case 'fault-lease':
      endFault(world, what.id, event.atMs);
      return 'all';
    case 'flap':
      flap(world, what.id);
      return 'all';
    case 'stream-lease':
      endStreamLease(world, what.server, event.atMs);
      return 'all';
    case 'targets':
    case 'release':
    case 'inventory':
    case 'drained':
    case 'silence':
    case 'rebalance':
      happenInFarm(world, what, event.atMs);
      return 'farm';
    default:
      return unreachable(what);
  }
}

/** A deadline can rest on the time of a contact that a sleeping beat has meanwhile renewed. */
function onDeadline(world: World, { order: connector, atMs }: QueuedEvent): ZoneRuntime {
  const zone = zoneOf(world, connector);
  const { deadlines } = world.data;
  if (deadlines[connector] !== atMs) return zone;
  makeUpZone(world, zone);
  if (deadlines[connector] !== atMs) return zone;
  deadlines[connector] = null;
  const dueMs = connectorDeadline(connectorAt(world, connector), zone.settings);
  if (dueMs !== null && dueMs <= atMs) deliver(world, connector, { type: 'deadline', atMs });
  scheduleDeadline(world, connector);
  return zone;
}

function onWatchdog(world: World, index: number): ZoneRuntime {
  const pair = present(world.data.pairs[index], 'a pair of this world');
  const { nowMs } = world.data;
  if (pair.heardMs + world.definition.timers.peerSilence <= nowMs) {
    deliver(world, connectorIndex(world, pair.to), { type: 'peer-silent', atMs: nowMs, peer: pair.from });
  }
  return present(world.zones[pair.zone], 'the zone of the pair');
}

function onBeat(world: World, { order: index, atMs }: QueuedEvent): ZoneRuntime | 'all' {
  const beat = present(world.data.beats[index], 'a beat of this world');
  if (beat.nextMs === atMs) runBeat(world, index);
  return beat.zones.length === 1 ? present(world.zones[beat.zones[0] as number], 'the zone of the beat') : 'all';
}

/** What users do touches the zone of a machine, unless it changes how things stand elsewhere. */
function onWorkload(world: World, atMs: number): ZoneRuntime | 'all' {
  const { changeCount } = world;
  const zone = world.zones[runWorkload(world, atMs) ?? -1];
  return zone === undefined || world.changeCount !== changeCount ? 'all' : zone;
}

/** Contacts of one zone go on without the queue, as long as nothing else comes in between. */
function onFleet(world: World, { order, atMs }: QueuedEvent, toMs: number): ZoneRuntime {
  const zone = present(world.zones[order], 'a zone of this world');
  const { data } = world;
  if (data.fleetDueMs[order] !== atMs) return zone;
  data.fleetDueMs[order] = null;
  zone.fleet.run(atMs);
  let dueMs = zone.fleet.nextDueMs;
  while (dueMs !== null && dueMs <= toMs && isNext(data.queue[0], dueMs, zone)) {
    checkLaws(world, zone);
    data.nowMs = dueMs;
    zone.fleet.run(dueMs);
    dueMs = zone.fleet.nextDueMs;
  }
  scheduleFleet(world, zone);
  return zone;
}

/** Whether a zone's fleet, due at a moment, comes before the first event of the queue. */
function isNext(first: QueuedEvent | undefined, dueMs: number, zone: ZoneRuntime): boolean {
  if (first === undefined || first.atMs !== dueMs) return first === undefined || dueMs < first.atMs;
  return first.rank > RANK.fleet || (first.rank === RANK.fleet && first.order >= zone.index);
}

function onMachine(world: World, { type, zone: index, machine }: MachineEvent): ZoneRuntime {
  const zone = present(world.zones[index], 'a zone of this world');
  if (type === 'used') afterLastUse(world, zone, machine);
  else finishReset(world, zone, machine);
  return zone;
}

/** A message arrives over a way that is still open, at a connector that is up. */
function onMessage(world: World, { from, to, message }: QueuedEvent['what'] & { type: 'message' }): ZoneRuntime {
  const connector = connectorIndex(world, to);
  if (pairOf(world, from, to)?.openSinceMs != null) {
    deliver(world, connector, { type: 'message', atMs: world.data.nowMs, from, message });
  }
  return zoneOf(world, connector);
}
