/**
 * Explains a connector: its state and what led to it, whether it is elected, and what would change that.
 *
 * Not here: its zone (zone.ts).
 */

import { formatInstant, present } from '../../../core/kernel/index.ts';
import { sameFqdn } from '../../../core/site/index.ts';
import { connectorAt, connectorIndex, siteFindings, type World, zoneOf } from '../../../sim/index.ts';
import { connectorNamed } from '../../objects.ts';
import { zoneElection } from '../elect.ts';
import type { ConnectorExplanation, Explainer } from '../explanation.ts';
import { lastChangeTo } from './last-change.ts';
import { nextChangesOf } from './next-change.ts';

export const connectorExplainer: Explainer = {
  names: (world) => world.data.connectors.map(({ fqdn }) => fqdn),
  explain: explainConnector,
};

function explainConnector(world: World, typed: string): ConnectorExplanation | null {
  if (!world.data.connectors.some(({ fqdn }) => isNamed(fqdn, typed))) return null;
  const fqdn = connectorNamed(world, typed);
  const index = connectorIndex(world, fqdn);
  const { haMode, participates, phase } = connectorAt(world, index);
  const zone = zoneOf(world, index);
  const election = zoneElection(world, zone, []).connectors.find(({ connector }) => connector === fqdn);
  const { elected, rank, reason } = present(election, 'a place in the election for every connector');
  return {
    kind: 'connector',
    connector: fqdn,
    zone: zone.topology.name,
    up: phase !== 'down',
    state: haMode.state,
    since: formatInstant(haMode.sinceMs),
    because: lastChangeTo(world, haMode.state, ({ connector }) => connector === fqdn),
    participates,
    elected,
    rank,
    reason,
    next: nextChangesOf(world, zone, connectorAt(world, index)),
    findings: siteFindings(world).filter(({ connector }) => connector === fqdn),
  };
}

/** By its FQDN, or by the first label of it. */
function isNamed(fqdn: string, typed: string): boolean {
  return sameFqdn(fqdn, typed) || fqdn.toLowerCase().startsWith(`${typed.toLowerCase()}.`);
}
