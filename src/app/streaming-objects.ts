/**
 * Finds the objects of the streaming farm that an operator names: servers, stores, vDisks, collections, targets. Case is ignored. Each is
 * given back as the site file spells it.
 *
 * Not here: zones, connectors, StoreFronts and machines by themselves (objects.ts), and what is done with what is found.
 */

import { UserError } from '../core/kernel/index.ts';
import { targetName, targetNumber } from '../core/pvs/farm/index.ts';
import type { FarmRuntime, World } from '../sim/index.ts';
import {
  guessIn,
  machineFound,
  machineGuess,
  machineRanges,
  nearestRange,
  rangeOf,
  type Unknown,
  unknownObject,
} from './objects.ts';

/** The streaming farm of a site. @throws {UserError} FARM_NONE */
export function farmIn({ definition, farm }: World): FarmRuntime {
  if (farm !== null) return farm;
  throw new UserError('usage', 'FARM_NONE', `There is no streaming farm in ${definition.name}.`, {
    why: 'Its site file has no "provisioning", where servers, stores, vDisks and targets are declared.',
    hints: ['holdover help site-file', 'holdover site list'],
  });
}

/** @throws {UserError} SERVER_UNKNOWN, FARM_NONE */
export function serverNamed(world: World, name: string): string {
  const names = farmIn(world).topology.servers.map((server) => server.name);
  return named(world, { kind: 'server', code: 'SERVER_UNKNOWN', name, names, hint: 'holdover pvs servers' });
}

/** @throws {UserError} STORE_UNKNOWN, FARM_NONE */
export function storeNamed(world: World, name: string): string {
  const names = farmIn(world).topology.stores.map((store) => store.name);
  return named(world, { kind: 'store', code: 'STORE_UNKNOWN', name, names, hint: 'holdover site show' });
}

/** @throws {UserError} VDISK_UNKNOWN, FARM_NONE */
export function vdiskNamed(world: World, name: string): string {
  const names = farmIn(world).topology.vdisks.map((vdisk) => vdisk.name);
  return named(world, { kind: 'vDisk', code: 'VDISK_UNKNOWN', name, names, hint: 'holdover pvs vdisks' });
}

/** @throws {UserError} COLLECTION_UNKNOWN, FARM_NONE */
export function collectionNamed(world: World, name: string): string {
  const names = farmIn(world).topology.ranges.map(({ collection }) => collection);
  return named(world, { kind: 'collection', code: 'COLLECTION_UNKNOWN', name, names, hint: 'holdover site show' });
}

/** @throws {UserError} TARGET_UNKNOWN, FARM_NONE */
export function targetNamed(world: World, name: string): string {
  const { topology } = farmIn(world);
  const number = targetNumber(topology, name);
  if (number !== null) return targetName(topology, number);
  throw unknownObject(world, {
    kind: 'target',
    code: 'TARGET_UNKNOWN',
    name,
    names: topology.ranges.map(rangeOf),
    hint: 'holdover pvs targets',
    guess: targetGuess(world, name),
  });
}

/**
 * The name of a machine, or of a target that is no machine of a delivery group; where it is both, as the machine is spelled.
 * @throws {UserError} MACHINE_UNKNOWN
 */
export function machineOrTargetNamed(world: World, name: string): string {
  const machine = machineFound(world, name);
  if (machine !== null) return machine;
  const ranges = world.farm?.topology.ranges ?? [];
  const number = world.farm === null ? null : targetNumber(world.farm.topology, name);
  if (world.farm !== null && number !== null) return targetName(world.farm.topology, number);
  throw unknownObject(world, {
    kind: 'machine',
    code: 'MACHINE_UNKNOWN',
    name,
    names: [...new Set([...machineRanges(world), ...ranges].map(rangeOf))],
    hint: 'holdover site show',
    guess: machineGuess(world, name) ?? targetGuess(world, name),
  });
}

/** What a name that no target has was probably meant to be; null when nothing is near, or there is no farm. */
export function targetGuess({ farm }: World, name: string): string | null {
  const range = nearestRange(farm?.topology.ranges ?? [], name);
  return range === null ? null : guessIn(range, name);
}

function named(world: World, unknown: Unknown): string {
  const found = unknown.names.find((each) => each.toLowerCase() === unknown.name.toLowerCase());
  if (found === undefined) throw unknownObject(world, unknown);
  return found;
}
