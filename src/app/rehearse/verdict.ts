/**
 * The verdict on a run: why it failed, if it did. Single launches that fail are the price of an outage; what must never happen decides it, and
 * what the site itself does wrong.
 *
 * Not here: the verdict over all seeds (summary.ts).
 */

import { formatDuration } from '../../core/kernel/index.ts';
import { hasAdvancedHealthCheck } from '../../core/lhc/storefront/index.ts';
import type { SiteDefinition, Timers } from '../../core/site/index.ts';
import type { World } from '../../sim/index.ts';
import { groupedBy, type LaunchRecord, tallyOf } from './launches.ts';
import type { StreamingOutcome } from './streaming-watch.ts';

/**
 * `law-broken`: the model broke one of its own laws. `zone-without-broker`: at the end of the faults nobody brokered for a zone under a fault, nor
 * for longer than a take-over needs. `resource-lost`: from when a take-over was due until the end of the faults users tried to open a resource, and
 * none of them could. `launches-misrouted`: launches went to a broker of a zone that does not have the resource. `launches-turned-away`: behind a tcp monitor,
 * connectors that are not elected turned launches away, and nobody else was asked. `desktops-used-up`: launches
 * were refused as every pooled desktop that was left had been used. `targets-frozen`: at the end of the faults nobody may have targets that streamed before, though another server
 * of their site is up. `bytes-lost`: targets went on with other bytes than they had written or booted. `not-settled`: the site did not come to rest afterwards. `condition`: what
 * `--fail-on` says was true.
 */
export type FailureReason =
  | 'law-broken'
  | 'condition'
  | 'zone-without-broker'
  | 'resource-lost'
  | 'launches-misrouted'
  | 'launches-turned-away'
  | 'desktops-used-up'
  | 'targets-frozen'
  | 'bytes-lost'
  | 'not-settled';

export interface Failure {
  readonly reason: FailureReason;
  readonly zone: string | null;
  readonly resource: string | null;
  /** For targets: their vDisk, and why nobody may have them. */
  readonly vdisk: string | null;
  readonly code: string | null;
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
  /** Null in a rehearsal that has nothing to do with a streaming farm. */
  readonly streaming: StreamingOutcome | null;
}

/** Of a version in maintenance. */
const MAINTENANCE = 'PVS024';

const OF_THE_SITE = { zone: null, resource: null, vdisk: null, code: null } as const;

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
    ...misroutedFailures(world.definition, facts),
    ...turnedAwayFailures(world.definition, facts),
    ...usedUpFailures(world.definition, facts),
    ...targetFailures(facts),
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
      ...OF_THE_SITE,
      reason: 'zone-without-broker',
      zone,
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
      ...OF_THE_SITE,
      reason: 'resource-lost',
      resource,
      atMs: mendedMs,
      text: `${resource}: none of ${own.length} launches succeeded until the faults ended`,
    }));
}

/** One of all resources: a StoreFront that does it does it to all. */
function misroutedFailures(definition: SiteDefinition, { launches }: VerdictFacts): readonly Failure[] {
  const first = launches.find(({ reason }) => reason === 'wrong-zone');
  if (first === undefined) return [];
  const share = shareOfLaunches(launches, 'wrong-zone');
  const hint = hasAdvancedHealthCheckEverywhere(definition) ? '' : ': AdvancedHealthCheck avoids it';
  const text = `${share}, went to a wrong zone${hint}`;
  return [{ ...OF_THE_SITE, reason: 'launches-misrouted', atMs: first.atMs, text }];
}

/** Elsewhere it passes with the next heartbeat; a tcp monitor leaves such a connector up for as long as the outage lasts. */
function turnedAwayFailures({ adcs }: SiteDefinition, { launches }: VerdictFacts): readonly Failure[] {
  const first = launches.find(({ reason }) => reason === 'not-elected');
  const isMonitoredByTcp = Object.values(adcs).some(({ vips }) =>
    Object.values(vips).some(({ monitor }) => monitor === 'tcp'),
  );
  if (first === undefined || !isMonitoredByTcp) return [];
  const share = shareOfLaunches(launches, 'not-elected');
  const text = `${share}, were turned away by connectors that are not elected: the monitor citrix-xd-ddc avoids it`;
  return [{ ...OF_THE_SITE, reason: 'launches-turned-away', atMs: first.atMs, text }];
}

