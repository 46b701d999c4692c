/**
 * VdaFleet holds the agents of all machines of a zone in columns: the fast form of the `vda` machine in core, and no second truth.
 *
 * A contact is one event: the machine asks its connector, then the others in random order, and rests after a whole round of
 * refusals. The milliseconds of a round trip inside a zone are not modelled.
 *
 * A contact against unchanged surroundings changes nothing but its own time, which is arithmetic. So a machine sleeps after
 * each contact, and the fleet is woken when what its machines would be answered changes. Only the moment at which a broker
 * gives up on a silent machine is kept for a sleeper. With `skipping: 'off'` every contact is made; the outcome is the same.
 *
 * Not here: what a connector answers, and who counts registrations (the host, see fleet-host.ts).
 */

import { draw, keyOf } from '../core/kernel/index.ts';
import { addPlace, nextMoment, takeNext, writePlan } from './fleet-agenda.ts';
import {
  CLOUD,
  conditionPlace,
  FIRST_CONNECTOR,
  type FleetColumns,
  type FleetSettings,
  NOBODY,
} from './fleet-columns.ts';

/** What a connector answers to a machine. `accepted-by-cloud` and `accepted-by-secondary`: a broker holds the machine now. */
export type FleetAnswer = 'accepted-by-cloud' | 'accepted-by-secondary' | 'refused' | 'unreachable';

/** What a fleet asks of its surroundings. */
export interface FleetHost {
  /** A message of a machine that `holder` holds arrives at a connector, by index in the zone. */
  ask(connector: number, machine: number, holder: number): FleetAnswer;
  /** `holder` holds the machine no longer: another broker does, or contact was lost. */
  released(holder: number, machine: number): void;
  /** A machine was registered by a broker that did not hold it before, or lost by its own. */
  moved(machine: number, from: number, to: number): void;
}

const ORDER = keyOf('order of a round');

export class VdaFleet {
  readonly columns: FleetColumns;
  readonly #settings: FleetSettings;
  readonly #host: FleetHost;
  /** The machine whose contact is under way; -1 between contacts. */
  #contacting = -1;
  /** Counts awakenings, so that a contact can tell that it caused one. */
  #awakenings = 0;

  constructor(columns: FleetColumns, settings: FleetSettings, host: FleetHost) {
    this.columns = columns;
    this.#settings = settings;
    this.#host = host;
  }

  /** When the fleet next does something; null when it sleeps. */
  get nextDueMs(): number | null {
    const dueMs = nextMoment(this.columns);
    return dueMs === Number.POSITIVE_INFINITY ? null : dueMs;
  }

  /** The machine whose contact is under way; -1 between contacts. */
  get contacting(): number {
    return this.#contacting;
  }

  /** Does everything that is due at or before a moment. */
  run(atMs: number): void {
    while (nextMoment(this.columns) <= atMs) {
      const machine = takeNext(this.columns);
      this.#contacting = machine;
      this.#act(machine, atMs);
      this.#contacting = -1;
    }
  }

  /**
   * Wakes every machine, because what they would be answered has changed. A contact of this very instant is still to come
   * for machines after `passed`: -1 when the instant is all ahead, `Infinity` when it is all behind.
   */
  wake(atMs: number, passed: number): void {
    this.#awakenings++;
    if (this.columns.asleepCount > 0) this.#plan(atMs, passed);
  }

  /** Works out anew who is due when, after the columns were written by somebody else. */
  replan(atMs: number): void {
    this.#plan(atMs, Number.POSITIVE_INFINITY);
  }

  /** A connector's register was emptied: whoever was registered there is registered nowhere, and has yet to notice. */
  releaseAll(holder: number): void {
    const { columns } = this;
    if (columns.heldBy[holder] === 0) return;
    for (let machine = 0; machine < columns.count; machine++) {
      if (columns.holder[machine] !== holder) continue;
      this.#countReady(machine, -1);
      columns.holder[machine] = NOBODY;
      this.#countReady(machine, 1);
      this.#host.moved(machine, holder, NOBODY);
    }
    columns.heldBy[NOBODY]! += columns.heldBy[holder]!;
    columns.heldBy[holder] = 0;
  }

  /** A broker that could not reach the machine holds it no longer. The machine has yet to notice. */
  release(machine: number): void {
    this.#setHolder(machine, NOBODY);
  }

  /** The machine crashes, or is switched off: its broker hears nothing from now on. */
  stop(machine: number, atMs: number): void {
    const { columns } = this;
    if (columns.down[machine] === 1) return;
    if (columns.asleep[machine] === 1) this.#catchUp(machine, atMs, Number.POSITIVE_INFINITY);
    if (columns.via[machine] !== 0) this.#unregister(machine);
    this.#setDown(machine, 1);
    this.#enqueue(machine, atMs);
  }

