/**
 * What faults that begin and end mean to a farm.
 *
 * Not here: what is broken (../faults.ts).
 */

import { serverNumber } from '../../core/pvs/farm/index.ts';
import type { Damage } from '../faults.ts';
import type { World } from '../world.ts';
import { record } from './counts.ts';
import type { FarmRuntime } from './farm.ts';
import { copiesChanged } from './inventory-looks.ts';
import { farmChanged, wakeTargetsOf } from './schedule-farm.ts';
import { crashServer, noticeSilence, restoreServer, tellOfDatabase } from './servers.ts';
import { noteDatabase } from './target-notes.ts';

/** The world's damage is the one after already. */
export function applyFarmDamage(world: World, before: Damage, after: Damage): void {
  const { farm } = world;
  if (farm === null) return;
  const numberOf = (name: string) => serverNumber(farm.topology, name);
  for (const name of difference(after.serversDown, before.serversDown)) crashServer(world, numberOf(name));
  for (const name of difference(before.serversDown, after.serversDown)) restoreServer(world, numberOf(name));
  const touched = [...changedKeys(before.storesCut, after.storesCut), ...changedMap(before.drifts, after.drifts)];
  const servers = [...new Set(touched.map((key) => numberOf(key.slice(0, key.indexOf('/')))))];
  if (servers.length > 0) copiesChanged(world, farm, servers);
  for (const server of servers) wakeTargetsOf(world, farm, server);
  for (const name of changedMap(before.packetLoss, after.packetLoss)) {
    wakeTargetsOf(world, farm, numberOf(name));
    noticeSilence(world, numberOf(name));
    farmChanged(world, farm);
  }
  applyDatabase(world, farm, before, after);
}

function applyDatabase(world: World, farm: FarmRuntime, before: Damage, after: Damage): void {
  if (before.databaseAway === after.databaseAway) return;
  // What goes on without the database has not stopped; but support may have been switched on only while it was away.
  if (!after.databaseAway) noteDatabase(world, 'database-returned');
  else if (!farm.topology.offlineSupport) noteDatabase(world, 'database-lost');
  tellOfDatabase(world, farm);
  if (!after.databaseAway) writeBack(world, farm);
  farmChanged(world, farm);
}

/** The farm's record catches up with what happened while the database was away (P66). */
function writeBack(world: World, farm: FarmRuntime): void {
  if (!farm.data.recordBehind) return;
  farm.data.recordBehind = false;
  for (let target = 0; target < farm.data.targets.count; target++) record(world, farm, target);
}

function difference(names: ReadonlySet<string>, without: ReadonlySet<string>): readonly string[] {
  return [...names].filter((name) => !without.has(name));
}

function changedKeys(before: ReadonlySet<string>, after: ReadonlySet<string>): readonly string[] {
  return [...difference(before, after), ...difference(after, before)];
}

function changedMap<Value>(before: ReadonlyMap<string, Value>, after: ReadonlyMap<string, Value>): readonly string[] {
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].filter((key) => JSON.stringify(before.get(key)) !== JSON.stringify(after.get(key)));
}
