/**
 * Schedule keeps the queue of a world true to its data: each machine has one event, each beat at most one, and what sleeps
 * is woken when something of its zones changes.
 *
 * Not here: what an event does (run.ts, beat-run.ts, deliver.ts).
 */

import { present } from '../core/kernel/index.ts';
import { connectorDeadline, connectorRoute } from '../core/lhc/connector/index.ts';
import { hasRoom } from '../core/lhc/registration/index.ts';
import { type Beat, gridAfter, gridBefore } from './beats.ts';
import { push, type QueuedEvent, RANK } from './queue.ts';
import { connectorAt, connectorIndex, reachesCloud, type World, type ZoneRuntime, zoneOf } from './world.ts';

const DEADLINE = { type: 'deadline' } as const;
const FLEET = { type: 'fleet' } as const;
const WATCHDOG = { type: 'watchdog' } as const;
const BEAT = { type: 'beat' } as const;

/** Puts an event into the queue. */
export function schedule(world: World, event: QueuedEvent): void {
  push(world.data.queue, event);
}

/** A number for an event of a rank whose order is that in which events were sent. */
export function nextSequence(world: World): number {
  world.data.sequence += 1;
  return world.data.sequence;
}

/** Gives a connector an event at its deadline, if it has none by then: one that comes too early looks again. */
export function scheduleDeadline(world: World, connector: number): void {
  const { deadlines, nowMs } = world.data;
  const deadlineMs = connectorDeadline(connectorAt(world, connector), zoneOf(world, connector).settings);
  const dueMs = deadlineMs === null ? null : Math.max(deadlineMs, nowMs);
  const scheduledMs = deadlines[connector] ?? null;
  if (scheduledMs === dueMs || (scheduledMs !== null && dueMs !== null && scheduledMs < dueMs)) return;
  deadlines[connector] = dueMs;
  if (dueMs !== null) schedule(world, { atMs: dueMs, rank: RANK.deadline, order: connector, what: DEADLINE });
}

/** Gives a zone's fleet an event when it is next due. While it makes a contact that is not known yet. */
export function scheduleFleet(world: World, zone: ZoneRuntime): void {
  if (zone.fleet.contacting !== -1) return;
  const dueMs = zone.fleet.nextDueMs;
  if (world.data.fleetDueMs[zone.index] === dueMs) return;
  world.data.fleetDueMs[zone.index] = dueMs;
  if (dueMs !== null) schedule(world, { atMs: dueMs, rank: RANK.fleet, order: zone.index, what: FLEET });
}

/** Watches for the silence of a peer, from when it was last heard. */
export function scheduleWatchdog(world: World, pair: number): void {
  const { pairs, nowMs } = world.data;
  const { heardMs } = present(pairs[pair], 'a pair of this world');
  const atMs = Math.max(nowMs, heardMs + world.definition.timers.peerSilence);
  schedule(world, { atMs, rank: RANK.watchdog, order: pair, what: WATCHDOG });
}

/** A connector waits for word of another from now on; also of one that is gone, which it will find silent. */
export function beginToListen(world: World, from: string, to: string): void {
  const { pairs, nowMs } = world.data;
  let index = world.indexes.pairs.get(`${from} ${to}`);
  if (index === undefined) {
    const zone = zoneOf(world, connectorIndex(world, to)).index;
    index = pairs.push({ from, to, zone, heardMs: nowMs, openSinceMs: null }) - 1;
    world.indexes.pairs.set(`${from} ${to}`, index);
  }
  present(pairs[index], 'a pair for every index').heardMs = nowMs;
  scheduleWatchdog(world, index);
}

/** Something of substance changed in a zone: its sleeping beats look again. */
export function zoneChanged(world: World, zone: ZoneRuntime): void {
  world.changeCount += 1;
  for (const index of zone.beats) {
    const beat = beatAt(world, index);
    if (beat.nextMs === null && beat.anchorMs !== null) wakeBeat(world, index, beat, beat.anchorMs);
  }
}

/** Whom a StoreFront may use is about to change: its heartbeat looks again, after what it has left out is made up for. */
export function storeFrontChanges(world: World, storeFront: number): void {
  world.changeCount += 1;
  const name = world.topology.storeFronts[storeFront]?.name;
  world.data.beats.forEach((beat, index) => {
    if (beat.kind !== 'storefront' || beat.owner !== name) return;
    if (beat.nextMs === null && beat.anchorMs !== null) wakeBeat(world, index, beat, beat.anchorMs);
  });
}

/** Turns a beat on from a moment, moves it, or turns it off (null). */
export function anchorBeat(world: World, index: number, anchorMs: number | null): void {
  const beat = beatAt(world, index);
  if (beat.anchorMs === anchorMs) return;
  beat.anchorMs = anchorMs;
  beat.reached = [];
  beat.lastMs = anchorMs ?? 0;
  setNext(world, index, beat, anchorMs === null ? null : gridAfter(beat, anchorMs, world.data.nowMs));
}