  /** The machine is shut down by its broker, which holds it no longer. */
  shutDown(machine: number): void {
    const { columns } = this;
    this.#setHolder(machine, NOBODY);
    columns.via[machine] = 0;
    if (columns.down[machine] === 0) this.#setDown(machine, 1);
    this.#setAsleep(machine, 0);
  }

  /** The machine starts, and registers at once. */
  start(machine: number, atMs: number): void {
    const { columns } = this;
    if (columns.down[machine] === 0) return;
    this.#setDown(machine, 0);
    columns.nextContactMs[machine] = atMs;
    this.#enqueue(machine, atMs);
  }

  /**
   * A message beside the heartbeats, which go on as before: a session started or ended. It registers the machine like any other, or
   * finds that nobody takes it. A sleeper's surroundings have not changed: nothing comes of it but that it was heard.
   */
  message(machine: number, atMs: number): void {
    const { columns } = this;
    if (columns.down[machine] === 1) return;
    const wasRegistered = columns.via[machine] !== 0;
    if (columns.asleep[machine] === 0) {
      const nextMs = columns.nextContactMs[machine]!;
      this.#contacting = machine;
      this.#contact(machine, atMs);
      this.#contacting = -1;
      if (columns.via[machine] !== 0 || !wasRegistered) columns.nextContactMs[machine] = nextMs;
      this.#enqueue(machine, atMs);
    }
    if (columns.via[machine] !== 0) columns.lastMessageMs[machine] = atMs;
  }

  /** Whether the machine could take a new session, if it is registered and its group is not in maintenance. */
  setReady(machine: number, ready: 0 | 1): void {
    const { columns } = this;
    if (columns.ready[machine] === ready) return;
    this.#countReady(machine, -1);
    columns.ready[machine] = ready;
    this.#countReady(machine, 1);
    this.#noteSessions(machine);
  }

  /** One session more or less on a machine. */
  addSessions(machine: number, by: 1 | -1): void {
    this.columns.sessions[machine]! += by;
    this.#noteSessions(machine);
  }

