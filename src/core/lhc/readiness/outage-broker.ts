/**
 * Who would broker for a zone in an outage that began now.
 *
 * Not here: who takes himself for elected at this moment (../election), which in a partition can be more than one.
 */

import { compareFqdn, type ZoneDefinition } from '../../site/index.ts';
import { type ConnectorState, connectorCandidacy } from '../connector/index.ts';
import { isHaMode } from '../ha-mode/index.ts';

/** The connector that would be elected: the first by name that can broker; null when there is none. */
export function electedInOutage(
  connectors: readonly ConnectorState[],
  electionAmong: ZoneDefinition['electionAmong'],
): ConnectorState | null {
  const able = connectors
    .filter((connector) => connectorCandidacy(connector).brokerRuns)
    .sort((a, b) => compareFqdn(a.fqdn, b.fqdn));
  return (electionAmong === 'all' ? able : inHaMode(able))[0] ?? null;
}

/** Whether the zone would be brokered: the connector that would be elected can enter HA mode as well. */
export function isHaReady(
  connectors: readonly ConnectorState[],
  electionAmong: ZoneDefinition['electionAmong'],
): boolean {
  return electedInOutage(connectors, electionAmong)?.participates === true;
}

/** Those in HA mode; before an outage, those that can enter it. */
function inHaMode(able: readonly ConnectorState[]): readonly ConnectorState[] {
  const inHa = able.filter(({ haMode }) => isHaMode(haMode.state));
  return inHa.length > 0 ? inHa : able.filter(({ participates }) => participates);
}
