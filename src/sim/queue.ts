/**
 * The queue of a world: events in the order of their time, then rank, then order within the rank, then sequence.
 *
 * Rank and order make ties independent of when an event was put in, so that a world in which quiet events are skipped takes
 * the remaining ones in the same order. The queue is plain data: a checkpoint writes it as it is.
 *
 * Not here: what an event does (run.ts).
 */

import type { PeerMessage } from '../core/lhc/connector/index.ts';

/** What comes first among events of one instant. A peer that is heard just as its silence would be noticed is not silent. */
export const RANK = {
  lease: 0,
  message: 1,
  deadline: 2,
  beat: 3,
  watchdog: 4,
  fleet: 5,
  farm: 6,
  targets: 7,
  workload: 8,
  machine: 9,
  operator: 10,
} as const;

export interface QueuedEvent {
  readonly atMs: number;
  readonly rank: number;
  /** The index of the connector, pair, beat, zone or machine; the sequence number of a message or a lease. */
  readonly order: number;
  readonly what:
    | { readonly type: 'deadline' | 'watchdog' | 'beat' | 'fleet' | 'workload' }
    /** A used machine has another broker; or its reset is over. By the zone's index, and the machine's in the zone. */
    | { readonly type: 'used' | 'reset-over'; readonly zone: number; readonly machine: number }
    | { readonly type: 'message'; readonly from: string; readonly to: string; readonly message: PeerMessage }
    | { readonly type: 'outage-lease'; readonly connector: string }
    | { readonly type: 'fault-lease' | 'flap'; readonly id: string }
    /** The first target of the farm that is due; the date of a version. */
    | { readonly type: 'targets' | 'release' }
    | { readonly type: 'inventory'; readonly site: number }
    /** A stopping service closes; the others notice that a server is silent; a server looks at its balance. */
    | { readonly type: 'drained' | 'silence' | 'rebalance'; readonly server: number }
    | { readonly type: 'stream-lease'; readonly server: string };
}

/** Negative when `a` comes before `b`. */
function compare(a: QueuedEvent, b: QueuedEvent): number {
  return a.atMs - b.atMs || a.rank - b.rank || a.order - b.order;
}

/** Adds an event to the heap. */
export function push(heap: QueuedEvent[], event: QueuedEvent): void {
  let child = heap.length;
  heap.push(event);
  while (child > 0) {
    const parent = (child - 1) >> 1;
    if (compare(event, heap[parent] as QueuedEvent) >= 0) break;
    heap[child] = heap[parent] as QueuedEvent;
    child = parent;
  }
  heap[child] = event;
}

/** Takes the first event off the heap, which must not be empty. */
export function pop(heap: QueuedEvent[]): QueuedEvent {
  const first = heap[0] as QueuedEvent;
  const last = heap.pop() as QueuedEvent;
  if (heap.length === 0) return first;
  let parent = 0;
  for (;;) {
    let child = 2 * parent + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && compare(heap[child + 1] as QueuedEvent, heap[child] as QueuedEvent) < 0) child++;
    if (compare(last, heap[child] as QueuedEvent) <= 0) break;
    heap[parent] = heap[child] as QueuedEvent;
    parent = child;
  }
  heap[parent] = last;
  return first;
}
