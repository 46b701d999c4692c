/**
 * The part of `status` about Local Host Cache, as text: a line for each zone, and what the lines cannot show.
 *
 * Not here: the first line and the last (status.ts), and what users have of the site (users.ts).
 */

import type { StatusResult } from '../../app/status.ts';
import { shellWord } from '../../core/kernel/index.ts';
import { systemOf } from '../../core/readiness/index.ts';
import { type ConnectorStatus, type LhcStatus, lhcVerdictOf, type ZoneStatus } from '../../core/status/index.ts';
import { colour } from '../colour.ts';
import { findingRows } from './findings.ts';
import { section } from './section.ts';
import { type Cell, table } from './table.ts';
import { userLines } from './users.ts';
import { counted, moment, NO_ZONES, shortName, span, timeOfDay } from './words.ts';

/** What stands below the table of zones. */
export function lhcLines(lhc: LhcStatus, { document, findings, waiting }: StatusResult): string[] {
  if (isWithoutZones(lhc)) return document.pvs === undefined ? [NO_ZONES] : [];
  return [
    ...section(nextOutageLines(findingsOfZones(findings))),
    ...section(connectorNotes(lhc)),
    ...section(waitingLines(waiting)),
    ...section(userLines(lhc)),
  ];
}

/** Whether the site is a streaming farm and nothing else. */
export function isWithoutZones({ zones }: LhcStatus): boolean {
  return Object.keys(zones).length === 0;
}

function findingsOfZones(findings: StatusResult['findings']): StatusResult['findings'] {
  return findings.filter(({ code }) => systemOf(code) === 'lhc');
}

const HEADING = ['ZONE', 'STATE', 'FOR', 'BROKERING', 'CONNECTORS', 'REGISTERED', 'SYNC'].map((text) => ({
  text,
  paint: colour.dim,
}));

/** The table of zones. */
export function zoneRows(lhc: LhcStatus, findings: StatusResult['findings']): Cell[][] {
  const rows = Object.entries(lhc.zones).map(([name, zone]) => {
    const findingCount = findings.filter((finding) => finding.zone === name).length;
    return [
      name,
      stateCell(zone.state),
      roughSpan(zone.sinceSec),
      brokeringCell(zone),
      connectorsCell(zone),
      machinesCell(zone),
      syncCell(zone, lhc.cloudBroker.revision),
      ...(findingCount === 0 ? [] : [{ text: `! ${findingCount}`, paint: colour.yellow }]),
    ];
  });
  return [HEADING, ...rows];
}

/** From an hour on, without seconds. */
function roughSpan(seconds: number): string {
  return span(seconds < 3600 ? seconds : seconds - (seconds % 60));
}

function stateCell(state: ZoneStatus['state']): Cell {
  return state === 'working-normally' ? state : { text: state, paint: colour.yellow };
}

function brokeringCell(zone: ZoneStatus): Cell {
  const names = Object.keys(zone.connectors);
  if (zone.brokering === 'none') return { text: '✗ nobody', paint: colour.red };
  if (zone.brokering === 'cloud') return 'cloud';
  const accepting = names.filter((name) => zone.connectors[name]?.accepting);
  return { text: `● ${accepting.map((name) => shortName(name, names)).join(', ')}`, paint: colour.cyan };
}

function connectorsCell(zone: ZoneStatus): Cell {
  const connectors = Object.values(zone.connectors);
  const upCount = connectors.filter((connector) => connector.up).length;
  const text = `${upCount}/${connectors.length} up`;
  return upCount === connectors.length ? text : { text, paint: colour.yellow };
}

function machinesCell({ machines }: ZoneStatus): Cell {
  const { registered, total, registeredPercent, resetting } = machines;
  const percent = `${registeredPercent === 100 ? 100 : registeredPercent.toFixed(1)} %`;
  const text = `${registered}/${total}  ${percent}`;
  return registered + resetting === total ? text : { text, paint: colour.yellow };
}

function syncCell(zone: ZoneStatus, revision: number): Cell {
  const databases = Object.values(zone.connectors).map((connector) => connector.localDb);
  const currentCount = databases.filter((localDb) => localDb.revision === revision).length;
  if (currentCount === databases.length) return `rev ${revision}`;
  return { text: `rev ${revision} on ${currentCount}/${databases.length}`, paint: colour.yellow };
}

/** Findings do not enter the verdict: they are about the next outage. */
function nextOutageLines(findings: StatusResult['findings']): string[] {
  return findings.length === 0 ? [] : ['In an outage:', ...table(findingRows(findings))];
}

