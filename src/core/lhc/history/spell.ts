/**
 * A spell is an unbroken time that one connector was not working normally.
 *
 * Where the log says the states, they tell. Where it does not, the numbers do: a connector is in an outage from 3502 or 3507 until 3503 or
 * 3508 (the newest of the four decides), and one that another brokers for from 3509 until 3510. A second 3502 without an end
 * before it can only follow a restart, which writes nothing: the spell before it ended unseen, at its last sign. One that stood by, came to
 * broker and ceased stands by again.
 *
 * Not here: how the spells of a zone make an episode (join.ts), and who brokered (term.ts).
 */

import type { HaState } from '../ha-mode/index.ts';
import type { LogFact } from './fact.ts';

/** A 3503 and a 3508 that are no further apart than this tell of one and the same end, in either order. */
export const PAIR_MS = 60_000;

export interface Spell {
  readonly connector: string;
  readonly fromMs: number;
  /** False where the log begins in the middle. */
  readonly beginningKnown: boolean;
  /** Null while it goes on. */
  readonly toMs: number | null;
  /** `ceased`: the connector no longer brokers, and nothing says that the outage was over. `lost`: nobody saw the end. */
  readonly end: 'resolved' | 'ceased' | 'lost' | null;
  /** The last moment at which the log shows the spell. */
  readonly lastSignMs: number;
  /** What the connector went through; empty where the log does not say. */
  readonly states: readonly { readonly state: HaState; readonly fromMs: number }[];
}

/** A spell while it is put together. */
interface Draft extends Spell {
  toMs: number | null;
  end: Spell['end'];
  lastSignMs: number;
  readonly states: { state: HaState; fromMs: number }[];
  /** How it began, and what the connector does now. */
  began: 'stand-by' | 'brokering';
  role: 'stand-by' | 'brokering';
}

/** The spells of one connector, whose facts are given in the order of time. */
export function spellsOf(facts: readonly LogFact[]): Spell[] {
  const saysStates = facts.some(({ kind }) => kind.type === 'state-changed' || kind.type === 'state-adopted');
  const spells: Draft[] = [];
  for (const fact of facts) {
    if (saysStates) takeState(spells, fact);
    else takeNumber(spells, fact);
  }
  return spells.map(({ began: _, role: __, ...spell }) => spell);
}

function takeState(spells: Draft[], fact: LogFact): void {
  const { kind, atMs } = fact;
  if (kind.type === 'stopped') return end(spells, atMs, 'lost');
  if (kind.type !== 'state-changed' && kind.type !== 'state-adopted') return;
  if (kind.to === 'working-normally') return end(spells, atMs, 'resolved');
  const spell = openOf(spells) ?? begin(spells, fact, 'seen');
  spell.states.push({ state: kind.to, fromMs: atMs });
  spell.lastSignMs = atMs;
}

function takeNumber(spells: Draft[], fact: LogFact): void {
  switch (fact.kind.type) {
    case 'brokering-began':
    case 'stand-by-began':
      return onBegan(spells, fact);
    case 'brokering-reported':
      (openOf(spells) ?? begin(spells, fact, 'not-seen')).lastSignMs = fact.atMs;
      return;
    case 'outage-resolved':
      return onResolved(spells, fact);
    case 'brokering-ended':
      return onBrokeringEnded(spells, fact);
    case 'stand-by-ended':
      return end(spells, fact.atMs, 'resolved');
    case 'stopped':
      return end(spells, fact.atMs, 'lost');
    default:
      return;
  }
}

/** One that stood by can come to broker within a spell; whatever else begins again began after a restart. */
function onBegan(spells: Draft[], fact: LogFact): void {
  const open = openOf(spells);
  const role = fact.kind.type === 'stand-by-began' ? 'stand-by' : 'brokering';
  if (open?.role === 'stand-by' && role === 'brokering') {
    Object.assign(open, { role, lastSignMs: fact.atMs });
    return;
  }
  if (open !== null) end(spells, open.lastSignMs, 'lost');
  Object.assign(begin(spells, fact, 'seen'), { began: role, role });
}

function onBrokeringEnded(spells: Draft[], { atMs }: LogFact): void {
  const open = openOf(spells);
  if (open?.began === 'stand-by') Object.assign(open, { role: 'stand-by', lastSignMs: atMs });
  else end(spells, atMs, 'ceased');
}

function onResolved(spells: Draft[], { atMs }: LogFact): void {
  const last = spells.at(-1);
  if (last?.end === 'ceased' && atMs - last.lastSignMs <= PAIR_MS) last.end = 'resolved';
  else end(spells, atMs, 'resolved');
}

function openOf(spells: readonly Draft[]): Draft | null {
  const last = spells.at(-1);
  return last?.end === null ? last : null;
}

function begin(spells: Draft[], { connector, atMs }: LogFact, beginning: 'seen' | 'not-seen'): Draft {
  const beginningKnown = beginning === 'seen';
  const spell: Draft = {
    connector,
    fromMs: atMs,
    beginningKnown,
    toMs: null,
    end: null,
    lastSignMs: atMs,
    states: [],
    began: 'brokering',
    role: 'brokering',
  };
  spells.push(spell);
  return spell;
}

function end(spells: readonly Draft[], atMs: number, how: NonNullable<Spell['end']>): void {
  const open = openOf(spells);
  if (open !== null) Object.assign(open, { toMs: atMs, end: how, lastSignMs: atMs });
}
