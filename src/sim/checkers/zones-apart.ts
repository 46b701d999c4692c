/**
 * I-L8: an outage in one zone changes no HA state, election or registration in another.
 *
 * Not here: zones that were touched themselves, by a fault, a forced outage or a change of their definition.
 */

import { concerns } from '../faults.ts';
import { CLOUD, NOBODY, RESETTING } from '../fleet-columns.ts';
import { type Checker, connectorAt, type World, type ZoneRuntime } from '../world.ts';

export function zonesStayApart(): Checker {
  const touched = new Set<string>();
  let seenFaults = 0;
  let seen: World['definition'] | null = null;
  let circumstances: ReadonlyMap<string, string> = new Map();
  return (world, zone) => {
    while (seenFaults < world.data.faults.length) {
      const { fault } = world.data.faults[seenFaults++]!;
      for (const { topology } of world.zones) if (concerns(fault, topology)) touched.add(topology.name);
    }
    if (world.definition !== seen) {
      const now = circumstancesOf(world);
      for (const [name, text] of now) if (seen !== null && circumstances.get(name) !== text) touched.add(name);
      [seen, circumstances] = [world.definition, now];
    }
    const { name } = zone.topology;
    if (touched.has(name)) return null;
    if (zone.topology.connectors.some((fqdn) => fqdn in world.data.outageLeases)) {
      touched.add(name);
      return null;
    }
    return disturbance(world, zone);
  };
}

/** What a zone is declared to be: a change of it touches the zone. */
function circumstancesOf({ definition, topology }: World): ReadonlyMap<string, string> {
  const { timers, zones } = definition;
  return new Map(
    topology.zones.map((zone) => [zone.name, JSON.stringify([timers, zones[zone.name], zone.machineGroups])]),
  );
}

function disturbance(world: World, zone: ZoneRuntime): string | null {
  for (const connector of zone.connectors) {
    const { fqdn, haMode, election } = connectorAt(world, connector);
    if (haMode.state !== 'working-normally') return `I-L8: ${fqdn} left working-normally for another zone's outage`;
    if (election.elected !== election.members[0]) return `I-L8: ${fqdn} elected anew for another zone's outage`;
  }
  const { machineCount, name } = zone.topology;
  const heldByCloud = zone.fleet.columns.heldBy[CLOUD];
  if (heldByCloud === machineCount || heldByCloud === machineCount - absentCount(world, zone)) return null;
  return `I-L8: machines of ${name} registered anew for another zone's outage`;
}

/** Machines that are registered nowhere for reasons of their own: off or without a disk, in a reset, about to register after it, or never to be registered. */
function absentCount({ data }: World, { fleet, topology }: ZoneRuntime): number {
  const { holder, condition, nextContactMs, rangeOf, down, count } = fleet.columns;
  let absent = 0;
  for (let machine = 0; machine < count; machine++) {
    if (holder[machine] !== NOBODY) continue;
    const isMisfit = topology.machineGroups[rangeOf[machine]!]?.fitsGroup === false;
    const isAway = down[machine] === 1 || condition[machine] === RESETTING;
    if (isAway || nextContactMs[machine]! <= data.nowMs || isMisfit) absent += 1;
  }
  return absent;
}
