/**
 * What would change a connector's state next, in words, and when where that is known.
 *
 * Not here: the rules themselves (core/lhc/ha-mode).
 */

import { formatDuration, formatInstant, shellWord } from '../../../core/kernel/index.ts';
import { type ConnectorState, isForced } from '../../../core/lhc/connector/index.ts';
import { haModeDeadline } from '../../../core/lhc/ha-mode/index.ts';
import type { ZoneDefinition } from '../../../core/site/index.ts';
import type { World, ZoneRuntime } from '../../../sim/index.ts';
import type { NextChange } from '../explanation.ts';

const UNHEALTHY: Readonly<Record<ZoneDefinition['peerVerdict'], string>> = {
  'all-unhealthy': 'no connector of the zone is healthy',
  majority: 'most connectors of the zone are unhealthy',
  any: 'the connector is unhealthy',
};

export function nextChangesOf(world: World, zone: ZoneRuntime, connector: ConnectorState): readonly NextChange[] {
  if (connector.phase === 'down') return [sometime('it is down: it has to start again (holdover fault list)')];
  return [...byItself(zone, connector), ...endOfForce(world, zone, connector)];
}

function byItself({ settings }: ZoneRuntime, connector: ConnectorState): readonly NextChange[] {
  const { haMode } = connector;
  const deadlineMs = haModeDeadline(haMode, settings.haMode);
  // Once the least time of a state is over, the next check decides.
  const at = deadlineMs === null ? null : formatInstant(deadlineMs);
  switch (haMode.state) {
    case 'working-normally':
      return whileNormal(connector, settings.contactExpiryMs);
    case 'pending-ha':
      return [
        { what: `initial-ha, if ${UNHEALTHY[settings.haMode.peerVerdict]} then`, at },
        sometime('working-normally, with the first check in which everything is healthy'),
      ];
    case 'initial-ha':
      return [{ what: 'pending-recovery if everything is healthy then, else extended-ha', at }];
    case 'extended-ha':
      return [sometime('pending-recovery, with the first check in which everything is healthy')];
    case 'pending-recovery':
      return [
        { what: 'working-normally, if everything is healthy until then', at },
        sometime('extended-ha, with the first check that fails'),
      ];
  }
}

function whileNormal(
  { lastStoreFrontContactMs, participates }: ConnectorState,
  expiryMs: number,
): readonly NextChange[] {
  if (!participates) {
    return [sometime('nothing, until a StoreFront reaches it: without that it refuses HA mode, even forced')];
  }
  const starts = sometime(
    'pending-ha, with the first request that cannot be relayed to the cloud, or when an outage is forced',
  );
  if (lastStoreFrontContactMs === null) return [starts];
  const expires = formatInstant(lastStoreFrontContactMs + expiryMs);
  const what = `it refuses HA mode from then on, unless it hears from a StoreFront within ${formatDuration(expiryMs)}`;
  return [starts, { what, at: expires }];
}

function endOfForce({ data }: World, { topology }: ZoneRuntime, connector: ConnectorState): readonly NextChange[] {
  if (!isForced(connector)) return [];
  const untilMs = data.outageLeases[connector.fqdn]?.untilMs ?? null;
  if (untilMs !== null) return [{ what: 'the forced outage ends by itself', at: formatInstant(untilMs) }];
  return [
    sometime(`the outage is forced until it is ended: holdover lhc end-outage --zone ${shellWord(topology.name)}`),
  ];
}

function sometime(what: string): NextChange {
  return { what, at: null };
}
