import { describe, expect, test } from 'vitest';
import {
  answeredIn,
  currentDetectionMs,
  detectionMs,
  freshReplyTimer,
  type ReplyTimer,
  worstDetectionMs,
  worstIdleDetectionMs,
} from '../../../../src/core/pvs/target/index.ts';
import { freshHost, LATENCY_MS, streamingHost, TARGET } from '../../../support/pvs-target.ts';

const SECOND = 1_000;

/** The time-out of the first try in seconds, and the detection with 10, 5, 3 and 2 tries. */
const TABLE = [
  [5, [95, 45, 25, 15]],
  [1, [75, 25, 7, 3]],
  [0.5, [65.5, 15.5, 3.5, 1.5]],
] as const;
const TRIES = [10, 5, 3, 2] as const;

describe('the time-out of a request', () => {
  test('P31: before any answer it is streamReplyTimeout, and after one on a healthy network 500 ms', () => {
    expect(freshHost().state.replyTimer.timeoutMs).toBe(5 * SECOND);
    expect(streamingHost().state.replyTimer.timeoutMs).toBe(500);
  });

  test('P31: it follows the round trip and its deviation, as in RFC 2988', () => {
    const first = answeredIn(freshReplyTimer(5_000), 800);
    expect(first).toEqual({ timeoutMs: 800 + 4 * 400, roundTrip: { smoothedMs: 800, deviationMs: 400 } });
    expect(answeredIn(first, 400)).toEqual({
      timeoutMs: 750 + 4 * 400,
      roundTrip: { smoothedMs: 750, deviationMs: 400 },
    });
  });

  test('P31: on a network that is steady and slow it comes close to the round trip', () => {
    const timer = measured(Array.from({ length: 100 }, () => 900));
    expect(timer.timeoutMs).toBeGreaterThan(900);
    expect(timer.timeoutMs).toBeLessThan(910);
  });

  test('P31: it is between 500 ms and 10 s, whatever is measured', () => {
    expect(measured([0]).timeoutMs).toBe(500);
    expect(measured([60_000]).timeoutMs).toBe(10_000);
  });

  test('P30, P31: it doubles with every loss up to 10 s, and an answer ends that', () => {
    const host = streamingHost();
    host.silent.add(0);
    host.request(1);
    expect(timeoutsOf(host, 7)).toEqual([500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
    host.silent.clear();
    host.advance(10_000 + LATENCY_MS);
    expect(host.state).toMatchObject({ phase: 'streaming', outstanding: [], replyTimer: { timeoutMs: 500 } });
  });
});

describe('detection', () => {
  test('P30: 95 s at worst with 10 tries from 5 s, and 30 s more for an idle target', () => {
    expect(worstDetectionMs(TARGET)).toBe(95 * SECOND);
    expect(worstIdleDetectionMs(TARGET)).toBe(125 * SECOND);
  });

  test('P30: with the timer of a healthy network it is 65.5 s', () => {
    expect(currentDetectionMs(streamingHost().state.replyTimer, TARGET)).toBe(65_500);
  });

  test.each(TABLE)('P30: from a time-out of %d s it takes %j s with 10, 5, 3 and 2 tries', (firstSec, expectedSec) => {
    expect(TRIES.map((tries) => detectionMs(firstSec * SECOND, tries) / SECOND)).toEqual(expectedSec);
  });

  test.each(TABLE)('P30: a target whose first time-out is %d s does take that: %j s', (firstSec, expectedSec) => {
    const taken = TRIES.map((streamRetries) => {
      const host = freshHost({ streamReplyTimeoutMs: firstSec * SECOND, streamRetries });
      host.silent.add(0);
      const beganMs = host.nowMs;
      host.request(1).advance(100 * SECOND);
      return ((host.momentsOf('ask-login')[0] ?? 0) - beganMs) / SECOND;
    });
    expect(taken).toEqual(expectedSec);
  });
});

function measured(roundTripsMs: readonly number[]): ReplyTimer {
  return roundTripsMs.reduce(answeredIn, freshReplyTimer(5_000));
}

/** The time-outs of the next so many tries. */
function timeoutsOf(host: ReturnType<typeof streamingHost>, count: number): number[] {
  return Array.from({ length: count }, () => {
    const { timeoutMs } = host.state.replyTimer;
    host.advance(timeoutMs);
    return timeoutMs;
  });
}
