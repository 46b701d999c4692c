/**
 * The `fault` commands as text.
 */

import type { ClearResult } from '../../app/fault/clear.ts';
import type { FaultResult } from '../../app/fault/fault-result.ts';
import type { InjectResult } from '../../app/fault/inject.ts';
import type { FaultKindInfo } from '../../app/fault/kind-definition.ts';
import type { FaultsResult } from '../../app/fault/list.ts';
import type { StreamingFault } from '../../core/site/index.ts';
import { colour } from '../colour.ts';
import { table } from './table.ts';
import { exactSpan, few, moment } from './words.ts';

/** Faults that are seen in the status of the streaming farm, and not in that of Local Host Cache. */
const OF_THE_FARM: Readonly<Record<StreamingFault['kind'], true>> = {
  'server-down': true,
  'store-unreachable': true,
  'replica-drift': true,
  'database-offline': true,
  'packet-loss': true,
};

export function injectedText(result: InjectResult): string {
  const end = result.until === null ? 'It lasts until it is cleared.' : `It ends by itself at ${moment(result.until)}.`;
  return [
    `Fault ${result.id}: ${[result.kind, ...details(result)].join(' ')}. ${end}`,
    `Undo: ${result.undo}`,
    `Next: holdover clock advance 1m · ${statusCommand(result.kind)}`,
  ].join('\n');
}

/** Where to look for what comes of it. A machine can be of either system. */
function statusCommand(kind: string): string {
  if (kind === 'machine-down') return 'holdover status';
  return kind in OF_THE_FARM ? 'holdover pvs status' : 'holdover lhc status';
}

export function clearedText({ cleared, endedBefore, kinds }: ClearResult): string {
  const lines = [
    ...(cleared.length > 0 ? [`Cleared: ${cleared.join(', ')}.`] : []),
    ...(endedBefore.length > 0 ? [`Ended before: ${endedBefore.join(', ')}.`] : []),
  ];
  if (lines.length === 0) return 'No fault is in force: nothing changed.';
  return [
    ...lines,
    cleared.length === 0 ? 'Nothing changed.' : `Next: holdover clock advance 1m · ${statusAfter(kinds)}`,
  ].join('\n');
}

/** The one status that shows them all. */
function statusAfter(kinds: readonly string[]): string {
  const commands = new Set(kinds.map(statusCommand));
  return commands.size === 1 ? [...commands].join('') : 'holdover status';
}

export function faultsText({ site, at, faults }: FaultsResult): string {
  if (faults.length === 0) return `${site} · ${moment(at)}: no fault is in force.\nNext: holdover fault kinds`;
  const heading = ['ID', 'KIND', 'SINCE', 'ENDS', 'TARGET'].map((text) => ({ text, paint: colour.dim }));
  return table([heading, ...faults.map(faultRow)]).join('\n');
}

export function faultKindsText(kinds: readonly FaultKindInfo[]): string {
  const rows = kinds.map(({ kind, target, flags, meaning }) => [
    kind,
    [target, flags].filter((words) => words !== '').join(' '),
    meaning,
  ]);
  return [...table(rows), 'Next: holdover fault inject cloud-unreachable all --for 30m'].join('\n');
}

function faultRow(fault: FaultResult): string[] {
  const { id, kind, since, until, ended } = fault;
  const end = ended === null ? (until === null ? 'when cleared' : moment(until)) : `ended ${moment(ended)}`;
  return [id, kind, moment(since), end, details(fault).join(' ')];
}

/** `f1: server-down pvs1`. */
export function faultWords(fault: FaultResult): string {
  return `${fault.id}: ${[fault.kind, ...details(fault)].join(' ')}`;
}

/** What it is in force for, where it names anything, and what its flags say. */
function details({ targets, everySec, link, status, namesFarm, percent, partial }: FaultResult): readonly string[] {
  return [
    ...(targets.length === 0 ? [] : [few(targets)]),
    ...(everySec === undefined ? [] : [`every ${exactSpan(everySec)}`]),
    ...(link === undefined ? [] : [`(${link})`]),
    ...(status === undefined ? [] : [`(status ${status}${namesFarm === false ? ', without the farm' : ''})`]),
    ...(percent === undefined ? [] : [`(${percent} % of packets)`]),
    ...(partial === true ? ['(partial: it answers, but slowly)'] : []),
  ];
}
