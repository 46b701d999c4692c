/**
 * What came of a change beside its own result, as lines of text: a dry run, and a wait.
 *
 * Not here: the result itself.
 */

import type { ChangeOutcome } from '../../app/open-site.ts';
import { colour } from '../colour.ts';
import { span } from './words.ts';

/** The text of a result, and what came of the change. */
export function withOutcome(text: string, { dryRun, settled, waitedSec }: ChangeOutcome): string {
  const lines = [text];
  if (settled === true) lines.push(`${colour.green('✓')} settled after ${span(waitedSec ?? 0)}`);
  if (settled === false)
    lines.push(`${colour.yellow('!')} not settled after ${span(waitedSec ?? 0)}: --timeout is over`);
  if (dryRun === true) lines.push('Dry run: nothing was changed.');
  return lines.join('\n');
}
