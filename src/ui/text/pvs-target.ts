/**
 * `pvs boot` and `pvs shutdown` as text.
 */

import type { BootResult } from '../../app/pvs/boot.ts';
import type { ShutdownResult } from '../../app/pvs/shutdown.ts';
import { colour } from '../colour.ts';
import { refusedLines } from './pvs-lines.ts';
import { counted } from './words.ts';

export function bootText(result: BootResult): string {
  const { changed, target, refusal, why, undo } = result;
  if (refusal !== null) return refusedLines(`${target} was not switched on`, refusal).join('\n');
  const what = changed ? `${target} switched on: ${stateText(result)}.` : `${target} is on already: nothing changed.`;
  return [
    what,
    ...(why === null ? [] : [` ${colour.red('✗')} no server for it  ${why.code}  ${why.reason}; it goes on asking`]),
    ...(changed ? [`Undo: ${undo}`] : []),
    'Next: holdover clock advance 1m · holdover pvs targets',
  ].join('\n');
}

function stateText({ state, server, vdisk, version }: BootResult): string {
  const from = server === null ? '' : ` from ${server}`;
  return `${state}${from}, ${vdisk}${version === null ? '' : ` version ${version}`}`;
}

export function shutdownText({ changed, target, sessionsEnded, released, undo }: ShutdownResult): string {
  if (!changed) return `${target} is off, and has nothing locked: nothing changed.`;
  const images = released.map(({ vdisk, version }) => `${vdisk} version ${version}`).join(', ');
  return [
    undo === null ? `${target} was off already.` : `${target} is off.`,
    ...(sessionsEnded === 0 ? [] : [` ${colour.yellow('!')} ${counted(sessionsEnded, 'session')} ended with it`]),
    ...(images === '' ? [] : [` It has given up what it had for itself: ${images}`]),
    ...(undo === null ? [] : [`Undo: ${undo}`]),
  ].join('\n');
}
