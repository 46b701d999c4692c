/**
 * Drill files as they are written, and as they are read. What is wrong with one is in broken-drill-files.test.ts.
 */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { drillJsonSchema } from '../../../../../src/app/drill/file/drill-schema.ts';
import { DRILL_EXAMPLE } from '../../../../../src/ui/text/help-topics/drill-file.ts';
import { drillComplaints, drillFile, drillOfSteps } from '../../../../support/drill-file.ts';
import { OUTAGE_DRILL } from '../../../../support/outage-drill.ts';

const SHIPPED = readFileSync(new URL('../../../../../examples/drills/lhc-outage.yaml', import.meta.url), 'utf8');

describe('a drill file', () => {
  const { drill, fileName, text } = drillFile(OUTAGE_DRILL);

  test('is read with its parts', () => {
    expect({ fileName, text }).toEqual({ fileName: 'drill.yaml', text: OUTAGE_DRILL });
    expect(drill.params).toEqual({
      zone: { type: 'zone', required: true, default: null, title: null },
      lease: { type: 'duration', required: false, default: '40m', title: null },
    });
    expect(drill.require[0]).toEqual({ type: 'finding', code: 'LHC015', absent: true, for: 'zone', why: null });
    expect(drill.never).toEqual([
      { that: 'lhc.zones[zone].acceptingBrokers > 1', why: 'only the elected broker may accept' },
    ]);
    expect(drill.steps.map(({ name, action }) => `${name} ${action.type}`)).toEqual([
      'baseline observe',
      'cut do',
      'watcher ask',
      'lose-the-elected do',
      'bring-it-back do',
      'restore do',
    ]);
    expect(drill.steps[1]).toMatchObject({
      danger: 'severe',
      undo: ['lhc end-outage --zone $' + '{zone}'],
      expect: [{ type: 'eventually', within: 180_000 }, { within: 540_000 }],
    });
    expect(drill.objectives.firstLaunch).toMatchObject({ within: 180_000, after: 'cut', title: null });
  });

  test('has every key of the format', () => {
    const { steps } = drillFile(
      drillOfSteps([
        '{name: a, title: A, do: [status, check], exit: 2, once: true}',
        '{name: b, wait: "$' + '{lease}"}',
        '{name: c, ask: Which?, options: [red, blue], as: colour}',
        '{name: d, manual: "Paint it $' +
          '{colour}", expect: [{stays: "true", for: "$' +
          '{ lease }"}, {that: "true", why: so}]}',
        '{name: e, run: "echo $' + '{colour}", exit: 3, danger: mild, undo: [status, check]}',
      ]),
    ).drill;
    expect(steps.map(({ action }) => action)).toEqual([
      { type: 'do', lines: ['status', 'check'], exit: 2 },
      { type: 'wait', for: { param: 'lease' } },
      { type: 'ask', question: 'Which?', options: ['red', 'blue'] },
      { type: 'manual', instruction: 'Paint it $' + '{colour}' },
      { type: 'run', command: 'echo $' + '{colour}', exit: 3 },
    ]);
    expect(steps[0]).toMatchObject({ title: 'A', once: true, danger: 'none', as: null });
    expect(steps[3]?.expect).toEqual([
      { type: 'stays', that: 'true', for: { param: 'lease' }, why: null },
      { type: 'that', that: 'true', why: 'so' },
    ]);
    expect(steps[4]).toMatchObject({ danger: 'mild', undo: ['status', 'check'] });
  });

  test('takes defaults as numbers and switches, and findings in small letters', () => {
    const params = 'params: {n: {type: integer, default: 5}, b: {type: boolean, default: true}}';
    const required = 'require: [{finding: lhc015, absent: false}]';
    const file = `holdover: drill/1\nname: x\n${params}\n${required}\nsteps: [{name: a, do: holdover status}]`;
    expect(drillFile(file).drill).toMatchObject({
      params: { n: { default: '5' }, b: { default: 'true' } },
      require: [{ code: 'LHC015', absent: false, for: null }],
    });
  });
});

describe('valid as they stand', () => {
  test.each([
    ['the drill of an outage', OUTAGE_DRILL],
    ['the one that ships', SHIPPED],
    ['the one of the help page', DRILL_EXAMPLE],
  ])('%s', (_, text) => {
    expect(drillComplaints(text)).toEqual([]);
    const validate = new Ajv2020({ strict: false }).compile(drillJsonSchema());
    expect(validate(parse(text)), JSON.stringify(validate.errors)).toBe(true);
  });
});

describe('the JSON Schema', () => {
  const validate = new Ajv2020({ strict: false }).compile(drillJsonSchema());
  const withStep = (step: object) => ({ holdover: 'drill/1', name: 'x', steps: [step] });

  test.each([
    ['two actions', { name: 'a', do: 'status', wait: '5m' }],
    ['no action', { name: 'a' }],
    ['an unknown key', { name: 'a', do: 'status', udno: 'status' }],
    ['a time without unit', { name: 'a', wait: '5' }],
    ['an expectation of two sorts', { name: 'a', do: 'status', expect: [{ that: 'true', stays: 'true', for: '5m' }] }],
  ])('refuses %s', (_, step) => expect(validate(withStep(step))).toBe(false));

  test('describes every key', () => {
    expect(validate(withStep({ name: 'a', wait: '$' + '{lease}' }))).toBe(true);
    expect(keysWithout(drillJsonSchema(), 'description')).toEqual([]);
  });
});

/** The keys whose schemas do not have a member. */
function keysWithout(node: unknown, member: string): readonly string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    const own = key === 'properties' ? Object.entries(value as Record<string, object>) : [];
    return [...own.filter(([, schema]) => !(member in schema)).map(([name]) => name), ...keysWithout(value, member)];
  });
}
