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
 * Not here: what a connector answers, and who counts registrations (the host, see world.ts).
 */

import { draw, drawInteger, keyOf } from '../core/kernel/index.ts';

/** Who holds the registration of a machine: nobody, the cloud broker, or connector `holder - FIRST_CONNECTOR` of the zone. */
export const NOBODY = 0;
export const CLOUD = 1;
export const FIRST_CONNECTOR = 2;

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

/** The columns, plain data for checkpoints. All times are world time in milliseconds. */
export interface FleetColumns {
  readonly count: number;
  /** The next contact of each machine; of a sleeper, one of its past contacts, from which the next follows. */
  readonly nextContactMs: Float64Array;
  /** The last accepted contact of a machine that is now registered nowhere. */
  readonly lastAcceptedMs: Float64Array;
  /** The connector index + 1 through which it is registered; 0 while it is registered nowhere. */
  readonly via: Uint16Array;
  readonly holder: Uint16Array;
  readonly sessions: Uint16Array;
  readonly down: Uint8Array;
  downCount: number;
  readonly asleep: Uint8Array;
  /** Machines by holder. */
  readonly heldBy: Int32Array;
  asleepCount: number;
  /**
   * Who is due when, in order: written at once when the fleet wakes, read from `nextPlace` to `placeCount`.
   * Each is `(dueMs - plannedAtMs) × count + machine`, so that sorting numbers sorts by time, then machine.
   */
  readonly plan: Float64Array;
  plannedAtMs: number;
  nextPlace: number;
  placeCount: number;
  /** Who became due in between: a binary heap by `dueMs`, ties by machine. */
  readonly heap: Uint32Array;
  readonly dueMs: Float64Array;
  heapSize: number;
}

export interface FleetSettings {
  readonly seed: number;
  /** The zone's index: draws of different zones are independent. */
  readonly zone: number;
  readonly connectorCount: number;
  readonly heartbeatMs: number;
  readonly retryMs: number;
  readonly contactLostMs: number;
  readonly skipping: 'on' | 'off';
}

const PHASE = keyOf('heartbeat phase');
const VIA = keyOf('first connector');
const ORDER = keyOf('order of a round');

/** Every machine registered with the cloud broker, through a connector drawn for it, its heartbeat phase drawn. */
export function settledColumns(count: number, startMs: number, settings: FleetSettings): FleetColumns {
  const { seed, zone, connectorCount, heartbeatMs } = settings;
  const columns = emptyColumns(count, startMs, connectorCount);
  columns.holder.fill(CLOUD);
  columns.heldBy[CLOUD] = count;
  columns.asleep.fill(1);
  columns.asleepCount = count;
  for (let machine = 0; machine < count; machine++) {
    columns.nextContactMs[machine] = startMs + 1 + drawInteger(seed, heartbeatMs, PHASE, zone, machine);
    columns.via[machine] = 1 + drawInteger(seed, connectorCount, VIA, zone, machine);
  }
  return columns;
}

