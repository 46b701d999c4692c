/**
 * An episode is one unbroken time that a server, one store of it, or the whole farm could not stream, with what became of its targets.
 *
 * Not here: which target belongs to which episode (history.ts).
 */

import type { EpisodeCause, Place } from './fact.ts';

export interface StreamingEpisode extends Place {
  /** What came first. */
  readonly cause: EpisodeCause;
  readonly beganMs: number;
  /** Null while it lasts. */
  readonly endedMs: number | null;
  /** Targets that went on from another server, by the server, most first. */
  readonly movedTo: readonly { readonly server: string; readonly targetCount: number }[];
  /** Targets that were held, and went on from the server that they had. */
  readonly resumedCount: number;
  readonly frozenCount: number;
  /** Those of the frozen that are so now. */
  readonly stillFrozenCount: number;
  /** Targets that had moved, and were moved back. */
  readonly wentBackCount: number;
  /** Of the pauses that are over; null where there is none. */
  readonly longestPauseMs: number | null;
  readonly medianPauseMs: number | null;
}

/** An episode while the log is read. */
export interface EpisodeDraft {
  readonly place: Place;
  readonly cause: EpisodeCause;
  readonly beganMs: number;
  endedMs: number | null;
  /** What keeps it going. */
  readonly by: Set<string>;
  /** The server that each target went on from. */
  readonly movedTo: Map<string, string>;
  readonly resumed: Set<string>;
  readonly frozen: Set<string>;
  readonly stillFrozen: Set<string>;
  readonly wentBack: Set<string>;
  readonly pausesMs: number[];
}

export function newEpisode(place: Place, cause: EpisodeCause, beganMs: number): EpisodeDraft {
  return {
    place,
    cause,
    beganMs,
    endedMs: null,
    by: new Set(),
    movedTo: new Map(),
    resumed: new Set(),
    frozen: new Set(),
    stillFrozen: new Set(),
    wentBack: new Set(),
    pausesMs: [],
  };
}

export function episodeOf(draft: EpisodeDraft): StreamingEpisode {
  const { place, cause, beganMs, endedMs, movedTo, resumed, frozen, stillFrozen, wentBack } = draft;
  const pausesMs = draft.pausesMs.toSorted((a, b) => a - b);
  return {
    ...place,
    cause,
    beganMs,
    endedMs,
    movedTo: countedServers([...movedTo.values()]),
    resumedCount: resumed.size,
    frozenCount: frozen.size,
    stillFrozenCount: stillFrozen.size,
    wentBackCount: wentBack.size,
    longestPauseMs: pausesMs.at(-1) ?? null,
    medianPauseMs: pausesMs[(pausesMs.length - 1) >> 1] ?? null,
  };
}

function countedServers(servers: readonly string[]): StreamingEpisode['movedTo'] {
  const counts = new Map<string, number>();
  for (const server of servers) counts.set(server, (counts.get(server) ?? 0) + 1);
  return [...counts]
    .map(([server, targetCount]) => ({ server, targetCount }))
    .sort((a, b) => b.targetCount - a.targetCount || (a.server < b.server ? -1 : 1));
}
