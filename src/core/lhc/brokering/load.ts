/**
 * The load index of a machine, by which a broker chooses among those that hold several sessions.
 *
 * Not here: other measures than the number of sessions, which the product leaves off by default.
 */

/** A machine with this index takes no more sessions. */
export const FULL_LOAD = 10_000;

/** From 0 to `FULL_LOAD`: 40 for each session on a machine for 250 (R35). */
export function loadIndex(sessionCount: number, maxSessions: number): number {
  return Math.min(FULL_LOAD, Math.floor((sessionCount * FULL_LOAD) / maxSessions));
}
