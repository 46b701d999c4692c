/**
 * The report of a drill as JUnit: goldens of one that passed and one that failed.
 */
import { expect, test } from 'vitest';
import { drillJunitText } from '../../../../src/ui/report/junit-report.ts';
import { failedReport, passedReport } from '../../../support/drill-report.ts';

test('a run that passed has no failure', async () => {
  await expect(drillJunitText(passedReport())).toMatchFileSnapshot('golden/passed.xml');
});

test('a run that failed: the last attempt at each step, and everything that was broken', async () => {
  const text = drillJunitText(failedReport());
  await expect(text).toMatchFileSnapshot('golden/failed.xml');
  expect(text.match(/classname="steps" name="lose-the-elected"/g)).toHaveLength(1);
});

test('a run that was killed in a step has an error there', () => {
  const report = passedReport();
  const steps = report.steps.map((step) => ({ ...step, state: 'under-way' as const, tookSec: null }));
  expect(drillJunitText({ ...report, steps }).match(/<error message="not finished"/g)).toHaveLength(steps.length);
});

test('what a run that is not over has not decided is skipped', () => {
  const report = passedReport();
  const restored = report.restored.map((each) => ({ ...each, state: 'open' as const }));
  expect(drillJunitText({ ...report, verdict: 'paused', restored })).toMatch(/failures="0" errors="0" skipped="1"/);
  expect(drillJunitText({ ...report, verdict: 'failed', restored })).toMatch(/failures="1" errors="0" skipped="0"/);
});
