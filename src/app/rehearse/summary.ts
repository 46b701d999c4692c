/**
 * Joins the outcomes of many seeds: the middle, the 95th percentile and the worst of each number, and the worst seed. Pure.
 *
 * Not here: the runs (run.ts).
 */

import { firstSuccessMs, groupedBy, type LaunchRecord, longestWithoutMs, tallyOf } from './launches.ts';
import type { Plan } from './plan.ts';
import type { Run } from './run.ts';
import { type Spread, spreadOf, spreadOfEarliest } from './spread.ts';
import { type StreamingNumbers, streamingNumbers } from './streaming.ts';
import type { Failure, FailureReason } from './verdict.ts';

/** What one seed came to. Seconds count from the begin of the outage, but for `handedBackSec`. */
export interface RunNumbers {
  readonly seed: number;
  readonly passed: boolean;
  readonly launches: number;
  readonly launchesFailed: number;
  readonly failedPercent: number;
  readonly longestWithoutLaunchSec: number;
  /** The same of one resource alone: of the one that did worst. */
  readonly longestWithoutResourceSec: number;
  /** The first launch in a zone under a fault; null when there was none. */
  readonly firstLaunchSec: number | null;
  /** Until every machine of the zones that were taken over was registered with a secondary broker; null when none was. */
  readonly registeredAgainSec: number | null;
  /** From the moment when everything was mended until the site was at rest again; null when it never was. */
  readonly handedBackSec: number | null;
  readonly parkedMachines: number;
  /** When the first pooled group of a zone had no free desktop left; null when all of them always had one. */
  readonly exhaustedSec: number | null;
  /** Of the streaming farm; null in a rehearsal that has nothing to do with one. */
  readonly streaming: StreamingNumbers | null;
}

export type SpreadName = keyof Omit<RunNumbers, 'seed' | 'passed' | 'launches' | 'streaming'>;

export type Spreads = Readonly<Record<SpreadName, Spread>>;

/** A failure, and the seeds that have it. */
export interface JoinedFailure {
  readonly reason: FailureReason;
  readonly zone: string | null;
  readonly resource: string | null;
  readonly vdisk: string | null;
  readonly code: string | null;
  readonly seedCount: number;
  /** The lowest of them, and what happened there. */
  readonly seed: number;
  readonly atMs: number;
  readonly text: string;
}

const SPREADS: readonly SpreadName[] = [
  'launchesFailed',
  'failedPercent',
  'longestWithoutLaunchSec',
  'longestWithoutResourceSec',
  'firstLaunchSec',
  'registeredAgainSec',
  'handedBackSec',
  'parkedMachines',
  'exhaustedSec',
];

/** The numbers of a run. */
export function numbersOf(run: Run, plan: Plan): RunNumbers {
  const { launches, outageMs, mendedMs, endMs } = run;
  const { attempted, failed, failedPercent } = tallyOf(launches);
  const under = plan.zones.flatMap((zone) => run.zones[zone] ?? []);
  const zones = under.map(({ zone }) => zone);
  return {
    seed: run.seed,
    passed: run.failures.length === 0,
    launches: attempted,
    launchesFailed: failed,
    failedPercent,
    longestWithoutLaunchSec: longestWithoutMs(launches, endMs) / 1000,
    longestWithoutResourceSec: longestWithoutResourceMs(launches, endMs) / 1000,
    firstLaunchSec: secondsAfter(firstSuccessMs(launches, zones, outageMs), outageMs),
    registeredAgainSec: secondsAfter(latest(under.map(({ takenOverMs }) => takenOverMs)), outageMs),
    handedBackSec: run.settled ? (endMs - mendedMs) / 1000 : null,
    parkedMachines: run.parkedMax,
    exhaustedSec: exhaustedSec(run, plan),
    streaming: run.streaming === null ? null : streamingNumbers(run.streaming, outageMs),
  };
}

function longestWithoutResourceMs(launches: readonly LaunchRecord[], endMs: number): number {
  const byResource = groupedBy(launches, [], ({ resource }) => resource);
  return Math.max(0, ...[...byResource.values()].map((own) => longestWithoutMs(own, endMs)));
}

/** 0 of a group that had none left when the outage began. */
function exhaustedSec({ pooled }: Run, { outageMs }: Plan): number | null {
  const moments = pooled.flatMap(({ exhaustedMs }) => exhaustedMs ?? []);
  return moments.length === 0 ? null : Math.max(0, Math.min(...moments) - outageMs) / 1000;
}

/** Each number over all runs. */
export function spreadsOf(runs: readonly RunNumbers[]): Spreads {
  const entries = SPREADS.map((name) => {
    const spread = name === 'exhaustedSec' ? spreadOfEarliest : spreadOf;
    return [name, spread(runs.map((run) => run[name]))] as const;
  });
  return Object.fromEntries(entries) as Record<SpreadName, Spread>;
}

/**
 * Whether a run is worse than another: more targets stayed frozen; where they are as many, more launches failed; then, a target was held
 * for longer; then, its seed is lower.
 */
export function isWorse(run: RunNumbers, than: RunNumbers): boolean {
  const harm = harmOf(run);
  const other = harmOf(than);
  const differs = harm.findIndex((value, index) => value !== other[index]);
  return differs === -1 ? run.seed < than.seed : (harm[differs] ?? 0) > (other[differs] ?? 0);
}

/** The gravest first. */
function harmOf({ launchesFailed, streaming }: RunNumbers): readonly number[] {
  return [streaming?.frozen ?? 0, launchesFailed, streaming?.freezeWorstSec ?? 0];
}

/** The failures of all runs, by reason and what they are of, in the order in which they came up. */
export function joinedFailures(
  runs: readonly { readonly seed: number; readonly failures: readonly Failure[] }[],
): readonly JoinedFailure[] {
  const joined = new Map<string, JoinedFailure>();
  for (const { seed, failures } of runs) {
    for (const failure of failures) {
      const { reason, zone, resource, vdisk, code } = failure;
      const key = JSON.stringify([reason, zone, resource, vdisk, code]);
      const known = joined.get(key) ?? { ...failure, seed, seedCount: 0 };
      joined.set(key, { ...known, seedCount: known.seedCount + 1 });
    }
  }
  return [...joined.values()];
}

/** The latest of the moments that are known; null when none is. */
function latest(moments: readonly (number | null)[]): number | null {
  const known = moments.filter((moment) => moment !== null);
  return known.length === 0 ? null : Math.max(...known);
}

function secondsAfter(atMs: number | null, fromMs: number): number | null {
  return atMs === null ? null : (atMs - fromMs) / 1000;
}
