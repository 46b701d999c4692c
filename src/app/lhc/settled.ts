/**
 * When an outage, or its end, has come to rest: what `--wait` waits for.
 *
 * Not here: waiting (../open-site.ts).
 */

import { hasRoom } from '../../core/lhc/registration/index.ts';
import { CLOUD, connectorAt, FIRST_CONNECTOR, type World, type ZoneRuntime } from '../../sim/index.ts';

/** Every machine that can be is registered with the elected broker of its zone. */
export function takenOver(world: World, zones: readonly string[]): boolean {
  return zonesNamed(world, zones).every((zone) => {
    const accepting = zone.connectors.filter((connector) => connectorAt(world, connector).registration.open);
    if (accepting.length === 0) return false;
    const full = accepting.every((connector) => !hasRoom(connectorAt(world, connector).registration));
    const holders = accepting.map((connector) => FIRST_CONNECTOR + zone.connectors.indexOf(connector));
    return full || allHeldBy(zone, holders);
  });
}

/** Every connector that is up works normally, and every machine that can be is back with the cloud broker. */
export function handedBack(world: World, zones: readonly string[]): boolean {
  return zonesNamed(world, zones).every((zone) => {
    const up = zone.connectors
      .map((connector) => connectorAt(world, connector))
      .filter((state) => state.phase !== 'down');
    const normal = up.every((state) => state.phase === 'running' && state.haMode.state === 'working-normally');
    return normal && allHeldBy(zone, [CLOUD]);
  });
}

/** A zone that is gone meanwhile is not waited for. */
function zonesNamed(world: World, names: readonly string[]): readonly ZoneRuntime[] {
  return world.zones.filter((zone) => names.includes(zone.topology.name));
}

/**
 * Whether every machine that can be registered is, with one of these. One that is off cannot be, nor one that is shut down to be reset; and
 * no broker takes a machine whose session support is not that of its group (R31).
 */
function allHeldBy(
  { fleet: { columns }, topology: { machineGroups } }: ZoneRuntime,
  holders: readonly number[],
): boolean {
  const heldCount = holders.reduce((sum, holder) => sum + (columns.heldBy[holder] ?? 0), 0);
  if (heldCount === columns.count) return true;
  const misfitCount = machineGroups.reduce((sum, { fitsGroup, count }) => sum + (fitsGroup ? 0 : count), 0);
  if (heldCount < columns.count - columns.downCount - misfitCount) return false;
  return columns.holder.every(
    (holder, machine) =>
      holders.includes(holder) ||
      columns.down[machine] === 1 ||
      machineGroups[columns.rangeOf[machine] ?? 0]?.fitsGroup === false,
  );
}
