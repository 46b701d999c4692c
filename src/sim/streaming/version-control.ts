/**
 * What an administrator does to versions of vDisks, and to the copies of their files.
 *
 * Not here: the rules for versions (core/pvs/versions), and when a version is released (releases.ts).
 */

import { serverNumber, vdiskNumber } from '../../core/pvs/farm/index.ts';
import type { CopySeen, ImageFile } from '../../core/pvs/inventory/index.ts';
import {
  stepVersions,
  type VersionEffect,
  type VersionInput,
  type VersionState,
} from '../../core/pvs/versions/index.ts';
import type { StreamingAction } from '../../core/site/index.ts';
import type { World } from '../world.ts';
import { copyOn } from './copies.ts';
import { type FarmRuntime, farmOf, serverAt, vdiskAt, vdiskDataAt } from './farm.ts';
import { copiesChanged, lookAtServer } from './inventory-looks.ts';
import { versionsInUse } from './opening.ts';
import { releaseVersions, scheduleRelease } from './releases.ts';
import { farmChanged } from './schedule-farm.ts';
import { noteVdisk } from './target-notes.ts';
import { versionSettings } from './version-settings.ts';

/** Takes a change to the versions of a vDisk. What its machine refuses was refused before it was journalled. */
export function changeVersions(world: World, vdiskName: string, input: VersionInput): void {
  const farm = farmOf(world);
  const vdisk = vdiskNumber(farm.topology, vdiskName);
  const data = vdiskDataAt(farm, vdisk);
  const [versions, effects] = stepVersions(data.versions, input, versionSettings(world, farm, vdisk));
  data.versions = versions;
  for (const effect of effects) carry(world, farm, vdisk, effect);
  farmChanged(world, farm);
  releaseVersions(world, farm);
  scheduleRelease(world, farm, vdisk);
}

/** What an action means to the versions of its vDisk. */
export function versionInput(world: World, action: VersionAction): VersionInput {
  const farm = farmOf(world);
  const inUse = versionsInUse(farm, vdiskNumber(farm.topology, action.vdisk));
  const atMs = world.data.nowMs;
  switch (action.type) {
    case 'version-promoted': {
      const { version: number, to, scheduledMs } = action;
      return { type: 'promoted', number, to, scheduledMs, inUse, atMs };
    }
    case 'version-reverted':
      return { type: 'reverted', number: action.version, inUse };
    case 'version-pinned':
      return { type: 'pinned', number: action.version };
    case 'versions-merged':
      return { type: 'merged', into: action.into, access: action.access, atMs };
    case 'versions-pruned':
      return { type: 'pruned', inUse };
  }
}

export type VersionAction = Extract<
  StreamingAction,
  { type: 'version-promoted' | 'version-reverted' | 'version-pinned' | 'versions-merged' | 'versions-pruned' }
>;

function carry(world: World, farm: FarmRuntime, vdisk: number, effect: VersionEffect): void {
  switch (effect.type) {
    case 'version-made':
      return makeFile(world, farm, vdisk, effect.version);
    case 'versions-deleted': {
      const { copies, seen } = vdiskDataAt(farm, vdisk);
      for (const number of effect.numbers) {
        delete copies[number];
        delete seen[number];
      }
      return;
    }
    case 'log':
      return noteVdisk(world, vdiskAt(farm, vdisk).name, effect.detail);
    case 'refused':
      return;
  }
}

/** A merge writes its file where it runs: on the first server that is up; in a shared store that is the one copy of all. */
function makeFile(world: World, farm: FarmRuntime, vdisk: number, { number, modifiedMs, layers }: VersionState): void {
  const { store } = vdiskAt(farm, vdisk);
  const data = vdiskDataAt(farm, vdisk);
  const maker = store.servers.findIndex((server) => serverAt(farm, server).up);
  const file: ImageFile = { modifiedMs, layers, propertiesMs: modifiedMs, parent: null };
  data.copies[number] = store.servers.map((_, position): CopySeen => {
    return store.shared || position === maker ? { type: 'file', file } : { type: 'missing' };
  });
  for (const server of store.servers) lookAtServer(world, farm, server);
}

/** Copies the files of all versions of a vDisk from one server to others, with their times or with new ones. */
export function copyReplicas(world: World, action: StreamingAction & { type: 'replicas-copied' }): void {
  const farm = farmOf(world);
  const vdisk = vdiskNumber(farm.topology, action.vdisk);
  const { store, name } = vdiskAt(farm, vdisk);
  const data = vdiskDataAt(farm, vdisk);
  const from = serverNumber(farm.topology, action.from);
  const servers = action.to.map((name) => serverNumber(farm.topology, name));
  for (const to of servers) {
    const position = store.servers.indexOf(to);
    for (const { number } of data.versions.versions) {
      const source = copyOn(world, farm, vdisk, number, from);
      if (source.type !== 'file') continue;
      data.copies[number]![position] = {
        type: 'file',
        file: copied(source.file, action.newTimes ? world.data.nowMs : null),
      };
    }
  }
  noteVdisk(
    world,
    name,
    `copied from ${action.from} to ${action.to.join(', ')}${action.newTimes ? ', with new times' : ''}`,
  );
  copiesChanged(world, farm, store.servers);
  for (const to of servers) lookAtServer(world, farm, to);
}

function copied(file: ImageFile, modifiedMs: number | null): ImageFile {
  return modifiedMs === null ? file : { ...file, modifiedMs, propertiesMs: modifiedMs };
}
