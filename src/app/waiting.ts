/**
 * The machines that are still on their way to whoever brokers for their zone now, and by when the last of them is there.
 *
 * Not here: how many there are (core/status).
 */

import { formatInstant } from '../core/kernel/index.ts';
import { type LhcStatus, missingCount } from '../core/status/index.ts';
import { connectorAt, type World, type ZoneRuntime } from '../sim/index.ts';

export interface WaitingZone {
  readonly zone: string;
  readonly machineCount: number;
  readonly lastBy: string;
}

/**
 * A machine notices its new broker with its next heartbeat: the last one, a whole interval after the broker began to serve.
 * One that is being reset is not on its way: it registers when it starts.
 */
export function waitingZones(world: World, lhc: LhcStatus): readonly WaitingZone[] {
  return world.zones.flatMap((zone) => {
    const name = zone.topology.name;
    const status = lhc.zones[name];
    const machineCount = status === undefined ? 0 : missingCount(status.machines);
    const sinceMs = servedSince(world, zone, lhc);
    if (machineCount === 0 || sinceMs === null) return [];
    const lastMs = sinceMs + world.definition.timers.vdaHeartbeat;
    return lastMs > world.data.nowMs ? [{ zone: name, machineCount, lastBy: formatInstant(lastMs) }] : [];
  });
}

/** Since when whoever brokers for a zone has done so; null when nobody does. */
function servedSince(world: World, { connectors, index, topology }: ZoneRuntime, lhc: LhcStatus): number | null {
  switch (lhc.zones[topology.name]?.brokering) {
    case 'secondary':
      return Math.max(...connectors.flatMap((connector) => connectorAt(world, connector).servingSinceMs ?? []));
    case 'cloud':
      return world.data.zoneStates[index]?.sinceMs ?? null;
    default:
      return null;
  }
}
