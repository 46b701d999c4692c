/**
 * What a well-formed drill may not say.
 */
import { describe, expect, test } from 'vitest';
import { type Drill, type DrillStep, drillMeaningProblems, paramValue } from '../../../../src/core/drill/index.ts';
import { formatPath } from '../../../../src/core/site/index.ts';

const STEP: DrillStep = {
  name: 'one',
  title: null,
  danger: 'none',
  action: { type: 'do', lines: ['status'], exit: 0 },
  as: null,
  once: false,
  undo: [],
  expect: [],
};

const DRILL: Drill = {
  name: 'test',
  title: null,
  description: null,
  params: {
    zone: { type: 'zone', required: true, default: null, title: null },
    lease: { type: 'duration', required: false, default: '40m', title: null },
  },
  require: [],
  never: [],
  steps: [STEP],
  restored: [],
  objectives: {},
};

function said(change: Partial<Drill>): readonly string[] {
  const problems = drillMeaningProblems({ ...DRILL, ...change }, ['lhc', 'at']);
  return problems.map(({ path, code, message }) => `${formatPath(path)} ${code} ${message}`);
}

function steps(...changes: Partial<DrillStep>[]): Partial<Drill> {
  return { steps: changes.map((change, index) => ({ ...STEP, name: `s${index}`, ...change })) };
}

const ASK = { action: { type: 'ask', question: 'Well?', options: null } } as const;

test('a drill with nothing wrong', () => {
  expect(said({})).toEqual([]);
});

test('a drill has a step', () => {
  const objectives = { first: { that: 'true', within: 0, after: 'one', title: null } };
  expect(said({ steps: [], objectives })).toEqual(['steps STEPS_MISSING a drill has at least one step']);
});

describe('names', () => {
  test('two steps of one name', () => {
    expect(said(steps({ name: 'a' }, { name: 'a' }))).toEqual([
      'steps[1].name NAME_TAKEN step 1 is called "a" as well',
    ]);
  });

  test.each([
    ['lhc', 'in conditions that is "lhc" of the status document'],
    ['in', 'conditions have another use for this word'],
    ['type', 'conditions have another use for this word'],
    ['constructor', 'conditions have another use for this word'],
  ])('%s cannot be bound, nor be a parameter', (name, why) => {
    expect(said(steps({ as: name }))).toEqual([`steps[0].as NAME_TAKEN a result cannot be called ${name}: ${why}`]);
    const params = { [name]: { type: 'text', required: true, default: null, title: null } } as const;
    expect(said({ params })).toEqual([`params.${name} NAME_TAKEN a parameter cannot be called ${name}: ${why}`]);
  });

  test('a result does not hide a parameter, nor another result', () => {
    expect(said(steps({ as: 'zone' }, { as: 'x' }, { as: 'x' }))).toEqual([
      'steps[0].as NAME_TAKEN a result cannot be called zone: a parameter has this name',
      'steps[2].as NAME_TAKEN a result cannot be called x: the step s1 binds this name',
    ]);
  });

  test('an answer is for one question', () => {
    expect(said(steps({ ...ASK, as: 's1' }, ASK, { ...ASK, as: 'other' }))).toEqual([
      'steps[1].name NAME_TAKEN --answer s1=… would be for the step s0 as well',
    ]);
    expect(said(steps({ ...ASK, as: 's1' }, {}))).toEqual([]);
  });
});

describe('parameters', () => {
  test.each([
    ['duration', '40', 'default is "40"; it must be a duration, such as 40m or 1h30m'],
    ['integer', '1.5', 'default is "1.5"; it must be a whole number'],
    ['number', 'x', 'default is "x"; it must be a number'],
    ['boolean', 'yes', 'default is "yes"; it must be true or false'],
  ] as const)('a default of type %s', (type, text, message) => {
    const params = { p: { type, required: false, default: text, title: null } };
    expect(said({ params })).toEqual([`params.p.default DEFAULT_INVALID ${message}`]);
  });

  test('one that is required has no default, and one that is not has one', () => {
    const params = {
      a: { type: 'text', required: true, default: 'x', title: null },
      b: { type: 'text', required: false, default: null, title: null },
    } as const;
    expect(said({ params })).toEqual([
      'params.a.default DEFAULT_UNUSED a parameter that is required has no use for a default; say "required: false", or leave one of them out',
      'params.b.required DEFAULT_MISSING a parameter that is not required needs a default',
    ]);
  });

  test('their values', () => {
    expect(paramValue('duration', '1h30m')).toBe(5_400_000);
    expect(paramValue('integer', '-7')).toBe(-7);
    expect(paramValue('integer', '1234567890123456')).toBeNull();
    expect(paramValue('number', '2.5')).toBe(2.5);
    expect([paramValue('boolean', 'true'), paramValue('boolean', 'false')]).toEqual([true, false]);
    expect([paramValue('number', ' '), paramValue('number', 'Infinity')]).toEqual([null, null]);
    expect(paramValue('zone', 'ams')).toBe('ams');
  });
});

test('spans name parameters that are durations, wherever they stand', () => {
  const bad = { param: 'leese' };
  const wrong = {
    ...steps(
      { action: { type: 'wait', for: bad } },
      { expect: [{ type: 'eventually', that: 'true', within: bad, why: null }] },
    ),
    restored: [
      { type: 'stays', that: 'true', for: { param: 'zone' }, why: null },
      { type: 'stays', that: 'true', for: { param: 'lease' }, why: null },
      { type: 'that', that: 'true', why: null },
    ],
    objectives: { first: { that: 'true', within: bad, after: 's0', title: null } },
  } as const;
  const unknown = 'PARAM_UNKNOWN there is no parameter of type duration "leese"';
  expect(said(wrong)).toEqual([
    `steps[0].wait ${unknown}`,
    `steps[1].expect[0].within ${unknown}`,
    'restored[0].for PARAM_NOT_DURATION the parameter zone is of type zone, not a duration',
    `objectives.first.within ${unknown}`,
  ]);
});

test('an objective counts from a step that there is', () => {
  const objective = { that: 'true', within: 0, after: 'on', title: null };
  const problems = drillMeaningProblems({ ...DRILL, objectives: { first: objective } }, []);
  expect(problems).toMatchObject([{ code: 'STEP_UNKNOWN', found: 'on', allowed: ['one'] }]);
  expect(said({ objectives: { toString: { ...objective, after: 'one' } } })).toEqual([
    'objectives.toString NAME_TAKEN an objective cannot be called toString',
  ]);
});
