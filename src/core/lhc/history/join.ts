/**
 * Joins the spells of a zone's connectors into what was one outage: spells that overlap, and a spell after one whose end nobody saw.
 *
 * Nobody sees the end where every connector that was in the outage went down in it. Then the next spell goes on with the same outage,
 * unless a connector is known to have worked normally in between.
 *
 * Not here: what a joined outage is made to tell (episode.ts).
 */

import type { LogFact } from './fact.ts';
import type { Spell } from './spell.ts';

/** A connector that starts finds out by the next heartbeat of a machine or a StoreFront that the cloud is still gone. */
const REJOIN_MS = 5 * 60_000;

/** The spells of one outage, by when they began. */
export interface JoinedSpells {
  readonly spells: readonly Spell[];
  /** Null while it goes on. */
  readonly endedMs: number | null;
  /** The end of the last spells; `lost` where the zone was found to work normally afterwards. */
  readonly end: Spell['end'];
}

/** The end of a spell; of an outage that of its last spell. */
type End = Pick<Spell, 'toMs' | 'end'>;

interface Outage {
  readonly spells: Spell[];
  last: End;
}

/** The outages of one zone (or one connector whose zone is not known), in the order of time. */
export function joinSpells(spells: readonly Spell[], facts: readonly LogFact[]): JoinedSpells[] {
  const settled = spells.map((spell) => settleSilent(spell, spells));
  settled.sort((a, b) => a.fromMs - b.fromMs);
  const outages: Outage[] = [];
  for (const spell of settled) {
    const outage = outages.at(-1);
    if (outage === undefined || !continues(outage, spell, facts)) {
      outages.push({ spells: [spell], last: spell });
      continue;
    }
    outage.spells.push(spell);
    outage.last = later(outage.last, spell);
  }
  return outages.map((outage) => ended(outage, facts));
}

/** A connector that was never heard of again, while another one saw the outage end, went down in it. */
function settleSilent(spell: Spell, all: readonly Spell[]): Spell {
  if (spell.end !== null || spell.states.length > 0) return spell;
  const isOver = all.some(({ end, lastSignMs }) => end === 'resolved' && lastSignMs > spell.lastSignMs);
  return isOver ? { ...spell, toMs: spell.lastSignMs, end: 'lost' } : spell;
}

function continues({ spells, last }: Outage, next: Spell, facts: readonly LogFact[]): boolean {
  const { toMs, end } = last;
  if (toMs === null || next.fromMs <= toMs) return true;
  if (end !== 'lost') return false;
  const normalMs = normalFrom(toMs, spells, facts);
  return normalMs === null || (normalMs > toMs && next.fromMs <= normalMs + REJOIN_MS);
}

function ended({ spells, last: { toMs, end } }: Outage, facts: readonly LogFact[]): JoinedSpells {
  const endedMs = toMs !== null && end === 'lost' ? normalFrom(toMs, spells, facts) : toMs;
  return { spells, endedMs, end: endedMs === null ? null : end };
}

/** Of two ends at one moment it is the one that was seen. */
function later(a: End, b: End): End {
  if (a.toMs === null || b.toMs === null) return a.toMs === null ? a : b;
  if (a.toMs === b.toMs) return a.end === 'resolved' ? a : b;
  return a.toMs > b.toMs ? a : b;
}

/** From when on, `atMs` or later, some connector is up that is in no spell; null where none is known to be. */
function normalFrom(atMs: number, spells: readonly Spell[], facts: readonly LogFact[]): number | null {
  const up = new Set<string>();
  for (const { kind, connector, atMs: factMs } of facts) {
    if (factMs > atMs) break;
    if (kind.type === 'started') up.add(connector);
    if (kind.type === 'stopped') up.delete(connector);
  }
  const away = new Set(
    spells
      .filter(({ fromMs, toMs }) => fromMs <= atMs && (toMs === null || toMs > atMs))
      .map(({ connector }) => connector),
  );
  if ([...up].some((connector) => !away.has(connector))) return atMs;
  return facts.find(({ kind, atMs: factMs }) => kind.type === 'started' && factMs > atMs)?.atMs ?? null;
}
