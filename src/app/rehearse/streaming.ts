/**
 * The part of a rehearsal about the streaming farm: its numbers over all seeds, and what became of its targets in the worst one. Pure.
 *
 * Not here: one run (streaming-watch.ts), and how the part is shown (ui/text/rehearse-streaming.ts).
 */

import {
  detectionMs,
  LOGIN_TIMEOUT_MS,
  REPLY_TIMEOUT_MIN_MS,
  worstDetectionMs,
  worstIdleDetectionMs,
} from '../../core/pvs/target/index.ts';
import type { Timers } from '../../core/site/index.ts';
import type { LeaveReason, World } from '../../sim/index.ts';
import { isStreamingFault } from '../fault/streaming-kinds.ts';
import type { Plan, Step } from './plan.ts';
import { percentile, type Spread, spreadOf } from './spread.ts';
import type { ServerLoad, StreamingOutcome, WaitingGroup } from './streaming-watch.ts';

/** What one seed came to for the targets, until everything was mended. */
export interface StreamingNumbers {
  /** Targets whose input and output were held; those of them that are frozen when everything is mended. */
  readonly held: number;
  readonly frozen: number;
  /** Over the held targets, the longest pause of each; of one that is held still, until everything is mended. 0 of none. */
  readonly freezeP50Sec: number;
  readonly freezeP95Sec: number;
  readonly freezeWorstSec: number;
  /** From the begin of the outage until the last of them went on; null when none did. */
  readonly lastResumedSec: number | null;
  readonly failovers: number;
  readonly lostBytes: number;
  readonly ioErrors: number;
}

export interface StreamingResult {
  readonly impact: Readonly<Record<keyof StreamingNumbers, Spread>>;
  /** Targets that streamed, or were held, when the outage began. All that follows is of the one seed. */
  readonly targets: number;
  readonly held: number;
  /** Of those that were held, those that went on. */
  readonly resumed: number;
  /** The longest pause of each that went on; null when none did. */
  readonly resumedAfter: Freezes | null;
  /** Held when everything was mended: how many, and the longest of these pauses until then. */
  readonly unfinished: number;
  readonly unfinishedWorstSec: number | null;
  /** How often a target gave up its server, and why. */
  readonly noticed: Readonly<Record<LeaveReason, number>>;
  readonly lastResumedSec: number | null;
  readonly failovers: number;
  readonly retries: number;
  /** Targets that were frozen when the rehearsal began, or asked for a boot in vain; whatever became of them. */
  readonly frozenBefore: number;
  readonly notBootedBefore: number;
  readonly frozen: readonly WaitingResult[];
  /** Targets that were refused a boot; and those that are refused still. */
  readonly bootsRefused: number;
  readonly notBooted: readonly WaitingResult[];
  readonly servers: readonly ServerLoad[];
  readonly silentMachines: number;
  readonly lostBytes: number;
  readonly ioErrors: number;
  readonly detection: DetectionResult;
}

export interface Freezes {
  readonly p50Sec: number;
  readonly p95Sec: number;
  readonly worstSec: number;
}

export interface WaitingResult {
  readonly vdisk: string;
  readonly code: string;
  readonly reason: string;
  readonly count: number;
  /** They were so when the rehearsal began, and ever since: they do not fail it. */
  readonly wasBefore: boolean;
  /** The first of them, 20 at most. */
  readonly targets: readonly string[];
}

/** From the first request without an answer to the fail-over login, by the timers in force. */
export interface DetectionResult {
  /** In a sound network: the shortest time-out to begin with. */
  readonly usualSec: number;
  readonly worstSec: number;
  /** From the crash on, for a target that has nothing to ask for until its heartbeat. */
  readonly worstIdleSec: number;
  /** After which a target asks the next login server. */
  readonly loginTimeoutSec: number;
}

const NAMES: readonly (keyof StreamingNumbers)[] = [
  'held',
  'frozen',
  'freezeP50Sec',
  'freezeP95Sec',
  'freezeWorstSec',
  'lastResumedSec',
  'failovers',
  'lostBytes',
  'ioErrors',
];

const NAMED_MAX = 20;

/** Whether a rehearsal is about the streaming farm, too: something of it breaks or stops, or was broken or stopped before. */
export function concernsFarm({ farm, data }: World, { steps }: Plan): boolean {
  if (farm === null) return false;
  const before = data.faults.some(({ fault, endedMs }) => endedMs === null && isStreamingFault(fault));
  return steps.some(isOfFarm) || before || farm.data.servers.some(({ service }) => service !== 'running');
}

