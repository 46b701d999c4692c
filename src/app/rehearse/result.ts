/**
 * The result of a rehearsal: numbers over all seeds, and the story of the worst one.
 *
 * Not here: how it is worked out (run.ts, summary.ts) and shown (ui/text/rehearse.ts).
 */

import { formatInstant, shellWord } from '../../core/kernel/index.ts';
import type { Fault } from '../../core/site/index.ts';
import type { World } from '../../sim/index.ts';
import {
  groupedBy,
  type LaunchPath,
  type LaunchRecord,
  type LaunchTally,
  longestWithoutMs,
  tallyOf,
} from './launches.ts';
import type { Moment } from './moment.ts';
import type { Plan } from './plan.ts';
import type { PooledGroup } from './pooled.ts';
import { type RehearsalAssumption, restedOn } from './rested-on.ts';
import type { Run } from './run.ts';
import type { SessionTally } from './sessions.ts';
import { isOfFarmAlone, type StreamingResult, streamingResult } from './streaming.ts';
import { type JoinedFailure, type RunNumbers, type Spreads, spreadsOf } from './summary.ts';
import type { FailureReason } from './verdict.ts';

export interface RehearseResult {
  readonly schema: 'holdover.rehearse/1';
  readonly site: string;
  /** World time at which the rehearsal begins. The site itself stays there. */
  readonly at: string;
  /** `unknown`: nobody tried to launch anything, and no condition was given. */
  readonly verdict: 'passed' | 'failed' | 'unknown';
  readonly faults: readonly RehearsedFault[];
  /** Of what the faults are, and what was broken before: of Local Host Cache, of the streaming farm alone, or of both. */
  readonly about: 'lhc' | 'streaming' | 'both';
  /** After this time everything is mended. */
  readonly forSec: number;
  /** The condition that must not hold at any time; null for none. */
  readonly failOn: string | null;
  readonly seedCount: number;
  readonly failures: readonly FailureResult[];
  readonly impact: Spreads;
  /** The seed that everything below is of: the worst of all. */
  readonly seed: number;
  readonly replay: string;
  /** When that run ended. */
  readonly until: string;
  readonly launches: LaunchTally;
  readonly paths: readonly PathResult[];
  readonly resources: readonly ResourceResult[];
  readonly zones: readonly ZoneResult[];
  readonly sessions: SessionTally;
  readonly pooled: readonly PooledResult[];
  readonly timeline: readonly MomentResult[];
  readonly minutes: readonly MinuteResult[];
  /** Null where the faults have nothing to do with a streaming farm. */
  readonly streaming: StreamingResult | null;
  readonly runs: readonly RunNumbers[];
  readonly assumptions: readonly RehearsalAssumption[];
}

export interface RehearsedFault {
  readonly fault: string;
  readonly from: string;
  readonly until: string;
}

export interface FailureResult {
  readonly reason: FailureReason;
  readonly zone: string | null;
  readonly resource: string | null;
  readonly vdisk: string | null;
  readonly code: string | null;
  readonly message: string;
  /** In how many seeds it came to that. */
  readonly seedCount: number;
  /** The lowest of these seeds, and when it was there. */
  readonly seed: number;
  readonly at: string;
  readonly elapsedSec: number;
}

export interface PathResult extends LaunchTally {
  readonly path: LaunchPath;
}

export interface ResourceResult extends LaunchTally {
  readonly resource: string;
  readonly longestWithoutLaunchSec: number;
}

export interface ZoneResult extends LaunchTally {
  /** null for launches that reached nobody. */
  readonly zone: string | null;
  /** null without a zone: there nothing succeeds. */
  readonly longestWithoutLaunchSec: number | null;
  /** For how long nobody brokered, in all; and the longest time without a break. */
  readonly withoutBrokerSec: number;
  readonly longestWithoutBrokerSec: number;
}

export interface PooledResult {
  readonly zone: string;
  readonly deliveryGroup: string;
  readonly machines: number;
  readonly parkedMax: number;
  readonly freeMin: number;
  /** When no free machine was left first; null when one always was. */
  readonly exhaustedSec: number | null;
  readonly samples: readonly { readonly elapsedSec: number; readonly parked: number; readonly free: number }[];
}

