/**
 * An episode is one outage of a zone, from the moment at which the first of its connectors left working-normally until the last was back.
 *
 * Not here: which spells belong together (join.ts).
 */

import { type HaState, isHaMode } from '../ha-mode/index.ts';
import type { FactKind, LogFact, NoticeKind } from './fact.ts';
import type { JoinedSpells } from './join.ts';
import { type Phase, phasesOf } from './phases.ts';
import type { Spell } from './spell.ts';
import type { BrokerTerm } from './term.ts';

export interface Episode {
  /** Null where the zone of the connector is not known. */
  readonly zone: string | null;
  /** The connectors that took part, by when they first did. */
  readonly connectors: readonly string[];
  readonly beganMs: number;
  /** False where the log begins in the middle: it began at `beganMs` or earlier. */
  readonly beginningKnown: boolean;
  /** Null while it lasts. */
  readonly endedMs: number | null;
  /** What was found unhealthy first. */
  readonly cause: 'forced' | 'cloud-unreachable' | 'sta-failure' | 'unknown';
  /** `nobody-brokered`: HA mode was entered in vain. `no-take-over`: it was never entered. `pending`: it is not entered yet. */
  readonly outcome: 'took-over' | 'nobody-brokered' | 'no-take-over' | 'pending';
  /**
   * `resolved`: the log says that it was over, and not why. `ceased`: the connector no longer brokered; of its zone nothing is known.
   * `restart`: it was over when a connector started again.
   */
  readonly endedBy: 'force-ended' | 'health-restored' | 'restart' | 'resolved' | 'ceased' | null;
  readonly phases: readonly Phase[];
  readonly brokers: readonly BrokerTerm[];
  readonly notices: readonly Notice[];
}

/** Entries of one number within an episode. */
export interface Notice {
  readonly id: number;
  readonly notice: NoticeKind;
  readonly count: number;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly connectors: readonly string[];
  /** The text of the last of them. */
  readonly message: string;
}

/** Health is restored at the next check after a force ends; an outage that went on for longer than this had another reason as well. */
const RELEASE_MS = 60_000;

/** What of a zone's log an episode is made of. */
export interface ZoneLog {
  readonly zone: string | null;
  /** In the order of time. */
  readonly facts: readonly LogFact[];
  /** In the order in which they began. */
  readonly terms: readonly BrokerTerm[];
}

export function episodeOf(joined: JoinedSpells, { zone, facts, terms }: ZoneLog): Episode {
  const { spells, endedMs } = joined;
  const first = spells[0] as Spell;
  const own = between(facts, ({ atMs }) => atMs, { fromMs: first.fromMs, toMs: endedMs });
  const served = between(terms, (term) => term.fromMs, { fromMs: first.fromMs, toMs: endedMs });
  const brokers = served.map((term) => settleTerm(term, endedMs));
  return {
    zone,
    connectors: [...new Set(spells.map(({ connector }) => connector))],
    beganMs: first.fromMs,
    beginningKnown: first.beginningKnown,
    endedMs,
    cause: causeOf(own),
    outcome: outcomeOf(joined, brokers),
    endedBy: endedByOf(joined, own),
    phases: phasesOf(joined),
    brokers,
    notices: noticesOf(own),
  };
}

/** What of a list in the order of time lies between two moments, both included. A log can hold thousands of episodes. */
function between<Item>(
  items: readonly Item[],
  atMsOf: (item: Item) => number,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number | null },
): readonly Item[] {
  const firstAfter = (isAfter: (atMs: number) => boolean) => {
    let [low, high] = [0, items.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isAfter(atMsOf(items[middle] as Item))) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  const begin = firstAfter((atMs) => atMs >= fromMs);
  return items.slice(begin, toMs === null ? items.length : firstAfter((atMs) => atMs > toMs));
}

/** A broker of which nothing is heard when the outage is over went down in it. */
function settleTerm(term: BrokerTerm, endedMs: number | null): BrokerTerm {
  return term.end === null && endedMs !== null ? { ...term, toMs: term.lastSignMs, end: 'lost' } : term;
}

function causeOf(facts: readonly LogFact[]): Episode['cause'] {
  const first = facts.find(({ kind }) => kind.type === 'state-changed' && kind.from === 'working-normally')?.kind;
  if (first?.type !== 'state-changed') return 'unknown';
  if (first.unhealthy.includes('forced-outage')) return 'forced';
  if (first.unhealthy.includes('xml') || first.unhealthy.includes('vda-relay')) return 'cloud-unreachable';
  return first.unhealthy.includes('sta') ? 'sta-failure' : 'unknown';
}

function outcomeOf({ spells, endedMs }: JoinedSpells, brokers: readonly BrokerTerm[]): Episode['outcome'] {
  const states = spells.flatMap((spell) => spell.states);
  // A log without states has spells only where somebody brokered.
  if (brokers.length > 0 || states.length === 0) return 'took-over';
  if (states.some(({ state }) => isHaMode(state))) return 'nobody-brokered';
  return endedMs === null ? 'pending' : 'no-take-over';
}

function endedByOf({ spells, endedMs, end }: JoinedSpells, facts: readonly LogFact[]): Episode['endedBy'] {
  if (endedMs === null) return null;
  if (end === 'lost') return 'restart';
  const last = spells.findLast(({ toMs, states }) => toMs === endedMs && states.length > 0);
  if (last === undefined) return end === 'ceased' ? 'ceased' : 'resolved';
  const releasedMs = facts.findLast(({ kind }) => kind.type === 'outage-released')?.atMs;
  if (releasedMs === undefined) return 'health-restored';
  const recovery = recoveryOf(last, endedMs);
  // Initial HA is not cut short: there the force may have ended long before.
  const isSoon = recovery.from === 'initial-ha' || recovery.atMs - releasedMs <= RELEASE_MS;
  return isSoon ? 'force-ended' : 'health-restored';
}

/** When a connector became healthy for the last time, and in which state it was until then. */
function recoveryOf({ states }: Spell, endedMs: number): { readonly atMs: number; readonly from: HaState | undefined } {
  const last = states.at(-1);
  if (last?.state !== 'pending-recovery') return { atMs: endedMs, from: last?.state };
  return { atMs: last.fromMs, from: states.at(-2)?.state };
}

function noticesOf(facts: readonly LogFact[]): Notice[] {
  const byId = new Map<number, Notice>();
  for (const { kind, atMs, connector } of facts) {
    if (kind.type !== 'noticed') continue;
    byId.set(kind.id, withNotice(byId.get(kind.id), kind, { atMs, connector }));
  }
  return [...byId.values()];
}

function withNotice(
  before: Notice | undefined,
  { id, notice, message }: FactKind & { type: 'noticed' },
  { atMs, connector }: Pick<LogFact, 'atMs' | 'connector'>,
): Notice {
  const connectors = before?.connectors ?? [];
  return {
    id,
    notice,
    count: (before?.count ?? 0) + 1,
    firstMs: before?.firstMs ?? atMs,
    lastMs: atMs,
    connectors: connectors.includes(connector) ? connectors : [...connectors, connector],
    message,
  };
}
