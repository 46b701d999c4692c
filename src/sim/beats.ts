/**
 * Beats are what happens over and over: heartbeats between peers and of a StoreFront, probes of an ADC, polls, health checks, status reports.
 *
 * A beat that changed nothing in substance would change nothing again while its surroundings stay as they are. So it sleeps,
 * and is woken when something of its zones changes; its next time then follows from its grid. What the skipped
 * beats would have left behind, the time of the last one, is made up for on waking.
 *
 * Not here: what a beat does (beat-run.ts).
 */

export type BeatKind = 'peer' | 'storefront' | 'probe' | 'poll' | 'check' | 'report';

export interface Beat {
  readonly kind: BeatKind;
  /** The connector, StoreFront or virtual server that beats; of a `peer` beat, the index of the pair. */
  readonly owner: string;
  readonly pair: number;
  /** Zones in which a change wakes it. */
  readonly zones: readonly number[];
  readonly periodMs: number;
  /** The grid is `anchorMs + k × periodMs`, k ≥ 1; null while the beat is off. */
  anchorMs: number | null;
  /** The next beat; null while it sleeps or is off. */
  nextMs: number | null;
  /** The last one that was made, or made up for. */
  lastMs: number;
  /** Whom the last one reached: connectors by index. */
  reached: readonly number[];
}

/** The first point of a beat's grid after a moment. */
export function gridAfter(beat: Beat, anchorMs: number, atMs: number): number {
  const count = Math.max(1, Math.floor((atMs - anchorMs) / beat.periodMs) + 1);
  return anchorMs + count * beat.periodMs;
}

/** The last point of a beat's grid before a moment; null when there is none yet. */
export function gridBefore(beat: Beat, anchorMs: number, atMs: number): number | null {
  const count = Math.ceil((atMs - anchorMs) / beat.periodMs) - 1;
  return count >= 1 ? anchorMs + count * beat.periodMs : null;
}
