/**
 * What a change of the definition starts from, and where it leads.
 *
 * Not here: how (redefine.ts).
 */

import type { SiteDefinition, Topology } from '../../core/site/index.ts';
import type { WorldParts } from '../world.ts';

/** The parts of the world as they were. */
export type Former = Readonly<WorldParts>;

export interface Change {
  readonly former: Former;
  readonly definition: SiteDefinition;
  readonly topology: Topology;
  /** FQDNs of the connectors that stay in their zone. */
  readonly kept: ReadonlySet<string>;
}
