/**
 * A run of a drill in a terminal.
 */
import { expect, test } from 'vitest';
import { htmlText } from '../../../../src/ui/report/html-report.ts';
import { drillJunitText } from '../../../../src/ui/report/junit-report.ts';
import { markdownText } from '../../../../src/ui/report/markdown-report.ts';
import { runLines, stepLine } from '../../../../src/ui/text/drill-report.ts';
import { valueText } from '../../../../src/ui/text/drill-report-words.ts';
import { failedReport, passedReport } from '../../../support/drill-report.ts';

test('a step that is done is one line, with its least margin', () => {
  const report = passedReport();
  expect(report.steps.map((step) => stepLine(step, report.from))).toMatchInlineSnapshot(`
    [
      "✓ baseline  T+0s",
      "✓ cut  Force the outage on every connector of the zone  T+5m45s  2 expectations, least margin 2m",
      "✓ watcher  T+5m45s
        alex answered “yes”",
      "✓ lose-the-elected  T+10m45s  2 expectations, least margin 1m47s",
      "✓ bring-it-back  T+10m45s  1 expectation, least margin 4m59s",
      "✓ restore  T+21m  1 expectation, least margin 29m45s",
    ]
  `);
});

test('a step that is not says why', () => {
  const report = failedReport();
  expect(report.steps.slice(2).map((step) => stepLine(step, report.from))).toMatchInlineSnapshot(`
    [
      "– watcher  left out  T+5m45s
        left out by alex: nobody is at the help desk <today>",
      "✗ lose-the-elected  failed  T+6m45s  2 expectations, least margin 1m47s
        lhc.zones[zone].elected == before.elected did not come true in time",
      "✗ lose-the-elected, attempt 2  failed  T+7m45s  2 expectations, least margin 2m
        lhc.zones[zone].elected == before.elected did not come true in time",
    ]
  `);
});

test('what failed is said once, with the command that said it', () => {
  const report = failedReport();
  const failed = report.steps.at(-1)!;
  const line = { command: 'holdover fault clear f9', exit: 64, error: 'There is no fault f9.' };
  const text = stepLine({ ...failed, failure: `exit code 64: ${line.error}`, lines: [line] }, report.from);
  expect(text.split('\n').slice(1)).toEqual([
    '    exit code 64: There is no fault f9.',
    '    holdover fault clear f9: exit 64',
  ]);
  const other = stepLine({ ...failed, failure: 'it was interrupted', lines: [line] }, report.from);
  expect(other).toMatch(/ {4}holdover fault clear f9: exit 64: There is no fault f9\.$/);
});

test('what was answered or read moves no cursor', () => {
  const { steps, from } = passedReport();
  const answer = { text: '\x1b[2Jyes', by: 'a\x9bb', tookSec: null };
  const line = { command: 'holdover fault clear \x1b', exit: 64, error: 'no \x1b[31m' };
  const said = stepLine({ ...steps[2]!, failure: '\x07', answer, lines: [line] }, from);
  expect(said.split('\n').slice(1)).toEqual([
    String.raw`    \x07`,
    String.raw`    a\x9bb answered “\x1b[2Jyes”`,
    String.raw`    holdover fault clear \x1b: exit 64: no \x1b[31m`,
  ]);
  expect(valueText({ text: '\x1b\x9b' })).toBe(String.raw`{"text":"\u001b\x9b"}`);
  const bound = { name: 'output', value: '\x1b[2J\x9b' };
  const report = { ...passedReport(), steps: [{ ...steps[2]!, answer, bound, text: '\x1b' }] };
  for (const text of [markdownText(report), htmlText(report), drillJunitText(report)]) {
    expect(text).not.toMatch(/[^\P{Cc}\n\t]/u);
  }
});

test('the end of a run is its verdict, why, and what to type next', () => {
  expect(runLines(passedReport()).join('\n')).toMatchInlineSnapshot(`
    "✓ PASSED  lhc-outage · contoso · seed 7 · 21m, and 2m11s of people
      ✓ 2 promises of the whole kept, least margin 2m
    Again: holdover drill run examples/drills/lhc-outage.yaml --param zone=ams --param lease=40m --seed 7 --answer helpdesk=yes
    Next: holdover drill report r3 · holdover drill report r3 --format html > r3.html"
  `);
  expect(runLines(failedReport()).join('\n')).toMatchInlineSnapshot(`
    "✗ FAILED  lhc-outage · contoso · seed 7 · 21m, and 12s of people
      lose-the-elected: lhc.zones[zone].elected == before.elected did not come true in time
      never lhc.zones[zone].acceptingBrokers > 1, and it was so in lose-the-elected: only the elected broker may accept
      not restored: lhc.zones[zone].machines.registeredWith.secondary == 0
      the undo of lose-the-elected failed: holdover fault clear f1: there is no fault f1
      objective handBack: its step was not done
      ✗ not taken back  lose-the-elected: holdover fault clear f1: exit 64: there is no fault f1
      ↶ taken back  cut: holdover lhc end-outage --zone ams
      ✓ 1 promise of the whole kept, least margin 26m45s
      ! still in force: fault f1 connector-down; to undo it: holdover fault clear f1
    Again: holdover drill run examples/drills/lhc-outage.yaml --param zone=ams --param lease=40m --seed 7 --answer helpdesk=yes
    Next: holdover drill report r4 · holdover drill report r4 --format html > r4.html"
  `);
});

test('a run that can be gone on with says how', () => {
  expect(runLines({ ...passedReport(), verdict: 'paused' }).at(-1)).toBe(
    'Next: holdover drill resume r3 · holdover drill abort r3',
  );
});
