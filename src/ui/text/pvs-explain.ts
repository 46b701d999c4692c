/**
 * `pvs explain` of targets, servers and vDisks as text.
 *
 * Not here: codes (explain-finding.ts).
 */

import type { EventResult } from '../../app/lhc/events.ts';
import type { PvsExplainResult } from '../../app/pvs/explain.ts';
import type {
  ExplainedVersion,
  FarmExplanation,
  Mend,
  ServerExplanation,
  TargetExplanation,
  TargetServer,
  VdiskExplanation,
  VdiskOnServer,
} from '../../app/pvs/explanation.ts';
import type { PvsFinding } from '../../core/pvs/readiness/index.ts';
import { colour } from '../colour.ts';
import { findingExplanationLines, nextChangeLines } from './explain-finding.ts';
import { faultWords } from './fault.ts';
import { findingRows } from './findings.ts';
import { arrivals, strandedLine } from './pvs-lines.ts';
import { type Cell, labelled, table } from './table.ts';
import { counted, moment, pause } from './words.ts';

export function pvsExplainText(result: PvsExplainResult): string {
  const head = result.site === null || result.at === null ? [] : [`${result.site} · ${moment(result.at)}`, ''];
  return [...head, ...linesOf(result)].join('\n');
}

function linesOf(result: PvsExplainResult): readonly string[] {
  switch (result.kind) {
    case 'finding':
      return findingExplanationLines(result);
    case 'target':
      return [...targetLines(result), ...tailLines(result)];
    case 'server':
      return [...serverLines(result), ...tailLines(result)];
    case 'vdisk':
      return [...vdiskLines(result), ...tailLines(result)];
  }
}

function targetLines(result: TargetExplanation): readonly string[] {
  const { target, state, server, serverAddress, loginServer, recordedServer, because, faults, servers, next } = result;
  const where = server === null ? '' : `  from ${server} ${serverAddress ?? ''}`;
  return [
    colour.bold(`${target}  ${state}${where}`),
    ...labelled([
      ['boots', `${result.vdisk} version ${result.version ?? 'none'} (${result.type} target of ${result.collection})`],
      ['because', because === null ? unchangedText(state) : becauseText(because)],
      ...faults.map((fault) => ['', `fault ${faultWords(fault)} (since ${moment(fault.since)})`] as const),
      ['logged in by', loginServer ?? 'nobody'],
      ['on record', recordedServer === server ? 'as the target reports it' : `on ${recordedServer ?? 'no server'}`],
      ['fail-overs', failoverText(result)],
      ['without it', withoutText(result)],
    ]),
    '',
    'Its servers:',
    ...table(servers.map(serverRow)),
    ...nextChangeLines(next),
  ];
}

function unchangedText(state: TargetExplanation['state']): string {
  if (state === 'off') return 'it is switched off';
  return state === 'booting' ? 'it was switched on' : becauseText(null);
}

function failoverText({ failovers, lastFreezeSec, retries, ioErrors, state }: TargetExplanation): string {
  const isHeld = state === 'frozen' || state === 'reconnecting';
  const paused = isHeld ? `held for ${pause(lastFreezeSec)} so far` : `the last pause took ${pause(lastFreezeSec)}`;
  return `${failovers}${failovers === 0 && !isHeld ? '' : `, ${paused}`}; ${retries} retries, ${counted(ioErrors, 'error')}`;
}

/** What would become of it without its server; of one that has none, why. */
function withoutText({ withoutServer, why, server }: TargetExplanation): string {
  if (withoutServer === null) return why === null ? 'it has no server' : `it has no server: ${why.code} ${why.reason}`;
  const { server: next, refusal } = withoutServer;
  if (next !== null) return `if ${server} stopped now it would go to ${next}`;
  return `if ${server} stopped now it would freeze: ${refusal?.code} ${refusal?.reason}`;
}

