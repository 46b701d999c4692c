/**
 * A run of a drill in a terminal.
 */
import { expect, test } from 'vitest';
import { runLines, stepLine } from '../../../../src/ui/text/drill-report.ts';
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
