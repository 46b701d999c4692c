/**
 * The expressions of a drill, worked out in a site.
 */
import { describe, expect, test } from 'vitest';
import { DrillExpressions } from '../../../../../src/app/drill/expressions/expressions.ts';
import { UserError } from '../../../../../src/core/kernel/index.ts';
import { statusOf } from '../../../../../src/core/status/index.ts';
import { advanceTo, factsOf, settle } from '../../../../../src/sim/index.ts';
import { busyContoso, contoso } from '../../../../support/contoso.ts';
import { drillFile } from '../../../../support/drill-file.ts';

const { drill } = drillFile(`holdover: drill/1
name: test
params:
  zone: {type: zone}
  lease: {type: duration, default: 40m}
  count: {type: integer, default: 3}
  share: {type: number, default: 1}
  full: {type: boolean, default: true}
steps:
  - name: look
    observe:
      elected: lhc.zones[zone].elected
      total: lhc.zones[zone].machines.total
      percent: lhc.zones[zone].machines.registeredPercent
      revisions: '[1, 2]'
    as: before
  - {name: fail, do: fault inject connector-down x, as: crash}
`);

const world = settle(contoso);
const expressions = new DrillExpressions(drill);
const params = { zone: 'ams', lease: 2_400_000, count: 3, share: 1, full: true };
const values = {
  ...params,
  before: { elected: null, total: 432, percent: 100, revisions: [1, 2] },
  crash: { id: 'f1', changed: true, waitedSec: 1.5, list: [1, { a: 2 }], zones: { ams: 3 } },
};

function holds(text: string, seen: object = values): boolean {
  return expressions.conditionOf(text, { ...seen }).holds(world);
}

function refusal(give: () => unknown): string {
  try {
    return `accepted: ${JSON.stringify(give())}`;
  } catch (error) {
    if (error instanceof UserError) return `${error.code} ${error.message} ${error.why}`;
    throw error;
  }
}

describe('a condition sees', () => {
  test.each([
    "lhc.zones[zone].state == 'working-normally' && zone == 'ams'",
    "lease > duration('39m') && lease == duration('40m')",
    'count + 1 == 4 && share + 0.5 == 1.5 && full',
    // Whole numbers are integers, unless the expression that they come from gives a decimal.
    'before.total + 1 == 433 && before.percent + 0.5 == 100.5 && before.percent >= 95.0',
    'before.elected == null && size(before.revisions) == 2',
    "crash.id == 'f1' && crash.changed && crash.waitedSec == 1.5 && crash.list[1].a == 2",
    "'ams' in crash.zones && crash.zones[zone] + 1 == 4 && !has(crash.untilMs)",
  ])('%s', (text) => expect(holds(text)).toBe(true));

  test('the present moment, and says whether time alone can change it', () => {
    const now = settle(contoso);
    const condition = expressions.conditionOf('elapsedSec >= 60.0', params);
    expect(condition).toMatchObject({ text: 'elapsedSec >= 60.0', dependsOnTime: true });
    expect(condition.holds(now)).toBe(false);
    advanceTo(now, now.data.nowMs + 60_000);
    expect(condition.holds(now)).toBe(true);
    expect(expressions.conditionOf("lhc.zones[zone].state == 'x'", params).dependsOnTime).toBe(false);
  });

  test('no zone that it does not name', () => {
    const now = settle(busyContoso);
    // Whoever works out a zone finds that it has no state.
    now.data.zoneStates.length = 0;
    expect(expressions.conditionOf("lhc.launches.attempted == 0 && zone == 'ams'", params).holds(now)).toBe(true);
  });
});

test('a value is plain JSON', () => {
  const given = (text: string) => expressions.valueOf(text, values, world);
  const { lhc } = statusOf(factsOf(world));
  expect(given('lhc.zones[zone].machines.total')).toBe(lhc.zones.ams?.machines.total);
  expect(given('lhc.zones[zone]')).toEqual(lhc.zones.ams);
  expect(given('lhc.zones.map(name, name)')).toEqual(Object.keys(lhc.zones));
  expect(given('pvs.servers')).toHaveProperty('pvs1.streamService', 'running');
  expect(given("{'a': {'b': [2.5]}}")).toEqual({ a: { b: [2.5] } });
  expect(given('before')).toEqual(values.before);
  expect(given('crash')).toEqual(values.crash);
  expect([given('lease'), given('timestamp(at)')]).toEqual(['40m', statusOf(factsOf(world)).at]);
  expect(given('2u')).toBe(2);
  expect(refusal(() => given("b'x'"))).toMatch(/^EXPRESSION_INVALID .*not a value that can be kept/);
  expect(refusal(() => given('[1.0 / 0.0]'))).toMatch(/^EXPRESSION_INVALID /);
});

test('a word is text as it is typed', () => {
  const textOf = (text: string) => expressions.textOf(text, values, world);
  const words = ['zone', 'lease', 'count', 'share', 'full', 'crash.id', 'before.percent / 3.0', 'lease + lease'].map(
    textOf,
  );
  expect(words).toEqual(['ams', '40m', '3', '1', 'true', 'f1', String(100 / 3), '1h20m']);
  expect(refusal(() => textOf('before.elected'))).toContain('it gives null, not a text or a number.');
  expect(refusal(() => textOf('crash.list'))).toContain('EXPRESSION_INVALID');
  expect(expressions.filledText(`Isn't $` + '{zone} up for $' + '{lease}?', values, world)).toBe(
    "Isn't ams up for 40m?",
  );
});

describe('what cannot be worked out is a failure that says why', () => {
  test.each([
    ["lhc.zones['amss'].state == 'x' && false", 'No such key: amss.'],
    ["lhc.zones.amss.state == 'x'", 'Did you mean ams?'],
    ['crash.idd == 1', 'No such key: idd.'],
    ["before.elected.startsWith('cc')", 'CONDITION_INVALID A condition of the drill cannot be worked out: '],
    ['lhc.zones[crash.id].haReady', 'No such key: f1.'],
    ['crash.id', 'it gives string, not true or false.'],
    ['1 / 0 == 1', 'division by zero.'],
  ])('%s', (text, said) => expect(refusal(() => holds(text))).toContain(said));

  test('a step that was left out has bound nothing', () => {
    const said = 'cannot be worked out: crash has no value: the step that binds it was not done.';
    expect(refusal(() => holds('crash.changed', params))).toContain(said);
    expect(refusal(() => expressions.textOf('crash.id', params, world))).toContain(said);
    const doubt = { ...params, before: null };
    expect(refusal(() => holds('before.total == 1', doubt))).toContain('before has no value');
  });

  test('with a mark below the place', () => {
    expect(refusal(() => holds('full &&\n crash.idd'))).toContain('full &&  crash.idd\n               ^^^');
  });
});
