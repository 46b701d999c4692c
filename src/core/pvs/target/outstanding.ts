/**
 * What is outstanding at a target: the requests that no server has answered, in the order in which they were made.
 *
 * Several can be on their way at once. As with any disk, whoever makes them waits for one before making another that must not
 * overtake it. Nothing leaves the list but by an answer, whatever becomes of servers.
 *
 * Not here: when something is sent again, and what follows when that is too often (target.ts).
 */

/** The number that the one who asks gave to a read or a write. A heartbeat is the target's own and needs none: one at a time is enough. */
export type RequestId = number | 'heartbeat';

export interface Outstanding {
  readonly request: RequestId;
  /** How often it was sent in this session; 0 while it is held. */
  readonly sendCount: number;
  /** Null while it is held. */
  readonly firstSentAtMs: number | null;
  readonly sentAtMs: number | null;
}

export function heldRequest(request: RequestId): Outstanding {
  return { request, sendCount: 0, firstSentAtMs: null, sentAtMs: null };
}

/** The request as it is once more on its way. */
export function sentAt({ request, sendCount, firstSentAtMs }: Outstanding, atMs: number): Outstanding {
  return { request, sendCount: sendCount + 1, firstSentAtMs: firstSentAtMs ?? atMs, sentAtMs: atMs };
}

/** Everything as it is when its session is over: held, in the same order. A heartbeat has nobody left whom it concerns. */
export function heldAgain(outstanding: readonly Outstanding[]): readonly Outstanding[] {
  return outstanding.filter(({ request }) => request !== 'heartbeat').map(({ request }) => heldRequest(request));
}

/** Whether an answer is late: it was not there `timeoutMs` after the request was last sent. */
export function isOverdue({ sentAtMs }: Outstanding, timeoutMs: number, atMs: number): boolean {
  return sentAtMs !== null && sentAtMs + timeoutMs <= atMs;
}

/** Whether something had to be sent again and is still not answered. */
export function hasRepeated(outstanding: readonly Outstanding[]): boolean {
  return outstanding.some(({ sendCount }) => sendCount > 1);
}
