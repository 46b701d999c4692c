/**
 * A spell is an unbroken time that one connector was not working normally.
 *
 * Where the log says the states, they tell. Where it does not, the numbers do: a connector is in an outage from 3502 or 3507 until 3503 or
 * 3508 (the newest of the four decides), and one that another brokers for from 3509 until 3510. A second 3502 without an end
 * before it can only follow a restart, which writes nothing: the spell before it ended unseen, at its last sign of life.
 *
 * Not here: how the spells of a zone make an episode (episodes.ts), and who brokered (term.ts).
 */

import { unreachable } from '../../kernel/index.ts';
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

/** The spells of one connector, whose facts are given in the order of time. */
export function spellsOf(facts: readonly LogFact[]): Spell[] {
  const saysStates = facts.some(({ kind }) => kind.type === 'state-changed' || kind.type === 'state-adopted');
  const spells = new Spells();
  for (const fact of facts) {
    if (saysStates) takeState(spells, fact);
    else takeNumber(spells, fact);
  }
  return spells.all;
}

/** The spells so far; the last one may be under way. */
class Spells {
  readonly all: Spell[] = [];

  get open(): Spell | null {
    const last = this.all.at(-1);
    return last?.end === null ? last : null;
  }

  begin({ connector, atMs }: LogFact, beginning: 'seen' | 'not-seen', states: Spell['states'] = []): void {
    const beginningKnown = beginning === 'seen';
    this.all.push({ connector, fromMs: atMs, beginningKnown, toMs: null, end: null, lastSignMs: atMs, states });
  }

  change(part: Partial<Spell>): void {
    const last = this.all.pop();
    if (last !== undefined) this.all.push({ ...last, ...part });
  }

  end(toMs: number, end: Spell['end']): void {
    if (this.open !== null) this.change({ toMs, end, lastSignMs: toMs });
  }
}

function takeState(spells: Spells, fact: LogFact): void {
  const { kind, atMs } = fact;
  if (kind.type === 'stopped') return spells.end(atMs, 'lost');
  if (kind.type !== 'state-changed' && kind.type !== 'state-adopted') return;
  if (kind.to === 'working-normally') return spells.end(atMs, 'resolved');
  const state = { state: kind.to, fromMs: atMs };
  const { open } = spells;
  if (open === null) spells.begin(fact, 'seen', [state]);
  else spells.change({ states: [...open.states, state], lastSignMs: atMs });
}

function takeNumber(spells: Spells, fact: LogFact): void {
  const { kind, atMs } = fact;
  switch (kind.type) {
    case 'brokering-began':
    case 'stand-by-began':
      return onBegan(spells, fact);
    case 'brokering-reported':
      if (spells.open === null) return spells.begin(fact, 'not-seen');
      return spells.change({ lastSignMs: atMs });
    case 'brokering-ended':
      return spells.end(atMs, 'ceased');
    case 'outage-resolved':
      return onResolved(spells, atMs);
    case 'stand-by-ended':
      return spells.end(atMs, 'resolved');
    case 'stopped':
      return spells.end(atMs, 'lost');
    case 'started':
    case 'outage-forced':
    case 'outage-released':
    case 'state-changed':
    case 'state-adopted':
    case 'noticed':
      return;
    default:
      return unreachable(kind);
  }
}

/** One that stood by can come to broker within a spell; whatever else begins anew began after a restart. */
function onBegan(spells: Spells, fact: LogFact): void {
  const { open } = spells;
  const takesOver = fact.kind.type === 'brokering-began' && open !== null && isStandBy(open);
  if (takesOver) return spells.change({ lastSignMs: fact.atMs, states: [] });
  if (open !== null) spells.end(open.lastSignMs, 'lost');
  spells.begin(fact, 'seen', []);
}
