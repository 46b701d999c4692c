/**
 * I-L6: the LocalDB in use is always one whole successful import.
 *
 * Not here: whether it is current.
 */

import type { LocalDb } from '../../core/lhc/config-sync/index.ts';
import { type Checker, connectorAt } from '../world.ts';

export function onlyWholeImports(): Checker {
  const known: (LocalDb | null)[] = [];
  return (world, zone) => {
    for (const connector of zone.connectors) {
      const { fqdn, configSync } = connectorAt(world, connector);
      const { localDb } = configSync;
      const before = known[connector];
      if (before === localDb) continue;
      known[connector] = localDb;
      if (before === undefined) continue;
      if (localDb === null) return `I-L6: ${fqdn} has lost its LocalDB`;
      if (configSync.lastImport !== 'succeeded') return `I-L6: ${fqdn} uses an import that failed`;
      const whole = localDb.members.join() === zone.topology.connectors.join();
      if (!whole || localDb.revision > world.data.cloudBroker.revision) return `I-L6: ${fqdn} uses a part of an import`;
    }
    return null;
  };
}
