/**
 * What a rehearsal tells of the targets of the streaming farm, as text: how many were held and for how long, who stays frozen and why, and
 * where they all are.
 *
 * Not here: the rest of a rehearsal (rehearse.ts).
 */

import type { RehearseResult } from '../../app/rehearse/result.ts';
import type { Spread } from '../../app/rehearse/spread.ts';
import type { StreamingResult, WaitingResult } from '../../app/rehearse/streaming.ts';
import { colour } from '../colour.ts';
import { nameRanges } from './name-ranges.ts';
import { type Cell, table } from './table.ts';
import { counted, pause } from './words.ts';

/** Nothing of a rehearsal that no streaming farm takes part in. */
export function streamingLines({ streaming, seedCount }: RehearseResult): string[] {
  if (streaming === null) return [];
  return impactLines(streaming, seedCount);
}

/** Of the one run. */
export function targetLines({ streaming }: RehearseResult): string[] {
  if (streaming === null) return [];
  return [
    headLine(streaming),
    ...beforeLines(streaming),
    ...noticeLines(streaming),
    ...streaming.frozen.flatMap((group) => waitingLines(group, 'frozen')),
    ...streaming.notBooted.flatMap((group) => waitingLines(group, 'not booted')),
    `  ${bytesText(streaming)}`,
    ...machineLines(streaming),
    ...serverLines(streaming),
    ...(streaming.held === 0 ? [] : timerLines(streaming)),
  ];
}

interface Row {
  readonly name: keyof StreamingResult['impact'];
  readonly text: string;
  readonly unit: (value: number) => string;
}

const ROWS: readonly Row[] = [
  { name: 'held', text: 'targets that were held', unit: (value) => `${value}` },
  { name: 'frozen', text: 'frozen when the faults ended', unit: (value) => `${value}` },
  { name: 'freezeP50Sec', text: 'pause of the middle one of those held', unit: pauseText },
  { name: 'freezeP95Sec', text: 'pause that 95 % of them did not exceed', unit: pauseText },
  { name: 'freezeWorstSec', text: 'longest pause, to the end of the faults at most', unit: pauseText },
  { name: 'lastResumedSec', text: 'last target that went on, after', unit: pauseText },
];

/** With one seed there is one number of each. */
function impactLines({ impact }: StreamingResult, seedCount: number): string[] {
  const heading = seedCount === 1 ? ['TARGETS', ''] : ['TARGETS', 'P50', 'P95', 'WORST'];
  const cellsOf = ({ p50, p95, worst }: Spread) => (seedCount === 1 ? [worst] : [p50, p95, worst]);
  return table([
    heading.map((text): Cell => ({ text, paint: colour.dim })),
    ...ROWS.slice(0, impact.held.worst === 0 ? 1 : ROWS.length).map(({ name, text, unit }) => [
      text,
      ...cellsOf(impact[name]).map((value) => (value === null ? 'never' : unit(value))),
    ]),
  ]);
}

/** To the tenth of a second, and from two minutes on to the second: over many seeds no more is known. */
function pauseText(seconds: number): string {
  return pause(seconds < 120 ? Math.round(seconds * 10) / 10 : Math.floor(seconds));
}

function headLine({ targets, held, resumed, resumedAfter, unfinished }: StreamingResult): string {
  const line = `Targets: ${held} of ${targets} were held`;
  if (held === 0) return line;
  if (resumedAfter === null) return `${line}, all of them to the end of the faults`;
  const { p50Sec, p95Sec, worstSec } = resumedAfter;
  const pauses = [p50Sec, p95Sec, worstSec].map(pauseText).join(' / ');
  return `${line}; ${unfinished === 0 ? 'all' : resumed} went on, after ${pauses} (p50/p95/worst)`;
}

function beforeLines({ frozenBefore, notBootedBefore }: StreamingResult): string[] {
  return [
    ...beforeLine(frozenBefore, 'frozen before it began'),
    ...beforeLine(notBootedBefore, 'refused a boot before it began'),
  ];
}

function beforeLine(count: number, what: string): string[] {
  return count === 0 ? [] : [`  ${counted(count, 'target')} ${count === 1 ? 'was' : 'were'} ${what}`];
}

const REASONS = {
  told: 'told by the server',
  silence: 'after all tries without an answer',
  restart: 'not known after a restart',
} as const satisfies Record<keyof StreamingResult['noticed'], string>;

function noticeLines({ noticed, failovers, retries }: StreamingResult): string[] {
  const reasons = (['told', 'silence', 'restart'] as const).filter((reason) => noticed[reason] > 0);
  if (reasons.length === 0) return retries === 0 ? [] : [`  ${counted(retries, 'request')} sent again`];
  const all = reasons.map((reason) => `${noticed[reason]} ${REASONS[reason]}`).join(', ');
  return [`  server given up: ${all} · ${counted(failovers, 'fail-over')}`];
}

function waitingLines({ vdisk, code, reason, count, targets, wasBefore }: WaitingResult, what: string): string[] {
  const names = count > targets.length ? `${targets[0]} and ${count - 1} more` : nameRanges(targets);
  const verb = count === 1 ? 'stays' : 'stay';
  const sign = wasBefore ? colour.yellow('!') : colour.red('✗');
  const since = wasBefore ? ', as before' : '';
  return [` ${sign} ${names} (${vdisk}) ${verb} ${what}${since}: ${code}`, `   ${reason}`];
}

function bytesText({ lostBytes, ioErrors }: StreamingResult): string {
  return `bytes lost: ${lostBytes} · input and output errors: ${ioErrors}`;
}

function machineLines({ silentMachines, bootsRefused }: StreamingResult): string[] {
  return [
    ...(silentMachines === 0
      ? []
      : [`  agents of machines that fell silent, as their disks were held: ${silentMachines}`]),
    ...(bootsRefused === 0 ? [] : [`  targets that were refused a boot: ${bootsRefused}`]),
  ];
}

/** More of them are in the JSON result. */
const SERVERS_MAX = 12;

function serverLines({ servers }: StreamingResult): string[] {
  const heading = ['  TARGETS OF', 'BEFORE', 'FAULTS ENDED', 'IN THE END'].map(
    (text): Cell => ({ text, paint: colour.dim }),
  );
  const rows = servers
    .slice(0, SERVERS_MAX)
    .map(({ server, before, mended, after }) => [`  ${server}`, `${before}`, `${mended}`, `${after}`]);
  const more = servers.length - SERVERS_MAX;
  return [...table([heading, ...rows]), ...(more > 0 ? [`  … ${more} more: --json has them all`] : [])];
}

function timerLines({ detection }: StreamingResult): string[] {
  const { usualSec, worstSec, worstIdleSec, loginTimeoutSec } = detection;
  const idleSec = Math.round((worstIdleSec - worstSec) * 1000) / 1000;
  return [
    `  a pause after a crash: ${pauseText(usualSec)} of tries + ${pauseText(loginTimeoutSec)} for a login server that is silent;`,
    `  by the timers the tries take ${pauseText(worstSec)} at worst, and begin ${pauseText(idleSec)} later where a target is idle;`,
    '  a stop is noticed at once',
  ];
}
