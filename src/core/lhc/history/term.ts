/**
 * A term is an unbroken time that one connector's secondary broker brokered: from 3502 to 3508, which 3503 accompanies at hand-back.
 *
 * Not here: what a zone went through meanwhile (episode.ts).
 */

import type { LogFact } from './fact.ts';
import { PAIR_MS } from './spell.ts';

export interface BrokerTerm {
  readonly connector: string;
  readonly fromMs: number;
  /** Null while it goes on. */
  readonly toMs: number | null;
  /** `ceased`: another took over, or the service was stopped. `lost`: the connector went down; `toMs` is its last sign. */
  readonly end: 'handed-back' | 'ceased' | 'lost' | null;
  readonly lastSignMs: number;
  /** The most machines that were registered at once, as far as the log says. */
  readonly registrationsMax: number | null;
}

type Draft = { -readonly [Key in keyof BrokerTerm]: BrokerTerm[Key] };

/** The terms of one connector, whose facts are given in the order of time. */
export function termsOf(facts: readonly LogFact[]): BrokerTerm[] {
  const terms: Draft[] = [];
  for (const fact of facts) take(terms, fact);
  return terms;
}

function take(terms: Draft[], fact: LogFact): void {
  const { kind, atMs } = fact;
  switch (kind.type) {
    case 'brokering-began':
      endAtLastSign(terms);
      begin(terms, fact);
      return;
    case 'brokering-reported':
      return report(openOf(terms) ?? begin(terms, fact), atMs, kind.registrations);
    case 'brokering-ended':
      return onEnded(terms, atMs, kind.registrations);
    case 'outage-resolved':
      return onResolved(terms, atMs);
    case 'stand-by-began':
      return endAtLastSign(terms);
    case 'stopped':
      return end(terms, atMs, 'lost');
    default:
      return;
  }
}

/** The summary of a term comes with its end, before or after the 3503 of a hand-back. */
function onEnded(terms: Draft[], atMs: number, registrations: number | null): void {
  const open = openOf(terms);
  const last = open ?? terms.at(-1);
  const isOfLast = open !== null || (last?.end === 'handed-back' && atMs - last.lastSignMs <= PAIR_MS);
  if (last === undefined || !isOfLast) return;
  end(terms, atMs, 'ceased');
  report(last, last.lastSignMs, registrations);
}

function onResolved(terms: Draft[], atMs: number): void {
  const last = terms.at(-1);
  if (last?.end === 'ceased' && atMs - last.lastSignMs <= PAIR_MS) last.end = 'handed-back';
  else end(terms, atMs, 'handed-back');
}

function report(term: Draft, atMs: number, registrations: number | null): void {
  term.lastSignMs = atMs;
  if (registrations !== null) term.registrationsMax = Math.max(registrations, term.registrationsMax ?? 0);
}

function openOf(terms: readonly Draft[]): Draft | null {
  const last = terms.at(-1);
  return last?.end === null ? last : null;
}

function begin(terms: Draft[], { connector, atMs }: LogFact): Draft {
  const term: Draft = { connector, fromMs: atMs, toMs: null, end: null, lastSignMs: atMs, registrationsMax: null };
  terms.push(term);
  return term;
}

function end(terms: readonly Draft[], atMs: number, how: NonNullable<BrokerTerm['end']>): void {
  const open = openOf(terms);
  if (open !== null) Object.assign(open, { toMs: atMs, end: how, lastSignMs: atMs });
}

/** It began again without having ended: it was lost in between. */
function endAtLastSign(terms: readonly Draft[]): void {
  const open = openOf(terms);
  if (open !== null) end(terms, open.lastSignMs, 'lost');
}
