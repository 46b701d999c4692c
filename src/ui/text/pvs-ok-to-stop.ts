/**
 * `pvs ok-to-stop` as text: the answer, what speaks against it, and who would move where.
 */

import type { PvsOkToStopResult } from '../../app/pvs/ok-to-stop.ts';
import { shellWord } from '../../core/kernel/index.ts';
import { colour } from '../colour.ts';
import { arrivals } from './pvs-lines.ts';
import { table } from './table.ts';
import { few, moment } from './words.ts';

export function pvsOkToStopText({ servers, at, ok, obstacles, moves, survivors }: PvsOkToStopResult): string {
  const answer = ok ? colour.green('✓ yes') : colour.red('✗ NO');
  const rows = survivors.map(({ server, targetsNow, targetsThen }) => [
    server,
    String(targetsNow),
    String(targetsThen),
  ]);
  return [
    `${answer}  ${few(servers)} · ${moment(at)}`,
    ...obstacles.map(({ code, message }) => ` ${colour.red('✗')} ${code}  ${message}`),
    ...(rows.length === 0 ? [] : ['', ...table([['SERVER', 'TARGETS NOW', 'THEN'], ...rows])]),
    moves.length === 0 ? 'No target would move.' : `Would move: ${arrivals(moves)}.`,
    ok
      ? `Next: ${servers.map((server) => `holdover pvs stop-stream ${shellWord(server)}`).join(' · ')}`
      : 'Next: holdover pvs targets · holdover pvs check',
  ].join('\n');
}
