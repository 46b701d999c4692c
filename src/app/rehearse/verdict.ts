/**
 * The verdict on a run: why it failed, if it did. Single launches that fail do not decide it; what must never happen does.
 *
 * Not here: the verdict over all seeds (summary.ts).
 */

import { formatDuration } from '../../core/kernel/index.ts';
import type { Timers } from '../../core/site/index.ts';
import type { World } from '../../sim/index.ts';
import { groupedBy, type LaunchRecord } from './launches.ts';

/**
 * `law-broken`: the model broke one of its own laws. `zone-without-broker`: at the end of the faults nobody brokered for a zone under a fault, nor
 * for longer than a take-over needs. `resource-lost`: from when a take-over was due until the end of the faults users tried to open a resource, and
 * none of them could. `not-settled`: the site did not come to rest afterwards. `condition`: what `--fail-on` says was true.
 */
export type FailureReason = 'law-broken' | 'condition' | 'zone-without-broker' | 'resource-lost' | 'not-settled';

export interface Failure {
  readonly reason: FailureReason;
  readonly zone: string | null;
  readonly resource: string | null;
  readonly atMs: number;
  readonly text: string;
}

export interface VerdictFacts {
  readonly settled: boolean;
  readonly outageMs: number;
  readonly mendedMs: number;
  readonly endMs: number;
  /** Zones under a fault, and for how long nobody had brokered for them when all was mended. */
  readonly unbrokered: readonly { readonly zone: string; readonly forMs: number }[];
  /** When what `--fail-on` says was true first; null when it never was. */
  readonly failedOnMs: number | null;
  readonly condition: string;
  readonly launches: readonly LaunchRecord[];
}

const OF_THE_SITE = { zone: null, resource: null } as const;

/** One or two launches that fail may have had bad luck. */
const LOST_MIN = 3;

/** In which a zone is taken over, if at all: it is noticed with the next heartbeat, confirmed, and the next in line is elected. */
function takeOverNeedMs({ storeFrontHeartbeat, pendingHa, healthCheck, peerSilence }: Timers): number {
  return storeFrontHeartbeat + pendingHa + healthCheck + peerSilence;
}

export function failuresOf(world: World, facts: VerdictFacts): readonly Failure[] {
  const { timers } = world.definition;
  return [
    ...lawFailures(world),
    ...conditionFailures(facts),
    ...zoneFailures(timers, facts),
    ...resourceFailures(timers, facts),
    ...restFailures(facts),
  ];
}

/** The first one: what comes after may be its consequence. */
function lawFailures({ violations: [first] }: World): readonly Failure[] {
  return first === undefined ? [] : [{ ...OF_THE_SITE, reason: 'law-broken', atMs: first.atMs, text: first.text }];
}

function conditionFailures({ failedOnMs, condition }: VerdictFacts): readonly Failure[] {
  return failedOnMs === null ? [] : [{ ...OF_THE_SITE, reason: 'condition', atMs: failedOnMs, text: condition }];
}

function zoneFailures(timers: Timers, { unbrokered, mendedMs }: VerdictFacts): readonly Failure[] {
  const needMs = takeOverNeedMs(timers);
  return unbrokered
    .filter(({ forMs }) => forMs > needMs)
    .map(({ zone, forMs }) => ({
      reason: 'zone-without-broker',
      zone,
      resource: null,
      atMs: mendedMs,
      text: `nobody brokered for ${zone} when the faults ended, nor for ${formatDuration(forMs)} before`,
    }));
}

function resourceFailures(timers: Timers, { launches, outageMs, mendedMs }: VerdictFacts): readonly Failure[] {
  const dueMs = outageMs + takeOverNeedMs(timers);
  const inOutage = launches.filter(({ atMs }) => atMs > dueMs && atMs <= mendedMs);
  return [...groupedBy(inOutage, [], ({ resource }) => resource)]
    .filter(([, own]) => own.length >= LOST_MIN && own.every(({ reason }) => reason !== null))
    .map(([resource, own]) => ({
      reason: 'resource-lost',
      zone: null,
      resource,
      atMs: mendedMs,
      text: `${resource}: none of ${own.length} launches succeeded until the faults ended`,
    }));
}

function restFailures({ settled, endMs }: VerdictFacts): readonly Failure[] {
  const text = 'the site did not come to rest after everything was mended';
  return settled ? [] : [{ ...OF_THE_SITE, reason: 'not-settled', atMs: endMs, text }];
}
