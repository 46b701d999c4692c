/**
 * The rows about targets that `pvs test-failover` shows: where they are, who else could have them, and where they went.
 *
 * Not here: the steps that they belong to (pvs-test-failover.ts).
 */

import type { Candidate, ServerTest, TargetTest } from '../../app/pvs/test-failover/result.ts';
import { colour } from '../colour.ts';
import type { Cell } from './table.ts';
import { counted } from './words.ts';

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
    ...[...alike.values()].flatMap(([first]) => (first === undefined ? [] : imageRows(first))),
  ];
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

/** Where each target is, and how long that took; with many, each by its name. */
export function confirmRows(
  { targets }: ServerTest,
  { isAlone, withinSec }: { readonly isAlone: boolean; readonly withinSec: number },
): Cell[][] {
  return targets.map((target, index) => [
    index === 0 ? '3 confirm' : '',
    isAlone ? 'connected to' : target.target,
    target.after.server ?? 'nobody',
    target.after.server === null ? target.after.state : hostOf(target.after.address),
    ...outcomeCells(target, withinSec),
  ]);
}

function outcomeCells({ verdict, flaws, movedAfterSec, ...rest }: TargetTest, withinSec: number): Cell[] {
  const after = movedAfterSec === null ? '' : `after ${movedAfterSec} s   `;
  if (verdict === 'pass') return [`${after}✓ within ${withinSec} s   ${damageText(rest)}`];
  const reasons = flaws.map(({ code, reason }) => `${code === null ? '' : `${code} `}${reason}`).join('; ');
  return [{ text: `${after}✗ ${reasons}   ${damageText(rest)}`, paint: colour.red }];
}

function damageText({
  pausedSec,
  ioErrors,
  lostBytes,
}: Pick<TargetTest, 'pausedSec' | 'ioErrors' | 'lostBytes'>): string {
  return `paused ${pausedSec} s · ${counted(ioErrors, 'error')} · ${counted(lostBytes, 'byte')} lost`;
}

/** Without the port, which is the same nearly everywhere. */
function hostOf(address: string | null): string {
  return address?.replace(/:\d+$/, '') ?? '';
}
