/**
 * When the pooled machines of a zone run out in an outage, by arithmetic on mean rates.
 *
 * Until the outage as many machines are in use as people launch in the mean length of a session. From then on launches go on at their
 * rate, and whether a machine can be used again depends on what becomes of it at logoff.
 *
 * Not here: which machines and how many launches these are (pooled.ts); the simulated outcome, chance included (sim).
 */

import type { AfterUse } from '../brokering/index.ts';

/** How long an outage is looked at unless somebody asks for another length. */
export const OUTAGE_MS = 8 * 3_600_000;

export interface PooledUse {
  /** Machines that can be given to users. */
  readonly machineCount: number;
  /** How many of them are in use when the outage begins. */
  readonly inUseCount: number;
  /** Launches that take one of them, while the outage lasts. */
  readonly launchesPerMinute: number;
  /** The mean length of a session. */
  readonly sessionMs: number;
  /** What becomes of a machine at logoff, and how long it is away when it is reset. */
  readonly afterUse: AfterUse;
  readonly resetMs: number;
}

/** How long after the beginning of the outage the last machine is given away; null when that never comes. */
export function runsOutAfterMs(use: PooledUse): number | null {
  const { machineCount, inUseCount, launchesPerMinute } = use;
  if (launchesPerMinute === 0 || machineCount === 0) return null;
  const idleCount = Math.max(0, machineCount - inUseCount);
  const perMs = launchesPerMinute / 60_000;
  if (use.afterUse === 'maintenance') return idleCount / perMs;
  const awayMs = use.sessionMs + (use.afterUse === 'reset' ? use.resetMs : 0);
  const neededCount = perMs * awayMs;
  if (neededCount <= machineCount) return null;
  // Towards its new level the number in use comes nearer by the same share in equal times.
  return idleCount === 0 ? 0 : awayMs * Math.log((neededCount - inUseCount) / (neededCount - machineCount));
}