/** Whether all that is planned is done to the farm. */
export function isOfFarmAlone({ steps }: Plan): boolean {
  return steps.every((step) => step.happens === 'ends' || isOfFarm(step));
}

function isOfFarm({ action }: Step): boolean {
  return action.type === 'stream-stopped' || (action.type === 'fault-injected' && isStreamingFault(action.fault));
}

export function streamingNumbers(outcome: StreamingOutcome, outageMs: number): StreamingNumbers {
  const { freezesMs, unfinishedMs, waiting, lastResumedMs, failovers, lostBytes, ioErrors } = outcome;
  const allMs = [...freezesMs, ...unfinishedMs].sort((a, b) => a - b);
  const freezes = freezesOf(allMs);
  return {
    held: allMs.length,
    frozen: frozenCount(waiting),
    freezeP50Sec: freezes?.p50Sec ?? 0,
    freezeP95Sec: freezes?.p95Sec ?? 0,
    freezeWorstSec: freezes?.worstSec ?? 0,
    lastResumedSec: lastResumedMs === null ? null : (lastResumedMs - outageMs) / 1000,
    failovers,
    lostBytes,
    ioErrors,
  };
}

function frozenCount(waiting: readonly WaitingGroup[]): number {
  return waiting.reduce((sum, { state, targets }) => sum + (state === 'frozen' ? targets.length : 0), 0);
}

function freezesOf(sortedMs: readonly number[]): Freezes | null {
  if (sortedMs.length === 0) return null;
  return {
    p50Sec: percentile(sortedMs, 50) / 1000,
    p95Sec: percentile(sortedMs, 95) / 1000,
    worstSec: percentile(sortedMs, 100) / 1000,
  };
}

/** `all`: the numbers of every seed; the rest is of one. */
export function streamingResult(
  all: readonly StreamingNumbers[],
  outcome: StreamingOutcome,
  { outageMs, timers }: { readonly outageMs: number; readonly timers: Timers },
): StreamingResult {
  const { targets, noticed, retries, bootsRefused, servers, silentMachines, freezesMs, unfinishedMs } = outcome;
  const { frozenBefore, notBootedBefore } = outcome;
  const { held, lastResumedSec, failovers, lostBytes, ioErrors } = streamingNumbers(outcome, outageMs);
  return {
    impact: Object.fromEntries(NAMES.map((name) => [name, spreadOf(all.map((each) => each[name]))])) as Record<
      keyof StreamingNumbers,
      Spread
    >,
    targets,
    held,
    resumed: freezesMs.length,
    resumedAfter: freezesOf(freezesMs),
    unfinished: unfinishedMs.length,
    unfinishedWorstSec: unfinishedMs.length === 0 ? null : unfinishedMs.reduce((a, b) => Math.max(a, b)) / 1000,
    noticed,
    lastResumedSec,
    failovers,
    retries,
    frozenBefore,
    notBootedBefore,
    frozen: waitingResults(outcome, 'frozen'),
    bootsRefused,
    notBooted: waitingResults(outcome, 'not-booted'),
    servers,
    silentMachines,
    lostBytes,
    ioErrors,
    detection: detectionResult(timers),
  };
}

function waitingResults({ waiting }: StreamingOutcome, wanted: WaitingGroup['state']): readonly WaitingResult[] {
  return waiting
    .filter(({ state }) => state === wanted)
    .map(({ vdisk, why, targets, wasBefore }) => ({
      vdisk,
      code: why.code,
      reason: why.reason,
      count: targets.length,
      wasBefore,
      targets: targets.slice(0, NAMED_MAX),
    }));
}

function detectionResult({ streamReplyTimeout, streamRetries, streamHeartbeat }: Timers): DetectionResult {
  const settings = {
    streamReplyTimeoutMs: streamReplyTimeout,
    streamRetries,
    streamHeartbeatMs: streamHeartbeat,
  };
  return {
    usualSec: detectionMs(REPLY_TIMEOUT_MIN_MS, streamRetries) / 1000,
    worstSec: worstDetectionMs(settings) / 1000,
    worstIdleSec: worstIdleDetectionMs(settings) / 1000,
    loginTimeoutSec: LOGIN_TIMEOUT_MS / 1000,
  };
}
