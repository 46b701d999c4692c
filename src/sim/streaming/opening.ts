/**
 * What a target has when it has opened its disk: the copy that it reads through, and the image for itself where it writes into it.
 *
 * Not here: the way there (logins.ts, target-life.ts).
 */

import { rangeOfTarget } from '../../core/pvs/farm/index.ts';
import { sameLayers, type WantedFile } from '../../core/pvs/inventory/index.ts';
import { type LockState, lockKindFor, NO_LOCK, stepLock } from '../../core/pvs/versions/index.ts';
import type { World } from '../world.ts';
import { copyOn } from './copies.ts';
import { type FarmRuntime, forget, vdiskAt } from './farm.ts';
import type { BootedCopy } from './farm-data.ts';
import { lockKey, wantedCopy } from './who-may.ts';

/** Notes the files that a booting target has opened on its server, as they are there, and locks an image that it will write to. */
export function openCopy(world: World, farm: FarmRuntime, target: number): void {
  const range = rangeOfTarget(farm.topology, target);
  const wanted = wantedCopy(farm, range);
  if (wanted === null) return;
  const { targets } = farm.data;
  const server = targets.server[target]! - 1;
  const chain = wanted.chain.map((file) => {
    const found = copyOn(world, farm, range.vdisk, file.number, server);
    if (found.type !== 'file') return file;
    const { modifiedMs, layers } = found.file;
    return { number: file.number, modifiedMs, layers };
  });
  targets.copy[target] = copyNumber(farm, { ...wanted, chain }) + 1;
  lock(farm, target, wanted);
}

/** Copies that are the same are noted once. */
function copyNumber({ data: { booted } }: FarmRuntime, copy: BootedCopy): number {
  const known = booted.findLastIndex((each) => isSameCopy(each, copy));
  return known === -1 ? booted.push(copy) - 1 : known;
}

function isSameCopy(a: BootedCopy, b: BootedCopy): boolean {
  if (a.vdisk !== b.vdisk || a.version !== b.version || a.access !== b.access) return false;
  return a.chain.length === b.chain.length && a.chain.every((file, index) => isSameFile(file, b.chain[index]));
}

function isSameFile(a: WantedFile, b: WantedFile | undefined): boolean {
  return b !== undefined && a.number === b.number && a.modifiedMs === b.modifiedMs && sameLayers(a.layers, b.layers);
}

function lock(farm: FarmRuntime, target: number, { vdisk, version, access }: BootedCopy): void {
  const { store, mode } = vdiskAt(farm, vdisk);
  const kind = lockKindFor({ mode }, access);
  if (kind === 'exclusive' && !store.shared) {
    farm.data.imageHomes[lockKey(vdisk, version)] = farm.data.targets.server[target]! - 1;
  }
  setLock(
    farm,
    lockKey(vdisk, version),
    stepLock(lockAt(farm, vdisk, version), { type: 'lock-requested', target, kind })[0],
  );
}

function lockAt({ data }: FarmRuntime, vdisk: number, version: number): LockState {
  const holder = data.locks[lockKey(vdisk, version)];
  return holder === undefined ? NO_LOCK : { exclusive: holder };
}

function setLock(farm: FarmRuntime, key: string, { exclusive }: LockState): void {
  const { locks } = farm.data;
  if (exclusive === (locks[key] ?? null)) return;
  if (exclusive === null) delete locks[key];
  else locks[key] = exclusive;
  forget(farm);
}

/** A target that is shut down gives up the images that it had for itself. Whether it had any. */
export function releaseLocks(farm: FarmRuntime, target: number): boolean {
  const keys = Object.keys(farm.data.locks).filter((key) => farm.data.locks[key] === target);
  for (const key of keys) setLock(farm, key, stepLock({ exclusive: target }, { type: 'target-shut-down', target })[0]);
  return keys.length > 0;
}

/** The numbers of the versions of a vDisk that some target has booted. */
export function versionsInUse({ data }: FarmRuntime, vdisk: number): readonly number[] {
  const { copy, count } = data.targets;
  const used = new Set<number>();
  for (let target = 0; target < count; target++) if (copy[target] !== 0) used.add(copy[target]! - 1);
  const copies = [...used].flatMap((number) => data.booted[number] ?? []);
  return copies.filter((each) => each.vdisk === vdisk).flatMap(({ chain }) => chain.map(({ number }) => number));
}
