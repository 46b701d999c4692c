/**
 * The lines that were written to a site's log while a drill ran, in the words of `lhc events` and `pvs events`.
 *
 * Where a server goes, each of its targets has a line of its own; of many such lines the first few stand for all, with their number.
 *
 * Not here: when a line is written (sim).
 */

import type { World, WorldLogEntry } from '../../../sim/index.ts';
import { eventOf } from '../../lhc/events.ts';
import type { EvidenceEvent } from './evidence.ts';

/** Lines of one kind about single targets. */
const TARGET_LINES_MAX = 12;

/** The lines of the log from a place on. */
export function eventsSince({ data: { log } }: World, place: number): readonly EvidenceEvent[] {
  const entries = log.slice(place);
  const counts = Map.groupBy(entries, kindOfTargetLine);
  const seen = new Map<string, number>();
  return entries.flatMap((entry) => {
    const kind = kindOfTargetLine(entry);
    if (kind === null) return [eventOfEntry(entry)];
    const count = (seen.get(kind) ?? 0) + 1;
    seen.set(kind, count);
    if (count <= TARGET_LINES_MAX) return [eventOfEntry(entry)];
    return count === counts.get(kind)?.length ? [restOf(entry, kind, count)] : [];
  });
}

/** Null for a line about anything else. */
function kindOfTargetLine({ streaming }: WorldLogEntry): string | null {
  return streaming === undefined || streaming.target === null ? null : streaming.kind;
}

function eventOfEntry(entry: WorldLogEntry): EvidenceEvent {
  const { id, message } = eventOf(entry);
  return { atMs: entry.atMs, subject: subjectOf(entry), text: id === null ? message : `${id} ${message}` };
}

function subjectOf({ connector, zone, streaming }: WorldLogEntry): string {
  return connector ?? streaming?.target ?? streaming?.server ?? streaming?.vdisk ?? zone ?? 'the site';
}

/** In place of the last of them. */
function restOf({ atMs }: WorldLogEntry, kind: string, count: number): EvidenceEvent {
  return { atMs, subject: 'the farm', text: `${count - TARGET_LINES_MAX} more lines: ${kind}` };
}
