/**
 * Detection is how long a target takes to give up on a server that has gone without a word: from the first request that is not
 * answered to the fail-over login.
 *
 * The time-outs of all its tries, one after the other: `min(T0, 10 s) + min(2·T0, 10 s) + …`, as many as there are tries. T0 is the time-out of
 * the first one. It follows from the documented tries (10), time-out (5 s) and doubling: 95 s at worst with these.
 *
 * Not here: the tries themselves (target.ts), and the fail-over login that follows.
 */

import { REPLY_TIMEOUT_MAX_MS } from './limits.ts';
import { doubled, type ReplyTimer } from './reply-timer.ts';

export interface DetectionSettings {
  readonly streamReplyTimeoutMs: number;
  /** How often a request is sent before the server is given up. */
  readonly streamRetries: number;
}

/** From the first unanswered request to the fail-over login, for a target that has had no answer in its session yet. */
export function worstDetectionMs({ streamReplyTimeoutMs, streamRetries }: DetectionSettings): number {
  return detectionMs(streamReplyTimeoutMs, streamRetries);
}

/** The same for a request that is sent with the timer as it is now. */
export function currentDetectionMs({ timeoutMs }: ReplyTimer, { streamRetries }: DetectionSettings): number {
  return detectionMs(timeoutMs, streamRetries);
}

/** The same for a target that has nothing to ask for: until its heartbeat, `streamHeartbeatMs` later at most, it notices nothing. */
export function worstIdleDetectionMs(settings: DetectionSettings & { readonly streamHeartbeatMs: number }): number {
  return settings.streamHeartbeatMs + worstDetectionMs(settings);
}

/** The sum of `tries` time-outs, of which the first is `firstTimeoutMs`. */
export function detectionMs(firstTimeoutMs: number, tries: number): number {
  let sumMs = 0;
  let timeoutMs = Math.min(firstTimeoutMs, REPLY_TIMEOUT_MAX_MS);
  for (let i = 0; i < tries; i++) {
    sumMs += timeoutMs;
    timeoutMs = doubled(timeoutMs);
  }
  return sumMs;
}