export interface MomentResult {
  readonly at: string;
  /** Since the rehearsal began. */
  readonly elapsedSec: number;
  readonly kind: Moment['kind'];
  readonly zone: string | null;
  readonly message: string;
}

export interface MinuteResult {
  /** When it begins. */
  readonly at: string;
  readonly elapsedSec: number;
  readonly attempted: number;
  readonly failed: number;
  readonly failedBy: Readonly<Record<string, number>>;
  /** By zone, where anybody launched anything; null for launches that reached nobody. */
  readonly zones: readonly { readonly zone: string | null; readonly attempted: number; readonly failed: number }[];
  /** Machines of the site that are registered with who brokers for their zone, when the minute ends. */
  readonly registered: number;
}

export interface Rehearsed {
  readonly plan: Plan;
  readonly runs: readonly RunNumbers[];
  readonly failures: readonly JoinedFailure[];
  readonly worst: Run;
  /** What `replay` says besides its seed. */
  readonly replay: ReplayWords;
}

export interface ReplayWords {
  readonly faults: readonly string[];
  readonly forText: string;
  readonly failOn: string | null;
  readonly site: string;
}

const MINUTE_MS = 60_000;

export function resultOf(site: World, rehearsed: Rehearsed): RehearseResult {
  const { plan, runs, failures, worst, replay } = rehearsed;
  const { launches, startMs, endMs } = worst;
  return {
    schema: 'holdover.rehearse/1',
    site: site.definition.name,
    at: formatInstant(startMs),
    verdict: verdictOf(rehearsed),
    faults: plan.faults.map(({ label, fromMs, untilMs }) => ({
      fault: label,
      from: formatInstant(startMs + fromMs),
      until: formatInstant(startMs + untilMs),
    })),
    about: aboutOf(rehearsed),
    forSec: plan.forMs / 1000,
    failOn: replay.failOn,
    seedCount: runs.length,
    failures: failures.map((failure) => failureResult(failure, startMs)),
    impact: spreadsOf(runs),
    seed: worst.seed,
    replay: replayCommand(replay, worst.seed),
    until: formatInstant(endMs),
    launches: tallyOf(launches),
    paths: pathResults(launches),
    resources: resourceResults(worst, Object.keys(site.definition.workload.mix)),
    zones: zoneResults(worst),
    sessions: worst.sessions,
    pooled: worst.pooled.map(pooledResult),
    timeline: worst.moments.map((moment) => momentResult(moment, startMs)),
    minutes: minuteResults(worst),
    streaming: streamingPart(site, rehearsed),
    runs,
    assumptions: restedOn(site.definition, {
      faults: faultsIn(site, plan),
      streaming: worst.streaming === null ? 'not-followed' : 'followed',
    }),
  };
}

/** That nobody was turned away says nothing where nobody came. What became of targets needs nobody. */
function verdictOf({ failures, runs, replay }: Rehearsed): RehearseResult['verdict'] {
  if (failures.length > 0) return 'failed';
  const isJudged = replay.failOn !== null || runs.some(({ launches, streaming }) => launches > 0 || streaming !== null);
  return isJudged ? 'passed' : 'unknown';
}

function aboutOf({ plan, worst }: Rehearsed): RehearseResult['about'] {
  if (worst.streaming === null) return 'lhc';
  return isOfFarmAlone(plan) ? 'streaming' : 'both';
}

function streamingPart(site: World, { runs, worst }: Rehearsed): StreamingResult | null {
  if (worst.streaming === null) return null;
  const all = runs.flatMap(({ streaming }) => streaming ?? []);
  const { outageMs } = worst;
  return streamingResult(all, worst.streaming, { outageMs, timers: site.definition.timers });
}

/** What is mended in a rehearsal: what it breaks, and what was broken before. */
function faultsIn({ data }: World, { steps }: Plan): readonly Fault[] {
  const before = data.faults.filter(({ endedMs }) => endedMs === null).map(({ fault }) => fault);
  return [...before, ...steps.flatMap(({ action }) => (action.type === 'fault-injected' ? [action.fault] : []))];
}

