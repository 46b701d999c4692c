/**
 * I-L8: an outage in one zone changes no HA state, election or registration in another.
 *
 * Not here: zones that were touched themselves.
 */

import { concerns } from '../faults.ts';
import { CLOUD } from '../fleet.ts';
import { type Checker, connectorAt, type World, type ZoneRuntime } from '../world.ts';

export function zonesStayApart(): Checker {
  const touched = new Set<number>();
  let seenFaults = 0;
  return (world, zone) => {
    while (seenFaults < world.data.faults.length) {
      const { fault } = world.data.faults[seenFaults++]!;
      for (const each of world.zones) if (concerns(fault, each.topology)) touched.add(each.index);
    }
    if (touched.has(zone.index)) return null;
    if (zone.topology.connectors.some((fqdn) => fqdn in world.data.outageLeases)) {
      touched.add(zone.index);
      return null;
    }
    return disturbance(world, zone);
  };
}

function disturbance(world: World, zone: ZoneRuntime): string | null {
  for (const connector of zone.connectors) {
    const { fqdn, haMode, election } = connectorAt(world, connector);
    if (haMode.state !== 'working-normally') return `I-L8: ${fqdn} left working-normally for another zone's outage`;
    if (election.elected !== election.members[0]) return `I-L8: ${fqdn} elected anew for another zone's outage`;
  }
  if (zone.fleet.columns.heldBy[CLOUD] === zone.topology.machineCount) return null;
  return `I-L8: machines of ${zone.topology.name} registered anew for another zone's outage`;
}
