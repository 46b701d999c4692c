/**
 * `pvs history`: the times in which a server, a store of it or the whole farm could not stream, one after another.
 *
 * Not here: what makes an episode (core/pvs/history).
 */

import { formatInstant } from '../../core/kernel/index.ts';
import { type EpisodeCause, type StreamingEpisode, streamingEpisodesOf } from '../../core/pvs/history/index.ts';
import type { AppContext } from '../context.ts';
import { serverNamed } from '../streaming-objects.ts';
import type { ArrivedTargets } from './farm-numbers.ts';
import { farmLogFacts } from './log-facts.ts';
import { openFarm } from './open-farm.ts';

export interface FarmHistoryOptions {
  readonly servers: readonly string[];
  /** Only the newest so many; 0 for all. */
  readonly last: number;
}

export interface FarmHistoryResult {
  readonly schema: 'holdover.pvs-history/1';
  readonly site: string;
  readonly at: string;
  /** How many episodes there are, also those that `--last` leaves out. */
  readonly total: number;
  /** The newest last. */
  readonly episodes: readonly FarmEpisodeResult[];
}

export interface FarmEpisodeResult {
  /** Null where no server could stream. */
  readonly server: string | null;
  /** Where only what is in one store could not be streamed. */
  readonly store: string | null;
  readonly cause: EpisodeCause;
  readonly began: string;
  readonly ended: string | null;
  /** Until now where it lasts. */
  readonly durationSec: number;
  /** Targets that went on from another server, and from which. */
  readonly moved: number;
  readonly movedTo: readonly ArrivedTargets[];
  /** Targets that were held until their own server was there again. */
  readonly resumed: number;
  readonly frozen: number;
  /** Those of the frozen that are so now. */
  readonly stillFrozen: number;
  /** Targets that had moved, and were moved back. */
  readonly wentBack: number;
  /** Of the targets that went on; null where there is none. */
  readonly longestPauseSec: number | null;
  readonly medianPauseSec: number | null;
}

/** @throws {UserError} FARM_NONE, SERVER_UNKNOWN, and what the store throws */
export async function farmHistory(context: AppContext, options: FarmHistoryOptions): Promise<FarmHistoryResult> {
  const { world } = await openFarm(context);
  const servers = options.servers.map((name) => serverNamed(world, name));
  const all = streamingEpisodesOf(farmLogFacts(world));
  const episodes = servers.length === 0 ? all : all.filter(({ server }) => server !== null && servers.includes(server));
  const { nowMs } = world.data;
  return {
    schema: 'holdover.pvs-history/1',
    site: world.definition.name,
    at: formatInstant(nowMs),
    total: episodes.length,
    episodes: (options.last === 0 ? episodes : episodes.slice(-options.last)).map((each) => episodeResult(each, nowMs)),
  };
}

function episodeResult(episode: StreamingEpisode, nowMs: number): FarmEpisodeResult {
  const { server, store, cause, beganMs, endedMs, movedTo, longestPauseMs, medianPauseMs } = episode;
  return {
    server,
    store,
    cause,
    began: formatInstant(beganMs),
    ended: endedMs === null ? null : formatInstant(endedMs),
    durationSec: ((endedMs ?? nowMs) - beganMs) / 1000,
    moved: movedTo.reduce((sum, { targetCount }) => sum + targetCount, 0),
    movedTo: movedTo.map((each) => ({ server: each.server, targets: each.targetCount })),
    resumed: episode.resumedCount,
    frozen: episode.frozenCount,
    stillFrozen: episode.stillFrozenCount,
    wentBack: episode.wentBackCount,
    longestPauseSec: longestPauseMs === null ? null : longestPauseMs / 1000,
    medianPauseSec: medianPauseMs === null ? null : medianPauseMs / 1000,
  };
}
