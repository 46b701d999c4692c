/**
 * What a world is at a moment, as plain data: a checkpoint writes it as it is, and a fork is a copy of it.
 *
 * Not here: what follows from the definition alone (core/site/topology.ts); it is worked out again where it is needed.
 */

import type { VipState } from '../core/lhc/adc/index.ts';
import type { DeliveryConfiguration } from '../core/lhc/brokering/index.ts';
import type { CloudBrokerState } from '../core/lhc/cloud-broker/index.ts';
import type { ConnectorState, LogEntry } from '../core/lhc/connector/index.ts';
import type { HaState } from '../core/lhc/ha-mode/index.ts';
import type { RegistrationState } from '../core/lhc/registration/index.ts';
import type { StoreFrontState } from '../core/lhc/storefront/index.ts';
import type { PvsCode } from '../core/pvs/codes/index.ts';
import type { Beat } from './beats.ts';
import type { FaultRecord } from './faults.ts';
import type { FleetColumns } from './fleet-columns.ts';
import type { SessionColumns } from './people/index.ts';
import type { QueuedEvent } from './queue.ts';
import type { FarmData } from './streaming/index.ts';

export interface WorldData {
  nowMs: number;
  /** Numbers messages and leases in the order in which they were sent. */
  sequence: number;
  readonly queue: QueuedEvent[];
  readonly connectors: ConnectorState[];
  /** The deadline for which each connector has an event in the queue. */
  readonly deadlines: (number | null)[];
  readonly storeFronts: StoreFrontState[];
  /** The virtual servers of all ADCs, in file order. */
  readonly vips: VipState[];
  cloudBroker: CloudBrokerState;
  /** The parts of the definition that brokers work from, by the revision from which on they hold; those that some LocalDB may still be at. */
  readonly configurations: RevisedConfiguration[];
  /** Machines of static groups that the cloud broker has given to users, in that order. */
  readonly assignments: Assignment[];
  /** The cloud broker's register of each zone's machines. */
  readonly cloudRegisters: RegistrationState[];
  readonly pairs: PeerPair[];
  readonly beats: Beat[];
  readonly fleets: FleetColumns[];
  sessions: SessionColumns;
  readonly workload: WorkloadState;
  /** Since the start. What was not attempted has not failed. */
  readonly launches: { attempted: number; readonly failedBy: Record<string, number> };
  readonly enumerations: { attempted: number; failed: number };
  /** The state of each zone, and since when it has been in it. */
  readonly zoneStates: { readonly state: HaState; readonly sinceMs: number }[];
  /** The event of each zone's fleet in the queue. */
  readonly fleetDueMs: (number | null)[];
  readonly faults: FaultRecord[];
  /** Null for a site without streaming. */
  readonly farm: FarmData | null;
  /** When a forced outage ends by itself, by connector; null for one that does not. */
  readonly outageLeases: Record<string, { readonly untilMs: number | null }>;
  /** Until when findings of a code do not count. A moment that is past stays. */
  readonly mutes: Record<string, number>;
  readonly log: WorldLogEntry[];
}

export interface RevisedConfiguration extends DeliveryConfiguration {
  readonly revision: number;
}

/** A machine that was nobody's is a user's own, by name, from a revision of the configuration on. */
export interface Assignment {
  readonly user: string;
  readonly zone: string;
  readonly machine: string;
  readonly revision: number;
}

export interface WorkloadState {
  /** Launches that users have made by themselves. */
  launchCount: number;
  /** When the next one comes; null where nobody launches anything. */
  nextLaunchMs: number | null;
  /** The moment of the workload's event in the queue. */
  scheduledMs: number | null;
}

/** One direction of the channel between two connectors of a zone: how `to` hears `from`. */
export interface PeerPair {
  readonly from: string;
  readonly to: string;
  readonly zone: number;
  /** When `to` last heard `from`, or began to listen. */
  heardMs: number;
  /** Since when the way has been open; null while it is not. */
  openSinceMs: number | null;
}

/** An entry of a connector's log, or a note of what an operator or a fault did. */
export interface WorldLogEntry extends Omit<LogEntry, 'provider'> {
  readonly atMs: number;
  readonly provider: LogEntry['provider'] | 'holdover';
  readonly zone: string | null;
  readonly connector: string | null;
  /** For a note of the administrator's switch: what it was set to. */
  readonly forced?: boolean;
  /** For a note of a fault: which one, by its id. */
  readonly fault?: { readonly began: string } | { readonly ended: string };
  /** For a line of the streaming farm. */
  readonly streaming?: StreamingNote;
  /** For a note of a changed definition. */
  readonly definition?: ChangedPlaces;
}

export interface ChangedPlaces {
  /** The connectors that left their zone, and those that are new in one. */
  readonly gone: readonly ConnectorPlace[];
  readonly installed: readonly ConnectorPlace[];
  /** The streaming servers that left the farm. */
  readonly serversGone: readonly string[];
}

/** What a line of the streaming farm is about. */
export interface StreamingNote {
  readonly kind:
    | 'service-stopping'
    | 'service-stopped'
    | 'service-started'
    | 'server-down'
    | 'server-up'
    | 'database-lost'
    | 'database-returned'
    | 'target-moved'
    | 'target-resumed'
    | 'target-frozen'
    | 'target-not-booted'
    | 'vdisk';
  readonly server: string | null;
  readonly target: string | null;
  readonly vdisk?: string;
  /** Of a target that has moved: where it was before. */
  readonly from?: string;
  /** Of a target that has moved, goes on with its server, or is frozen: for how long it had been held by then. */
  readonly pausedMs?: number;
  /** Why nobody may have it; null where nobody answers. */
  readonly code?: PvsCode | null;
}

/** Where a connector is, or was. */
export interface ConnectorPlace {
  readonly zone: string;
  readonly connector: string;
}
