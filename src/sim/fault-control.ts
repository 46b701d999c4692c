/**
 * Fault control begins, flaps and ends faults, and tells the machines of a world what that changes for them.
 *
 * Not here: what is broken by which fault (faults.ts).
 */

import { present } from '../core/kernel/index.ts';
import { type Fault, machineIndex } from '../core/site/index.ts';
import { crashMachine } from './brokering/index.ts';
import { deliver, writeLog } from './deliver.ts';
import { concerns, type Damage, damageOf, describeFault, type FaultRecord } from './faults.ts';
import { RESETTING } from './fleet-columns.ts';
import { RANK } from './queue.ts';
import { answersChanged, nextSequence, schedule, scheduleFleet, scheduleWatchdog, zoneChanged } from './schedule.ts';
import { applyFarmDamage, hasDisk, switchTarget } from './streaming/index.ts';
import { connectorIndex, type World } from './world.ts';
import type { PeerPair, WorldLogEntry } from './world-data.ts';

/** Begins a fault; with a moment, it ends by itself then. */
export function beginFault(world: World, id: string, fault: Fault, untilMs: number | null): void {
  const { nowMs } = world.data;
  world.data.faults.push({ id, fault, sinceMs: nowMs, untilMs, endedMs: null, flapsDown: true });
  if (untilMs !== null) scheduleFor(world, untilMs, { type: 'fault-lease', id });
  if (fault.kind === 'link-flapping') scheduleFor(world, nowMs + fault.everyMs, { type: 'flap', id });
  note(world, `fault ${id} began: ${describeFault(fault)}`, { began: id });
  applyDamage(world, fault);
}

/** Ends a fault; with a moment, only if that is when it ends by itself. */
export function endFault(world: World, id: string, leaseEndsMs?: number): void {
  const record = world.data.faults.find((fault) => fault.id === id && fault.endedMs === null);
  if (record === undefined || (leaseEndsMs !== undefined && record.untilMs !== leaseEndsMs)) return;
  replace(world, { ...record, endedMs: world.data.nowMs });
  note(world, `fault ${id} ended: ${describeFault(record.fault)}`, { ended: id });
  applyDamage(world, record.fault);
}

/** Turns a flapping link over: down, up, down, … */
export function flap(world: World, id: string): void {
  const record = world.data.faults.find((fault) => fault.id === id && fault.endedMs === null);
  if (record === undefined || record.fault.kind !== 'link-flapping') return;
  replace(world, { ...record, flapsDown: !record.flapsDown });
  scheduleFor(world, world.data.nowMs + record.fault.everyMs, { type: 'flap', id });
  applyDamage(world, record.fault);
}

/** Whether two connectors of a zone can speak to each other. Of a connector that left the zone others still wait for word. */
function isOpen(world: World, { from, to, zone }: PeerPair): boolean {
  const { connectorsDown, peersCut } = world.damage;
  const { connectors, zoneOfConnector } = world.indexes;
  return [from, to].every((fqdn) => {
    const index = connectors.get(fqdn);
    return index !== undefined && zoneOfConnector[index] === zone && !connectorsDown.has(fqdn) && !peersCut.has(fqdn);
  });
}

/** Opens and closes the ways between connectors as the damage has it. */
export function refreshWays(world: World): void {
  for (const pair of world.data.pairs) {
    const open = isOpen(world, pair);
    if (open !== (pair.openSinceMs !== null)) pair.openSinceMs = open ? world.data.nowMs : null;
  }
}

/** Works out anew what is broken, after a change of one fault. */
function applyDamage(world: World, changed: Fault): void {
  const zones = world.zones.filter((zone) => concerns(changed, zone.topology));
  const before = world.damage;
  const after = damageOf(world.data.faults);
  // Sleeping beats make up for the past before it is the past of another state of things.
  for (const zone of zones) zoneChanged(world, zone);
  world.damage = after;
  refreshWays(world);
  const atMs = world.data.nowMs;
  difference(before.brokersDown, after.brokersDown, {
    added: (fqdn) => deliver(world, connectorIndex(world, fqdn), { type: 'broker-stopped', atMs }),
    removed: (fqdn) => deliver(world, connectorIndex(world, fqdn), { type: 'broker-started', atMs }),
  });
  difference(before.connectorsDown, after.connectorsDown, {
    added: (fqdn) => deliver(world, connectorIndex(world, fqdn), { type: 'crashed', atMs }),
    removed: (fqdn) => startConnector(world, fqdn),
  });
  applyToMachines(world, before, after);
  applyFarmDamage(world, before, after);
  for (const zone of zones) answersChanged(world, zone);
}

/** A connector that starts has heard nobody yet: its watch over its peers begins now. */
function startConnector(world: World, fqdn: string): void {
  world.data.pairs.forEach((pair, index) => {
    if (pair.to !== fqdn) return;
    pair.heardMs = world.data.nowMs;
    scheduleWatchdog(world, index);
  });
  deliver(world, connectorIndex(world, fqdn), { type: 'started', atMs: world.data.nowMs });
}

function applyToMachines(world: World, before: Damage, after: Damage): void {
  difference(before.machinesDown, after.machinesDown, {
    added: (name) => onMachine(world, name, 'stop'),
    removed: (name) => onMachine(world, name, 'start'),
  });
}

function onMachine(world: World, name: string, change: 'stop' | 'start'): void {
  switchTarget(world, name, change === 'stop' ? 'off' : 'on');
  for (const zone of world.zones) {
    const machine = machineIndex(zone.topology, name);
    if (machine === null) continue;
    if (change === 'stop') {
      zone.fleet.stop(machine, world.data.nowMs);
      crashMachine(world, zone, machine);
    } else if (zone.fleet.columns.condition[machine] !== RESETTING && hasDisk(world, name)) {
      // One that is being reset starts when that is over, and a target when it has booted.
      zone.fleet.start(machine, world.data.nowMs);
    }
    scheduleFleet(world, zone);
  }
}

interface Difference {
  readonly added: (name: string) => void;
  readonly removed: (name: string) => void;
}

function difference(before: ReadonlySet<string>, after: ReadonlySet<string>, each: Difference): void {
  for (const name of after) if (!before.has(name)) each.added(name);
  for (const name of before) if (!after.has(name)) each.removed(name);
}

function replace(world: World, record: FaultRecord): void {
  const { faults } = world.data;
  const index = faults.findIndex((fault) => fault.id === record.id);
  present(faults[index], 'a fault of this world');
  faults[index] = record;
}

function scheduleFor(
  world: World,
  atMs: number,
  what: { readonly type: 'fault-lease' | 'flap'; readonly id: string },
): void {
  schedule(world, { atMs, rank: RANK.lease, order: nextSequence(world), what });
}

function note(world: World, message: string, fault: WorldLogEntry['fault']): void {
  const entry = { provider: 'holdover', id: null, severity: 'information', message } as const;
  writeLog(world, { ...entry, zone: null, connector: null, ...(fault === undefined ? {} : { fault }) });
}
