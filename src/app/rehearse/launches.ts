/**
 * Counts launches: how many, how many failed and why, and for how long none succeeded. Pure, from one record a launch.
 *
 * Not here: where the records come from (recorder.ts).
 */

/** A launch by a user, when it was answered. */
export interface LaunchRecord {
  readonly atMs: number;
  /** Of the machine, or of the connector that was reached; null where nobody was. */
  readonly zone: string | null;
  readonly resource: string;
  readonly path: LaunchPath;
  /** Why it failed; null where it did not. */
  readonly reason: string | null;
  /** A connector was asked on the way that is not elected; most often another one was asked then. */
  readonly turnedAway: boolean;
}

/** Through a StoreFront from inside, or through a gateway as well, which needs a ticket. */
export type LaunchPath = 'storefront' | 'gateway';

export interface LaunchTally {
  readonly attempted: number;
  readonly succeeded: number;
  readonly failed: number;
  /** One decimal; 0 of none. */
  readonly failedPercent: number;
  /** By reason, the most frequent first. */
  readonly failedBy: Readonly<Record<string, number>>;
  /** For how many a connector was asked on the way that is not elected, whatever came of it. */
  readonly turnedAway: number;
}

export function tallyOf(launches: readonly LaunchRecord[]): LaunchTally {
  const counts = new Map<string, number>();
  for (const { reason } of launches) if (reason !== null) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const attempted = launches.length;
  const failed = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return {
    attempted,
    succeeded: attempted - failed,
    failed,
    failedPercent: attempted === 0 ? 0 : Math.round((failed / attempted) * 1000) / 10,
    failedBy: Object.fromEntries([...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))),
    turnedAway: launches.filter(({ turnedAway }) => turnedAway).length,
  };
}

/** The launches by a key, in the order of the keys that are known and then of their first launch. */
export function groupedBy<Key>(
  launches: readonly LaunchRecord[],
  known: readonly Key[],
  keyOf: (launch: LaunchRecord) => Key,
): ReadonlyMap<Key, readonly LaunchRecord[]> {
  const groups = new Map<Key, LaunchRecord[]>(known.map((key) => [key, []]));
  for (const launch of launches) {
    const group = groups.get(keyOf(launch));
    if (group === undefined) groups.set(keyOf(launch), [launch]);
    else group.push(launch);
  }
  return groups;
}

/**
 * The longest time in which launches were tried and none succeeded: from the first that failed to the next that did not, or to the end. Time
 * in which nobody tried is not counted before a failure.
 */
export function longestWithoutMs(launches: readonly LaunchRecord[], endMs: number): number {
  let longestMs = 0;
  let sinceMs: number | null = null;
  for (const { atMs, reason } of launches) {
    if (reason !== null) {
      sinceMs ??= atMs;
    } else {
      if (sinceMs !== null) longestMs = Math.max(longestMs, atMs - sinceMs);
      sinceMs = null;
    }
  }
  return sinceMs === null ? longestMs : Math.max(longestMs, endMs - sinceMs);
}

/** When the first launch from a moment on succeeded on a machine of some zones; null when none did. */
export function firstSuccessMs(
  launches: readonly LaunchRecord[],
  zones: readonly string[],
  fromMs: number,
): number | null {
  const first = launches.find(({ atMs, reason, zone }) => {
    return atMs >= fromMs && reason === null && zone !== null && zones.includes(zone);
  });
  return first?.atMs ?? null;
}