/** Columns that have yet to be filled in: every machine is awake, registered nowhere, and in nobody's count. */
export function emptyColumns(count: number, atMs: number, connectorCount: number): FleetColumns {
  return {
    count,
    nextContactMs: new Float64Array(count),
    lastAcceptedMs: new Float64Array(count),
    via: new Uint16Array(count),
    holder: new Uint16Array(count),
    sessions: new Uint16Array(count),
    down: new Uint8Array(count),
    downCount: 0,
    asleep: new Uint8Array(count),
    heldBy: new Int32Array(FIRST_CONNECTOR + connectorCount),
    asleepCount: 0,
    plan: new Float64Array(count),
    plannedAtMs: atMs,
    nextPlace: 0,
    placeCount: 0,
    heap: new Uint32Array(count),
    dueMs: new Float64Array(count),
    heapSize: 0,
  };
}

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
    const dueMs = Math.min(this.#plannedMs(), this.#heapMs());
    return dueMs === Number.POSITIVE_INFINITY ? null : dueMs;
  }

  /** The machine whose contact is under way; -1 between contacts. */
  get contacting(): number {
    return this.#contacting;
  }

  /** Does everything that is due at or before a moment. */
  run(atMs: number): void {
    while (Math.min(this.#plannedMs(), this.#heapMs()) <= atMs) {
      const machine = this.#takeNext();
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
      columns.holder[machine] = NOBODY;
      this.#host.moved(machine, holder, NOBODY);
    }
    columns.heldBy[NOBODY]! += columns.heldBy[holder]!;
    columns.heldBy[holder] = 0;
  }

  /** The machine is switched off, or crashes: its broker hears nothing from now on. */
  stop(machine: number, atMs: number): void {
    const { columns } = this;
    if (columns.down[machine] === 1) return;
    if (columns.asleep[machine] === 1) this.#catchUp(machine, atMs, Number.POSITIVE_INFINITY);
    if (columns.via[machine] !== 0) this.#unregister(machine);
    columns.down[machine] = 1;
    columns.downCount++;
    this.#plan(atMs, Number.POSITIVE_INFINITY);
  }

  /** The machine starts, and registers at once. */
  start(machine: number, atMs: number): void {
    const { columns } = this;
    if (columns.down[machine] === 0) return;
    columns.down[machine] = 0;
    columns.downCount--;
    columns.nextContactMs[machine] = atMs;
    this.#plan(atMs, Number.POSITIVE_INFINITY);
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
    if (this.#lossMs(machine) <= atMs) {
      this.#setHolder(machine, NOBODY);
    } else if (this.#nextMs(machine) <= atMs) {
      const awakenings = this.#awakenings;
      this.#contact(machine, atMs);
      const disturbed = this.#settings.skipping === 'off' || this.#awakenings !== awakenings;
      this.#setAsleep(machine, disturbed ? 0 : 1);
    }
    const dueMs = this.#nextMs(machine);
    if (dueMs < Number.POSITIVE_INFINITY) this.#pushHeap(machine, dueMs);
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
    columns.lastAcceptedMs[machine] = columns.nextContactMs[machine]! - this.#settings.heartbeatMs;
    columns.via[machine] = 0;
  }

  #setHolder(machine: number, holder: number): void {
    const { columns } = this;
    const before = columns.holder[machine]!;
    if (before === holder) return;
    columns.holder[machine] = holder;
    columns.heldBy[before]!--;
    columns.heldBy[holder]!++;
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
    const { columns } = this;
    let placeCount = 0;
    for (let machine = 0; machine < columns.count; machine++) {
      if (columns.asleep[machine] === 1) this.#catchUp(machine, atMs, passed);
      if (machine === this.#contacting) continue;
      const dueMs = this.#nextMs(machine);
      if (dueMs < Number.POSITIVE_INFINITY) columns.plan[placeCount++] = (dueMs - atMs) * columns.count + machine;
    }
    columns.plan.subarray(0, placeCount).sort();
    columns.plannedAtMs = atMs;
    columns.nextPlace = 0;
    columns.placeCount = placeCount;
    columns.heapSize = 0;
  }

  #plannedMs(): number {
    const { columns } = this;
    if (columns.nextPlace === columns.placeCount) return Number.POSITIVE_INFINITY;
    return columns.plannedAtMs + Math.floor(columns.plan[columns.nextPlace]! / columns.count);
  }

  #heapMs(): number {
    const { columns } = this;
    return columns.heapSize === 0 ? Number.POSITIVE_INFINITY : columns.dueMs[columns.heap[0]!]!;
  }

  #takeNext(): number {
    const { columns } = this;
    const plannedMs = this.#plannedMs();
    const heapMs = this.#heapMs();
    const planned = columns.plan[columns.nextPlace]! % columns.count;
    if (plannedMs < heapMs || (plannedMs === heapMs && planned < columns.heap[0]!)) {
      columns.nextPlace++;
      return planned;
    }
    return this.#popHeap();
  }

  #before(a: number, b: number): boolean {
    const { dueMs } = this.columns;
    return dueMs[a]! < dueMs[b]! || (dueMs[a] === dueMs[b] && a < b);
  }

  #popHeap(): number {
    const { columns } = this;
    const first = columns.heap[0]!;
    columns.heap[0] = columns.heap[--columns.heapSize]!;
    this.#siftDown();
    return first;
  }

  #pushHeap(machine: number, dueMs: number): void {
    const { columns } = this;
    columns.dueMs[machine] = dueMs;
    let child = columns.heapSize++;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!this.#before(machine, columns.heap[parent]!)) break;
      columns.heap[child] = columns.heap[parent]!;
      child = parent;
    }
    columns.heap[child] = machine;
  }

  #siftDown(): void {
    const { heap, heapSize } = this.columns;
    const machine = heap[0]!;
    let parent = 0;
    for (;;) {
      let child = 2 * parent + 1;
      if (child >= heapSize) break;
      if (child + 1 < heapSize && this.#before(heap[child + 1]!, heap[child]!)) child++;
      if (!this.#before(heap[child]!, machine)) break;
      heap[parent] = heap[child]!;
      parent = child;
    }
    heap[parent] = machine;
  }
}
