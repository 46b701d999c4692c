/**
 * FarmRuntime is the streaming farm of a world: its data, what follows from its definition, and what was worked out and still holds.
 *
 * Not here: what moves it (target-life.ts, servers.ts, versions.ts, rebalancing.ts).
 */

import { present } from '../../core/kernel/index.ts';
import { type FarmTopology, type FarmVdisk, farmTopologyOf } from '../../core/pvs/farm/index.ts';
import type { SiteDefinition } from '../../core/site/index.ts';
import type { Fallback } from '../../core/status/index.ts';
import type { World } from '../world.ts';
import type { FarmData, ServerData, VdiskData } from './farm-data.ts';

/** What targets tell the machines that they are. */
export interface FarmHost {
  /** The disk of a machine is held, or the machine is off. */
  readonly held: (name: string, how: 'held' | 'off') => void;
  readonly running: (name: string) => void;
}

/** What was worked out for targets of one kind, by that kind: it holds until something of the farm changes. */
export interface FarmCache {
  /** Servers that may stream to them. */
  readonly eligible: Map<string, readonly number[]>;
  /** Whether they go on without the server that they have. */
  readonly fallbacks: Map<string, Fallback>;
}

export interface FarmRuntime {
  readonly topology: FarmTopology;
  readonly data: FarmData;
  readonly cache: FarmCache;
  readonly host: FarmHost;
}

/** Null for a site without a farm. */
export function farmRuntime(definition: SiteDefinition, data: FarmData | null, host: FarmHost): FarmRuntime | null {
  if (definition.provisioning === null || data === null) return null;
  return {
    topology: farmTopologyOf(definition.provisioning),
    data,
    cache: { eligible: new Map(), fallbacks: new Map() },
    host,
  };
}

/** Something of the farm is otherwise: nothing that was worked out holds. */
export function forget({ cache }: FarmRuntime): void {
  cache.eligible.clear();
  cache.fallbacks.clear();
}

/** The farm of a world that has one. */
export function farmOf(world: World): FarmRuntime {
  return present(world.farm, 'a streaming farm');
}

export function serverAt(farm: FarmRuntime, server: number): ServerData {
  return present(farm.data.servers[server], 'a server of the farm');
}

export function vdiskAt(farm: FarmRuntime, vdisk: number): FarmVdisk {
  return present(farm.topology.vdisks[vdisk], 'a vDisk of the farm');
}

export function vdiskDataAt(farm: FarmRuntime, vdisk: number): VdiskData {
  return present(farm.data.vdisks[vdisk], 'a vDisk of the farm');
}

export function serverName(farm: FarmRuntime, server: number): string {
  return present(farm.topology.servers[server], 'a server of the farm').name;
}
