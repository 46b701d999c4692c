/**
 * FarmRuntime is the streaming farm of a world: its data, what follows from its definition, and what was worked out and still holds.
 *
 * Not here: what moves it (target-life.ts, servers.ts, versions.ts, rebalancing.ts).
 */

import { present } from '../../core/kernel/index.ts';
import { type FarmTopology, type FarmVdisk, farmTopologyOf } from '../../core/pvs/farm/index.ts';
import type { SiteDefinition } from '../../core/site/index.ts';
import type { World } from '../world.ts';
import type { Disks } from './disks.ts';
import type { FarmData, ServerData, VdiskData } from './farm-data.ts';

/** What targets tell the machines that they are. */
export interface FarmHost {
  /** The disk of a machine is held, or the machine is off. */
  readonly held: (name: string, how: 'held' | 'off') => void;
  readonly running: (name: string) => void;
}

export interface FarmRuntime {
  readonly topology: FarmTopology;
  readonly data: FarmData;
  /** Servers that may stream to targets of one kind, by that kind; holds until something of the farm changes. */
  readonly eligible: Map<string, readonly number[]>;
  /** Where targets keep what they write; only where every request is made. */
  readonly disks: Disks | null;
  readonly host: FarmHost;
}

/** Null for a site without a farm. */
export function farmRuntime(
  definition: SiteDefinition,
  data: FarmData | null,
  { disks, host }: Pick<FarmRuntime, 'disks' | 'host'>,
): FarmRuntime | null {
  if (definition.provisioning === null || data === null) return null;
  return { topology: farmTopologyOf(definition.provisioning), data, eligible: new Map(), disks, host };
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
