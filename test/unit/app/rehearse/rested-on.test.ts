import { expect, test } from 'vitest';
import { type Rehearsal, restedOn } from '../../../../src/app/rehearse/rested-on.ts';
import type { SiteDefinition } from '../../../../src/core/site/index.ts';
import { busyContoso, contoso } from '../../../support/contoso.ts';

function assumed(definition: SiteDefinition, rehearsal: Rehearsal) {
  return restedOn(definition, rehearsal).map(({ assumption, value }) => ({ assumption, value }));
}

test('R12, R62: what no source gives is listed with the values in force, as far as the site has any of it', () => {
  const down = { kind: 'connector-down', connector: 'cc-ams-01.contoso.example' } as const;
  const named = assumed(
    { ...busyContoso, timers: { ...busyContoso.timers, initialHa: 300_000 } },
    { faults: [down], streaming: 'not-followed' },
  );
  expect(named).toContainEqual({ assumption: 'timers.initialHa', value: '5m' });
  expect(named).toContainEqual({ assumption: 'timers.machineReset', value: '3m' });
  expect(named).toContainEqual({ assumption: 'sessions that are left and taken up again', value: '20 %' });
  expect(named).toContainEqual({ assumption: 'secure tickets, for', value: '1m40s' });
  expect(named).toContainEqual({ assumption: 'probes of an ADC, every', value: '5s' });
  expect(named).toContainEqual({
    assumption: 'a connector that starts, serves after',
    value: 'one exchange with its peers',
  });
  const quiet = assumed({ ...contoso, adcs: {}, deliveryGroups: {} }, { faults: [], streaming: 'not-followed' });
  expect(quiet.every(({ assumption }) => assumption.startsWith('timers.'))).toBe(true);
});

test('what is assumed of streaming is listed where the farm takes part, and nowhere else', () => {
  const of = (streaming: 'followed' | 'not-followed') => assumed(contoso, { faults: [], streaming });
  const added = of('followed').slice(of('not-followed').length);
  expect(added).toContainEqual({ assumption: 'streaming.loginRetry', value: '10s' });
  expect(added).toContainEqual({ assumption: 'streaming.requestEvery', value: '20s' });
  expect(added.at(-1)?.assumption).toBe('machines whose disk is held');
});

test('each says what it is about', () => {
  const all = restedOn(busyContoso, { faults: [], streaming: 'followed' });
  const aboutOf = (wanted: string) => all.find(({ assumption }) => assumption === wanted)?.about;
  expect(['timers.initialHa', 'secure tickets, for', 'launches', 'streaming.loginRetry'].map(aboutOf)).toEqual([
    'lhc',
    'lhc',
    'users',
    'streaming',
  ]);
});
