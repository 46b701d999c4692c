/**
 * `status` as text: a line for each zone, what would go wrong in the next outage, and what to type next.
 *
 * Not here: the numbers (core/status), and what stands below the table about users (users.ts).
 */

import type { StatusResult } from '../../app/status.ts';
import { shellWord } from '../../core/kernel/index.ts';
import type { Finding } from '../../core/lhc/readiness/index.ts';
import type { ConnectorStatus, LhcStatus, StatusDocument, Verdict, ZoneStatus } from '../../core/status/index.ts';
import { colour } from '../colour.ts';
import { findingRows } from './findings.ts';
import { type Cell, table, tableWidth } from './table.ts';
import { userLines } from './users.ts';
import { counted, moment, shortName, sinceStart, span, timeOfDay } from './words.ts';

export interface StatusTextOptions {
  readonly verbose: boolean;
  /** What the first line begins with: `LHC`, or `holdover` for the whole site. */
  readonly title: string;
}

export function statusText(result: StatusResult, { verbose, title }: StatusTextOptions): string {
  const { document } = result;
  const rows = zoneRows(document, result.findings);
  return [
    headLine(document, title, tableWidth(rows)),
    ...table(rows),
    ...section(nextOutageLines(result.findings)),
    ...section(connectorNotes(document)),
    ...section(waitingLines(result.waiting)),
    ...section(userLines(document.lhc)),
    ...(verbose ? section(verboseLines(result)) : []),
    ...nextLines(result),
  ].join('\n');
}

function section(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', ...lines];
}

function headLine(document: StatusDocument, title: string, width: number): string {
  const { site, at, elapsedSec, verdict } = document;
  const head = `${title} · ${site} · ${moment(at)} (${sinceStart(elapsedSec)}, clock stands still)`;
  const space = ' '.repeat(Math.max(2, width - head.length - verdict.length));
  return colour.bold(head) + space + VERDICTS[verdict](verdict.toUpperCase());
}

const VERDICTS: Record<Verdict, (text: string) => string> = {
  healthy: colour.green,
  degraded: colour.yellow,
  failed: colour.red,
};

const HEADING = ['ZONE', 'STATE', 'FOR', 'BROKERING', 'CONNECTORS', 'REGISTERED', 'SYNC'].map((text) => ({
  text,
  paint: colour.dim,
}));

function zoneRows(document: StatusDocument, findings: readonly Finding[]): Cell[][] {
  const rows = Object.entries(document.lhc.zones).map(([name, zone]) => {
    const findingCount = findings.filter((finding) => finding.zone === name).length;
    return [
      name,
      stateCell(zone.state),
      roughSpan(zone.sinceSec),
      brokeringCell(zone),
      connectorsCell(zone),
      machinesCell(zone),
      syncCell(zone, document.revision),
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
function nextOutageLines(findings: readonly Finding[]): string[] {
  return findings.length === 0 ? [] : ['In an outage:', ...table(findingRows(findings))];
}

/** What the table cannot show: connectors that are down, cut off, split, or stuck in another state than their zone. */
function connectorNotes({ lhc }: StatusDocument): string[] {
  return Object.entries(lhc.zones).flatMap(([name, zone]) => {
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

function verboseLines({ document, assumptions }: StatusResult): string[] {
  return [...connectorTable(document.lhc), '', ...assumptionLines(assumptions)];
}

function connectorTable(lhc: LhcStatus): string[] {
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

/** R12: what no source gives, and this report rests on. */
function assumptionLines(assumptions: StatusResult['assumptions']): string[] {
  const values = assumptions.map(({ timer, valueSec }) => `${timer} ${span(valueSec)}`);
  return [`Assumed, because no source gives it: ${values.join(' · ')}`];
}

function yesOrNo(fact: boolean): string {
  return fact ? 'yes' : 'no';
}

function nextLines({ document, waiting }: StatusResult): string[] {
  const zones = Object.entries(document.lhc.zones);
  const episode = zones.find(([, zone]) => zone.state !== 'working-normally');
  const commands: string[] = [];
  if (waiting.length > 0) commands.push('holdover clock advance 5m');
  if (episode !== undefined) {
    if (waiting.length === 0) commands.push('holdover clock advance 1m');
    commands.push(`holdover lhc events --zone ${shellWord(episode[0])} --last 20`);
  } else if (document.verdict !== 'healthy') {
    if (waiting.length === 0) commands.push('holdover clock advance 1m');
    commands.push('holdover fault list');
  } else if (zones[0] !== undefined) {
    commands.push(`holdover lhc force-outage --zone ${shellWord(zones[0][0])}`);
  }
  return commands.length === 0 ? [] : [`Next: ${commands.join(' · ')}`];
}
