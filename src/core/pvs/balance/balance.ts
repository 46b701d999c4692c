/**
 * Balance chooses the least busy of the servers that may stream to a target.
 *
 * Load is the number of targets that a server has, or has been promised, divided by its power rating: the product publishes no formula,
 * and this is the natural reading of what it says (P19, P20). Ties go to the first name, so that the same facts give the same choice.
 *
 * Not here: who may stream (../eligibility), and moving targets that run already (rebalance.ts).
 */

import { present } from '../../kernel/index.ts';

export interface Candidate {
  readonly number: number;
  readonly name: string;
  readonly powerRating: number;
  /** Targets that it streams to, and those that were handed to it and are on their way. */
  readonly targetCount: number;
  readonly isInSubnet: boolean;
}

export type Affinity = 'none' | 'best-effort' | 'fixed';

export function loadOf({ targetCount, powerRating }: Pick<Candidate, 'targetCount' | 'powerRating'>): number {
  return targetCount / powerRating;
}

/** The server that a login gets; null when there is none. With `fixed` affinity only servers in the subnet are eligible in the first place. */
export function leastBusy(candidates: readonly Candidate[], affinity: Affinity): Candidate | null {
  const near = affinity === 'none' ? [] : candidates.filter(({ isInSubnet }) => isInSubnet);
  const among = near.length > 0 || affinity === 'fixed' ? near : candidates;
  return among.reduce<Candidate | null>((best, each) => (best === null || comesBefore(each, best) ? each : best), null);
}

function comesBefore(a: Candidate, b: Candidate): boolean {
  const difference = loadOf(a) - loadOf(b);
  return difference < 0 || (difference === 0 && a.name < b.name);
}

/** What a server's part of the targets would be if they were spread by power rating alone. */
export function fairShare(total: number, candidates: readonly Candidate[], server: number): number {
  const power = candidates.reduce((sum, { powerRating }) => sum + powerRating, 0);
  const own = present(
    candidates.find(({ number }) => number === server),
    'a server among the candidates',
  );
  return (total * own.powerRating) / power;
}
