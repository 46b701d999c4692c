/**
 * `lhc end-outage`: releases the switch that holds connectors in an outage. They still walk through their recovery.
 *
 * Not here: an outage that a fault causes (fault/clear.ts).
 */

import { formatInstant } from '../../core/kernel/index.ts';
import { isForced } from '../../core/lhc/connector/index.ts';
import { connectorAt, connectorIndex, type World } from '../../sim/index.ts';
import { changeAndWait } from '../change-and-wait.ts';
import type { AppContext } from '../context.ts';
import type { ChangeOutcome } from '../open-site.ts';
import { type Selection, selectConnectors, type ZoneSelection } from './selection.ts';
import { handedBack } from './settled.ts';

export interface EndOutageResult {
  readonly schema: 'holdover.end-outage/1';
  readonly site: string;
  readonly at: string;
  readonly changed: boolean;
  readonly zones: readonly string[];
  readonly connectors: readonly string[];
  /** Those of them that were held in an outage until now. */
  readonly released: readonly string[];
  /** Zones that stay in their episode because their cloud is unreachable as well. */
  readonly stillUnreachable: readonly string[];
}

/** @throws {UserError} the selection's errors */
export async function endOutage(context: AppContext, options: Selection): Promise<EndOutageResult & ChangeOutcome> {
  return changeAndWait(context, ({ world }) => {
    const selections = selectConnectors(world, options, 'end-outage');
    const connectors = selections.flatMap((selection) => selection.connectors);
    const zones = selections.map(({ zone }) => zone.topology.name);
    const released = connectors.filter((fqdn) => isForced(connectorAt(world, connectorIndex(world, fqdn))));
    return {
      actions: released.length > 0 ? [{ type: 'outage-ended', connectors: released }] : [],
      settled: (after) => handedBack(after, zones),
      result: (after) => resultOf(after, selections, released),
    };
  });
}

function resultOf(world: World, selections: readonly ZoneSelection[], released: readonly string[]): EndOutageResult {
  const cut = (fqdn: string) => world.damage.cloudCut.has(fqdn);
  return {
    schema: 'holdover.end-outage/1',
    site: world.definition.name,
    at: formatInstant(world.data.nowMs),
    changed: released.length > 0,
    zones: selections.map(({ zone }) => zone.topology.name),
    connectors: selections.flatMap((selection) => selection.connectors),
    released,
    stillUnreachable: selections
      .filter(({ zone }) => zone.topology.connectors.some(cut))
      .map(({ zone }) => zone.topology.name),
  };
}
