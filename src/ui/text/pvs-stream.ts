/**
 * `pvs stop-stream` and `pvs start-stream` as text: what changed, who moved, who cannot and why, and how to undo it.
 */

import type { ChangeOutcome } from '../../app/open-site.ts';
import type { StartStreamResult } from '../../app/pvs/start-stream.ts';
import type { StopStreamResult } from '../../app/pvs/stop-stream.ts';
import { shellWord } from '../../core/kernel/index.ts';
import { colour } from '../colour.ts';
import { arrivals, refusedLines, strandedLine } from './pvs-lines.ts';
import { counted, moment, pause } from './words.ts';

export function stopStreamText(result: StopStreamResult & ChangeOutcome): string {
  const { frozen, cannotMove, undo, streamService, settled } = result;
  const isOver = result.moving === 0 && (frozen.length > 0 || settled === true);
  return [
    `${stopSentence(result)} ${endSentence(result)}`,
    ...movedLines(result),
    ...(isOver
      ? frozen.map((group) => strandedLine(colour.red('✗'), 'frozen', group))
      : cannotMove.map((group) => strandedLine(colour.yellow('!'), 'cannot move', group))),
    ...(streamService === 'running' ? [] : [`Undo: ${undo}`]),
    'Next: holdover clock advance 10s · holdover pvs status',
  ].join('\n');
}

function stopSentence({ changed, server, told, streamService }: StopStreamResult): string {
  if (!changed) return `The Stream Service of ${server} was stopped already: nothing changed.`;
  if (told === 0) return `Stream Service of ${server} ${streamService}.`;
  return `Stream Service of ${server} ${streamService}: ${counted(told, 'target')} told to log in elsewhere.`;
}

function endSentence({ until }: StopStreamResult): string {
  return until === null ? 'It stays so until it is started.' : `It is started again by itself at ${moment(until)}.`;
}

function movedLines({ moved, moving, longestPauseSec }: StopStreamResult): readonly string[] {
  const longest = longestPauseSec === null ? '' : `; longest pause ${pause(longestPauseSec)}`;
  return [
    ...(moved.length === 0 ? [] : [` Moved: ${arrivals(moved)}${longest}`]),
    ...(moving === 0 ? [] : [` On the way: ${counted(moving, 'target')}`]),
  ];
}

export function startStreamText(result: StartStreamResult): string {
  const { changed, server, targets, vdiskElsewhere, refusal, undo } = result;
  if (refusal !== null) return refusedLines(`the Stream Service of ${server} was not started`, refusal).join('\n');
  if (!changed) return `The Stream Service of ${server} runs already: nothing changed.`;
  return [
    `Stream Service of ${server} running, with ${counted(targets, 'target')}. Those that have left it stay where they are.`,
    `Undo: ${undo}`,
    `Next: holdover pvs ${vdiskElsewhere === null ? 'servers' : `rebalance --vdisk ${shellWord(vdiskElsewhere)}`}`,
  ].join('\n');
}
