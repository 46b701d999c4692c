/**
 * Looks at the versions of vDisks: which there are, who reads them, which servers lack them, and what a change to them would come to.
 * Nothing is changed by looking.
 *
 * Not here: the changes (version-control.ts), and the rules for them (core/pvs/versions).
 */

import { rangeOfTarget, vdiskNumber } from '../../core/pvs/farm/index.ts';
import {
  stepVersions,
  type VdiskVersions,
  type VersionEffect,
  type VersionInput,
  versionFor,
} from '../../core/pvs/versions/index.ts';
import type { World } from '../world.ts';
import { farmOf, serverName, vdiskDataAt } from './farm.ts';
import { serversLacking } from './releases.ts';
import { type VersionAction, versionInput } from './version-control.ts';
import { versionSettings } from './version-settings.ts';
import { bootedBy } from './who-may.ts';

export function versionsOf(world: World, vdisk: string): VdiskVersions {
  const farm = farmOf(world);
  return vdiskDataAt(farm, vdiskNumber(farm.topology, vdisk)).versions;
}

/** What would come of a change to the versions of a vDisk, with its refusal among the effects. */
export function foretellVersions(world: World, action: VersionAction): readonly VersionEffect[] {
  return foretold(world, action.vdisk, versionInput(world, action));
}

/** The numbers of the versions that a prune would delete if no target read them. */
export function unneededOf(world: World, vdisk: string): readonly number[] {
  return foretold(world, vdisk, { type: 'pruned', inUse: [] }).flatMap((effect) =>
    effect.type === 'versions-deleted' ? effect.numbers : [],
  );
}

function foretold(world: World, vdisk: string, input: VersionInput): readonly VersionEffect[] {
  const farm = farmOf(world);
  const settings = versionSettings(world, farm, vdiskNumber(farm.topology, vdisk));
  return stepVersions(versionsOf(world, vdisk), input, settings)[1];
}

/** How many targets read a version of a vDisk. */
export function readerCount(world: World, vdisk: string, version: number): number {
  return readersOf(world, vdisk, version).length;
}

/** The numbers of the targets that read a version of a vDisk, as what they have booted or as a part of it. */
export function readersOf(world: World, vdisk: string, version: number): readonly number[] {
  const farm = farmOf(world);
  const number = vdiskNumber(farm.topology, vdisk);
  const readers: number[] = [];
  for (let target = 0; target < farm.data.targets.count; target++) {
    const booted = bootedBy(farm, target);
    if (booted?.vdisk === number && booted.chain.some((file) => file.number === version)) readers.push(target);
  }
  return readers;
}

/** What the targets of a vDisk run that are on. */
export interface VersionUse {
  /** How many, by the number of the version. */
  readonly running: ReadonlyMap<number, number>;
  /** How many of them would boot another version now. */
  readonly behind: number;
}

/** By the number of the vDisk, counted in one pass over the targets. */
export function versionUses(world: World): readonly VersionUse[] {
  const farm = farmOf(world);
  const uses = farm.topology.vdisks.map(() => ({ running: new Map<number, number>(), behind: 0 }));
  for (let target = 0; target < farm.data.targets.count; target++) {
    const booted = bootedBy(farm, target);
    if (booted === null) continue;
    const { type, vdisk } = rangeOfTarget(farm.topology, target);
    const use = uses[vdisk]!;
    use.running.set(booted.version, (use.running.get(booted.version) ?? 0) + 1);
    if (versionFor(vdiskDataAt(farm, vdisk).versions, type)?.number !== booted.version) use.behind += 1;
  }
  return uses;
}

/** The servers of the store that have not reported all files of a version as current, in the order of the store. */
export function serversWithout(world: World, vdisk: string, version: number): readonly string[] {
  const farm = farmOf(world);
  return serversLacking(farm, vdiskNumber(farm.topology, vdisk), version).map((server) => serverName(farm, server));
}
