/**
 * `pvs rebalance` as text: how many targets moved, and where they are now.
 */

import type { RebalanceResult } from '../../app/pvs/rebalance.ts';
import { arrivals, refusedLines } from './pvs-lines.ts';
import { pause } from './words.ts';

export function rebalanceText(result: RebalanceResult): string {
  const { server, vdisk, moved, to, longestPauseSec, reason, refusal } = result;
  const what = [vdisk, server].filter((name) => name !== null).join(' on ') || 'the farm';
  if (refusal !== null) return refusedLines(`${what} was not rebalanced`, refusal).join('\n');
  if (moved === 0) return `No target of ${what} would be better off elsewhere: ${reason}. Nothing changed.`;
  return [
    `Rebalanced ${what}: ${arrivals(to)}; longest pause ${pause(longestPauseSec ?? 0)}`,
    'Next: holdover pvs servers',
  ].join('\n');
}
