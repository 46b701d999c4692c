/**
 * A drill on paper.
 */
import { expect, test } from 'vitest';
import type { Drill, DrillStep } from '../../../../src/core/drill/index.ts';
import { runbookText } from '../../../../src/ui/report/runbook.ts';

const STEP: Omit<DrillStep, 'name' | 'action'> = {
  title: null,
  danger: 'none',
  as: null,
  once: false,
  undo: [],
  expect: [],
};

const drill: Drill = {
  name: 'lhc-outage',
  title: 'A zone keeps brokering',
  description: 'Cuts a zone off, and mends it.',
  params: {
    zone: { type: 'zone', required: true, default: null, title: 'the zone that is cut off' },
    lease: { type: 'duration', required: false, default: '40m', title: null },
  },
  require: [
    { type: 'finding', code: 'LHC015', absent: true, for: 'zone', why: null },
    { type: 'that', that: "lhc.zones[zone].state == 'working-normally'", why: 'nothing is broken yet' },
  ],
  never: [{ that: 'lhc.zones[zone].acceptingBrokers > 1', why: null }],
  steps: [
    {
      ...STEP,
      name: 'baseline',
      as: 'before',
      action: { type: 'observe', values: { elected: 'lhc.zones[zone].elected' } },
    },
    {
      ...STEP,
      name: 'cut',
      title: 'Force the outage',
      danger: 'severe',
      once: true,
      action: { type: 'do', lines: [`lhc force-outage --zone \${zone} --for \${lease}`], exit: 0 },
      undo: [`lhc end-outage --zone \${zone}`],
      expect: [{ type: 'eventually', that: "lhc.zones[zone].brokering == 'secondary'", within: 180_000, why: null }],
    },
    {
      ...STEP,
      name: 'watcher',
      as: 'helpdesk',
      action: { type: 'ask', question: `Can people of \${zone} work?`, options: null },
    },
    {
      ...STEP,
      name: 'lose',
      action: { type: 'do', lines: [`fault inject connector-down \${before.elected}`], exit: 1 },
      expect: [{ type: 'stays', that: 'true', for: { param: 'lease' }, why: 'it must' }],
      undo: [`fault clear \${crash.id}`],
    },
    { ...STEP, name: 'rest', action: { type: 'wait', for: 300_000 } },
  ],
  restored: [{ type: 'that', that: 'lhc.health == "healthy"', why: null }],
  objectives: { first: { that: 'true || false', within: 180_000, after: 'cut', title: null } },
};

test('a runbook has what to do, by when what has to be so, how to undo it, and who signs', async () => {
  await expect(runbookText(drill, { zone: 'ams' })).toMatchFileSnapshot('golden/runbook.md');
});

test('what is not given is a blank, and what is odd is quoted for the shell', () => {
  expect(runbookText(drill, {})).toContain('holdover lhc force-outage --zone <zone> --for 40m');
  expect(runbookText(drill, { zone: "the 'old' one" })).toContain("--zone 'the '\\''old'\\'' one' --for");
});
