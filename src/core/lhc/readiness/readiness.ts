/**
 * Readiness finds what would keep a zone from being brokered in an outage, before there is one.
 *
 * It looks at the definition and at the connectors as they are. Each finding has a stable code, says what it means for users, and
 * what to do.
 *
 * Not here: what has gone wrong already. That is the status document's verdict (../../status).
 */

import { compareFqdn, type ZoneTopology } from '../../site/index.ts';
import type { ConnectorState } from '../connector/index.ts';
import { isForced } from '../connector/index.ts';

export type FindingCode = 'LHC010' | 'LHC012' | 'LHC014' | 'LHC015' | 'LHC051';

export interface Finding {
  readonly code: FindingCode;
  readonly severity: 'fail' | 'warn';
  readonly zone: string;
  /** The connector it is about; null when it is about the whole zone. */
  readonly connector: string | null;
  /** What is the case and what it does to users in an outage. */
  readonly message: string;
  readonly fix: string;
}

export interface ReadinessFacts {
  readonly zone: ZoneTopology;
  /** The zone's connectors as they are. */
  readonly connectors: readonly ConnectorState[];
  readonly deliveryControllers: ReadonlySet<string>;
  readonly electionAmong: 'all' | 'in-ha-mode';
}

/** Everything found in one zone, worst first. */
export function findingsOf(facts: ReadinessFacts): readonly Finding[] {
  const unlisted = facts.connectors.filter((connector) => !facts.deliveryControllers.has(connector.fqdn));
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

/** LHC010: no StoreFront lists any connector of the zone. */
function noDeliveryController({ zone }: ReadinessFacts): Finding {
  return {
    code: 'LHC010',
    severity: 'fail',
    zone: zone.name,
    connector: null,
    message: `no connector of ${zone.name} is a delivery controller: its ${zone.machineCount} machines are lost in an outage`,
    fix: 'list every connector of the zone in StoreFront, or a virtual server over them',
  };
}

/** LHC012: a connector that no StoreFront lists never enters HA mode. */
function notListed({ zone }: ReadinessFacts, { fqdn }: ConnectorState): Finding {
  return {
    code: 'LHC012',
    severity: 'warn',
    zone: zone.name,
    connector: fqdn,
    message: `${fqdn} is not a delivery controller in any StoreFront: it refuses HA mode, even forced`,
    fix: `add ${fqdn} to StoreFront, or to the virtual server that StoreFront lists`,
  };
}

/** LHC014: listed, but not heard of for longer than the expiry, or not yet. */
function noContact({ zone, deliveryControllers }: ReadinessFacts, connector: ConnectorState): readonly Finding[] {
  if (!deliveryControllers.has(connector.fqdn) || connector.participates || connector.phase !== 'running') return [];
  const heard =
    connector.lastStoreFrontContactMs === null
      ? 'not heard from StoreFront yet'
      : 'not heard from StoreFront within the expiry';
  return [
    {
      code: 'LHC014',
      severity: 'fail',
      zone: zone.name,
      connector: connector.fqdn,
      message: `${connector.fqdn} has ${heard}: it refuses HA mode, even forced`,
      fix: 'see that StoreFront runs and reaches the connector',
    },
  ];
}

/** LHC015: the connector that would win the election is one that cannot broker. */
function firstCannotEnter(facts: ReadinessFacts): readonly Finding[] {
  if (facts.electionAmong === 'in-ha-mode') return [];
  const first = [...facts.connectors].sort((a, b) => compareFqdn(a.fqdn, b.fqdn))[0];
  if (first === undefined || first.phase === 'down' || first.participates) return [];
  const { zone, deliveryControllers } = facts;
  // Listed, and not heard yet: its first heartbeat is on its way. LHC014 says so, and goes on saying so if none comes.
  if (deliveryControllers.has(first.fqdn) && first.lastStoreFrontContactMs === null) return [];
  return [
    {
      code: 'LHC015',
      severity: 'fail',
      zone: zone.name,
      connector: first.fqdn,
      message: `${first.fqdn} would be elected but cannot enter HA mode: nobody would broker for ${zone.name}`,
      fix: facts.deliveryControllers.has(first.fqdn)
        ? 'see that StoreFront runs and reaches the connector'
        : `add ${first.fqdn} to StoreFront, or to the virtual server that StoreFront lists`,
    },
  ];
}

/** LHC051: some connectors are forced and some are not. */
function partlyForced({ zone, connectors }: ReadinessFacts): readonly Finding[] {
  const forcedCount = connectors.filter(isForced).length;
  return forcedCount === 0 || forcedCount === connectors.length ? [] : [partOfZone(zone, forcedCount)];
}

/** The finding LHC051 for a zone of which `forcedCount` connectors are, or would be, forced. */
export function partOfZone(zone: ZoneTopology, forcedCount: number): Finding {
  return {
    code: 'LHC051',
    severity: 'warn',
    zone: zone.name,
    connector: null,
    message: `the outage is forced on ${forcedCount} of ${zone.connectors.length} connectors of ${zone.name}: those stay in pending-ha`,
    fix: `force all of them: holdover lhc force-outage --zone ${zone.name}`,
  };
}
