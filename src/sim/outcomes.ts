/**
 * Outcomes are what comes of what users ask for, and what happens to them and their machines: words only, for whoever counts, judges or tells.
 *
 * Not here: how it comes to that (brokering), and who is told (happenings.ts).
 */

import type { EnumeratedResource, RefusalReason } from '../core/lhc/brokering/index.ts';

export type Broker =
  | { readonly type: 'cloud' }
  /** The secondary broker of a connector, by index. */
  | { readonly type: 'secondary'; readonly connector: number };

/** A machine of the world. */
export interface MachineRef {
  /** The zone's index, and the machine's in the zone. */
  readonly zone: number;
  readonly machine: number;
}

/** Why a controller was passed over. */
export type Obstacle = 'controller-unreachable' | 'cloud-unreachable' | 'not-elected';

export interface Attempt {
  /** As the StoreFront, or the gateway, lists it. */
  readonly controller: string;
  /** The connector behind it; null where none was reached. */
  readonly connector: string | null;
  readonly obstacle: Obstacle;
}

export type Reached = {
  readonly type: 'reached';
  readonly controller: string;
  /** By index. */
  readonly connector: number;
  readonly broker: Broker;
};

export type LaunchFailure =
  | RefusalReason
  | Obstacle
  | 'storefront-down'
  | 'no-controller'
  | 'no-ticket'
  | 'machine-unreachable';

export interface LaunchOutcome {
  /** By number. */
  readonly user: number;
  readonly resource: string;
  /** By index; of a site without any StoreFront, none is there to ask. */
  readonly storeFront: number;
  /** The ADC through whose gateway it came; null from inside. */
  readonly gateway: string | null;
  readonly result: 'started' | 'reconnected' | 'failed';
  /** Why it failed; null where it did not. */
  readonly reason: LaunchFailure | null;
  /** The controllers that were asked in vain: what there is to open, or to open it. */
  readonly attempts: readonly Attempt[];
  /** The ticket authorities that were asked in vain. */
  readonly authorities: readonly Attempt[];
  /** The zones that have the resource for this user, as the enumeration said; null where nobody answered that. */
  readonly resourceZones: readonly string[] | null;
  readonly reached: Reached | null;
  readonly machine: MachineRef | null;
  readonly deliveryGroup: string | null;
  /** The ticket authority that the gateway got its ticket from. */
  readonly ticket: { readonly sta: string; readonly address: string } | null;
  /** The zone of the machine, or of the connector that was reached; null where nobody was. */
  readonly zone: number | null;
  /** The user has another session of the same group, which the broker does not see. */
  readonly isSecond: boolean;
}

/** What a user is shown. */
export interface EnumerationOutcome {
  readonly attempts: readonly Attempt[];
  readonly reached: readonly Reached[];
  /** Null where nobody answered. */
  readonly resources: readonly EnumeratedResource[] | null;
  readonly reason: LaunchFailure | null;
}

/** What is told as it happens. */
export type Happening =
  | { readonly type: 'launched'; readonly outcome: LaunchOutcome }
  | {
      readonly type: 'session-started' | 'session-ended';
      readonly session: SessionPlace;
      readonly reason: SessionEnd | null;
    }
  | { readonly type: 'machine-reset' | 'machine-parked'; readonly zone: number; readonly machine: number }
  | TargetHappening;

/** What happens to a target, by its number. Servers are numbers, too; -1 for none. */
export type TargetHappening =
  | {
      readonly type: 'target-logged-in';
      readonly target: number;
      readonly server: number;
      readonly from: number;
      /** It goes on; otherwise it boots. */
      readonly isRunning: boolean;
    }
  /** It gives its server up, and asks for another one. */
  | {
      readonly type: 'target-left';
      readonly target: number;
      readonly server: number;
      readonly why: LeaveReason;
    }
  /** It goes on after a pause: its server has answered in the end. */
  | { readonly type: 'target-resumed'; readonly target: number; readonly pausedMs: number }
  /** It goes on after a pause, with another server or the same. */
  | {
      readonly type: 'target-moved';
      readonly target: number;
      readonly server: number;
      readonly from: number;
      readonly pausedMs: number;
    }
  /** Nobody may have it, by this code; null where nobody answers. */
  | { readonly type: 'target-frozen' | 'target-not-booted'; readonly target: number; readonly code: string | null }
  | {
      readonly type: 'target-told-busy' | 'target-boot-restarted' | 'target-booted' | 'target-off';
      readonly target: number;
    }
  /** A request: what it has written, or read. Only where every request is made. */
  | {
      readonly type: 'target-io';
      readonly target: number;
      readonly kind: 'read' | 'write';
      readonly block: number;
      readonly bytes: number | string;
      /** The target has had the reply: a write without one may be there or not. */
      readonly isHeard: boolean;
    };

/** `told` by its server; after so many tries that nobody answered, `silence`; or it is not known there, after a `restart`. */
export type LeaveReason = 'told' | 'silence' | 'restart';

/** A session by its user, by number, and its machine. */
export interface SessionPlace {
  readonly user: number;
  readonly zone: number;
  readonly machine: number;
  readonly group: number;
}

/** Why a session ended. A change of mode is no reason. */
export type SessionEnd = 'logged-off' | 'machine-down' | 'definition-changed';
