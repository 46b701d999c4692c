/**
 * The facts that a status document is made of: the states of a site's machines, and what the host has counted.
 *
 * Not here: what is made of them (lhc-status.ts, machines-status.ts), and those of a farm (farm-facts.ts).
 */

import type { VipState } from '../lhc/adc/index.ts';
import type { ConnectorState } from '../lhc/connector/index.ts';
import type { HaState } from '../lhc/ha-mode/index.ts';
import type { StoreFrontState } from '../lhc/storefront/index.ts';
import type { SiteDefinition, Topology } from '../site/index.ts';
import type { FarmFacts } from './farm-facts.ts';

export interface StatusFacts {
  readonly definition: SiteDefinition;
  readonly topology: Topology;
  readonly atMs: number;
  readonly revision: number;
  /** The facts of a zone, by its index in the topology: looked up when needed, so that one zone costs no others. */
  readonly zone: (index: number) => ZoneFacts;
  readonly storeFronts: readonly StoreFrontState[];
  readonly vips: readonly VipState[];
  /** Since the start. What was attempted and has not failed has succeeded. */
  readonly launches: { readonly attempted: number; readonly failedBy: Readonly<Record<string, number>> };
  readonly enumerations: { readonly attempted: number; readonly failed: number };
  /** Null for a site without provisioning. */
  readonly farm: FarmFacts | null;
}

export interface ZoneFacts {
  readonly state: HaState;
  readonly sinceMs: number;
  readonly connectors: readonly ConnectorFacts[];
  readonly held: CountByHolder;
  /** The ranges of the zone's machines, in the order of the topology. */
  readonly ranges: readonly RangeFacts[];
  readonly sessions: { readonly active: number; readonly disconnected: number };
}

export interface ConnectorFacts {
  readonly state: ConnectorState;
  readonly cloudReachable: boolean;
}

/** Machines that the cloud broker holds, and that each connector's secondary broker holds. */
export interface CountByHolder {
  readonly cloud: number;
  readonly connectors: readonly number[];
}

/** Machines of a range, by what they are ready for. */
export interface RangeFacts {
  /** Could take a new session, if their broker serves and the range is not in maintenance. */
  readonly ready: CountByHolder;
  /** Pooled, idle, and not as they were installed; and such that wait in maintenance for somebody who can reset them. */
  readonly used: number;
  readonly parked: number;
  /** Shut down by their broker to be reset: nobody holds them. */
  readonly resetting: number;
}
