/**
 * The report of a drill as Markdown: goldens of one that passed and one that failed.
 */
import { expect, test } from 'vitest';
import { markdownText } from '../../../../src/ui/report/markdown-report.ts';
import { failedReport, passedReport, withFewEvents } from '../../../support/drill-report.ts';

test('a run that passed: verdict, steps with their margins, and the command that runs it again', async () => {
  await expect(markdownText(withFewEvents(passedReport()))).toMatchFileSnapshot('golden/passed.md');
});

test('a run that failed: why, first of all; retried, left out, broken, undone, still in force', async () => {
  await expect(markdownText(withFewEvents(failedReport()))).toMatchFileSnapshot('golden/failed.md');
});

test('nothing of a report is taken for markup', () => {
  const report = failedReport();
  const title = 'a | b `c` <i>_d_</i>\n# e';
  const [first] = markdownText({ ...report, title }).split('\n');
  expect(first).toBe('# a \\| b \\`c\\` \\<i\\>\\_d\\_\\</i\\> \\# e');
  const restored = report.restored.map((each) => ({ ...each, that: 'a || `b`' }));
  expect(markdownText({ ...report, restored })).toContain('`` a \\|\\| `b` ``');
});
