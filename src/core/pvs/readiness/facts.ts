/**
 * What the rules about streaming look at: the farm as it is declared, and its servers, versions, copies and targets as they are.
 *
 * Not here: the rules, and where the facts come from (sim/streaming/readiness-facts.ts).
 */

import { present } from '../../kernel/index.ts';
import type { FarmServer, FarmTopology, FarmVdisk } from '../farm/index.ts';
import type { CopySeen, WantedFile } from '../inventory/index.ts';
import type { VdiskVersions, VersionAccess } from '../versions/index.ts';

/** Servers, vDisks and ranges of targets are looked up by their numbers in the topology. */
export interface FarmReadinessFacts {
  readonly topology: FarmTopology;
  /** World time in milliseconds. */
  readonly nowMs: number;
  readonly database: 'online' | 'offline';
  readonly servers: readonly ServerState[];
  readonly vdisks: readonly VdiskState[];
  /** What targets that are on have booted. */
  readonly booted: readonly BootedTargets[];
}

export interface ServerState {
  readonly up: boolean;
  readonly streamService: 'running' | 'stopping' | 'stopped';
  /** Names of the stores that it cannot reach now. */
  readonly storesCut: readonly string[];
  /** Targets that it streams to, and those that were handed to it. */
  readonly targetCount: number;
  readonly retries: RetriesOnServer;
}

/** How many targets of a server have so many retries that it is graded `warn` or `fail`. */
export interface RetriesOnServer {
  readonly warn: number;
  readonly fail: number;
}

export interface VdiskState {
  readonly versions: VdiskVersions;
  /** The copies of each version by its number, one for each server of the store, as the farm's inventory knows them. */
  readonly copies: Readonly<Record<number, readonly CopySeen[]>>;
}

/** Targets of one range that have booted the same copy. */
export interface BootedTargets {
  readonly range: number;
  readonly version: number;
  readonly access: VersionAccess;
  /** The files that they read through, base first, as they were booted. */
  readonly chain: readonly WantedFile[];
  /** The first of them, by its number in the farm. */
  readonly firstTarget: number;
  readonly targetCount: number;
  /** How many of them each server has, by its number; those that no server has are with none. */
  readonly onServer: readonly number[];
}

export function serverOf({ topology }: FarmReadinessFacts, server: number): FarmServer {
  return present(topology.servers[server], 'a server of the farm');
}

export function serverStateOf({ servers }: FarmReadinessFacts, server: number): ServerState {
  return present(servers[server], 'a state for every server');
}

export function vdiskOf({ topology }: FarmReadinessFacts, vdisk: number): FarmVdisk {
  return present(topology.vdisks[vdisk], 'a vDisk of the farm');
}

export function vdiskStateOf({ vdisks }: FarmReadinessFacts, vdisk: number): VdiskState {
  return present(vdisks[vdisk], 'a state for every vDisk');
}

/** Whether a server takes logins and streams. */
export function isRunning(facts: FarmReadinessFacts, server: number): boolean {
  const { up, streamService } = serverStateOf(facts, server);
  return up && streamService === 'running';
}

/** `pvs1, pvs2 and pvs3`. */
export function namesOf(facts: FarmReadinessFacts, servers: readonly number[]): string {
  const names = servers.map((server) => serverOf(facts, server).name);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
