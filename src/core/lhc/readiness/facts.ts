/**
 * What the rules look at: the definition of a site, what follows from it, and its connectors as they are.
 *
 * Not here: the rules, and where the facts come from (sim/facts.ts).
 */

import { present } from '../../kernel/index.ts';
import type { SiteDefinition, Topology, ZoneDefinition, ZoneTopology } from '../../site/index.ts';
import type { ConnectorState } from '../connector/index.ts';

export interface ReadinessFacts {
  readonly definition: SiteDefinition;
  readonly topology: Topology;
  /** Of the configuration at the cloud broker. */
  readonly revision: number;
  /** The connectors of a zone as they are, in file order, by the index of the zone. */
  readonly connectors: (zone: number) => readonly ConnectorState[];
}

/** The facts of one zone, and of the site around it. */
export interface ZoneFacts extends Omit<ReadinessFacts, 'connectors'> {
  readonly zone: ZoneTopology;
  readonly settings: ZoneDefinition;
  readonly connectors: readonly ConnectorState[];
}

/** The facts of a zone by its index in the topology. */
export function zoneFactsOf(facts: ReadinessFacts, index: number): ZoneFacts {
  const zone = present(facts.topology.zones[index], 'a zone of the topology');
  const settings = present(facts.definition.zones[zone.name], `a zone ${zone.name}`);
  return { ...facts, zone, settings, connectors: facts.connectors(index) };
}
