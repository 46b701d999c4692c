/**
 * What an explanation says, for each kind of object that can be explained.
 *
 * Not here: how it is worked out (explain/), and how it looks (ui).
 */

import type { HaState } from '../../core/lhc/ha-mode/index.ts';
import type { LhcCode } from '../../core/lhc/readiness/index.ts';
import type { Finding, FindingCode, FindingSeverity } from '../../core/readiness/index.ts';
import type { DeliveryGroupDefinition } from '../../core/site/index.ts';
import type { MachinesByUse } from '../../sim/index.ts';
import type { ExplainerOf } from '../explain-named.ts';
import type { ConnectorElection, ZoneElection } from './elect.ts';
import type { EventResult } from './events.ts';
import type { LaunchResult } from './launch.ts';
import type { Hop } from './request-path.ts';

export type Explanation =
  | FindingExplanation
  | ZoneExplanation
  | ConnectorExplanation
  | UserExplanation
  | ResourceExplanation;

export type Explainer = ExplainerOf<Explanation>;

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

export interface UserExplanation {
  readonly kind: 'user';
  readonly user: string;
  /** The StoreFront that was asked for him; null where the site has none. */
  readonly storeFront: string | null;
  /** Why he is shown nothing; null where somebody answered. */
  readonly why: string | null;
  readonly answeredBy: readonly Hop[];
  /** What he is shown, and what he would get if he opened it now. */
  readonly resources: readonly UserResource[];
  readonly sessions: readonly UserSession[];
}

export type UserResource = Pick<
  LaunchResult,
  'resource' | 'result' | 'reason' | 'why' | 'hint' | 'notAsked' | 'broker' | 'machine'
>;

export interface UserSession {
  readonly deliveryGroup: string;
  readonly machine: string;
  readonly zone: string;
  readonly state: 'active' | 'disconnected';
  readonly since: string;
  /** `cloud`, or the connector whose secondary broker has the machine registered; null while nobody has: nobody sees the session then. */
  readonly seenBy: string | null;
  /** He has another one of the same delivery group. */
  readonly isDuplicate: boolean;
}

export interface ResourceExplanation {
  readonly kind: 'resource';
  readonly resource: string;
  readonly deliveryGroups: readonly ({ readonly deliveryGroup: string } & Pick<
    DeliveryGroupDefinition,
    'type' | 'entitled' | 'restrictToTag'
  >)[];
  readonly zones: readonly ResourceInZone[];
  /** What an outage would be, or is, in each of these zones. */
  readonly inOutage: readonly ZoneInOutage[];
}

export interface ZoneInOutage {
  readonly zone: string;
  /** The connector that would broker; null where nobody would. */
  readonly broker: string | null;
  /** Why nobody would, and the finding that says so; null where somebody would. */
  readonly why: string | null;
  readonly finding: LhcCode | null;
}

/** The machines of one delivery group in one zone. */
export interface ResourceInZone {
  readonly zone: string;
  readonly deliveryGroup: string;
  /** `cloud`, or the connector whose secondary broker serves the zone; null where nobody does. */
  readonly brokeredBy: string | null;
  /** Whether that broker could start it for somebody who is entitled to it and has no session of it. */
  readonly canStart: boolean;
  readonly why: string | null;
  readonly machines: MachinesByUse;
}

/** What would change a state next. */
export interface NextChange {
  readonly what: string;
  /** When, where that is known; null when it depends on what happens. */
  readonly at: string | null;
}
