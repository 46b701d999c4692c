/**
 * What came of a change beside its own result, as lines of text: a dry run, and a wait.
 *
 * Not here: the result itself.
 */

import type { ChangeOutcome } from '../../app/open-site.ts';
import { colour } from '../colour.ts';
import { span } from './words.ts';

/** A change that was refused was not waited for, though it was asked for. */
interface Outcome extends ChangeOutcome {
  readonly refusal?: object | null;
}

/** The text of a result, and what came of the change. `topic` has the status to look at next. */
export function withOutcome(text: string, outcome: Outcome, topic: 'lhc' | 'pvs' = 'lhc'): string {
  const { dryRun, waitedSec, refusal = null } = outcome;
  const settled = refusal === null ? outcome.settled : undefined;
  // What to do next was said of the moment of the change: a wait has passed that. What was only tried out is not to be undone.
  const stale = [...(settled === undefined ? [] : ['Next: ']), ...(dryRun === true ? ['Undo: '] : [])];
  const lines = text.split('\n').filter((line) => !stale.some((label) => line.startsWith(label)));
  if (dryRun === true) lines.unshift('Dry run. Nothing was changed; this is what would come of it:');
  if (settled === true) lines.push(`${colour.green('✓')} settled after ${span(waitedSec ?? 0)}`);
  if (settled === false) {
    lines.push(`${colour.yellow('!')} not settled after ${span(waitedSec ?? 0)}: --timeout is over`);
  }
  if (settled !== undefined) lines.push(`Next: holdover ${topic} status`);
  return lines.join('\n');
}