/** Gives a beat its next time; null puts it to sleep. */
export function setNext(world: World, index: number, beat: Beat, nextMs: number | null): void {
  beat.nextMs = nextMs;
  if (nextMs !== null) schedule(world, { atMs: nextMs, rank: RANK.beat, order: index, what: BEAT });
}

/** Makes up, for all sleeping beats of a zone, for what the skipped ones would have left behind by now. */
export function makeUpZone(world: World, zone: ZoneRuntime): void {
  for (const index of zone.beats) {
    const beat = beatAt(world, index);
    if (beat.nextMs !== null || beat.anchorMs === null) continue;
    makeUp(world, beat, gridBefore(beat, beat.anchorMs, nextGrid(world, index, beat, beat.anchorMs)));
  }
}

/** What machines would be answered may have changed: if it has, their fleet looks again. */
export function answersChanged(world: World, zone: ZoneRuntime): void {
  if (!noteAnswers(world, zone)) return;
  zone.fleet.wake(world.data.nowMs, machinesPassed(world, zone));
  scheduleFleet(world, zone);
}

/** Notes what each connector of a zone would answer a machine now. Returns whether any of it is new. */
export function noteAnswers(world: World, zone: ZoneRuntime): boolean {
  let changed = false;
  zone.connectors.forEach((connector, position) => {
    const answer = answerCode(world, connector);
    if (zone.answers[position] !== answer) changed = true;
    zone.answers[position] = answer;
  });
  return changed;
}

/** Everything that the answer to a machine depends on, one bit each. */
function answerCode(world: World, connector: number): number {
  const state = connectorAt(world, connector);
  const { fqdn, haMode, registration } = state;
  const route = connectorRoute(state);
  return (
    bit(0, state.phase === 'running') |
    bit(1, world.damage.vdasCut.has(fqdn)) |
    bit(2, route === 'cloud') |
    bit(3, route === 'secondary-broker') |
    bit(4, reachesCloud(world, fqdn)) |
    bit(5, haMode.components['vda-relay'] === 'healthy') |
    bit(6, haMode.state === 'working-normally' && state.participates) |
    bit(7, hasRoom(registration))
  );
}

function bit(position: number, fact: unknown): number {
  return fact === true ? 1 << position : 0;
}

function wakeBeat(world: World, index: number, beat: Beat, anchorMs: number): void {
  const nextMs = nextGrid(world, index, beat, anchorMs);
  makeUp(world, beat, gridBefore(beat, anchorMs, nextMs));
  setNext(world, index, beat, nextMs);
  if (beat.kind === 'peer') scheduleWatchdog(world, beat.pair);
}

/** The next point of a beat's grid that the present instant has not passed. */
function nextGrid(world: World, index: number, beat: Beat, anchorMs: number): number {
  const { rank, order } = world.cursor;
  const passed = rank > RANK.beat || (rank === RANK.beat && order >= index);
  return gridAfter(beat, anchorMs, passed ? world.data.nowMs : world.data.nowMs - 1);
}

/** Sets what the last of the skipped beats would have set: nothing but the time at which somebody was heard. */
function makeUp(world: World, beat: Beat, skippedMs: number | null): void {
  if (skippedMs === null || skippedMs <= beat.lastMs) return;
  beat.lastMs = skippedMs;
  if (beat.kind === 'peer' && beat.reached.length > 0) {
    present(world.data.pairs[beat.pair], 'a pair for the beat').heardMs = skippedMs;
  }
  if (beat.kind === 'storefront') makeUpContacts(world, beat, skippedMs);
}

/** A round that reached nobody leaves nothing behind: the StoreFront is down, or everybody it lists. */
function makeUpContacts(world: World, beat: Beat, atMs: number): void {
  if (beat.reached.length === 0) return;
  for (const connector of beat.reached) {
    const state = connectorAt(world, connector);
    const lastStoreFrontContactMs = Math.max(state.lastStoreFrontContactMs ?? atMs, atMs);
    world.data.connectors[connector] = { ...state, lastStoreFrontContactMs };
    scheduleDeadline(world, connector);
  }
  const index = world.topology.storeFronts.findIndex((storeFront) => storeFront.name === beat.owner);
  const storeFront = present(world.data.storeFronts[index], 'a StoreFront for the beat');
  const answered = Object.entries(storeFront.controllers).map(
    ([fqdn, controller]) => [fqdn, controller.healthy ? { ...controller, lastHeartbeatMs: atMs } : controller] as const,
  );
  world.data.storeFronts[index] = { ...storeFront, controllers: Object.fromEntries(answered) };
}

/** The machines of a zone whose turn in the present instant is over: all up to this index. */
function machinesPassed(world: World, zone: ZoneRuntime): number {
  const { rank, order } = world.cursor;
  if (rank < RANK.fleet || (rank === RANK.fleet && order < zone.index)) return -1;
  return rank === RANK.fleet && order === zone.index ? zone.fleet.contacting : Number.POSITIVE_INFINITY;
}

function beatAt(world: World, index: number): Beat {
  return present(world.data.beats[index], 'a beat of this world');
}
