/**
 * The status document: one JSON document that describes a site at a moment.
 *
 * Its field names are a contract with scripts and conditions: fields may be added, none is renamed or removed. Names are map
 * keys, times are RFC 3339 in UTC, durations are seconds, counts are integers.
 *
 * Not here: the part about streaming (pvs-document.ts), how it is worked out (site-status.ts) and how it looks on a screen (ui).
 */

import type { MemberState, Monitor } from '../lhc/adc/index.ts';
import type { Component, HaState, Health } from '../lhc/ha-mode/index.ts';
import type { PvsStatus } from './pvs-document.ts';

export interface StatusDocument extends StatusHead {
  readonly lhc: LhcStatus;
  /** Absent on a site without provisioning. */
  readonly pvs?: PvsStatus;
}

export interface StatusHead {
  readonly schema: 'holdover.status/1';
  readonly site: string;
  /** Of the configuration at the cloud broker. */
  readonly revision: number;
  readonly at: string;
  readonly elapsedSec: number;
  readonly verdict: Verdict;
}

/** `failed`: some zone is brokered by nobody, or a target is frozen. `degraded`: something is not as in normal operation. */
export type Verdict = 'healthy' | 'degraded' | 'failed';

export interface LhcStatus {
  readonly runtime: 'modelled';
  readonly cloudBroker: { readonly revision: number };
  readonly zones: Readonly<Record<string, ZoneStatus>>;
  readonly storeFronts: Readonly<Record<string, StoreFrontStatus>>;
  /** By FQDN. */
  readonly vips: Readonly<Record<string, VipStatus>>;
  readonly launches: LaunchesStatus;
  /** Since the start: how often users asked what they may open, and nobody answered. */
  readonly enumerations: { readonly attempted: number; readonly failed: number };
}

export interface ZoneStatus {
  /** The most advanced of its connectors that are up and participate. */
  readonly state: HaState;
  readonly sinceSec: number;
  /** Who can broker a launch for this zone right now. */
  readonly brokering: 'cloud' | 'secondary' | 'none';
  /** Who brokers in an outage, or would; filled in every state. */
  readonly elected: string | null;
  /** More than one only across a partition. */
  readonly electedBrokers: readonly string[];
  /** Secondary brokers that accept registrations now. */
  readonly acceptingBrokers: number;
  /** Would be brokered in an outage that began now. */
  readonly haReady: boolean;
  readonly connectors: Readonly<Record<string, ConnectorStatus>>;
  readonly machines: MachinesStatus;
  readonly sessions: { readonly active: number; readonly disconnected: number };
}

export interface ConnectorStatus {
  readonly up: boolean;
  readonly state: HaState;
  readonly since: string;
  readonly elected: boolean;
  readonly accepting: boolean;
  /** Has heard from a StoreFront within the expiry. */
  readonly participates: boolean;
  readonly forcedOutage: boolean;
  readonly cloudReachable: boolean;
  /** With `elected`, the three values that administrators read in the registry. HA mode is disabled without StoreFront contact. */
  readonly lhcEnabled: boolean;
  readonly outageModeEntered: boolean;
  /** Some StoreFront lists it, or a virtual server over it. */
  readonly deliveryController: boolean;
  readonly lastStoreFrontContact: string | null;
  readonly components: Readonly<Record<Component, Health>>;
  readonly localDb: {
    readonly revision: number | null;
    readonly importedAt: string | null;
    readonly lastImport: 'succeeded' | 'failed' | 'none';
  };
  readonly registrations: number;
}

export interface MachinesStatus {
  readonly total: number;
  readonly registered: number;
  /** One decimal; 100 only when every machine is registered. */
  readonly registeredPercent: number;
  /** Each machine once, at the broker that it last registered with, while that broker serves the zone and has not lost it. */
  readonly registeredWith: { readonly cloud: number; readonly secondary: number; readonly none: number };
  /** Of those registered with none: pooled machines that their broker shut down after use, to be as they were installed. */
  readonly resetting: number;
  /** By the administrator, and parked after use because no broker could reset them. */
  readonly maintenance: number;
  /** Pooled machines that are idle, used and not reset. */
  readonly tainted: number;
  /** Registered, and could take a new session now. */
  readonly available: number;
}

export interface StoreFrontStatus {
  readonly advancedHealthCheck: boolean;
  readonly deliveryControllers: Readonly<Record<string, ControllerStatus>>;
  readonly missingConnectors: readonly string[];
}

export interface ControllerStatus {
  readonly healthy: boolean;
  readonly lastHeartbeat: string | null;
  /** Left out until then, after a failed request; null while it is not. */
  readonly bypassedUntil: string | null;
}

export interface VipStatus {
  /** That it is mapped to; null where it is mapped to none. */
  readonly zone: string | null;
  readonly monitor: Monitor;
  /** By FQDN. */
  readonly members: Readonly<Record<string, MemberState>>;
}

/** Since the start of the site. */
export interface LaunchesStatus {
  readonly attempted: number;
  readonly succeeded: number;
  readonly failed: number;
  /** By reason, those that there were. */
  readonly failedBy: Readonly<Record<string, number>>;
}
