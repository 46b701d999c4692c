/**
 * A fault as a result: of `fault inject`, and one of the list of `fault list`.
 */

import { formatInstant } from '../../core/kernel/index.ts';
import type { Fault } from '../../core/site/index.ts';
import type { FaultRecord } from '../../sim/index.ts';

export interface FaultResult {
  readonly id: string;
  readonly kind: string;
  /** What it is in force for, by name: connectors, a StoreFront, a machine, a server, `server/store`; none for the database. */
  readonly targets: readonly string[];
  /** Of a link-flapping fault, in seconds. */
  readonly everySec?: number;
  /** Of a partition. */
  readonly link?: 'peers' | 'vdas';
  /** Of a monitor's answers. */
  readonly status?: number;
  readonly namesFarm?: boolean;
  /** Of packet-loss. */
  readonly percent?: number;
  /** Of a database that is offline: whether it answers, but slowly. */
  readonly partial?: boolean;
  readonly since: string;
  /** When it ends by itself; null when it does not. */
  readonly until: string | null;
  /** When it ended; null while it is in force. */
  readonly ended: string | null;
}

export function faultResult(record: FaultRecord): FaultResult {
  const { id, fault, sinceMs, untilMs, endedMs } = record;
  return {
    id,
    kind: fault.kind,
    targets: targetsOf(fault),
    ...(fault.kind === 'link-flapping' ? { everySec: fault.everyMs / 1000 } : {}),
    ...(fault.kind === 'connector-partitioned' ? { link: fault.link } : {}),
    ...(fault.kind === 'monitor-answer' ? { status: fault.status, namesFarm: fault.namesFarm } : {}),
    ...(fault.kind === 'packet-loss' ? { percent: fault.percent } : {}),
    ...(fault.kind === 'database-offline' ? { partial: fault.partial } : {}),
    since: formatInstant(sinceMs),
    until: untilMs === null ? null : formatInstant(untilMs),
    ended: endedMs === null ? null : formatInstant(endedMs),
  };
}

function targetsOf(fault: Fault): readonly string[] {
  switch (fault.kind) {
    case 'cloud-unreachable':
    case 'link-flapping':
      return fault.connectors;
    case 'storefront-down':
      return [fault.storeFront];
    case 'machine-down':
      return [fault.machine];
    case 'server-down':
    case 'packet-loss':
      return [fault.server];
    case 'store-unreachable':
      return [`${fault.server}/${fault.store}`];
    case 'replica-drift':
      return [`${fault.server}/${fault.vdisk}`];
    case 'database-offline':
      return [];
    default:
      return [fault.connector];
  }
}
