/**
 * `rehearse` as text: the verdict, what it did to users over all seeds, and the story of the worst seed.
 *
 * Not here: launches minute by minute (rehearse-launches.ts), and targets of a streaming farm (rehearse-streaming.ts).
 */

import type { RehearsalAssumption } from '../../app/rehearse/rested-on.ts';
import type { FailureResult, MomentResult, PooledResult, RehearseResult } from '../../app/rehearse/result.ts';
import type { Spread } from '../../app/rehearse/spread.ts';
import type { SpreadName } from '../../app/rehearse/summary.ts';
import { colour } from '../colour.ts';
import { type LaunchDetail, launchLines } from './rehearse-launches.ts';
import { streamingLines, targetLines } from './rehearse-streaming.ts';
import { type Cell, table } from './table.ts';
import { counted, moment, sinceStart, span, timeOfDay } from './words.ts';

export function rehearseText(result: RehearseResult, detail: LaunchDetail): string {
  return [
    ...headLines(result),
    '',
    ...summaryLines(result),
    `${result.seedCount === 1 ? 'The run' : 'The worst run'}, with seed ${result.seed}:`,
    ...timelineLines(result),
    '',
    ...blocksOf([
      targetLines(result),
      concernsUsers(result) || detail === 'minutes' ? launchLines(result, detail) : [],
      sessionLines(result),
      pooledLines(result),
    ]),
    ...assumptionLines(result),
    `Next: ${[...(result.verdict === 'failed' ? ['holdover check'] : []), result.replay].join(' · ')}`,
  ].join('\n');
}

/** With faults of the farm alone its targets come first, and users only where a launch of theirs has failed. */
function summaryLines(result: RehearseResult): string[] {
  if (result.about !== 'streaming') return blocksOf([impactLines(result), streamingLines(result)]);
  return blocksOf([streamingLines(result), concernsUsers(result) ? impactLines(result) : usersLines(result)]);
}

function concernsUsers({ about, impact }: RehearseResult): boolean {
  return about !== 'streaming' || (impact.launchesFailed.worst ?? 0) > 0;
}

function usersLines({ launches }: RehearseResult): string[] {
  return launches.attempted === 0 ? [] : ['USERS  no launch failed'];
}

/** With an empty line after each that says anything. */
function blocksOf(blocks: readonly (readonly string[])[]): string[] {
  return blocks.flatMap((lines) => (lines.length === 0 ? [] : [...lines, '']));
}

function headLines(result: RehearseResult): string[] {
  const { site, at, seedCount, forSec, faults, failures, verdict } = result;
  const seeds = counted(seedCount, 'seed');
  return [
    `rehearsal · ${site} · ${moment(at)} · ${span(forSec)} · ${seeds}  ${MARKS[verdict]}`,
    ...faults.map(({ fault, from, until }) => `  ${timeOfDay(from)} to ${timeOfDay(until)}  ${fault}`),
    ...failures.flatMap((failure) => failureLines(failure, seedCount)),
    ...restrictionLines(result),
  ];
}

const MARKS: Readonly<Record<RehearseResult['verdict'], string>> = {
  passed: colour.green('✓ PASSED'),
  failed: colour.red('✗ FAILED'),
  unknown: colour.yellow('? NOTHING TO DECIDE BY'),
};

/** What a verdict that is not bad does not say. */
function restrictionLines({ verdict, failOn, impact }: RehearseResult): string[] {
  if (verdict === 'unknown') {
    return ['  nobody tried to launch anything, for want of a workload: set workload and users, or --fail-on'];
  }
  const failed = impact.launchesFailed.worst ?? 0;
  if (verdict === 'failed' || failOn !== null || failed === 0) return [];
  const launches = failed === 1 ? '1 launch' : `${failed} launches`;
  return [colour.dim(`  ${launches} failed at worst; --fail-on "lhc.launches.failed > 20" sets a limit`)];
}

function failureLines({ reason, message, seed, seedCount, elapsedSec }: FailureResult, all: number): string[] {
  const where = all === 1 ? '' : `, in ${seedCount} of ${all} seeds, first in ${seed}`;
  return [` ${colour.red('✗ FAIL')}  ${reason} at ${sinceStart(elapsedSec)}${where}`, `         ${message}`];
}

interface Row {
  readonly name: SpreadName;
  readonly text: string;
  readonly unit: (value: number) => string;
}

const plain = (value: number) => `${value}`;

const ROWS: readonly Row[] = [
  { name: 'launchesFailed', text: 'launches that failed', unit: plain },
  { name: 'failedPercent', text: 'their share', unit: (value) => `${value} %` },
  { name: 'longestWithoutLaunchSec', text: 'longest time in which every launch failed', unit: span },
  { name: 'longestWithoutResourceSec', text: 'longest time in which every launch of one resource failed', unit: span },
  { name: 'firstLaunchSec', text: 'first launch in a zone under a fault after', unit: span },
  { name: 'registeredAgainSec', text: 'machines registered with who took over after', unit: span },
  { name: 'handedBackSec', text: 'at rest again after all was mended', unit: span },
  { name: 'parkedMachines', text: 'pooled machines parked at most', unit: plain },
  { name: 'exhaustedSec', text: 'no free desktop is left after', unit: span },
];

