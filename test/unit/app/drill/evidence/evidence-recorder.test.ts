/**
 * What is noted of a world while a drill runs: an outage of ams, in one part and in several.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { type Evidence, joinedEvidence, NO_EVIDENCE } from '../../../../../src/app/drill/evidence/evidence.ts';
import { EvidenceRecorder } from '../../../../../src/app/drill/evidence/evidence-recorder.ts';
import type { SiteDefinition } from '../../../../../src/core/site/index.ts';
import { act, advanceTo, settle } from '../../../../../src/sim/index.ts';
import { busyContoso } from '../../../../support/contoso.ts';

const MINUTE_MS = 60_000;
const AMS = ['cc-ams-01', 'cc-ams-02', 'cc-ams-03'].map((name) => `${name}.contoso.example`);
const START_MS = busyContoso.startMs;

/** A run in which a server goes, too; `cutsMs` are the ends of all parts but the last, from the begin. */
function evidenceOf(definition: SiteDefinition, cutsMs: readonly number[]): readonly Evidence[] {
  const parts: Evidence[] = [];
  const watching: { recorder: EvidenceRecorder | null } = { recorder: null };
  const world = settle(definition, { afterEvent: (each) => watching.recorder?.look(each) });
  const begin = () => {
    watching.recorder = new EvidenceRecorder(world, START_MS, joinedEvidence(parts));
  };
  const cut = () => {
    parts.push(watching.recorder?.take(world) ?? NO_EVIDENCE);
    begin();
  };
  const pass = (untilMs: number) => {
    for (const cutMs of cutsMs.filter((each) => START_MS + each >= world.data.nowMs && each < untilMs)) {
      advanceTo(world, START_MS + cutMs);
      cut();
    }
    advanceTo(world, START_MS + untilMs);
  };
  begin();
  act(world, { type: 'outage-forced', connectors: AMS, untilMs: START_MS + 40 * MINUTE_MS });
  pass(10 * MINUTE_MS);
  act(world, { type: 'stream-stopped', servers: ['pvs1'], untilMs: START_MS + 20 * MINUTE_MS });
  pass(90 * MINUTE_MS);
  cut();
  return parts;
}

let whole: Evidence;

beforeAll(() => {
  whole = joinedEvidence(evidenceOf(busyContoso, []));
});

describe('states', () => {
  test('begin with one of every connector and server', () => {
    const first = whole.states.filter(({ atMs }) => atMs === START_MS);
    expect(new Set(first.map(({ subject }) => subject)).size).toBe(10);
    expect(first.find(({ subject }) => subject === AMS[0])?.state).toBe('working-normally');
  });

  test('go through HA mode and back, with one broker', () => {
    const own = whole.states.filter(({ subject }) => subject === AMS[0]).map(({ state }) => state);
    expect([...new Set(own)]).toEqual([
      'working-normally',
      'pending-ha',
      'initial-ha',
      'extended-ha',
      'pending-recovery',
    ]);
    expect(own.at(-1)).toBe('working-normally');
    const brokers = new Set(whole.states.filter(({ isBrokering }) => isBrokering).map(({ subject }) => subject));
    expect(brokers.size).toBe(1);
  });

  test('of a server are those of its Stream Service', () => {
    const own = whole.states.filter(({ subject }) => subject === 'pvs1').map(({ state }) => state);
    expect(own).toEqual(['running', 'stopping', 'stopped', 'running']);
  });
});

describe('counts', () => {
  test('of a zone begin and end where it began and ended, with the outage between', () => {
    const own = whole.registered.filter(({ zone }) => zone === 'ams');
    expect(own[0]).toEqual({ atMs: START_MS, zone: 'ams', cloud: 432, secondary: 0, total: 432 });
    expect(own.at(-1)).toMatchObject({ atMs: START_MS + 90 * MINUTE_MS, secondary: 0 });
    expect(Math.max(...own.map(({ secondary }) => secondary))).toBeGreaterThan(420);
  });

  test('are few, and at most one a second beside changes of states', () => {
    const own = whole.registered.filter(({ zone }) => zone === 'ams').map(({ atMs }) => atMs);
    expect(own.length).toBeLessThan(700);
    const seconds = new Set(own.map((atMs) => Math.floor(atMs / 1000)));
    expect(own.length - seconds.size).toBeLessThanOrEqual(whole.states.length);
    expect(whole.registered.filter(({ zone }) => zone === 'fra').length).toBeLessThan(200);
  });

  test('of targets show those that were held while their server stopped', () => {
    expect(whole.targets[0]?.held).toBe(0);
    expect(whole.targets.some(({ held }) => held > 0)).toBe(true);
    const total = whole.targets.map(({ streaming, held }) => streaming + held);
    expect(Math.max(...total)).toBe(total[0]);
  });

  test('of launches are those of each minute', () => {
    const world = settle(busyContoso);
    const before = world.data.launches.attempted;
    advanceTo(world, START_MS + 90 * MINUTE_MS);
    const attempted = whole.launches.reduce((sum, minute) => sum + minute.attempted, 0);
    expect(attempted).toBe(world.data.launches.attempted - before);
    expect(whole.launches.every(({ fromMs }) => (fromMs - START_MS) % MINUTE_MS === 0)).toBe(true);
    expect(new Set(whole.launches.map(({ fromMs }) => fromMs)).size).toBe(whole.launches.length);
  });
});

describe('events', () => {
  test('are those of the log, with their numbers', () => {
    const texts = whole.events.map(({ text }) => text);
    expect(texts.some((text) => text.startsWith('3502 '))).toBe(true);
    expect(texts).toContain('the Stream Service is stopping; its targets are told to log in again');
  });

  test('of many targets are the first few and how many more there were', () => {
    const moved = whole.events.filter(({ text }) => text.startsWith('HA reconnect'));
    expect(moved).toHaveLength(12);
    expect(whole.events.filter(({ text }) => /^\d+ more lines: target-moved$/.test(text))).toHaveLength(1);
  });
});

test('a run that is gone on with in parts shows the same states, launches and events', () => {
  const parts = evidenceOf(busyContoso, [30_500, 95_000, 15 * MINUTE_MS, 41 * MINUTE_MS + 7]);
  expect(parts).toHaveLength(5);
  const joined = joinedEvidence(parts);
  expect(joined.states).toEqual(whole.states);
  expect(joined.launches).toEqual(whole.launches);
  expect(joined.events).toEqual(whole.events);
});
