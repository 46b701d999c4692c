/**
 * An episode as a result: flat, with moments as texts and lengths in seconds.
 *
 * Not here: what the words mean (core/lhc/history/episode.ts).
 */

import { formatInstant } from '../../core/kernel/index.ts';
import type { Episode } from '../../core/lhc/history/index.ts';

export interface EpisodeResult {
  readonly zone: string | null;
  readonly connectors: readonly string[];
  readonly began: string;
  readonly beginningKnown: boolean;
  readonly ended: string | null;
  /** Until now where it lasts; of a real log until its newest entry. */
  readonly durationSec: number;
  readonly cause: Episode['cause'];
  readonly outcome: Episode['outcome'];
  readonly endedBy: Episode['endedBy'];
  /** The machines of the zone; null where that is not known. */
  readonly machines: number | null;
  /** The most machines that were registered with a secondary broker at once; null where nothing tells. */
  readonly registrationsMax: number | null;
  readonly phases: readonly PhaseResult[];
  readonly brokers: readonly BrokerResult[];
  readonly notices: readonly NoticeResult[];
}

export interface PhaseResult {
  readonly phase: Episode['phases'][number]['phase'];
  readonly from: string;
  readonly to: string | null;
  readonly durationSec: number;
}

export interface BrokerResult {
  readonly broker: string;
  readonly from: string;
  readonly to: string | null;
  readonly durationSec: number;
  readonly end: Episode['brokers'][number]['end'];
  readonly registrationsMax: number | null;
}

export interface NoticeResult {
  /** The event number. */
  readonly id: number;
  readonly notice: Episode['notices'][number]['notice'];
  readonly count: number;
  readonly first: string;
  readonly last: string;
  readonly connectors: readonly string[];
  /** Of the last of them. */
  readonly message: string;
}

export function episodeResult(
  episode: Episode,
  { atMs, machines }: { readonly atMs: number; readonly machines: number | null },
): EpisodeResult {
  const { zone, connectors, beginningKnown, cause, outcome, endedBy } = episode;
  const registrations = episode.brokers.flatMap(({ registrationsMax }) => registrationsMax ?? []);
  return {
    zone,
    connectors,
    began: formatInstant(episode.beganMs),
    beginningKnown,
    ended: instantOrNull(episode.endedMs),
    durationSec: seconds((episode.endedMs ?? atMs) - episode.beganMs),
    cause,
    outcome,
    endedBy,
    machines,
    registrationsMax: registrations.length === 0 ? null : Math.max(...registrations),
    phases: episode.phases.map(({ phase, fromMs, toMs }) => ({ phase, ...span(fromMs, toMs, atMs) })),
    brokers: episode.brokers.map(({ connector, fromMs, toMs, end, registrationsMax }) => {
      return { broker: connector, ...span(fromMs, toMs, atMs), end, registrationsMax };
    }),
    notices: episode.notices.map(({ firstMs, lastMs, ...rest }) => noticeResult(rest, firstMs, lastMs)),
  };
}

function noticeResult(
  { id, notice, count, connectors, message }: Omit<Episode['notices'][number], 'firstMs' | 'lastMs'>,
  firstMs: number,
  lastMs: number,
): NoticeResult {
  return { id, notice, count, first: formatInstant(firstMs), last: formatInstant(lastMs), connectors, message };
}

function span(fromMs: number, toMs: number | null, atMs: number): Pick<PhaseResult, 'from' | 'to' | 'durationSec'> {
  return { from: formatInstant(fromMs), to: instantOrNull(toMs), durationSec: seconds((toMs ?? atMs) - fromMs) };
}

function instantOrNull(instantMs: number | null): string | null {
  return instantMs === null ? null : formatInstant(instantMs);
}

function seconds(durationMs: number): number {
  return durationMs / 1000;
}
