/**
 * The reply timer says how long a target waits for an answer before it sends a request again.
 *
 * It is the estimator of RFC 2988: a smoothed round trip and its deviation. It doubles with every loss, and what an answer shows
 * replaces whatever it was doubled to. A request carries the moment when it was sent and its answer brings that back, so an answer
 * to a repeated request is a measurement like any other.
 *
 * Not here: how many losses are too many (target.ts), and how long that takes (detection.ts).
 */

import { REPLY_TIMEOUT_MAX_MS, REPLY_TIMEOUT_MIN_MS } from './limits.ts';

export interface ReplyTimer {
  /** How long the next answer may take, in whole milliseconds. */
  readonly timeoutMs: number;
  /** What was measured so far; null before the first answer. */
  readonly roundTrip: RoundTrip | null;
}

export interface RoundTrip {
  readonly smoothedMs: number;
  readonly deviationMs: number;
}

/** RFC 2988, section 2: the weights of a new measurement, and how many deviations a time-out allows for. */
const SMOOTHED_WEIGHT = 1 / 8;
const DEVIATION_WEIGHT = 1 / 4;
const DEVIATIONS = 4;
const CLOCK_GRAIN_MS = 1;

/** The timer of a session in which nothing was answered yet. */
export function freshReplyTimer(streamReplyTimeoutMs: number): ReplyTimer {
  return { timeoutMs: streamReplyTimeoutMs, roundTrip: null };
}

/** The timer after an answer that took `measuredMs`. */
export function answeredIn({ roundTrip }: ReplyTimer, measuredMs: number): ReplyTimer {
  const next = roundTrip === null ? firstRoundTrip(measuredMs) : nextRoundTrip(roundTrip, measuredMs);
  const allowanceMs = Math.max(CLOCK_GRAIN_MS, DEVIATIONS * next.deviationMs);
  return { timeoutMs: clamped(next.smoothedMs + allowanceMs), roundTrip: next };
}

function firstRoundTrip(measuredMs: number): RoundTrip {
  return { smoothedMs: measuredMs, deviationMs: measuredMs / 2 };
}

function nextRoundTrip({ smoothedMs, deviationMs }: RoundTrip, measuredMs: number): RoundTrip {
  const differenceMs = Math.abs(smoothedMs - measuredMs);
  return {
    smoothedMs: smoothedMs + SMOOTHED_WEIGHT * (measuredMs - smoothedMs),
    deviationMs: deviationMs + DEVIATION_WEIGHT * (differenceMs - deviationMs),
  };
}

/** The timer after an answer that did not come in time. */
export function afterLoss(timer: ReplyTimer): ReplyTimer {
  return { ...timer, timeoutMs: doubled(timer.timeoutMs) };
}

/** The time-out of the try after one that was allowed `timeoutMs`. */
export function doubled(timeoutMs: number): number {
  return Math.min(2 * timeoutMs, REPLY_TIMEOUT_MAX_MS);
}

function clamped(timeoutMs: number): number {
  return Math.ceil(Math.min(Math.max(timeoutMs, REPLY_TIMEOUT_MIN_MS), REPLY_TIMEOUT_MAX_MS));
}
