/**
 * `lhc history`: the outages of a site, one after another; or those that a real event log tells of.
 *
 * A real log does not name zones. Where a site is loaded that has its connectors, their zones are the site's, and a zone's episodes are
 * made of all of them; a connector that no site knows has episodes of its own.
 *
 * Not here: what makes an episode (core/lhc/history).
 */

import { formatInstant, UserError } from '../../core/kernel/index.ts';
import { episodesOf, type LogFact } from '../../core/lhc/history/index.ts';
import type { World } from '../../sim/index.ts';
import type { AppContext } from '../context.ts';
import { zoneNamed } from '../objects.ts';
import { openSite } from '../open-site.ts';
import type { OpenSite } from '../opened-site.ts';
import { type EpisodeResult, episodeResult } from './history-episode.ts';
import { EXPORT_COMMAND, exportName, readLogExport } from './log-export.ts';
import { readWindowsLog } from './windows-log.ts';
import { worldFacts } from './world-facts.ts';

export interface HistoryOptions {
  readonly zones: readonly string[];
  /** Only the newest so many; 0 for all. */
  readonly last: number;
  /** Exported event logs, `-` for standard input; none for the history of the site. */
  readonly from: readonly string[];
}

export interface HistoryResult {
  readonly schema: 'holdover.history/1';
  /** The site that is told of, or whose zones the connectors of a real log were found in; null for none. */
  readonly site: string | null;
  /** World time; of a real log, the time of its newest entry that counts. */
  readonly at: string;
  /** The files of a real log; none for a site's own history. */
  readonly files: readonly string[];
  /** How many entries the files hold, and how many of them tell of outages, imports or elections; null for a site's own history. */
  readonly entriesRead: number | null;
  readonly entriesUsed: number | null;
  /** How many episodes there are, also those that `--last` leaves out. */
  readonly total: number;
  /** The newest last. */
  readonly episodes: readonly EpisodeResult[];
}

/** What a history is made of, wherever it comes from. */
interface Source {
  readonly site: string | null;
  readonly atMs: number;
  readonly files: readonly string[];
  readonly entriesRead: number | null;
  readonly entriesUsed: number | null;
  readonly facts: readonly LogFact[];
  /** The machines of each zone whose size is known. */
  readonly machines: ReadonlyMap<string, number>;
  /** The zones that were asked for; none for all. */
  readonly zones: readonly string[];
}

/** @throws {UserError} ZONE_UNKNOWN, what reading an export throws, LOG_EXPORT_UNRELATED, and what the store throws */
export async function history(context: AppContext, options: HistoryOptions): Promise<HistoryResult> {
  const source = options.from.length === 0 ? await ownLog(context, options) : await exportedLog(context, options);
  const { zones, atMs, machines } = source;
  const all = episodesOf(source.facts);
  const episodes = zones.length === 0 ? all : all.filter(({ zone }) => zone !== null && zones.includes(zone));
  return {
    schema: 'holdover.history/1',
    site: source.site,
    at: formatInstant(atMs),
    files: source.files,
    entriesRead: source.entriesRead,
    entriesUsed: source.entriesUsed,
    total: episodes.length,
    episodes: (options.last === 0 ? episodes : episodes.slice(-options.last)).map((episode) =>
      episodeResult(episode, { atMs, machines: machines.get(episode.zone ?? '') ?? null }),
    ),
  };
}

async function ownLog(context: AppContext, options: HistoryOptions): Promise<Source> {
  const { world } = await openSite(context);
  return {
    site: world.definition.name,
    atMs: world.data.nowMs,
    files: [],
    entriesRead: null,
    entriesUsed: null,
    facts: worldFacts(world),
    machines: new Map(world.topology.zones.map(({ name, machineCount }) => [name, machineCount])),
    zones: options.zones.map((name) => zoneNamed(world, name).topology.name),
  };
}

async function exportedLog(context: AppContext, { from, zones }: HistoryOptions): Promise<Source> {
  const exports: unknown[] = [];
  for (const path of from) exports.push(await readLogExport(path));
  const { entryCount, facts } = readWindowsLog(exports);
  if (facts.length === 0) throw unrelated(from, entryCount);
  const site = await siteIfAny(context, zones);
  const known = site === null ? facts : facts.map((fact) => inZone(site.world, fact));
  const isKnown = known.some(({ zone }) => zone !== null);
  return {
    site: isKnown ? (site?.world.definition.name ?? null) : null,
    atMs: facts.reduce((last, { atMs }) => Math.max(last, atMs), 0),
    files: from.map(exportName),
    entriesRead: entryCount,
    entriesUsed: facts.length,
    facts: known,
    machines: new Map(),
    zones: site === null ? [] : zones.map((name) => zoneNamed(site.world, name).topology.name),
  };
}

/** A real log can be read without a site, unless one is asked for, or a zone of one. */
async function siteIfAny(context: AppContext, zones: readonly string[]): Promise<OpenSite | null> {
  try {
    return await openSite(context);
  } catch (error) {
    const isNeeded = context.site !== null || zones.length > 0;
    if (isNeeded || !(error instanceof UserError && error.code === 'NO_SITE')) throw error;
    return null;
  }
}

/** The fact with the zone and the spelling of the site, where the site has the connector. */
function inZone({ topology }: World, fact: LogFact): LogFact {
  const name = fact.connector.toLowerCase();
  for (const { name: zone, connectors } of topology.zones) {
    const connector = connectors.find((fqdn) => isNamed(fqdn.toLowerCase(), name));
    if (connector !== undefined) return { ...fact, zone, connector };
  }
  return fact;
}

/** Windows names a machine by its FQDN or by the first label alone. */
function isNamed(fqdn: string, name: string): boolean {
  return fqdn === name || fqdn.startsWith(`${name}.`);
}

function unrelated(from: readonly string[], entryCount: number): UserError {
  const held = entryCount === 0 ? 'no entry at all' : `none of the Local Host Cache among its entries (${entryCount})`;
  const message = `${from.map(exportName).join(', ')} tells nothing of outages`;
  return new UserError('invalid-file', 'LOG_EXPORT_UNRELATED', message, {
    why: `It holds ${held}. Typed on a connector, this command exports what is needed.`,
    hints: [EXPORT_COMMAND],
  });
}
