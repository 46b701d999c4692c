/**
 * The agenda of the targets: who is due next. A heap in columns, in which a target can be given another time at any moment.
 *
 * Not here: what a target is due for (target-life.ts).
 */

/** All of it is plain data. A target that is due never has no place. */
export interface AgendaColumns {
  /** When each target is due; Infinity for never. */
  readonly dueMs: Float64Array;
  /** Its place in the heap; -1 without one. */
  readonly place: Int32Array;
  readonly heap: Int32Array;
  heapSize: number;
}

export function emptyAgenda(count: number): AgendaColumns {
  return {
    dueMs: new Float64Array(count).fill(Number.POSITIVE_INFINITY),
    place: new Int32Array(count).fill(-1),
    heap: new Int32Array(count),
    heapSize: 0,
  };
}

/** The first moment for which somebody is due; null when nobody ever is. */
export function nextDueMs({ heapSize, heap, dueMs }: AgendaColumns): number | null {
  return heapSize === 0 ? null : dueMs[heap[0]!]!;
}

/** The target that is due first, the lowest number of several; -1 when nobody is. */
export function firstDue({ heapSize, heap }: AgendaColumns): number {
  return heapSize === 0 ? -1 : heap[0]!;
}

/** Gives a target another time; Infinity for none. */
export function setDue(agenda: AgendaColumns, target: number, dueMs: number): void {
  agenda.dueMs[target] = dueMs;
  const place = agenda.place[target]!;
  if (dueMs === Number.POSITIVE_INFINITY) {
    if (place !== -1) remove(agenda, place);
  } else if (place === -1) {
    rise(agenda, agenda.heapSize++, target);
  } else {
    settle(agenda, place, target);
  }
}

function remove(agenda: AgendaColumns, place: number): void {
  const { heap } = agenda;
  agenda.place[heap[place]!] = -1;
  const last = heap[--agenda.heapSize]!;
  if (place < agenda.heapSize) settle(agenda, place, last);
}

/** Puts a target where it belongs, from a place that is free. */
function settle(agenda: AgendaColumns, place: number, target: number): void {
  const parent = (place - 1) >> 1;
  if (place > 0 && isBefore(agenda, target, agenda.heap[parent]!)) rise(agenda, place, target);
  else sink(agenda, place, target);
}

function rise(agenda: AgendaColumns, from: number, target: number): void {
  const { heap } = agenda;
  let place = from;
  while (place > 0) {
    const parent = (place - 1) >> 1;
    if (!isBefore(agenda, target, heap[parent]!)) break;
    put(agenda, place, heap[parent]!);
    place = parent;
  }
  put(agenda, place, target);
}

function sink(agenda: AgendaColumns, from: number, target: number): void {
  const { heap, heapSize } = agenda;
  let place = from;
  for (;;) {
    let child = 2 * place + 1;
    if (child >= heapSize) break;
    if (child + 1 < heapSize && isBefore(agenda, heap[child + 1]!, heap[child]!)) child++;
    if (!isBefore(agenda, heap[child]!, target)) break;
    put(agenda, place, heap[child]!);
    place = child;
  }
  put(agenda, place, target);
}

function put({ heap, place: places }: AgendaColumns, place: number, target: number): void {
  heap[place] = target;
  places[target] = place;
}

function isBefore({ dueMs }: AgendaColumns, a: number, b: number): boolean {
  return dueMs[a]! < dueMs[b]! || (dueMs[a] === dueMs[b] && a < b);
}
