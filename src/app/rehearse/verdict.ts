/**
 * The verdict on a run: why it failed, if it did. Users' launches that fail do not decide it; what must never happen does.
 *
 * Not here: the verdict over all seeds (summary.ts).
 */

import { formatDuration } from '../../core/kernel/index.ts';
import type { Timers } from '../../core/site/index.ts';
import type { World } from '../../sim/index.ts';

/**
 * `law-broken`: the model broke one of its own laws. `zone-without-broker`: at the end of the faults nobody brokered for a zone under a fault, nor
 * for longer than a take-over needs. `not-settled`: the site did not come to rest afterwards. `condition`: what `--fail-on` says was true.
 */
export type FailureReason = 'law-broken' | 'zone-without-broker' | 'not-settled' | 'condition';

export interface Failure {
  readonly reason: FailureReason;
  readonly zone: string | null;
  readonly atMs: number;
  readonly text: string;
}

export interface VerdictFacts {
  readonly settled: boolean;
  readonly mendedMs: number;
  readonly endMs: number;
  /** Zones under a fault, and for how long nobody had brokered for them when all was mended. */
  readonly unbrokered: readonly { readonly zone: string; readonly forMs: number }[];
  /** When what `--fail-on` says was true first; null when it never was. */
  readonly failedOnMs: number | null;
  readonly condition: string;
}

/** In which a zone is taken over, if at all: it is noticed with the next heartbeat, confirmed, and the next in line is elected. */
function takeOverNeedMs({ storeFrontHeartbeat, pendingHa, healthCheck, peerSilence }: Timers): number {
  return storeFrontHeartbeat + pendingHa + healthCheck + peerSilence;
}

export function failuresOf(world: World, facts: VerdictFacts): readonly Failure[] {
  return [...lawFailures(world), ...conditionFailures(facts), ...zoneFailures(world, facts), ...restFailures(facts)];
}

/** The first one: what comes after may be its consequence. */
function lawFailures({ violations: [first] }: World): readonly Failure[] {
  return first === undefined ? [] : [{ reason: 'law-broken', zone: null, atMs: first.atMs, text: first.text }];
}

function conditionFailures({ failedOnMs, condition }: VerdictFacts): readonly Failure[] {
  return failedOnMs === null ? [] : [{ reason: 'condition', zone: null, atMs: failedOnMs, text: condition }];
}

function zoneFailures({ definition }: World, { unbrokered, mendedMs }: VerdictFacts): readonly Failure[] {
  const needMs = takeOverNeedMs(definition.timers);
  return unbrokered
    .filter(({ forMs }) => forMs > needMs)
    .map(({ zone, forMs }) => ({
      reason: 'zone-without-broker',
      zone,
      atMs: mendedMs,
      text: `nobody brokered for ${zone} when the faults ended, nor for ${formatDuration(forMs)} before`,
    }));
}

function restFailures({ settled, endMs }: VerdictFacts): readonly Failure[] {
  const text = 'the site did not come to rest after everything was mended';
  return settled ? [] : [{ reason: 'not-settled', zone: null, atMs: endMs, text }];
}