function failureResult({ text, atMs, ...failure }: JoinedFailure, startMs: number): FailureResult {
  const { reason, zone, resource, vdisk, code, seedCount, seed } = failure;
  return { reason, zone, resource, vdisk, code, message: text, seedCount, seed, ...whenOf(atMs, startMs) };
}

function whenOf(atMs: number, startMs: number) {
  return { at: formatInstant(atMs), elapsedSec: (atMs - startMs) / 1000 };
}

/** One seed, from the same site at the same moment: the same bytes. */
function replayCommand({ faults, forText, failOn, site }: ReplayWords, seed: number): string {
  const words = faults.map(quoted);
  const condition = failOn === null ? [] : ['--fail-on', quoted(failOn)];
  return ['holdover rehearse', ...words, '--for', forText, ...condition, '--seed', seed].join(' ') + site;
}

/** In double quotes, which every shell knows, wherever they are enough. */
function quoted(text: string): string {
  return /["$`\\!]/.test(text) ? shellWord(text) : `"${text}"`;
}

function pathResults(launches: readonly LaunchRecord[]): readonly PathResult[] {
  const paths: readonly LaunchPath[] = ['storefront', 'gateway'];
  return [...groupedBy(launches, paths, ({ path }) => path)].map(([path, own]) => ({ path, ...tallyOf(own) }));
}

function resourceResults({ launches, endMs }: Run, known: readonly string[]): readonly ResourceResult[] {
  return [...groupedBy(launches, known, ({ resource }) => resource)].map(([resource, own]) => ({
    resource,
    ...tallyOf(own),
    longestWithoutLaunchSec: longestWithoutMs(own, endMs) / 1000,
  }));
}

/** The zones of the site, and one more for launches without. */
function zoneResults({ launches, zones, endMs }: Run): readonly ZoneResult[] {
  const known = zones.map(({ zone }) => zone);
  return [...groupedBy<string | null>(launches, known, ({ zone }) => zone)].map(([name, own]) => {
    const outcome = zones.find(({ zone }) => zone === name);
    return {
      zone: name,
      ...tallyOf(own),
      longestWithoutLaunchSec: name === null ? null : longestWithoutMs(own, endMs) / 1000,
      withoutBrokerSec: (outcome?.withoutBrokerMs ?? 0) / 1000,
      longestWithoutBrokerSec: (outcome?.longestWithoutBrokerMs ?? 0) / 1000,
    };
  });
}

function pooledResult({ exhaustedMs, samples, ...rest }: PooledGroup): PooledResult {
  return {
    ...rest,
    exhaustedSec: exhaustedMs === null ? null : exhaustedMs / 1000,
    samples: samples.map(({ offsetMs, parked, free }) => ({ elapsedSec: offsetMs / 1000, parked, free })),
  };
}

function momentResult({ atMs, kind, zone, text }: Moment, startMs: number): MomentResult {
  return { ...whenOf(atMs, startMs), kind, zone, message: text };
}

/** A minute holds what happens after its begin, up to and including its end. The last one may be shorter. */
function minuteResults({ launches, minutes, startMs }: Run): readonly MinuteResult[] {
  const minuteOf = ({ atMs }: LaunchRecord) => Math.max(0, Math.ceil((atMs - startMs) / MINUTE_MS) - 1);
  const byMinute = groupedBy(launches, [], minuteOf);
  return minutes.map(({ registered }, minute) => {
    const own = byMinute.get(minute) ?? [];
    const { attempted, failed, failedBy } = tallyOf(own);
    const zones = [...groupedBy<string | null>(own, [], ({ zone }) => zone)].map(([zone, launched]) => {
      const tally = tallyOf(launched);
      return { zone, attempted: tally.attempted, failed: tally.failed };
    });
    return { ...whenOf(startMs + minute * MINUTE_MS, startMs), attempted, failed, failedBy, zones, registered };
  });
}
