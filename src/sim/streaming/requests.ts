/**
 * When targets want something of their server: reads and writes at drawn moments, and a heartbeat at regular ones.
 *
 * Both follow from the seed, the target and the time alone, so that requests which are answered need not be made one by one. That a
 * target reads or writes once in every other slot of ten seconds is assumed.
 *
 * Not here: what comes of a request (target-life.ts).
 */

import { draw, drawInteger, keyOf } from '../../core/kernel/index.ts';

const SLOT_MS = 10_000;
const BUSY_SHARE = 0.5;
const WRITE_SHARE = 0.5;
/** How much time passes between the reads and writes of a target, on average. */
export const MEAN_REQUEST_MS = SLOT_MS / BUSY_SHARE;
/** Assumed: the blocks that a target works with, and their size. */
export const BLOCK_COUNT = 8;
export const BLOCK_BYTES = 65_536;

const BUSY = keyOf('a slot with a request');
const MOMENT = keyOf('moment of a request');
const PHASE = keyOf('phase of a stream heartbeat');
const KIND = keyOf('kind of a request');
const BLOCK = keyOf('block of a request');

export interface RequestSettings {
  readonly seed: number;
  readonly startMs: number;
  readonly heartbeatMs: number;
}

/** The moment of the first request of a target after another moment. */
export function nextRequestMs(settings: RequestSettings, target: number, afterMs: number): number {
  const heartbeatMs = nextHeartbeatMs(settings, target, afterMs);
  for (let slot = slotOf(settings, afterMs); ; slot++) {
    const requestMs = requestIn(settings, target, slot);
    if (requestMs !== null && requestMs > afterMs) return Math.min(requestMs, heartbeatMs);
    if (settings.startMs + (slot + 1) * SLOT_MS >= heartbeatMs) return heartbeatMs;
  }
}

function nextHeartbeatMs({ seed, startMs, heartbeatMs }: RequestSettings, target: number, afterMs: number): number {
  const firstMs = startMs + drawInteger(seed, heartbeatMs, PHASE, target);
  return firstMs + Math.max(0, Math.floor((afterMs - firstMs) / heartbeatMs) + 1) * heartbeatMs;
}

/** The request of a slot; null in one without. */
function requestIn({ seed, startMs }: RequestSettings, target: number, slot: number): number | null {
  if (draw(seed, BUSY, target, slot) >= BUSY_SHARE) return null;
  return startMs + slot * SLOT_MS + drawInteger(seed, SLOT_MS, MOMENT, target, slot);
}

function slotOf({ startMs }: RequestSettings, atMs: number): number {
  return Math.floor((atMs - startMs) / SLOT_MS);
}

export type Request = { readonly type: 'heartbeat' } | { readonly type: 'read' | 'write'; readonly block: number };

/** What a target wants at a moment of one of its requests. */
export function requestAt(settings: RequestSettings, target: number, atMs: number): Request {
  if (requestIn(settings, target, slotOf(settings, atMs)) !== atMs) return { type: 'heartbeat' };
  const type = draw(settings.seed, KIND, target, atMs) < WRITE_SHARE ? 'write' : 'read';
  return { type, block: drawInteger(settings.seed, BLOCK_COUNT, BLOCK, target, atMs) };
}

/** How many blocks a target has written in a time, on average. */
export function writesIn(durationMs: number): number {
  return Math.floor((durationMs / SLOT_MS) * BUSY_SHARE * WRITE_SHARE);
}
