/**
 * `status`: how a site stands at its present moment.
 *
 * Not here: the document's meaning (core/status), its looks (ui/text/status.ts).
 */

import { formatInstant } from '../core/kernel/index.ts';
import type { Finding } from '../core/lhc/readiness/index.ts';
import { type AssumedTimer, assumedTimers } from '../core/site/index.ts';
import { missingCount, type StatusDocument, statusOf } from '../core/status/index.ts';
import { connectorAt, factsOf, type World, type ZoneRuntime, zoneFindings } from '../sim/index.ts';
import type { AppContext } from './context.ts';
import { openSite } from './open-site.ts';

export interface StatusResult {
  readonly document: StatusDocument;
  /** What would go wrong in the next outage; it does not enter the verdict. */
  readonly findings: readonly Finding[];
  /** Zones whose machines are still on their way to who brokers now, and by when the last one is there. */
  readonly waiting: readonly { readonly zone: string; readonly machineCount: number; readonly lastBy: string }[];
  readonly assumptions: readonly AssumedTimer[];
}

/** The document as `--verbose` prints it. */
export interface VerboseStatusDocument extends StatusDocument {
  readonly assumptions?: readonly AssumedTimer[];
}

/** @throws {UserError} NO_SITE, SITE_UNKNOWN, STORE_DAMAGED, STORE_NEWER */
export async function status(context: AppContext): Promise<StatusResult> {
  const { world } = await openSite(context);
  const document = statusOf(factsOf(world));
  return {
    document,
    findings: world.zones.flatMap((zone) => zoneFindings(world, zone)),
    waiting: waitingZones(world, document),
    assumptions: assumedTimers(world.definition.timers),
  };
}

/**
 * A machine notices its new broker with its next heartbeat: the last one, a whole interval after the broker began to serve.
 * One that is being reset is not on its way: it registers when it starts.
 */
function waitingZones(world: World, document: StatusDocument): StatusResult['waiting'] {
  return world.zones.flatMap((zone) => {
    const name = zone.topology.name;
    const status = document.lhc.zones[name];
    const machineCount = status === undefined ? 0 : missingCount(status.machines);
    const sinceMs = servedSince(world, zone, document);
    if (machineCount === 0 || sinceMs === null) return [];
    const lastMs = sinceMs + world.definition.timers.vdaHeartbeat;
    return lastMs > world.data.nowMs ? [{ zone: name, machineCount, lastBy: formatInstant(lastMs) }] : [];
  });
}

/** Since when whoever brokers for a zone has done so; null when nobody does. */
function servedSince(
  world: World,
  { connectors, index, topology }: ZoneRuntime,
  document: StatusDocument,
): number | null {
  switch (document.lhc.zones[topology.name]?.brokering) {
    case 'secondary':
      return Math.max(...connectors.flatMap((connector) => connectorAt(world, connector).servingSinceMs ?? []));
    case 'cloud':
      return world.data.zoneStates[index]?.sinceMs ?? null;
    default:
      return null;
  }
}
