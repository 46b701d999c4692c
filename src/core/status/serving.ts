/**
 * Who serves a zone: whether the cloud broker or a secondary one can broker for it now.
 *
 * Not here: whom machines are registered with (machines-status.ts).
 */

import { connectorRelays } from '../lhc/connector/index.ts';
import type { ZoneStatus } from './document.ts';
import type { ConnectorFacts, CountByHolder, ZoneFacts } from './facts.ts';

export function brokeringOf({ connectors }: ZoneFacts): ZoneStatus['brokering'] {
  if (connectors.some(({ state }) => state.registration.open)) return 'secondary';
  return connectors.some(relaysToCloud) ? 'cloud' : 'none';
}

/** Of counted machines, those whose holder serves the zone. */
export function servedOf({ connectors }: ZoneFacts, count: CountByHolder): { cloud: number; secondary: number } {
  const accepting = count.connectors.filter((_, position) => connectors[position]?.state.registration.open);
  return {
    cloud: connectors.some(relaysToCloud) ? count.cloud : 0,
    secondary: accepting.reduce((sum, each) => sum + each, 0),
  };
}

/** Outside HA mode, and its way to the cloud is open. */
function relaysToCloud({ state, cloudReachable }: ConnectorFacts): boolean {
  return connectorRelays(state) && cloudReachable;
}
