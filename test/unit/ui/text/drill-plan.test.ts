/**
 * What a drill would do, as text.
 */
import { expect, test } from 'vitest';
import type { DrillPlanResult, PlannedStep } from '../../../../src/app/drill/plan.ts';
import { drillPlanText } from '../../../../src/ui/text/drill-plan.ts';

const AT = '2026-01-05T08:00:00.000Z';

const STEP: PlannedStep = {
  name: 'cut',
  title: null,
  kind: 'do',
  danger: 'none',
  what: ['holdover lhc force-outage --zone ams'],
  options: [],
  undo: [],
  once: false,
  predicted: { state: 'done', tookSec: 0, failure: null },
  expectations: [],
};

const DECIDED = {
  that: 'a == b',
  why: null,
  limitSec: 180,
  state: 'held',
  at: AT,
  tookSec: 60,
  marginSec: 120,
} as const;

const PLAN: DrillPlanResult = {
  schema: 'holdover.drill-plan/1',
  drill: 'outage',
  title: null,
  file: 'outage.yaml',
  site: 'contoso',
  at: AT,
  params: { zone: 'ams' },
  danger: 'none',
  requirements: [],
  never: [],
  steps: [STEP],
  restored: [],
  objectives: [],
  touches: [],
  predictedSec: 60,
  predictedVerdict: 'passed',
  reasons: [],
};

test('a plan says what must never be, who is asked what, and what is judged in the end', () => {
  const ask: PlannedStep = { ...STEP, name: 'look', kind: 'ask', what: ['Well?'], options: ['yes', 'no'] };
  const manual: PlannedStep = {
    ...ask,
    name: 'walk',
    kind: 'manual',
    what: ['Go\nthere'],
    options: ['done', 'failed'],
  };
  const never = { that: 'a > 1', why: null, violations: [] };
  const text = drillPlanText({
    ...PLAN,
    never: [never, { ...never, violations: [{ at: AT, step: 'cut' }] }],
    steps: [ask, manual, { ...STEP, kind: 'run', what: ['true'] }],
    objectives: [
      { ...DECIDED, name: 'fast', after: 'cut', from: AT },
      { ...DECIDED, name: 'late', after: 'walk', from: null, state: 'open', tookSec: null, marginSec: null },
    ],
  });
  expect(text).toMatchInlineSnapshot(`
    "plan · outage · contoso · zone=ams · 2026-01-05 08:00:00Z

      never     a > 1
      never     a > 1  ✗ would be so at 2026-01-05 08:00:00Z in cut

     1  look
        asks  Well?
        answers  yes · no

     2  walk
        by hand  Go
                 there
        answers  done · failed

     3  cut
        $ true

      objectives
        fast, from cut on
          ✓ eventually a == b  within 3m  after 1m, 2m to spare
        late, from walk on
          – eventually a == b  within 3m

    worst danger  none
    touches       nothing
    would take    1m of world time, and the time of people
    would end as  ✓ PASSED
    Next: holdover drill run outage.yaml --param zone=ams --allow-run"
  `);
});

test('where nobody is asked and no local command is run, neither is spoken of', () => {
  const lines = drillPlanText(PLAN).split('\n');
  expect(lines).toContain('would take    1m of world time');
  expect(lines.at(-1)).toBe('Next: holdover drill run outage.yaml --param zone=ams');
});

test('what is put in moves no cursor', () => {
  expect(drillPlanText({ ...PLAN, steps: [{ ...STEP, what: ['\x1b[2J'] }] })).toContain(String.raw`$ \x1b[2J`);
});