/** What the table cannot show: connectors that are down, cut off, split, or stuck in another state than their zone. */
function connectorNotes({ zones }: LhcStatus): string[] {
  return Object.entries(zones).flatMap(([name, zone]) => {
    const names = Object.keys(zone.connectors);
    const byNote = new Map<string, string[]>();
    for (const [fqdn, connector] of Object.entries(zone.connectors)) {
      for (const note of connectorNote(connector, zone)) {
        byNote.set(note, [...(byNote.get(note) ?? []), shortName(fqdn, names)]);
      }
    }
    const notes = [...byNote].map(([note, who]) => `   ${name}  ${whoAll(who, names.length)}: ${note}`);
    return [...partitionNote(name, zone), ...notes];
  });
}

function whoAll(who: readonly string[], connectorCount: number): string {
  if (who.length !== connectorCount || connectorCount === 1) return who.join(', ');
  return connectorCount === 2 ? 'both connectors' : `all ${connectorCount} connectors`;
}

function partitionNote(name: string, zone: ZoneStatus): string[] {
  if (zone.electedBrokers.length < 2) return [];
  const brokers = zone.electedBrokers.map((fqdn) => shortName(fqdn, Object.keys(zone.connectors)));
  const how = zone.acceptingBrokers > 1 ? 'each accepts registrations' : 'each believes to be elected';
  return [`   ${name}  partitioned: ${brokers.join(' and ')}: ${how}, one on each side`];
}

function connectorNote(connector: ConnectorStatus, zone: ZoneStatus): string[] {
  if (!connector.up) return ['down'];
  const notes = [
    ...(connector.state !== zone.state && connector.participates ? [`in ${connector.state}`] : []),
    ...(connector.cloudReachable ? [] : ['cannot reach the cloud']),
    ...(connector.forcedOutage ? ['forced into an outage'] : []),
  ];
  return notes.length === 0 ? [] : [notes.join(', ')];
}

/** A line a zone; where they are many, one line for all. */
function waitingLines(waiting: StatusResult['waiting']): string[] {
  if (waiting.length > WAITING_LINES_MAX) {
    const machineCount = waiting.reduce((sum, zone) => sum + zone.machineCount, 0);
    const lastBy =
      waiting
        .map((zone) => zone.lastBy)
        .sort()
        .at(-1) ?? '';
    return [
      `   ${machineCount} machines of ${waiting.length} zones are not registered yet; the last one by ${timeOfDay(lastBy)}`,
    ];
  }
  return waiting.map(({ zone, machineCount, lastBy }) => {
    const verb = machineCount === 1 ? 'is' : 'are';
    return `   ${counted(machineCount, 'machine')} of ${zone} ${verb} not registered yet; the last one by ${timeOfDay(lastBy)}`;
  });
}

const WAITING_LINES_MAX = 12;

/** With `--verbose`: every connector. */
export function connectorTable(lhc: LhcStatus): string[] {
  const heading = [
    'ZONE',
    'CONNECTOR',
    'STATE',
    'SINCE',
    'ENABLED',
    'ELECTED',
    'OUTAGE',
    'ACCEPTS',
    'REGISTERED',
    'LAST STOREFRONT',
  ];
  const rows = Object.entries(lhc.zones).flatMap(([zone, { connectors }]) =>
    Object.entries(connectors).map(([fqdn, connector]) => [
      zone,
      shortName(fqdn, Object.keys(connectors)),
      connector.up ? connector.state : 'down',
      timeOfDay(connector.since),
      yesOrNo(connector.lhcEnabled),
      yesOrNo(connector.elected),
      yesOrNo(connector.outageModeEntered),
      yesOrNo(connector.accepting),
      String(connector.registrations),
      connector.lastStoreFrontContact === null ? 'never' : moment(connector.lastStoreFrontContact),
    ]),
  );
  return table([heading.map((text) => ({ text, paint: colour.dim })), ...rows]);
}

/** Commands to go on with. */
export function lhcCommands({ zones }: LhcStatus, { document, waiting }: StatusResult): string[] {
  const named = Object.entries(zones);
  if (named.length === 0) return document.pvs === undefined ? ['holdover pvs status'] : [];
  const episode = named.find(([, zone]) => zone.state !== 'working-normally');
  const advance = `holdover clock advance ${waiting.length > 0 ? '5m' : '1m'}`;
  if (episode !== undefined) return [advance, `holdover lhc events --zone ${shellWord(episode[0])} --last 20`];
  if (lhcVerdictOf(Object.values(zones)) !== 'healthy') return [advance, 'holdover fault list'];
  // The verdict is over both systems: what it is for has to be found where it is.
  if (document.verdict !== 'healthy') return document.pvs === undefined ? ['holdover pvs status'] : [];
  const first = named[0]?.[0];
  return [
    ...(waiting.length > 0 ? [advance] : []),
    ...(first === undefined ? [] : [`holdover lhc force-outage --zone ${shellWord(first)}`]),
  ];
}

function yesOrNo(fact: boolean): string {
  return fact ? 'yes' : 'no';
}
