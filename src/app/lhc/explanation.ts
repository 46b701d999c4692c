/**
 * What an explanation says, for each kind of object that can be explained.
 *
 * Not here: how it is worked out (explain/), and how it looks (ui).
 */

import type { Finding, FindingCode, FindingSeverity } from '../../core/lhc/readiness/index.ts';
import type { HaState } from '../../core/lhc/ha-mode/index.ts';
import type { World } from '../../sim/index.ts';
import type { ConnectorElection, ZoneElection } from './elect.ts';
import type { EventResult } from './events.ts';

export type Explanation = FindingExplanation | ZoneExplanation | ConnectorExplanation;

/** One kind of object: which names it has, and what there is to say. */
export interface Explainer {
  readonly names: (world: World) => readonly string[];
  /** null when no object of this kind has that name. */
  readonly explain: (world: World, name: string) => Explanation | null;
}

export interface FindingExplanation {
  readonly kind: 'finding';
  readonly code: FindingCode;
  readonly severity: FindingSeverity;
  readonly title: string;
  readonly meaning: string;
  /** What it does to users in an outage. */
  readonly effect: string;
  readonly fix: string;
  /** What it rests on, and what of that is assumed. */
  readonly basis: string;
  /** Where the site has it now. */
  readonly findings: readonly Finding[];
  /** Until when it does not count; null when it does. */
  readonly mutedUntil: string | null;
}

export interface ZoneExplanation {
  readonly kind: 'zone';
  readonly zone: string;
  readonly state: HaState;
  readonly since: string;
  /** The last change to this state that a log tells of; null when there was none. */
  readonly because: EventResult | null;
  readonly haReady: boolean;
  readonly brokering: 'cloud' | 'secondary' | 'none';
  readonly elected: string | null;
  readonly outcome: ZoneElection['outcome'];
  /** In the order of the election. */
  readonly connectors: readonly ConnectorElection[];
  readonly next: readonly NextChange[];
  readonly findings: readonly Finding[];
}

export interface ConnectorExplanation {
  readonly kind: 'connector';
  readonly connector: string;
  readonly zone: string;
  readonly up: boolean;
  readonly state: HaState;
  readonly since: string;
  readonly because: EventResult | null;
  /** Has heard from a StoreFront within the expiry. */
  readonly participates: boolean;
  readonly elected: boolean;
  /** From 1, in the order of the election. */
  readonly rank: number;
  /** Why it is, or is not, elected. */
  readonly reason: string;
  readonly next: readonly NextChange[];
  readonly findings: readonly Finding[];
}

/** What would change a state next. */
export interface NextChange {
  readonly what: string;
  /** When, where that is known; null when it depends on what happens. */
  readonly at: string | null;
}