  /** The floor under the sessions of a range's ready machines stays one. */
  #noteSessions(machine: number): void {
    const { leastSessions, rangeOf, sessions, ready } = this.columns;
    const range = rangeOf[machine]!;
    if (ready[machine] === 1) leastSessions[range] = Math.min(leastSessions[range]!, sessions[machine]!);
  }

  setCondition(machine: number, condition: number): void {
    const { columns } = this;
    columns.countByCondition[conditionPlace(columns, machine)]!--;
    columns.condition[machine] = condition;
    columns.countByCondition[conditionPlace(columns, machine)]!++;
  }

  /** The others in the order in which a machine tries them at a moment: random, decided by the seed (R29). */
  roundOrder(machine: number, atMs: number): readonly number[] {
    const { seed, zone, connectorCount } = this.#settings;
    const order = Array.from({ length: connectorCount }, (_, connector) => connector);
    for (let last = connectorCount - 1; last > 0; last--) {
      const other = Math.floor(draw(seed, ORDER, zone, machine, atMs, last) * (last + 1));
      [order[last], order[other]] = [order[other]!, order[last]!];
    }
    return order;
  }

  /** What it was due for may be off by now: a machine whose register was emptied cannot be given up any more. */
  #act(machine: number, atMs: number): void {
    const { columns } = this;
    if (this.#lossMs(machine) <= atMs) {
      this.#setHolder(machine, NOBODY);
    } else if (this.#nextMs(machine) <= atMs) {
      const awakenings = this.#awakenings;
      this.#contact(machine, atMs);
      const disturbed = this.#settings.skipping === 'off' || this.#awakenings !== awakenings;
      this.#setAsleep(machine, disturbed ? 0 : 1);
    }
    const dueMs = this.#nextMs(machine);
    if (dueMs < Number.POSITIVE_INFINITY && columns.queued[machine] === 0) addPlace(columns, machine, dueMs);
  }

  /** Gives a machine its place in the agenda. One that has a later place gets an earlier one with all the others. */
  #enqueue(machine: number, atMs: number): void {
    const { columns } = this;
    const dueMs = this.#nextMs(machine);
    if (dueMs === Number.POSITIVE_INFINITY) return;
    if (columns.queued[machine] === 0) addPlace(columns, machine, dueMs);
    else if (dueMs < columns.dueMs[machine]!) this.#plan(atMs, Number.POSITIVE_INFINITY);
  }

  /** One whole round: the present connector, then the others, until one accepts. */
  #contact(machine: number, atMs: number): void {
    const { columns } = this;
    const present = columns.via[machine]! - 1;
    if (present >= 0) {
      if (this.#asks(present, machine, atMs)) return;
    }
    for (const connector of this.roundOrder(machine, atMs)) {
      if (connector !== present && this.#asks(connector, machine, atMs)) return;
    }
    if (present >= 0) this.#unregister(machine);
    columns.nextContactMs[machine] = atMs + this.#settings.retryMs;
  }

  #asks(connector: number, machine: number, atMs: number): boolean {
    const { columns } = this;
    const answer = this.#host.ask(connector, machine, columns.holder[machine]!);
    if (answer !== 'accepted-by-cloud' && answer !== 'accepted-by-secondary') return false;
    columns.via[machine] = connector + 1;
    columns.nextContactMs[machine] = atMs + this.#settings.heartbeatMs;
    this.#setHolder(machine, answer === 'accepted-by-cloud' ? CLOUD : FIRST_CONNECTOR + connector);
    return true;
  }

  /** No connector accepts it. Its broker, which has not heard this, holds it until contact counts as lost. */
  #unregister(machine: number): void {
    const { columns } = this;
    const heartbeatMs = columns.nextContactMs[machine]! - this.#settings.heartbeatMs;
    columns.lastAcceptedMs[machine] = Math.max(heartbeatMs, columns.lastMessageMs[machine]!);
    columns.via[machine] = 0;
  }

  #setHolder(machine: number, holder: number): void {
    const { columns } = this;
    const before = columns.holder[machine]!;
    if (before === holder) return;
    columns.holder[machine] = holder;
    columns.heldBy[before]!--;
    columns.heldBy[holder]!++;
    if (columns.ready[machine] === 1) {
      const range = columns.rangeOf[machine]! * columns.heldBy.length;
      columns.readyBy[range + before]!--;
      columns.readyBy[range + holder]!++;
    }
    this.#host.released(before, machine);
    this.#host.moved(machine, before, holder);
  }

  /** When the broker that holds a silent machine gives it up. */
  #lossMs(machine: number): number {
    const { columns } = this;
    if (columns.via[machine] !== 0 || columns.holder[machine] === NOBODY) return Number.POSITIVE_INFINITY;
    return columns.lastAcceptedMs[machine]! + this.#settings.contactLostMs;
  }

  /** Brings a sleeper's next contact up to the present: the contacts in between changed nothing. */
  #catchUp(machine: number, atMs: number, passed: number): void {
    const { columns } = this;
    const periodMs = columns.via[machine] === 0 ? this.#settings.retryMs : this.#settings.heartbeatMs;
    const nextMs = columns.nextContactMs[machine]!;
    const earliestMs = machine > passed ? atMs : atMs + 1;
    const missed = Math.max(0, Math.ceil((earliestMs - nextMs) / periodMs));
    columns.nextContactMs[machine] = nextMs + missed * periodMs;
    this.#setAsleep(machine, 0);
  }

  #setAsleep(machine: number, asleep: 0 | 1): void {
    const { columns } = this;
    columns.asleepCount += asleep - columns.asleep[machine]!;
    columns.asleep[machine] = asleep;
  }

  /** When a machine next does something: a contact, unless it sleeps or is down, or being given up. */
  #nextMs(machine: number): number {
    const { columns } = this;
    const rests = columns.asleep[machine] === 1 || columns.down[machine] === 1;
    return rests ? this.#lossMs(machine) : Math.min(columns.nextContactMs[machine]!, this.#lossMs(machine));
  }

  /** Wakes every sleeper and writes down anew who is due when. A machine whose contact is under way comes after it. */
  #plan(atMs: number, passed: number): void {
    writePlan(this.columns, atMs, (machine) => {
      if (this.columns.asleep[machine] === 1) this.#catchUp(machine, atMs, passed);
      return machine === this.#contacting ? Number.POSITIVE_INFINITY : this.#nextMs(machine);
    });
  }

  #setDown(machine: number, down: 0 | 1): void {
    const { columns } = this;
    columns.downCount += down - columns.down[machine]!;
    columns.down[machine] = down;
  }

  #countReady(machine: number, by: 1 | -1): void {
    const { ready, readyBy, rangeOf, heldBy, holder } = this.columns;
    if (ready[machine] === 1) readyBy[rangeOf[machine]! * heldBy.length + holder[machine]!]! += by;
  }
}
