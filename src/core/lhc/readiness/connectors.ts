/**
 * Findings about the connectors of a zone: whether each can enter HA mode, and whether the one that would be elected can (LHC010 to
 * LHC015), and whether an outage is forced on a part of them (LHC051).
 *
 * Not here: their LocalDB (sync.ts), their size (capacity.ts).
 */

import { shellWord } from '../../kernel/index.ts';
import type { ZoneTopology } from '../../site/index.ts';
import { type ConnectorState, isForced } from '../connector/index.ts';
import { capacityText } from './capacity.ts';
import type { ZoneFacts } from './facts.ts';
import { finding, type LhcFinding } from './finding.ts';
import { electedInOutage } from './outage-broker.ts';

/** Findings that say that an outage would do nothing for the zone, or half of it: also one that is forced. */
export function obstaclesIn(facts: ZoneFacts): readonly LhcFinding[] {
  const unlisted = facts.connectors.filter(({ fqdn }) => !isListed(facts, fqdn));
  if (facts.connectors.length > 0 && unlisted.length === facts.connectors.length) {
    return [noDeliveryController(facts), ...partlyForced(facts)];
  }
  return [
    ...firstCannotEnter(facts),
    ...facts.connectors.flatMap((connector) => noContact(facts, connector)),
    ...unlisted.map((connector) => notListed(facts, connector)),
    ...partlyForced(facts),
  ];
}

/** Findings that make a zone's brokering in an outage depend on luck, or impossible, without being an obstacle to forcing one. */
export function connectorFindings(facts: ZoneFacts): readonly LhcFinding[] {
  return [...singleConnector(facts), ...nobodyToElect(facts)];
}

/** LHC010: no StoreFront lists any connector of the zone. */
function noDeliveryController({ definition, zone }: ZoneFacts): LhcFinding {
  return finding('LHC010', {
    zone: zone.name,
    message: `no connector of ${zone.name} is a delivery controller: its ${zone.machineCount} machines are lost in an outage`,
    effect: `nobody brokers for ${zone.name}: ${capacityText(definition, zone.name)}`,
  });
}

/** LHC015: the connector that would win the election is one that cannot broker. */
function firstCannotEnter(facts: ZoneFacts): readonly LhcFinding[] {
  const { connectors, definition, settings, zone } = facts;
  const first = electedInOutage(connectors, settings.electionAmong);
  if (first === null || first.participates) return [];
  // Listed, and not heard yet: its first heartbeat is on its way. LHC014 says so, and goes on saying so if none comes.
  if (isListed(facts, first.fqdn) && first.lastStoreFrontContactMs === null) return [];
  return [
    finding('LHC015', {
      zone: zone.name,
      connector: first.fqdn,
      message: `${first.fqdn} would be elected but cannot enter HA mode: nobody would broker for ${zone.name}`,
      effect: `nobody brokers for ${zone.name}: ${capacityText(definition, zone.name)}`,
      fix: isListed(facts, first.fqdn) ? 'see that StoreFront runs and reaches the connector' : listIt(first),
    }),
  ];
}

/** LHC014: listed, but not heard of for longer than the expiry, or not yet. */
function noContact(facts: ZoneFacts, connector: ConnectorState): readonly LhcFinding[] {
  const { fqdn, lastStoreFrontContactMs, participates, phase } = connector;
  if (!isListed(facts, fqdn) || participates || phase !== 'running') return [];
  const heard = `not heard from StoreFront ${lastStoreFrontContactMs === null ? 'yet' : 'within the expiry'}`;
  const message = `${fqdn} has ${heard}: it refuses HA mode, even forced`;
  return [finding('LHC014', { zone: facts.zone.name, connector: fqdn, message })];
}

/** LHC012: a connector that no StoreFront lists never enters HA mode. */
function notListed({ zone }: ZoneFacts, connector: ConnectorState): LhcFinding {
  return finding('LHC012', {
    zone: zone.name,
    connector: connector.fqdn,
    message: `${connector.fqdn} is not a delivery controller in any StoreFront: it refuses HA mode, even forced`,
    effect: 'it cannot take over from the others of its zone',
    fix: listIt(connector),
  });
}

/** LHC051: some connectors are forced and some are not. */
function partlyForced({ zone, connectors }: ZoneFacts): readonly LhcFinding[] {
  const forcedCount = connectors.filter(isForced).length;
  return forcedCount === 0 || forcedCount === connectors.length ? [] : [partOfZone(zone, forcedCount)];
}

/** The finding LHC051 for a zone of which `forcedCount` connectors are, or would be, forced. */
export function partOfZone(zone: ZoneTopology, forcedCount: number): LhcFinding {
  return finding('LHC051', {
    zone: zone.name,
    message: `the outage is forced on ${forcedCount} of ${zone.connectors.length} connectors of ${zone.name}: those stay in pending-ha`,
    fix: `force all of them: holdover lhc force-outage --zone ${shellWord(zone.name)}`,
  });
}

/** LHC011: nobody could take over. */
function singleConnector({ zone }: ZoneFacts): readonly LhcFinding[] {
  const [only] = zone.connectors;
  if (zone.connectors.length > 1 || only === undefined) return [];
  return [finding('LHC011', { zone: zone.name, message: `${only} is the only connector of ${zone.name}` })];
}

/** LHC015, too: there is nobody to elect, whoever is listed where. */
function nobodyToElect(facts: ZoneFacts): readonly LhcFinding[] {
  const { connectors, definition, settings, zone } = facts;
  if (electedInOutage(connectors, settings.electionAmong) !== null) return [];
  // Where nobody is listed, LHC010 says what has to be done first.
  if (!connectors.some(({ fqdn }) => isListed(facts, fqdn))) return [];
  return [
    finding('LHC015', {
      zone: zone.name,
      message: `no connector of ${zone.name} can be elected: each is down, without a secondary broker, without a LocalDB or without StoreFront contact`,
      effect: `nobody brokers for ${zone.name}: ${capacityText(definition, zone.name)}`,
      fix: `see why: holdover lhc explain ${shellWord(zone.name)}`,
    }),
  ];
}

function listIt({ fqdn }: ConnectorState): string {
  return `add ${fqdn} to StoreFront, or to the virtual server that StoreFront lists`;
}

function isListed({ topology }: ZoneFacts, fqdn: string): boolean {
  return topology.deliveryControllers.has(fqdn);
}
