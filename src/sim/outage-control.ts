/**
 * Forced outages: the administrator's switch on each connector, and its end.
 *
 * Not here: what the switch does to a connector (core/lhc/ha-mode).
 */

import { isForced } from '../core/lhc/connector/index.ts';
import { deliver, writeLog } from './deliver.ts';
import { RANK } from './queue.ts';
import { nextSequence, schedule } from './schedule.ts';
import { connectorAt, connectorIndex, type World, zoneOf } from './world.ts';

/** Sets the switch on a connector, until a moment or until it is released. */
export function forceOutage(world: World, fqdn: string, untilMs: number | null): void {
  const connector = connectorIndex(world, fqdn);
  world.data.outageLeases[fqdn] = { untilMs };
  if (untilMs !== null) {
    const what = { type: 'outage-lease', connector: fqdn } as const;
    schedule(world, { atMs: untilMs, rank: RANK.lease, order: nextSequence(world), what });
  }
  if (isForced(connectorAt(world, connector))) return;
  note(world, connector, 'on');
  deliver(world, connector, { type: 'outage-forced', atMs: world.data.nowMs });
}

/** Releases the switch; with a moment, only where the lease ends at that moment. */
export function releaseOutage(world: World, fqdn: string, leaseEndsMs?: number): void {
  const lease = world.data.outageLeases[fqdn];
  if (leaseEndsMs !== undefined && lease?.untilMs !== leaseEndsMs) return;
  delete world.data.outageLeases[fqdn];
  const connector = connectorIndex(world, fqdn);
  if (!isForced(connectorAt(world, connector))) return;
  note(world, connector, 'off');
  deliver(world, connector, { type: 'outage-released', atMs: world.data.nowMs });
}

function note(world: World, connector: number, switched: 'on' | 'off'): void {
  writeLog(world, {
    provider: 'holdover',
    id: null,
    severity: 'information',
    message: `OutageModeForced set to ${switched === 'on' ? 1 : 0}`,
    forced: switched === 'on',
    zone: zoneOf(world, connector).topology.name,
    connector: connectorAt(world, connector).fqdn,
  });
}
