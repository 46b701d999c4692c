/**
 * The agenda of a fleet: who is due next. Written down for all when the fleet wakes, and added to as machines act.
 *
 * A machine has one place at most. Its place can be for a time that no longer holds: whoever takes it looks again.
 *
 * Not here: what a machine is due for (fleet.ts).
 */

import type { FleetColumns } from './fleet-columns.ts';

/** The next moment of the agenda; `Infinity` when it is empty. */
export function nextMoment(columns: FleetColumns): number {
  return Math.min(plannedMs(columns), heapMs(columns));
}

/** Takes the first machine off the agenda, which must not be empty. */
export function takeNext(columns: FleetColumns): number {
  const machine = takeFirst(columns);
  columns.queued[machine] = 0;
  return machine;
}

/** Writes down anew who is due when: of every machine that `dueMsOf` gives a time for. */
export function writePlan(columns: FleetColumns, atMs: number, dueMsOf: (machine: number) => number): void {
  const { count, plan, queued } = columns;
  let placeCount = 0;
  for (let machine = 0; machine < count; machine++) {
    const dueMs = dueMsOf(machine);
    queued[machine] = 0;
    if (dueMs === Number.POSITIVE_INFINITY) continue;
    queued[machine] = 1;
    columns.dueMs[machine] = dueMs;
    plan[placeCount++] = (dueMs - atMs) * count + machine;
  }
  plan.subarray(0, placeCount).sort();
  columns.plannedAtMs = atMs;
  columns.nextPlace = 0;
  columns.placeCount = placeCount;
  columns.heapSize = 0;
}

/** Adds a machine that has no place yet. */
export function addPlace(columns: FleetColumns, machine: number, dueMs: number): void {
  const { heap } = columns;
  columns.queued[machine] = 1;
  columns.dueMs[machine] = dueMs;
  let child = columns.heapSize++;
  while (child > 0) {
    const parent = (child - 1) >> 1;
    if (!isBefore(columns, machine, heap[parent]!)) break;
    heap[child] = heap[parent]!;
    child = parent;
  }
  heap[child] = machine;
}

function plannedMs({ nextPlace, placeCount, plannedAtMs, plan, count }: FleetColumns): number {
  if (nextPlace === placeCount) return Number.POSITIVE_INFINITY;
  return plannedAtMs + Math.floor(plan[nextPlace]! / count);
}

function heapMs({ heapSize, dueMs, heap }: FleetColumns): number {
  return heapSize === 0 ? Number.POSITIVE_INFINITY : dueMs[heap[0]!]!;
}

function takeFirst(columns: FleetColumns): number {
  const planMs = plannedMs(columns);
  const dueMs = heapMs(columns);
  const planned = columns.plan[columns.nextPlace]! % columns.count;
  if (planMs < dueMs || (planMs === dueMs && planned < columns.heap[0]!)) {
    columns.nextPlace++;
    return planned;
  }
  return popHeap(columns);
}

function popHeap(columns: FleetColumns): number {
  const first = columns.heap[0]!;
  columns.heap[0] = columns.heap[--columns.heapSize]!;
  siftDown(columns);
  return first;
}

function siftDown(columns: FleetColumns): void {
  const { heap, heapSize } = columns;
  const machine = heap[0]!;
  let parent = 0;
  for (;;) {
    let child = 2 * parent + 1;
    if (child >= heapSize) break;
    if (child + 1 < heapSize && isBefore(columns, heap[child + 1]!, heap[child]!)) child++;
    if (!isBefore(columns, heap[child]!, machine)) break;
    heap[parent] = heap[child]!;
    parent = child;
  }
  heap[parent] = machine;
}

function isBefore({ dueMs }: FleetColumns, a: number, b: number): boolean {
  return dueMs[a]! < dueMs[b]! || (dueMs[a] === dueMs[b] && a < b);
}
