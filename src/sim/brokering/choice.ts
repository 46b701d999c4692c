/**
 * The choice of a machine for a new session: the fast form of "the one with the least load", or "any that is idle".
 *
 * A range has a place from which it is looked through, so that machines take turns and the next one is mostly found at once.
 *
 * Not here: what the machines of a range may be used for (sight.ts).
 */

import { loadIndex } from '../../core/lhc/brokering/index.ts';
import { type FleetColumns, readyCount } from '../fleet-columns.ts';
import type { MachineRef } from '../outcomes.ts';
import type { KnownRange } from '../world.ts';

/** Machines of one range that a holder could use. */
export interface Candidates {
  readonly known: KnownRange;
  readonly holder: number | null;
}

/** Any idle machine. The ranges are chosen among by their ready machines, with a fraction in [0, 1). */
export function anyIdle(candidates: readonly Candidates[], fraction: number): MachineRef | null {
  const counts = candidates.map(readyOf);
  const first = rangeAt(counts, fraction);
  for (let step = 0; step < counts.length; step++) {
    const index = (first + step) % counts.length;
    const found = counts[index] === 0 ? null : nextReady(candidates[index] as Candidates, null);
    if (found !== null) return found;
  }
  return null;
}

/** The place of the range that the machine at a fraction of all ready ones belongs to. */
function rangeAt(counts: readonly number[], fraction: number): number {
  let before = fraction * counts.reduce((sum, count) => sum + count, 0);
  for (let index = 0; index < counts.length; index++) {
    before -= counts[index]!;
    if (before < 0) return index;
  }
  return 0;
}

/** The machine with the least load index; of equals, that of the first range, whose turn it is. */
export function leastLoaded(candidates: readonly Candidates[]): MachineRef | null {
  let best: { readonly candidate: Candidates; readonly sessions: number; readonly load: number } | null = null;
  for (const candidate of candidates) {
    if (readyOf(candidate) === 0) continue;
    const sessions = leastSessions(candidate);
    const load = loadIndex(sessions, candidate.known.range.maxSessions);
    if (sessions >= 0 && (best === null || load < best.load)) best = { candidate, sessions, load };
  }
  return best === null ? null : nextReady(best.candidate, best.sessions);
}

function readyOf({ known, holder }: Candidates): number {
  return holder === null ? 0 : readyCount(known.zone.fleet.columns, known.index, holder);
}

/** The fewest sessions on a ready machine: mostly as many as the last time, or one more. −1 when there is none. */
function leastSessions({ known, holder }: Candidates): number {
  const { columns } = known.zone.fleet;
  const { first } = known.range;
  const floor = columns.leastSessions[known.index]!;
  if (findReady(columns, { first, count: known.count, from: turnOf(known), holder, sessions: floor }) >= 0)
    return floor;
  let least = Number.POSITIVE_INFINITY;
  let leastOfAll = Number.POSITIVE_INFINITY;
  for (let machine = first; machine < first + known.range.count; machine++) {
    if (columns.ready[machine] === 0) continue;
    const sessions = columns.sessions[machine]!;
    leastOfAll = Math.min(leastOfAll, sessions);
    if (columns.holder[machine] === holder && machine < first + known.count) least = Math.min(least, sessions);
  }
  columns.leastSessions[known.index] = leastOfAll;
  return least === Number.POSITIVE_INFINITY ? -1 : least;
}

/** The machine whose turn it is, with so many sessions, or with any number. */
function nextReady({ known, holder }: Candidates, sessions: number | null): MachineRef | null {
  const { columns } = known.zone.fleet;
  const { first } = known.range;
  const machine = findReady(columns, { first, count: known.count, from: turnOf(known), holder, sessions });
  if (machine < 0) return null;
  columns.turn[known.index] = machine - first + 1;
  return { zone: known.zone.index, machine };
}

function turnOf({ zone, index, count }: KnownRange): number {
  return zone.fleet.columns.turn[index]! % Math.max(1, count);
}

interface Search {
  readonly first: number;
  readonly count: number;
  /** Where to begin, counted from the first. */
  readonly from: number;
  readonly holder: number | null;
  readonly sessions: number | null;
}

function findReady({ ready, holder, sessions }: FleetColumns, search: Search): number {
  for (let step = 0; step < search.count; step++) {
    const place = search.from + step;
    const machine = search.first + (place < search.count ? place : place - search.count);
    if (ready[machine] === 0 || holder[machine] !== search.holder) continue;
    if (search.sessions === null || sessions[machine] === search.sessions) return machine;
  }
  return -1;
}
