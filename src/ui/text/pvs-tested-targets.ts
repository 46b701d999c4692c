/**
 * The rows about targets that `pvs test-failover` shows: where they are, who else could have them, and where they went.
 *
 * Not here: the steps that they belong to (pvs-test-failover.ts).
 */

import type { Candidate, ServerTest, TargetTest } from '../../app/pvs/test-failover/result.ts';
import { colour } from '../colour.ts';
import { nameRanges } from './name-ranges.ts';
import type { Cell } from './table.ts';
import { counted, pause } from './words.ts';

/** `win11 version 42 · standard image · load balanced`. */
export function imageText({ vdisk, version, mode, loadBalanced }: TargetTest): string {
  const image = mode === 'maintenance' ? 'version in maintenance' : `${mode} image`;
  return `${vdisk} version ${version} · ${image} · ${loadBalanced ? 'load balanced' : 'one assigned server'}`;
}

/** What was noted of the one target that a test is about. */
export function noteRows({ targets }: ServerTest): Cell[][] {
  return targets.flatMap(({ before, candidates }) => [
    ['1 note', 'connected to', before.server ?? 'none', hostOf(before.address), '(read from the target)'],
    ...candidates.map((candidate, index) => ['', index === 0 ? 'candidates' : '', ...candidateCells(candidate)]),
  ]);
}

/** What was noted of many: candidates once for all that read the same and have the same. */
export function noteAllRows({ server, address, targets }: ServerTest): Cell[][] {
  const alike = Map.groupBy(targets, ({ vdisk, version, candidates }) => JSON.stringify([vdisk, version, candidates]));
  return [
    ['1 note', 'connected to', server, hostOf(address), `${counted(targets.length, 'target')} (read from the targets)`],
    ...testedRows(targets),
    ...[...alike.values()].flatMap(([first]) => (first === undefined ? [] : imageRows(first))),
  ];
}

/** Which they are. */
function testedRows(targets: readonly TargetTest[]): Cell[][] {
  return [...Map.groupBy(targets, ({ vdisk }) => vdisk)].map(([vdisk, own], index) => [
    '',
    index === 0 ? 'tested' : '',
    vdisk,
    `${own.length}`,
    nameRanges(own.map(({ target }) => target)),
  ]);
}

function imageRows({ vdisk, version, candidates }: TargetTest): Cell[][] {
  return candidates.map((candidate, index) => [
    '',
    index === 0 ? `${vdisk} version ${version}` : '',
    ...candidateCells(candidate),
  ]);
}

function candidateCells({ server, refusal, identical, targets }: Candidate): Cell[] {
  if (refusal === null) {
    return [server, 'ok', `${identical === true ? 'identical, ' : ''}${counted(targets, 'target')}`];
  }
  const copy = identical === true ? ' (its copy is identical)' : '';
  return [server, { text: 'refused', paint: colour.yellow }, `${refusal.code} ${refusal.reason}${copy}`];
}

/** How many of those with flaws are named. */
export type TestDetail = 'first' | 'all';

/** Where the one target is that a test is about, and how long that took. */
export function confirmRows({ targets }: ServerTest, withinSec: number): Cell[][] {
  return targets.map((target) => [
    '3 confirm',
    'connected to',
    ...placeCells(target),
    ...outcomeCells(target, withinSec),
  ]);
}

/** How many passed, by the server that they went to; and each that did not by its name. */
export function confirmAllRows({ targets }: ServerTest, withinSec: number, detail: TestDetail): Cell[][] {
  const passed = targets.filter(({ verdict }) => verdict === 'pass');
  const flawed = targets.filter(({ verdict }) => verdict === 'fail');
  const shown = detail === 'all' ? flawed : flawed.slice(0, FLAWED_MAX);
  const more = flawed.length - shown.length;
  const rows: Cell[][] = [
    ...[...Map.groupBy(passed, ({ after }) => after.server).values()].map((own) =>
      passedCells(own, targets, withinSec),
    ),
    ...shown.map((target) => [target.target, ...placeCells(target), ...outcomeCells(target, withinSec)]),
    ...(more === 0 ? [] : [['', '', '', { text: `and ${more} more: --verbose names them`, paint: colour.red }]]),
  ];
  return rows.map((cells, index) => [index === 0 ? '3 confirm' : '', ...cells]);
}

const FLAWED_MAX = 20;

/** `60 of 64 targets after 0.3 s (median), 0.6 s at worst`; none of them had an error, or lost a byte. */
function passedCells(own: readonly TargetTest[], all: readonly TargetTest[], withinSec: number): Cell[] {
  const [first] = own;
  const secs = own.flatMap(({ movedAfterSec }) => movedAfterSec ?? []).sort((a, b) => a - b);
  const [median = 0, worst = 0] = [secs[(secs.length - 1) >> 1], secs.at(-1)];
  const after = `after ${pause(median)} (median), ${pause(worst)} at worst`;
  const count = `${own.length} of ${counted(all.length, 'target')}`;
  const place = first === undefined ? [] : placeCells(first);
  return ['connected to', ...place, `${count} ${after}   ✓ within ${withinSec} s   0 errors · 0 bytes lost`];
}

function placeCells({ after: { server, state, address } }: TargetTest): Cell[] {
  return server === null ? ['nobody', state] : [server, hostOf(address)];
}

function outcomeCells({ verdict, flaws, movedAfterSec, ...rest }: TargetTest, withinSec: number): Cell[] {
  const after = movedAfterSec === null ? '' : `after ${pause(movedAfterSec)}   `;
  if (verdict === 'pass') return [`${after}✓ within ${withinSec} s   ${damageText(rest)}`];
  const reasons = flaws.map(({ code, reason }) => `${code === null ? '' : `${code} `}${reason}`).join('; ');
  return [{ text: `${after}✗ ${reasons}   ${damageText(rest)}`, paint: colour.red }];
}

function damageText({
  pausedSec,
  ioErrors,
  lostBytes,
}: Pick<TargetTest, 'pausedSec' | 'ioErrors' | 'lostBytes'>): string {
  return `paused ${pause(pausedSec)} · ${counted(ioErrors, 'error')} · ${counted(lostBytes, 'byte')} lost`;
}

/** Without the port, which is the same nearly everywhere. */
function hostOf(address: string | null): string {
  return address?.replace(/:\d+$/, '') ?? '';
}