/** The share that failed for a reason, of all launches and of those of the resource that it hit most. */
function shareOfLaunches(launches: readonly LaunchRecord[], reason: string): string {
  const worst = [...groupedBy(launches, [], ({ resource }) => resource)]
    .map(([resource, own]) => ({ resource, percent: percentFailedBy(own, reason) }))
    .reduce((most, each) => (each.percent > most.percent ? each : most));
  return `${percentFailedBy(launches, reason)} % of launches, of ${worst.resource} ${worst.percent} %`;
}

function percentFailedBy(launches: readonly LaunchRecord[], wanted: string): number {
  const judged = launches.map((each) => ({ ...each, reason: each.reason === wanted ? wanted : null }));
  return tallyOf(judged).failedPercent;
}

function hasAdvancedHealthCheckEverywhere({ storeFronts }: SiteDefinition): boolean {
  return Object.values(storeFronts).every(
    ({ advancedHealthCheck, version }) => advancedHealthCheck && hasAdvancedHealthCheck(version),
  );
}

function usedUpFailures(definition: SiteDefinition, { launches }: VerdictFacts): readonly Failure[] {
  const refused = launches.filter(({ reason }) => reason === 'awaiting-reset');
  const byPlace = groupedBy(refused, [], ({ zone, resource }) => JSON.stringify([zone, resource]));
  return [...byPlace.values()].flatMap((own) => own.slice(0, 1).map((first) => usedUp(definition, first, own.length)));
}

function usedUp(definition: SiteDefinition, { zone, resource, atMs }: LaunchRecord, refusedCount: number): Failure {
  const groups = pooledGroupsOf(definition, resource).join(' and ');
  const launches = refusedCount === 1 ? '1 launch' : `${refusedCount} launches`;
  const text = `${groups} in ${zone}: no unused desktop was left for ${launches} of ${resource}`;
  return { ...OF_THE_SITE, reason: 'desktops-used-up', zone, resource, atMs, text };
}

/** Each group may write a resource in capital or small letters of its own. */
function pooledGroupsOf({ deliveryGroups }: SiteDefinition, resource: string): readonly string[] {
  const isMeant = (name: string) => name.toLowerCase() === resource.toLowerCase();
  return Object.entries(deliveryGroups)
    .filter(([, { type, resources }]) => type === 'pooled' && resources.some(isMeant))
    .map(([name]) => name);
}

/**
 * By vDisk and code. Where all other servers are down, it is the fault that does it; where there are none, it is the site. A version in maintenance has no fail-over on purpose; and
 * targets that were frozen before the rehearsal began are none of its doing.
 */
function targetFailures({ streaming, mendedMs }: VerdictFacts): readonly Failure[] {
  if (streaming === null) return [];
  const frozen = streaming.waiting.filter(
    ({ state, canBeHelped, wasBefore, why }) =>
      state === 'frozen' && canBeHelped && !wasBefore && why.code !== MAINTENANCE,
  );
  return [
    ...frozen.map(({ vdisk, why: { code, reason: why }, targets: { length } }): Failure => {
      const text = `${length} ${length === 1 ? 'target' : 'targets'} of ${vdisk}: ${code} ${why}`;
      return { ...OF_THE_SITE, reason: 'targets-frozen', vdisk, code, atMs: mendedMs, text };
    }),
    ...bytesFailures(streaming, mendedMs),
  ];
}

function bytesFailures({ lostBytes, ioErrors }: StreamingOutcome, atMs: number): readonly Failure[] {
  const text = `${lostBytes} bytes were others after a fail-over than before, and ${ioErrors} errors reached targets`;
  return lostBytes + ioErrors === 0 ? [] : [{ ...OF_THE_SITE, reason: 'bytes-lost', atMs, text }];
}

function restFailures({ settled, endMs }: VerdictFacts): readonly Failure[] {
  const text = 'the site did not come to rest after everything was mended';
  return settled ? [] : [{ ...OF_THE_SITE, reason: 'not-settled', atMs: endMs, text }];
}
