/**
 * The columns of a zone's machines: plain data, one place for each machine, for checkpoints and copies.
 *
 * Not here: what the machines do (fleet.ts), and their users' sessions (people/sessions.ts).
 */

import { drawInteger, keyOf } from '../core/kernel/index.ts';
import type { ZoneTopology } from '../core/site/index.ts';

/** Who holds the registration of a machine: nobody, the cloud broker, or connector `holder - FIRST_CONNECTOR` of the zone. */
export const NOBODY = 0;
export const CLOUD = 1;
export const FIRST_CONNECTOR = 2;

/** A pooled desktop: as it was installed, or in its first use since; used and idle; parked in maintenance; being reset. */
export const CLEAN = 0;
export const USED = 1;
export const PARKED = 2;
export const RESETTING = 3;
const CONDITION_COUNT = 4;

/** All times are world time in milliseconds. */
export interface FleetColumns {
  readonly count: number;
  /** The next contact of each machine; of a sleeper, one of its past contacts, from which the next follows. */
  readonly nextContactMs: Float64Array;
  /** The last accepted contact of a machine that is now registered nowhere. */
  readonly lastAcceptedMs: Float64Array;
  /** The last message beside the heartbeats that was accepted: a session started or ended. */
  readonly lastMessageMs: Float64Array;
  /** The connector index + 1 through which it is registered; 0 while it is registered nowhere. */
  readonly via: Uint16Array;
  readonly holder: Uint16Array;
  readonly sessions: Uint16Array;
  /** The range of the zone's topology that the machine belongs to. */
  readonly rangeOf: Uint16Array;
  readonly condition: Uint8Array;
  /** Machines by range and condition: at `range × CONDITION_COUNT + condition`. */
  readonly countByCondition: Int32Array;
  /** Could take a new session, if it is registered and its group is not in maintenance. */
  readonly ready: Uint8Array;
  /** Ready machines by range and holder: at `range × holders + holder`. */
  readonly readyBy: Int32Array;
  /** By range: where the next search for a machine begins; and no ready machine has fewer sessions than this. */
  readonly turn: Int32Array;
  readonly leastSessions: Float64Array;
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
  /** The time of each machine's place in the plan or in the heap. */
  readonly dueMs: Float64Array;
  heapSize: number;
  /** Has a place in the plan or in the heap, perhaps for a time that no longer holds. */
  readonly queued: Uint8Array;
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

/** Every machine registered with the cloud broker, through a connector drawn for it, its heartbeat phase drawn. */
export function settledColumns(zone: ZoneTopology, startMs: number, settings: FleetSettings): FleetColumns {
  const { seed, zone: index, connectorCount, heartbeatMs } = settings;
  const columns = emptyColumns(zone, startMs);
  const { count } = columns;
  columns.asleep.fill(1);
  columns.asleepCount = count;
  for (let machine = 0; machine < count; machine++) {
    columns.nextContactMs[machine] = startMs + 1 + drawInteger(seed, heartbeatMs, PHASE, index, machine);
    columns.via[machine] = 1 + drawInteger(seed, connectorCount, VIA, index, machine);
  }
  for (const { first, count: size, fitsGroup } of zone.machineGroups) {
    if (fitsGroup) columns.holder.fill(CLOUD, first, first + size);
    else columns.via.fill(0, first, first + size);
  }
  recount(columns);
  return columns;
}

/** Columns that have yet to be filled in: every machine is awake, registered nowhere, clean and ready. Not counted yet. */
export function emptyColumns(zone: ZoneTopology, atMs: number): FleetColumns {
  const count = zone.machineCount;
  const holderCount = FIRST_CONNECTOR + zone.connectors.length;
  const rangeOf = new Uint16Array(count);
  zone.machineGroups.forEach((range, index) => {
    rangeOf.fill(index, range.first, range.first + range.count);
  });
  return {
    count,
    nextContactMs: new Float64Array(count),
    lastAcceptedMs: new Float64Array(count),
    lastMessageMs: new Float64Array(count),
    via: new Uint16Array(count),
    holder: new Uint16Array(count),
    sessions: new Uint16Array(count),
    rangeOf,
    condition: new Uint8Array(count),
    countByCondition: new Int32Array(zone.machineGroups.length * CONDITION_COUNT),
    ready: new Uint8Array(count).fill(1),
    readyBy: new Int32Array(zone.machineGroups.length * holderCount),
    turn: new Int32Array(zone.machineGroups.length),
    leastSessions: new Float64Array(zone.machineGroups.length),
    down: new Uint8Array(count),
    downCount: 0,
    asleep: new Uint8Array(count),
    heldBy: new Int32Array(holderCount),
    asleepCount: 0,
    plan: new Float64Array(count),
    plannedAtMs: atMs,
    nextPlace: 0,
    placeCount: 0,
    heap: new Uint32Array(count),
    dueMs: new Float64Array(count),
    heapSize: 0,
    queued: new Uint8Array(count),
  };
}

/** Counts anew what is counted, after the places of single machines were written. */
export function recount(columns: FleetColumns): void {
  const { holder, heldBy, readyBy, countByCondition } = columns;
  heldBy.fill(0);
  readyBy.fill(0);
  countByCondition.fill(0);
  for (let machine = 0; machine < columns.count; machine++) {
    heldBy[holder[machine]!]!++;
    countByCondition[conditionPlace(columns, machine)]!++;
    if (columns.ready[machine] === 1) readyBy[columns.rangeOf[machine]! * heldBy.length + holder[machine]!]!++;
  }
}

/** Where the machines of a machine's range and condition are counted. */
export function conditionPlace({ rangeOf, condition }: FleetColumns, machine: number): number {
  return rangeOf[machine]! * CONDITION_COUNT + condition[machine]!;
}

/** How many machines of a range are in a condition. */
export function conditionCount({ countByCondition }: FleetColumns, range: number, condition: number): number {
  return countByCondition[range * CONDITION_COUNT + condition] ?? 0;
}

/** How many machines of a range are ready and registered with a holder. */
export function readyCount({ readyBy, heldBy }: FleetColumns, range: number, holder: number): number {
  return readyBy[range * heldBy.length + holder] ?? 0;
}
