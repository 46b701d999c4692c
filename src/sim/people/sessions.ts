/**
 * Sessions of users on machines, in columns: a place for each, found by user and by machine, and taken in the order of what is next for them.
 *
 * A session ends when its user logs off, or its machine is gone. No broker and no change of mode ends one.
 *
 * Not here: how one begins and what its end means for the machine (../brokering/session-life.ts).
 */

export const NONE = -1;

export const ACTIVE = 1;
export const DISCONNECTED = 2;

/** What comes next in the life of a session. */
export const NEXT_DISCONNECT = 0;
export const NEXT_RETURN = 1;
export const NEXT_END = 2;

/** All times are world time in milliseconds. Arrays are replaced by longer ones when they are full. */
export interface SessionColumns {
  /** By user, and by zone and machine: the first of its sessions; `NONE` without any. */
  firstOfUser: Int32Array;
  firstOfMachine: Int32Array[];
  user: Int32Array;
  zone: Uint16Array;
  machine: Int32Array;
  /** The delivery group, by its place in the definition. */
  group: Uint16Array;
  state: Uint8Array;
  startedMs: Float64Array;
  next: Uint8Array;
  /** When that is; `Infinity` for a session that an operator began, which ends when he says so. */
  dueMs: Float64Array;
  endsMs: Float64Array;
  /** When its user comes back, if he goes away. */
  returnsMs: Float64Array;
  /** Of a free place: the next free one. */
  nextOfUser: Int32Array;
  nextOfMachine: Int32Array;
  /** Binary heap of places by `dueMs`, ties by place; and where each place is in it. */
  heap: Int32Array;
  heapPlace: Int32Array;
  count: number;
  firstFree: number;
  /** By zone. */
  activeCount: Int32Array;
  disconnectedCount: Int32Array;
}

export interface NewSession {
  readonly user: number;
  readonly zone: number;
  readonly machine: number;
  readonly group: number;
  readonly startedMs: number;
  readonly next: number;
  readonly dueMs: number;
  readonly endsMs: number;
  readonly returnsMs: number;
}

const FIRST_CAPACITY = 64;

/** No sessions yet, of so many users on so many machines by zone. */
export function emptySessions(userCount: number, machineCounts: readonly number[]): SessionColumns {
  return {
    firstOfUser: new Int32Array(userCount).fill(NONE),
    firstOfMachine: machineCounts.map((count) => new Int32Array(count).fill(NONE)),
    user: new Int32Array(0),
    zone: new Uint16Array(0),
    machine: new Int32Array(0),
    group: new Uint16Array(0),
    state: new Uint8Array(0),
    startedMs: new Float64Array(0),
    next: new Uint8Array(0),
    dueMs: new Float64Array(0),
    endsMs: new Float64Array(0),
    returnsMs: new Float64Array(0),
    nextOfUser: new Int32Array(0),
    nextOfMachine: new Int32Array(0),
    heap: new Int32Array(0),
    heapPlace: new Int32Array(0),
    count: 0,
    firstFree: NONE,
    activeCount: new Int32Array(machineCounts.length),
    disconnectedCount: new Int32Array(machineCounts.length),
  };
}

/** Adds an active session. Returns its place. */
export function addSession(sessions: SessionColumns, session: NewSession): number {
  if (sessions.firstFree === NONE) grow(sessions);
  const place = sessions.firstFree;
  sessions.firstFree = sessions.nextOfUser[place]!;
  sessions.user[place] = session.user;
  sessions.zone[place] = session.zone;
  sessions.machine[place] = session.machine;
  sessions.group[place] = session.group;
  sessions.state[place] = ACTIVE;
  sessions.startedMs[place] = session.startedMs;
  sessions.endsMs[place] = session.endsMs;
  sessions.returnsMs[place] = session.returnsMs;
  const machines = sessions.firstOfMachine[session.zone]!;
  sessions.nextOfUser[place] = sessions.firstOfUser[session.user]!;
  sessions.nextOfMachine[place] = machines[session.machine]!;
  sessions.firstOfUser[session.user] = place;
  machines[session.machine] = place;
  sessions.activeCount[session.zone]!++;
  addToHeap(sessions, place);
  setNext(sessions, place, session.next, session.dueMs);
  return place;
}

export function removeSession(sessions: SessionColumns, place: number): void {
  const { user, zone, machine } = sessions;
  const machines = sessions.firstOfMachine[zone[place]!]!;
  machines[machine[place]!] = without(sessions.nextOfMachine, machines[machine[place]!]!, place);
  sessions.firstOfUser[user[place]!] = without(sessions.nextOfUser, sessions.firstOfUser[user[place]!]!, place);
  countsOf(sessions, sessions.state[place]!)[zone[place]!]!--;
  removeFromHeap(sessions, place);
  sessions.state[place] = 0;
  sessions.nextOfUser[place] = sessions.firstFree;
  sessions.firstFree = place;
}

