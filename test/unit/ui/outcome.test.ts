/**
 * What of a text stays when the change was only tried out, or has been waited for.
 */
import { expect, test } from 'vitest';
import { withOutcome } from '../../../src/ui/text/outcome.ts';

const TEXT = 'Done.\nUndo: holdover fault clear f1\nNext: holdover lhc status';

test('a change tells how to undo it', () => expect(withOutcome(TEXT, {})).toBe(TEXT));

test('nothing is to be undone after a dry run', () => {
  const text = withOutcome(TEXT, { dryRun: true });
  expect(text).toMatch(/^Dry run\. .*\nDone\.\nNext: holdover lhc status$/);
});

test('after a wait, what to do next is another thing', () => {
  expect(withOutcome(TEXT, { settled: true, waitedSec: 60 })).toMatch(/^Done\.\nUndo: .*\n.*settled after 1m\nNext: /);
});
