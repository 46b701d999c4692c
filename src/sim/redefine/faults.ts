/**
 * The faults of a site whose definition was changed: one whose object is gone is over.
 *
 * Not here: what a fault breaks (../faults.ts).
 */

import { farmTopologyOf, targetNumber } from '../../core/pvs/farm/index.ts';
import { type Fault, machineIndex, type SiteDefinition, type Topology } from '../../core/site/index.ts';
import type { FaultRecord } from '../faults.ts';
import type { Change } from './former.ts';

/** The records in their order. Of several connectors a fault loses those that are gone. */
export function changedFaults(
  records: readonly FaultRecord[],
  { topology, definition }: Pick<Change, 'topology' | 'definition'>,
  nowMs: number,
): FaultRecord[] {
  return records.map((record) => {
    if (record.endedMs !== null) return record;
    const fault = whatIsLeft(record.fault, topology, definition);
    return fault === null ? { ...record, endedMs: nowMs } : { ...record, fault };
  });
}

function whatIsLeft(fault: Fault, topology: Topology, { provisioning: farm }: SiteDefinition): Fault | null {
  const exists = (fqdn: string) => topology.zones.some((zone) => zone.connectors.includes(fqdn));
  switch (fault.kind) {
    case 'cloud-unreachable':
    case 'link-flapping': {
      const connectors = fault.connectors.filter(exists);
      return connectors.length === 0 ? null : { ...fault, connectors };
    }
    case 'storefront-down':
      return topology.storeFronts.some(({ name }) => name === fault.storeFront) ? fault : null;
    case 'machine-down': {
      const isMachine = topology.zones.some((zone) => machineIndex(zone, fault.machine) !== null);
      return isMachine || (farm !== null && targetNumber(farmTopologyOf(farm), fault.machine) !== null) ? fault : null;
    }
    case 'server-down':
    case 'packet-loss':
      return Object.values(farm?.sites ?? {}).some(({ servers }) => fault.server in servers) ? fault : null;
    case 'store-unreachable':
      return farm?.stores[fault.store]?.servers.includes(fault.server) ? fault : null;
    case 'replica-drift': {
      const store = farm?.stores[farm.vdisks[fault.vdisk]?.store ?? ''];
      return store?.storage === 'local' && store.servers.includes(fault.server) ? fault : null;
    }
    case 'database-offline':
      return farm === null ? null : fault;
    default:
      return exists(fault.connector) ? fault : null;
  }
}
