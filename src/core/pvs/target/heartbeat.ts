/**
 * When a target sends heartbeats: at fixed moments of its own, so that they follow from the time alone and quiet ones can be left out.
 *
 * Not here: what a heartbeat finds out (target.ts).
 */

export interface HeartbeatSettings {
  readonly streamHeartbeatMs: number;
  /** Where in each period the target's moment lies. */
  readonly heartbeatPhaseMs: number;
}

/** The next moment for a heartbeat that is later than `atMs`. */
export function nextHeartbeatAfter(atMs: number, { streamHeartbeatMs, heartbeatPhaseMs }: HeartbeatSettings): number {
  const count = Math.floor((atMs - heartbeatPhaseMs) / streamHeartbeatMs) + 1;
  return heartbeatPhaseMs + count * streamHeartbeatMs;
}