/** With one seed there is one number of each. */
function impactLines({ impact, seedCount, streaming }: RehearseResult): string[] {
  // Faults that no zone has to be taken over for leave nothing to say of that; those of streaming alone concern no zone.
  const rows = ROWS.filter(({ name }) => !isOfZones(name, streaming) || impact[name].p50 !== null);
  const heading = seedCount === 1 ? ['USERS', ''] : ['USERS', 'P50', 'P95', 'WORST'];
  const cellsOf = ({ p50, p95, worst }: Spread) => (seedCount === 1 ? [worst] : [p50, p95, worst]);
  return table([
    heading.map((text): Cell => ({ text, paint: colour.dim })),
    ...rows.map(({ name, text, unit }) => [
      text,
      ...cellsOf(impact[name]).map((value) => (value === null ? 'never' : unit(value))),
    ]),
  ]);
}

function isOfZones(name: SpreadName, streaming: RehearseResult['streaming']): boolean {
  return name === 'registeredAgainSec' || (name === 'firstLaunchSec' && streaming !== null);
}

/** More of it is in the JSON result. */
const TIMELINE_MAX = 40;

function timelineLines({ timeline }: RehearseResult): string[] {
  const rows = timeline.slice(0, TIMELINE_MAX).map(momentRow);
  const more = timeline.length - TIMELINE_MAX;
  return [...table(rows), ...(more > 0 ? [`… ${more} more: --json has them all`] : [])];
}

function momentRow({ at, elapsedSec, zone, kind, message }: MomentResult): Cell[] {
  const isBad = kind === 'law' || kind === 'limit' || kind === 'refused' || kind === 'condition' || kind === 'frozen';
  return [timeOfDay(wholeSecond(at)), sinceStart(elapsedSec), zone ?? '', isBad ? `! ${message}` : message];
}

/** Fractions of a second are the JSON result's. */
function wholeSecond(instant: string): string {
  return instant.replace(/\.\d+Z$/, '.000Z');
}

function sessionLines({ sessions, about }: RehearseResult): string[] {
  const { before, kept, endedBy, dropped, started, twiceInOutage, twiceAtEnd } = sessions;
  if (about === 'streaming' && before + started === 0) return [];
  const twice = `  users with two of a group: ${twiceInOutage} when all was mended, ${twiceAtEnd} in the end, one broker seeing both`;
  const ended = Object.entries(endedBy).map(([reason, count]) => `${count} ${reason}`);
  return [
    `Sessions: ${before} when it began; ${started} started`,
    `  ${kept} kept to the end of the faults · ended: ${ended.join(', ') || 'none'} · dropped: ${dropped}`,
    ...(about === 'streaming' && twiceInOutage + twiceAtEnd === 0 ? [] : [twice]),
  ];
}

const POOLED_COLUMNS = 6;

/** Groups of which something was parked or all was used. */
function pooledLines({ pooled }: RehearseResult): string[] {
  const shown = pooled.filter(({ parkedMax, exhaustedSec }) => parkedMax > 0 || exhaustedSec !== null);
  if (shown.length === 0) return [];
  const times = columnsOf(shown[0]?.samples ?? []).map(({ elapsedSec }) => sinceStart(elapsedSec));
  const heading = ['POOLED: PARKED/FREE', ...times, 'NONE FREE'].map((text): Cell => ({ text, paint: colour.dim }));
  return table([heading, ...shown.map(pooledRow)]);
}

function pooledRow({ zone, deliveryGroup, machines, exhaustedSec, samples }: PooledResult): Cell[] {
  return [
    `${zone} ${deliveryGroup} (${machines})`,
    ...columnsOf(samples).map(({ parked, free }) => `${parked}/${free}`),
    exhaustedSec === null ? '-' : sinceStart(exhaustedSec),
  ];
}

/** As many as fit, evenly spread over the run, the first and the last among them. */
function columnsOf<Sample>(samples: readonly Sample[]): readonly Sample[] {
  const step = Math.max(1, (samples.length - 1) / (POOLED_COLUMNS - 1));
  const places = Array.from({ length: Math.min(POOLED_COLUMNS, samples.length) }, (_, column) =>
    Math.round(column * step),
  );
  return places.flatMap((place) => samples[place] ?? []);
}

function assumptionLines(result: RehearseResult): string[] {
  const shown = result.assumptions.filter(({ about }) => restsOn(result, about));
  return ['This rests on what no source gives:', ...table(shown.map((each) => [`  ${each.assumption}`, each.value]))];
}

/** Timers of Local Host Cache have no part in what faults of the farm alone come to. */
function restsOn(result: RehearseResult, about: RehearsalAssumption['about']): boolean {
  if (result.about !== 'streaming') return true;
  return about === 'streaming' || (about === 'users' && concernsUsers(result));
}
