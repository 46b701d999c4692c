/**
 * Rebalance decides which running targets are told to log in again, so that the load of the servers becomes even.
 *
 * A target moves only where that leaves its new server less loaded than the old one was. So the highest load never grows, every run
 * ends, and a second run right after the first moves nothing (P50). The base is the fair share, as the setting's own text has it.
 *
 * Not here: the moves themselves, which are ordinary logins: each gets the least busy server of its moment.
 */

import { type Affinity, type Candidate, fairShare, leastBusy, loadOf } from './balance.ts';

/** A server with fewer targets is never rebalanced, nor one of a group whose average is lower (P48). */
const REBALANCE_MIN_TARGETS = 5;
/** Nor one of whose targets more than this share are booting. */
const REBALANCE_MAX_BOOTING = 0.2;

/** Why an automatic rebalance does nothing on a server; null when it would. */
export type Guard = 'few-targets' | 'low-average' | 'boot-storm' | 'not-over-fair-share';

export interface VdiskLoad {
  /** Servers that can stream the vDisk, each with the number of all of its targets. */
  readonly candidates: readonly Candidate[];
  readonly server: number;
  /** Targets of this vDisk on that server, and on all candidates. */
  readonly onServer: number;
  readonly total: number;
  /** Of all targets of that server, those that are booting. */
  readonly bootingCount: number;
  readonly triggerPercent: number;
}

/** Whether a server's part of a vDisk's targets is so large that it sends some away by itself (P46 to P48). */
export function guardOf(load: VdiskLoad): Guard | null {
  const { candidates, server, onServer, total, bootingCount, triggerPercent } = load;
  const targetCount = candidates.find(({ number }) => number === server)?.targetCount ?? 0;
  if (targetCount < REBALANCE_MIN_TARGETS) return 'few-targets';
  const average = candidates.reduce((sum, each) => sum + each.targetCount, 0) / candidates.length;
  if (average < REBALANCE_MIN_TARGETS) return 'low-average';
  if (bootingCount > REBALANCE_MAX_BOOTING * targetCount) return 'boot-storm';
  const fair = fairShare(total, candidates, server);
  return ((onServer - fair) / fair) * 100 > triggerPercent ? null : 'not-over-fair-share';
}

/** How many targets of a vDisk an automatic rebalance moves away at most: what is above the fair share. */
export function excessOf({ candidates, server, onServer, total }: VdiskLoad): number {
  return Math.max(0, onServer - Math.ceil(fairShare(total, candidates, server)));
}

/**
 * Where a target of `server` would go; null where it stays. `candidates` are the servers that may stream to it, that one among them,
 * with the targets they have now.
 */
export function betterServer(candidates: readonly Candidate[], server: number, affinity: Affinity): Candidate | null {
  const own = candidates.find(({ number }) => number === server);
  if (own === undefined) return null;
  const without = candidates.map((each) => (each === own ? { ...own, targetCount: own.targetCount - 1 } : each));
  const best = leastBusy(without, affinity);
  if (best === null || best.number === server) return null;
  return loadOf({ ...best, targetCount: best.targetCount + 1 }) < loadOf(own) ? best : null;
}