function serverRow({ server, isCurrent, refusal, identical, targets }: TargetServer): Cell[] {
  const copy = identical === true ? 'identical' : identical === false ? 'not identical' : 'copy unknown';
  const verdict: Cell = refusal === null ? '✓ ok' : { text: '✗ refused', paint: colour.yellow };
  const why = refusal === null ? '' : `${refusal.code} ${refusal.reason}`;
  return [`  ${isCurrent ? '●' : ' '} ${server}`, verdict, copy, counted(targets, 'target'), why];
}

function serverLines(result: ServerExplanation): readonly string[] {
  const { server, up, streamService, until, addresses, farmSite, loginServer, vdisks, without, because } = result;
  const state = up ? `Stream Service ${streamService}` : 'down';
  const ends = until === null ? '' : `, started again at ${moment(until)}`;
  return [
    colour.bold(`${server} of ${farmSite}  ${state}${ends}`),
    ...labelled([
      ['streams on', addresses.join(', ')],
      ['because', becauseText(because)],
      ['login server', loginServer ? 'yes' : 'no'],
      ['targets', `${result.targets} (${result.booting} booting), power rating ${result.powerRating}`],
    ]),
    ...(vdisks.length === 0 ? [] : ['', 'If it stopped now:', ...table(vdisks.map(vdiskRow))]),
    ...vdisks.flatMap(({ cannotMove }) =>
      cannotMove.map((group) => strandedLine(colour.red('✗'), 'would freeze', group)),
    ),
    ...without
      .filter(({ targetsNow, targetsThen }) => targetsThen > targetsNow)
      .map((other) => `  ${other.server} would have ${counted(other.targetsThen, 'target')} (now ${other.targetsNow})`),
  ];
}

function vdiskRow({ vdisk, targets, moves, cannotMove }: VdiskOnServer): Cell[] {
  const frozen = cannotMove.reduce((sum, group) => sum + group.targets.length, 0);
  const stuck: Cell = frozen === 0 ? '' : { text: `✗ ${frozen} would freeze`, paint: colour.red };
  return [`  ${vdisk}`, counted(targets, 'target'), arrivals(moves), stuck];
}

function vdiskLines(result: VdiskExplanation): readonly string[] {
  const { vdisk, mode, store, storage, loadBalanced, assignedServer, highlyAvailable, why, because, versions } = result;
  return [
    colour.bold(`${vdisk}  ${mode} image in store ${store} (${storage})`),
    ...labelled([
      ['fail-over', highlyAvailable ? 'yes: two servers at least may stream it' : `no: ${why?.code} ${why?.reason}`],
      ['streamed by', loadBalanced ? 'the least busy server that may' : `${assignedServer} alone`],
      ['targets', String(result.targets)],
      ['because', becauseText(because)],
      ...(result.pinnedVersion === null ? [] : ([['pinned to', `version ${result.pinnedVersion}`]] as const)),
    ]),
    ...versions.flatMap(versionLines),
  ];
}

function versionLines({ version, access, isDefault, readers, replicas }: ExplainedVersion): readonly string[] {
  const what = `version ${version}  ${access}${isDefault ? ', the default' : ''}, read by ${counted(readers, 'target')}`;
  const rows = replicas.map(({ server, state, refusal }): Cell[] => [
    `    ${server}`,
    state === 'current' ? '✓ current' : { text: `✗ ${state}`, paint: colour.red },
    refusal === null ? '' : `${refusal.code} ${refusal.reason}`,
  ]);
  return ['', `  ${what}`, ...table(rows)];
}

function tailLines({ mend, findings }: FarmExplanation): readonly string[] {
  return [...mendLines(mend), ...foundLines(findings)];
}

function mendLines(mend: readonly Mend[]): readonly string[] {
  const rows = mend.map(({ code, what, command }) => [`  ${code}`, what, command ?? '']);
  return rows.length === 0 ? [] : ['', 'To mend it:', ...table(rows)];
}

function foundLines(findings: readonly PvsFinding[]): readonly string[] {
  return findings.length === 0 ? [] : ['', 'Findings:', ...table(findingRows(findings))];
}

function becauseText(because: EventResult | null): string {
  return because === null ? 'nothing has changed it yet' : `${because.message} (${moment(because.at)})`;
}
