/**
 * I-L7: after hand-back the secondary broker holds no registration.
 *
 * Not here: how fast machines register elsewhere.
 */

import { isHaMode } from '../../core/lhc/ha-mode/index.ts';
import { FIRST_CONNECTOR } from '../fleet-columns.ts';
import { type Checker, connectorAt } from '../world.ts';

export function nothingLeftAfterHandBack(): Checker {
  return (world, zone) => {
    for (let position = 0; position < zone.connectors.length; position++) {
      const connector = zone.connectors[position]!;
      const { fqdn, haMode, registration } = connectorAt(world, connector);
      if (isHaMode(haMode.state)) continue;
      const heldCount = zone.fleet.columns.heldBy[FIRST_CONNECTOR + position] ?? 0;
      if (registration.machineCount > 0 || heldCount > 0) return `I-L7: ${fqdn} still holds ${heldCount} machines`;
    }
    return null;
  };
}
