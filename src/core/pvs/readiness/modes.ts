/**
 * Findings about how vDisks are set: what keeps their targets on one server (PVS021 to PVS024), what works against itself (PVS041),
 * and what waits (PVS071).
 *
 * Not here: their copies (copies.ts), and what a collection adds (collections.ts).
 */

import { formatInstant } from '../../kernel/index.ts';
import { type FarmVdisk, targetName } from '../farm/index.ts';
import { copyState } from '../inventory/index.ts';
import { shownAccess, type VersionState } from '../versions/index.ts';
import { copyFix } from './copy-fix.ts';
import { type FarmReadinessFacts, namesOf, serverOf, vdiskOf, vdiskStateOf } from './facts.ts';
import { finding, type PvsFinding } from './finding.ts';
import { wantedChain } from './needs.ts';
import { balanceCommand, noRebalanceCommand } from './set-fix.ts';

export function modeFindings(facts: FarmReadinessFacts): readonly PvsFinding[] {
  return facts.topology.vdisks.flatMap((vdisk, number) => [
    ...notBalanced(facts, vdisk),
    ...cacheOnServer(vdisk),
    ...privateAndLocal(vdisk),
    ...inMaintenance(facts, number),
    ...affinityAndRebalance(vdisk),
    ...vdiskStateOf(facts, number).versions.versions.flatMap((version) => pending(facts, number, version)),
  ]);
}

/** PVS021. */
function notBalanced(facts: FarmReadinessFacts, { name, assignedServer }: FarmVdisk): readonly PvsFinding[] {
  if (assignedServer === null) return [];
  const server = serverOf(facts, assignedServer).name;
  const message = `load balancing of ${name} is off: only ${server} streams it`;
  const effect = `when ${server} stops, the targets of ${name} are held until it is back`;
  const fix = `turn load balancing of ${name} on: ${balanceCommand(name)}`;
  return [finding('PVS021', { object: name, message, effect, fix })];
}

/** PVS022, where the vDisk says so. One in private mode has no write cache. */
function cacheOnServer({ name, mode, store, writeCache }: FarmVdisk): readonly PvsFinding[] {
  if (mode === 'private' || store.shared || (writeCache !== 'server' && writeCache !== 'server-persistent')) return [];
  const message = `the write cache of ${name} is on the server, and store ${store.name} is on the servers' own disks`;
  return [finding('PVS022', { object: name, message })];
}

/** PVS023. */
function privateAndLocal({ name, mode, store }: FarmVdisk): readonly PvsFinding[] {
  if (mode !== 'private' || store.shared) return [];
  const message = `${name} is in private mode, and store ${store.name} is on the servers' own disks`;
  return [finding('PVS023', { object: name, message })];
}

/** PVS024: a target runs from a version in maintenance. */
function inMaintenance(facts: FarmReadinessFacts, vdisk: number): readonly PvsFinding[] {
  const { topology, booted } = facts;
  const running = booted.find(
    ({ access, range }) => access === 'maintenance' && topology.ranges[range]?.vdisk === vdisk,
  );
  if (running === undefined) return [];
  const object = vdiskOf(facts, vdisk).name;
  const message = `${targetName(topology, running.firstTarget)} runs from ${object} version ${running.version}, which is in maintenance`;
  return [finding('PVS024', { object, message })];
}

/** PVS041 (P52). */
function affinityAndRebalance({ name, subnetAffinity, rebalance }: FarmVdisk): readonly PvsFinding[] {
  if (subnetAffinity === 'none' || !rebalance.enabled) return [];
  const message = `${name} has subnet affinity (${subnetAffinity}), and is rebalanced by itself`;
  const fix = `turn off one of the two, such as the rebalancing: ${noRebalanceCommand(name)}`;
  return [finding('PVS041', { object: name, message, fix })];
}

/** PVS071 (P54): a version that production targets do not get yet. One in test or in maintenance is told of while a server lacks it. */
function pending(facts: FarmReadinessFacts, number: number, version: VersionState): readonly PvsFinding[] {
  const access = shownAccess(version);
  if (access === 'production') return [];
  const vdisk = vdiskOf(facts, number);
  const lacking = serversLacking(facts, number, version);
  if (access !== 'pending' && lacking.length === 0) return [];
  const from = vdisk.store.servers.find((server) => !lacking.includes(server));
  const name = `${vdisk.name} version ${version.number}`;
  const message =
    access === 'pending'
      ? `${name} is pending: it waits for ${waitsFor(facts, version, lacking)}`
      : `${name} is in ${access}: to be released it needs current copies on ${namesOf(facts, lacking)}`;
  return [finding('PVS071', { object: vdisk.name, message, ...copyFix(facts, vdisk, { from, to: lacking }) })];
}

function waitsFor(facts: FarmReadinessFacts, { scheduledMs }: VersionState, lacking: readonly number[]): string {
  const waits = [
    ...(scheduledMs !== null && scheduledMs > facts.nowMs ? [formatInstant(scheduledMs)] : []),
    ...(lacking.length > 0 ? [`current copies on ${namesOf(facts, lacking)}`] : []),
  ];
  return waits.length === 0 ? 'the next look at its copies' : waits.join(' and for ');
}

/** The servers of the store that have not reported a current copy of every file of a version. */
function serversLacking(facts: FarmReadinessFacts, vdisk: number, { number }: VersionState): readonly number[] {
  const { versions, copies } = vdiskStateOf(facts, vdisk);
  const chain = wantedChain(versions, number);
  return vdiskOf(facts, vdisk).store.servers.filter((_, position) =>
    chain.some((wanted) => {
      const seen = copies[wanted.number]?.[position] ?? { type: 'missing' };
      return copyState(seen, wanted, facts.topology.identity) !== 'current';
    }),
  );
}
