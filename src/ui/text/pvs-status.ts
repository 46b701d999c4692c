/**
 * The part of `status` about streaming, as text: a line for each server and each vDisk, and how many targets stream.
 *
 * Not here: the first line and the last (status.ts), and lists of targets (pvs-lists.ts).
 */

import type { StatusResult, StrandedTargets } from '../../app/status.ts';
import { shellWord } from '../../core/kernel/index.ts';
import { systemOf } from '../../core/readiness/index.ts';
import type { PvsSummary, ServerStatus, VdiskStatus } from '../../core/status/index.ts';
import { colour } from '../colour.ts';
import { findingRows } from './findings.ts';
import { behindLines } from './pvs-lines.ts';
import { section } from './section.ts';
import { type Cell, table } from './table.ts';
import { few, tally } from './words.ts';

/** The table of servers. */
export function serverRows({ servers }: PvsSummary): Cell[][] {
  return [
    headings('SERVER', 'SITE', 'STATE', 'STREAM SERVICE', 'TARGETS', 'BOOTING', 'LOAD'),
    ...Object.entries(servers).map(([name, server]) => [
      name,
      server.site,
      upCell(server),
      serviceCell(server),
      String(server.targets),
      String(server.booting),
      server.load.toFixed(1),
    ]),
  ];
}

export function headings(...texts: readonly string[]): Cell[] {
  return texts.map((text) => ({ text, paint: colour.dim }));
}

export function upCell({ up }: ServerStatus): Cell {
  return up ? 'up' : { text: '✗ down', paint: colour.red };
}

export function serviceCell({ streamService }: ServerStatus): Cell {
  return streamService === 'running' ? streamService : { text: streamService, paint: colour.yellow };
}

/** What stands below the table of servers. */
export function pvsLines(pvs: PvsSummary, { findings, stranded, behind }: StatusResult): string[] {
  return [
    ...section([...table(vdiskRows(pvs)), ...behindLines(behind)]),
    ...section(failoverLines(findings)),
    ...section([...databaseLines(pvs), ...targetLines(pvs), ...unawareLines(pvs), ...stranded.map(strandedLine)]),
  ];
}

function vdiskRows({ vdisks }: PvsSummary): Cell[][] {
  return [
    headings('VDISK', 'VERSION', 'MODE', 'TARGETS', 'HA', 'WHY'),
    ...Object.entries(vdisks).map(([name, vdisk]) => [
      name,
      versionText(vdisk),
      vdisk.mode,
      String(vdisk.targets),
      haCell(vdisk),
      whyText(vdisk),
    ]),
  ];
}

/** `42`, `42 (pinned)`, `1 · 2 maintenance`: what production targets boot, and later versions with what keeps them from it. */
export function versionText({ defaultVersion, pinnedVersion, versions }: VdiskStatus): string {
  const current = defaultVersion === null ? 'none' : `${defaultVersion}${pinnedVersion === null ? '' : ' (pinned)'}`;
  const later = Object.entries(versions)
    .filter(([number]) => Number(number) > (defaultVersion ?? 0))
    .map(([number, { access }]) => `${number} ${access}`);
  return [current, ...later].join(' · ');
}

export function haCell({ highlyAvailable }: { readonly highlyAvailable: boolean }): Cell {
  return highlyAvailable ? 'yes' : { text: '! no', paint: colour.yellow };
}

export function whyText({ why }: Pick<VdiskStatus, 'why'>): string {
  return why === null ? '' : `${why.code} ${why.reason}`;
}

/** Findings do not enter the verdict: they are about the next fail-over. */
function failoverLines(findings: StatusResult['findings']): string[] {
  const ofFarm = findings.filter(({ code }) => systemOf(code) === 'pvs');
  return ofFarm.length === 0 ? [] : ['In a fail-over:', ...table(findingRows(ofFarm))];
}

function databaseLines({ database }: PvsSummary): string[] {
  return database === 'online' ? [] : [colour.yellow('   the database of the farm is offline')];
}

function targetLines({ targetCounts, heldTargets }: PvsSummary): string[] {
  const counts = Object.fromEntries(Object.entries(targetCounts).filter(([, count]) => count > 0));
  const held = heldTargets === 0 ? '' : ` · ${heldTargets} held`;
  return [`   targets: ${tally(counts) || 'none'}${held}`];
}

/** Targets of a server that crashed find out by themselves, request by request. */
function unawareLines({ servers }: PvsSummary): string[] {
  return Object.entries(servers)
    .filter(([, { up, targets }]) => !up && targets > 0)
    .map(([name, { targets }]) => {
      const what = targets === 1 ? 'target waits' : 'targets wait';
      return `   ${targets} ${what} for ${name}, which is down: nobody told them, and they log in elsewhere when their retries are used up`;
    });
}

function strandedLine({ state, why, targets }: StrandedTargets): string {
  const mark = state === 'frozen' ? colour.red('✗ frozen') : colour.yellow('! booting');
  return `   ${mark}  ${few(targets)}: ${why.code} ${why.reason}`;
}

/** Commands to go on with. */
export function pvsCommands(pvs: PvsSummary, { document, stranded, unevenVdisk }: StatusResult): string[] {
  const { servers, targetCounts } = pvs;
  const stuck = stranded[0];
  if (stuck !== undefined) return [`holdover pvs targets --state ${stuck.state}`, mendingCommand(pvs)];
  if (targetCounts.reconnecting + targetCounts.booting > 0) return ['holdover clock advance 1m'];
  const idle = Object.values(servers).filter((server) => !streams(server));
  if (idle.some(({ targets }) => targets > 0)) return ['holdover clock advance 2m', mendingCommand(pvs)];
  if (idle.length > 0) return [mendingCommand(pvs)];
  // The verdict is over both systems: what it is for has to be found where it is.
  if (document.verdict !== 'healthy') return document.lhc === undefined ? ['holdover lhc status'] : [];
  if (unevenVdisk !== null && pvs.database === 'online')
    return [`holdover pvs rebalance --vdisk ${shellWord(unevenVdisk)}`];
  const busiest = Object.entries(servers).toSorted(([, a], [, b]) => b.load - a.load)[0];
  return busiest === undefined ? [] : [`holdover pvs stop-stream ${shellWord(busiest[0])} --for 15m`];
}

/** A service that was stopped is no fault, and is in no list of them. Without the database none can be started. */
function mendingCommand({ servers, database }: PvsSummary): string {
  const stopped = Object.entries(servers).find(([, { up, streamService }]) => up && streamService !== 'running');
  if (stopped === undefined || database === 'offline') return 'holdover fault list';
  return `holdover pvs start-stream ${shellWord(stopped[0])}`;
}

function streams({ up, streamService }: ServerStatus): boolean {
  return up && streamService === 'running';
}
