/**
 * `pvs test-failover` as text: the steps as they were taken, and the verdict.
 *
 * Not here: the rows of the targets (pvs-tested-targets.ts).
 */

import type { Detection, ServerTest, TestFailoverResult, Untested } from '../../app/pvs/test-failover/result.ts';
import { shellWord } from '../../core/kernel/index.ts';
import { colour } from '../colour.ts';
import { strandedLine } from './pvs-lines.ts';
import {
  confirmAllRows,
  confirmRows,
  imageText,
  noteAllRows,
  noteRows,
  type TestDetail,
} from './pvs-tested-targets.ts';
import { type Cell, table } from './table.ts';
import { counted, few, pause } from './words.ts';

export function testFailoverText(result: TestFailoverResult, detail: TestDetail): string {
  const { tests, untested, undo, refusal } = result;
  return [
    headLine(result),
    ...tests.flatMap((test) => testLines(test, result, detail)),
    ...untestedLines(untested),
    ...(refusal === null ? [] : [` ${colour.red('✗')} ${refusal.code} ${refusal.reason}`]),
    verdictLine(result),
    ...(tests.length === 0 ? [] : [detectionLine(result.detection)]),
    ...(undo === null ? [] : [`Undo: ${undo}`]),
    nextLine(result),
  ].join('\n');
}

function headLine({ target, vdisk, server, tests }: TestFailoverResult): string {
  const [first] = tests.flatMap(({ targets }) => targets);
  if (target !== null) return colour.bold([target, ...(first === undefined ? [] : [imageText(first)])].join(' · '));
  return colour.bold(vdisk === null ? `all targets of server ${server}` : `all targets of vDisk ${vdisk}`);
}

function testLines(test: ServerTest, { target, withinSec }: TestFailoverResult, detail: TestDetail): readonly string[] {
  const { server, toldCount } = test;
  const rows: Cell[][] = [
    ...(target === null ? noteAllRows(test) : noteRows(test)),
    ['2 stop', 'stream service on', server, '', `${counted(toldCount, 'target')} told to log in again`],
    ...(target === null ? confirmAllRows(test, withinSec, detail) : confirmRows(test, withinSec)),
    ['4 restore', 'stream service on', server, ...restoredCells(test)],
  ];
  return [
    ...table(rows),
    ...test.cannotMove.map((group) => strandedLine(colour.yellow('!'), `cannot leave ${server}`, group)),
  ];
}

function restoredCells({ startedAt, notStarted, resumedCount, resumedSec, stillFrozen }: ServerTest): Cell[] {
  if (startedAt === null) return [{ text: 'still stopped', paint: colour.yellow }, notStarted?.reason ?? ''];
  const resumed =
    resumedSec === null ? '' : `${counted(resumedCount, 'frozen target')} went on after ${pause(resumedSec)}`;
  const still = stillFrozen.length === 0 ? '' : `${few(stillFrozen)} still frozen`;
  return ['', [resumed, still].filter((text) => text !== '').join(', ')];
}

/** By what they have in common. */
function untestedLines(untested: readonly Untested[]): readonly string[] {
  const groups = Map.groupBy(
    untested,
    ({ state, why }) => `${state}${why === null ? '' : `: ${why.code} ${why.reason}`}`,
  );
  return [...groups].map(([what, targets]) => {
    const sign = targets[0]?.state === 'frozen' ? colour.red('✗') : colour.yellow('!');
    return ` ${sign} not tested  ${few(targets.map(({ target }) => target))}  ${what}`;
  });
}

function verdictLine({ verdict, tests, untested }: TestFailoverResult): string {
  switch (verdict) {
    case 'pass':
      return colour.green('PASS');
    case 'fail':
      return `${colour.red('FAIL')}  ${failureText(tests, untested)}`;
    case 'refused':
      return `${colour.red('REFUSED')}  Nothing was stopped: it could not have been started again.`;
    case 'unknown':
      return `${colour.yellow('UNKNOWN')}  There was nothing to stop: no target streams that the verdict would be about.`;
  }
}

function failureText(tests: readonly ServerTest[], untested: readonly Untested[]): string {
  const targets = tests.flatMap((test) => test.targets);
  const failed = targets.filter(({ verdict }) => verdict === 'fail').map(({ target }) => target);
  const frozen = untested.filter(({ state }) => state === 'frozen').map(({ target }) => target);
  const names = [...new Set([...failed, ...frozen])];
  const left = tests.find(({ notStarted }) => notStarted !== null);
  if (names.length === 0) return `the Stream Service on ${left?.server} could not be started again`;
  const count = new Set([...targets.map(({ target }) => target), ...frozen]).size;
  return count === 1 ? names.join() : `${names.length} of ${counted(count, 'target')}: ${few(names)}`;
}

function detectionLine({ stopSec, crashSec, crashWorstSec, idleSec }: Detection): string {
  const stop = stopSec === null ? '' : `The stop was noticed within ${pause(stopSec)}. `;
  return `${stop}A crash, of which nobody is told, would be ${pause(crashSec)} after the first unanswered request on a healthy network, ${pause(crashWorstSec)} at worst (idle: ${pause(idleSec)} more).`;
}

function nextLine({ verdict, tests, untested }: TestFailoverResult): string {
  if (verdict === 'refused') return 'Next: holdover fault list';
  const targets = tests.flatMap((test) => test.targets);
  const [flawed = untested[0]] = targets.filter((target) => target.verdict === 'fail');
  return `Next: ${[
    ...(flawed === undefined ? [] : [`holdover pvs explain ${shellWord(flawed.target)}`]),
    ...rebalanceCommands(tests),
    'holdover pvs status',
  ].join(' · ')}`;
}

/** Nobody moves back by itself. Where none of the tested targets has moved, others of their server may have. */
function rebalanceCommands(tests: readonly ServerTest[]): readonly string[] {
  const moved = tests.flatMap(({ targets }) => targets).find(({ movedAfterSec }) => movedAfterSec !== null);
  if (moved !== undefined) return [`holdover pvs rebalance --vdisk ${shellWord(moved.vdisk)}`];
  return tests.some(othersHaveMoved) ? ['holdover pvs rebalance'] : [];
}

function othersHaveMoved({ toldCount, targets, cannotMove }: ServerTest): boolean {
  const stayed = cannotMove.reduce((sum, group) => sum + group.targets.length, 0);
  return toldCount > targets.length + stayed;
}