export function setState(sessions: SessionColumns, place: number, state: number): void {
  const zone = sessions.zone[place]!;
  countsOf(sessions, sessions.state[place]!)[zone]!--;
  sessions.state[place] = state;
  countsOf(sessions, state)[zone]!++;
}

/** Says what comes next for a session, and when. */
export function setNext(sessions: SessionColumns, place: number, next: number, dueMs: number): void {
  sessions.next[place] = next;
  sessions.dueMs[place] = dueMs;
  siftUp(sessions, place);
  siftDown(sessions, place);
}

/** The place of the session for which something comes first; `NONE` without any. */
export function firstDue({ heap, count }: SessionColumns): number {
  return count === 0 ? NONE : heap[0]!;
}

function countsOf(sessions: SessionColumns, state: number): Int32Array {
  return state === ACTIVE ? sessions.activeCount : sessions.disconnectedCount;
}

/** A chain without one of its places: its first. */
function without(nextOf: Int32Array, first: number, place: number): number {
  if (first === place) return nextOf[place]!;
  let before = first;
  while (nextOf[before] !== place) before = nextOf[before]!;
  nextOf[before] = nextOf[place]!;
  return first;
}

function grow(sessions: SessionColumns): void {
  const before = sessions.user.length;
  const capacity = Math.max(FIRST_CAPACITY, before * 2);
  sessions.user = longer(sessions.user, new Int32Array(capacity));
  sessions.zone = longer(sessions.zone, new Uint16Array(capacity));
  sessions.machine = longer(sessions.machine, new Int32Array(capacity));
  sessions.group = longer(sessions.group, new Uint16Array(capacity));
  sessions.state = longer(sessions.state, new Uint8Array(capacity));
  sessions.startedMs = longer(sessions.startedMs, new Float64Array(capacity));
  sessions.next = longer(sessions.next, new Uint8Array(capacity));
  sessions.dueMs = longer(sessions.dueMs, new Float64Array(capacity));
  sessions.endsMs = longer(sessions.endsMs, new Float64Array(capacity));
  sessions.returnsMs = longer(sessions.returnsMs, new Float64Array(capacity));
  sessions.nextOfUser = longer(sessions.nextOfUser, new Int32Array(capacity));
  sessions.nextOfMachine = longer(sessions.nextOfMachine, new Int32Array(capacity));
  sessions.heap = longer(sessions.heap, new Int32Array(capacity));
  sessions.heapPlace = longer(sessions.heapPlace, new Int32Array(capacity));
  for (let place = before; place < capacity; place++) {
    sessions.nextOfUser[place] = place + 1 < capacity ? place + 1 : NONE;
  }
  sessions.firstFree = before;
}

function longer<Column extends { set(from: Column): void }>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}

function addToHeap(sessions: SessionColumns, place: number): void {
  sessions.dueMs[place] = Number.POSITIVE_INFINITY;
  putAt(sessions, sessions.count++, place);
}

function removeFromHeap(sessions: SessionColumns, place: number): void {
  const last = sessions.heap[--sessions.count]!;
  if (last === place) return;
  putAt(sessions, sessions.heapPlace[place]!, last);
  siftUp(sessions, last);
  siftDown(sessions, last);
}

function siftUp(sessions: SessionColumns, place: number): void {
  let child = sessions.heapPlace[place]!;
  while (child > 0) {
    const parent = (child - 1) >> 1;
    const above = sessions.heap[parent]!;
    if (!isBefore(sessions, place, above)) break;
    putAt(sessions, child, above);
    child = parent;
  }
  putAt(sessions, child, place);
}

function siftDown(sessions: SessionColumns, place: number): void {
  const { heap, count } = sessions;
  let parent = sessions.heapPlace[place]!;
  for (;;) {
    let child = 2 * parent + 1;
    if (child >= count) break;
    if (child + 1 < count && isBefore(sessions, heap[child + 1]!, heap[child]!)) child++;
    const below = heap[child]!;
    if (!isBefore(sessions, below, place)) break;
    putAt(sessions, parent, below);
    parent = child;
  }
  putAt(sessions, parent, place);
}

function putAt(sessions: SessionColumns, position: number, place: number): void {
  sessions.heap[position] = place;
  sessions.heapPlace[place] = position;
}

function isBefore({ dueMs }: SessionColumns, a: number, b: number): boolean {
  return dueMs[a]! < dueMs[b]! || (dueMs[a] === dueMs[b] && a < b);
}
