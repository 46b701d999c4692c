/**
 * `wait` as text: how the wait ended, and what the time is then.
 */

import type { WaitOutcome, WaitResult } from '../../app/lhc/wait.ts';
import { colour } from '../colour.ts';
import { moment, span } from './words.ts';

export function waitText({ at, outcome, condition, waitedSec }: WaitResult): string {
  const time = `after ${span(waitedSec)}, at ${moment(at)}`;
  return `${MARKS[outcome]()} ${time}${condition === null ? '' : `: ${condition}`}`;
}

const MARKS: Record<WaitOutcome, () => string> = {
  holds: () => colour.green('✓ true'),
  failed: () => colour.red('✗ failed'),
  'timed-out': () => colour.yellow('! timed out'),
};
