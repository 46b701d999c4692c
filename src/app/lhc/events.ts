/**
 * `lhc events`: what the connectors of a site wrote to their logs, and what was done to the site.
 *
 * Not here: when an entry is written (core/lhc/connector/event-log.ts), and the lines about streaming (../pvs/events.ts).
 */

import { formatInstant } from '../../core/kernel/index.ts';
import type { WorldLogEntry } from '../../sim/index.ts';
import type { AppContext } from '../context.ts';
import { isAbout } from '../log-systems.ts';
import { connectorNamed, zoneNamed } from '../objects.ts';
import { openSite } from '../open-site.ts';

export interface EventsOptions {
  readonly zones: readonly string[];
  readonly connectors: readonly string[];
  /** Event numbers; none for all. */
  readonly ids: readonly number[];
  /** Only the newest so many; 0 for all. */
  readonly last: number;
}

export interface EventsResult {
  readonly schema: 'holdover.events/1';
  readonly site: string;
  readonly at: string;
  /** How many entries there are of all sorts. */
  readonly logged: number;
  /** How many of them match, also those that `--last` leaves out. */
  readonly total: number;
  readonly events: readonly EventResult[];
}

export interface EventResult {
  readonly at: string;
  readonly zone: string | null;
  readonly connector: string | null;
  readonly provider: string;
  readonly id: number | null;
  readonly severity: string;
  readonly message: string;
}

/** @throws {UserError} ZONE_UNKNOWN, CONNECTOR_UNKNOWN, and what the store throws */
export async function events(context: AppContext, options: EventsOptions): Promise<EventsResult> {
  const { world } = await openSite(context);
  const zones = options.zones.map((name) => zoneNamed(world, name).topology.name);
  const connectors = options.connectors.map((name) => connectorNamed(world, name));
  const own = world.data.log.filter((entry) => isAbout(world, entry, 'lhc'));
  const matching = own.filter(
    (entry) =>
      (zones.length === 0 || entry.zone === null || zones.includes(entry.zone)) &&
      (connectors.length === 0 || (entry.connector !== null && connectors.includes(entry.connector))) &&
      (options.ids.length === 0 || (entry.id !== null && options.ids.includes(entry.id))),
  );
  return {
    schema: 'holdover.events/1',
    site: world.definition.name,
    at: formatInstant(world.data.nowMs),
    logged: own.length,
    total: matching.length,
    events: (options.last === 0 ? matching : matching.slice(-options.last)).map(eventOf),
  };
}

/** A log entry as a result. */
export function eventOf(entry: WorldLogEntry): EventResult {
  const { atMs, zone, connector, provider, id, severity, message } = entry;
  return { at: formatInstant(atMs), zone, connector, provider, id, severity, message };
}
