/**
 * Findings about collections: what their targets lack that others of the vDisk have (PVS022 by fall-back, PVS025, PVS027).
 *
 * Not here: what concerns all targets of a vDisk (modes.ts).
 */

import type { TargetRange } from '../farm/index.ts';
import { versionFor } from '../versions/index.ts';
import { type FarmReadinessFacts, namesOf, serverOf, vdiskOf, vdiskStateOf } from './facts.ts';
import { finding, type PvsFinding } from './finding.ts';

export function collectionFindings(facts: FarmReadinessFacts): readonly PvsFinding[] {
  return facts.topology.ranges.flatMap((range) => [
    ...cacheFallenBack(facts, range),
    ...fewInSubnet(facts, range),
    ...noVersion(facts, range),
  ]);
}

/** PVS022 (P44): targets without a disk of their own. On shared storage any server can read what they write. */
function cacheFallenBack(facts: FarmReadinessFacts, range: TargetRange): readonly PvsFinding[] {
  const { name, mode, store, writeCache } = vdiskOf(facts, range.vdisk);
  if (mode === 'private' || store.shared || range.writeCache === writeCache) return [];
  const { collection } = range;
  return [
    finding('PVS022', {
      object: collection,
      message: `the targets of ${collection} have no disk for the write cache of ${name}: it falls back to the server's own disk`,
      fix: `give the targets of ${collection} a disk, or keep the write cache of ${name} in their RAM`,
    }),
  ];
}

/** PVS025: no second server in the subnet, though the vDisk has one. */
function fewInSubnet(facts: FarmReadinessFacts, { collection, subnet, vdisk }: TargetRange): readonly PvsFinding[] {
  const { name, assignedServer, store, subnetAffinity } = vdiskOf(facts, vdisk);
  if (subnetAffinity !== 'fixed') return [];
  const servers = assignedServer === null ? store.servers : [assignedServer];
  const near = servers.filter((server) => serverOf(facts, server).addresses.some((each) => each.subnet === subnet));
  if (near.length >= Math.min(2, servers.length)) return [];
  const where = subnet === null ? `${collection} has no subnet` : `the subnet of ${collection} is ${subnet}`;
  const who =
    near.length === 0 ? `no server of ${name} is` : `of the servers of ${name} only ${namesOf(facts, near)} is`;
  const message = `${where}: ${who} in it, and affinity is fixed`;
  if (near.length > 0) return [finding('PVS025', { object: collection, message })];
  const effect = `no target of ${collection} can boot`;
  return [finding('PVS025', { object: collection, severity: 'fail', message, effect })];
}

/** PVS027. */
function noVersion(facts: FarmReadinessFacts, { collection, type, vdisk }: TargetRange): readonly PvsFinding[] {
  if (versionFor(vdiskStateOf(facts, vdisk).versions, type) !== null) return [];
  const { name } = vdiskOf(facts, vdisk);
  const message = `${name} has no version that the ${type} targets of ${collection} may boot`;
  return [finding('PVS027', { object: collection, message })];
}
