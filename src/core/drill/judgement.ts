/**
 * A Judgement follows one expectation, or one objective, from the moment at which its time begins until it is decided.
 *
 * Not here: whether a condition holds (an input), and what a failed expectation does to the run (run.ts).
 */

import type { Expectation, Span } from './drill.ts';

export interface Judgement {
  /** What observations of its condition are named by: `expect/0`, `restored/0`, `objective/firstLaunch`. */
  readonly key: string;
  readonly type: Expectation['type'];
  readonly that: string;
  readonly why: string | null;
  /** World time at which it began to count. */
  readonly sinceMs: number;
  /** The last moment for `eventually`, the end of the time for `stays`; null for `that`. */
  readonly limitMs: number | null;
  readonly state: 'open' | 'held' | 'failed';
  /** When it was decided; null while it is open. */
  readonly decidedMs: number | null;
}

/** How long a span is. */
export type SpanMs = (span: Span) => number;

export function beginJudgement(key: string, expectation: Expectation, sinceMs: number, spanMs: SpanMs): Judgement {
  const { type, that, why } = expectation;
  const limitMs = limitOf(expectation, sinceMs, spanMs);
  return { key, type, that, why, sinceMs, limitMs, state: 'open', decidedMs: null };
}

/** What becomes of an open judgement when its condition is seen to hold, or not. */
export function onObserved(judgement: Judgement, holds: boolean, atMs: number): Judgement {
  if (judgement.state !== 'open') return judgement;
  // Nobody may have looked at the time in between.
  if (judgement.limitMs !== null && atMs > judgement.limitMs) return onDeadline(judgement, atMs);
  switch (judgement.type) {
    case 'that':
      return decided(judgement, holds ? 'held' : 'failed', atMs);
    case 'eventually':
      return holds ? decided(judgement, 'held', atMs) : judgement;
    case 'stays':
      return holds ? judgement : decided(judgement, 'failed', atMs);
  }
}

/** What becomes of an open judgement when its time is over. What held until then held at that moment as well. */
export function onDeadline(judgement: Judgement, atMs: number): Judgement {
  const { state, limitMs, type } = judgement;
  if (state !== 'open' || limitMs === null || limitMs > atMs) return judgement;
  return decided(judgement, type === 'stays' ? 'held' : 'failed', limitMs);
}

/** The next moment at which time alone decides one of them; null for none. */
export function earliestLimit(judgements: readonly Judgement[]): number | null {
  const limits = judgements.flatMap(({ state, limitMs }) => (state === 'open' && limitMs !== null ? [limitMs] : []));
  return limits.length === 0 ? null : Math.min(...limits);
}

/** How much of the time was left when `eventually` came true; null for what has no margin. In milliseconds. */
export function marginMs({ type, state, limitMs, decidedMs }: Judgement): number | null {
  return type === 'eventually' && state === 'held' && limitMs !== null && decidedMs !== null
    ? limitMs - decidedMs
    : null;
}

function limitOf(expectation: Expectation, sinceMs: number, spanMs: SpanMs): number | null {
  if (expectation.type === 'eventually') return sinceMs + spanMs(expectation.within);
  return expectation.type === 'stays' ? sinceMs + spanMs(expectation.for) : null;
}

function decided(judgement: Judgement, state: 'held' | 'failed', decidedMs: number): Judgement {
  return { ...judgement, state, decidedMs };
}
