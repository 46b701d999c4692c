/**
 * What is made of the targets of many seeds, and what of them stands in the time line.
 */
import { describe, expect, test } from 'vitest';
import { planOf } from '../../../../src/app/rehearse/plan.ts';
import {
  concernsFarm,
  isOfFarmAlone,
  streamingNumbers,
  streamingResult,
} from '../../../../src/app/rehearse/streaming.ts';
import { StreamingStages } from '../../../../src/app/rehearse/streaming-stages.ts';
import type { StreamingOutcome, WaitingGroup } from '../../../../src/app/rehearse/streaming-watch.ts';
import { present } from '../../../../src/core/kernel/index.ts';
import { farmTopologyOf } from '../../../../src/core/pvs/farm/index.ts';
import { DEFAULT_TIMERS } from '../../../../src/core/site/index.ts';
import { act, settle } from '../../../../src/sim/index.ts';
import { contoso } from '../../../support/contoso.ts';

const OUTAGE_MS = 1_000_000;
const topology = farmTopologyOf(present(contoso.provisioning, 'the farm of contoso'));

function outcome(changes: Partial<StreamingOutcome>): StreamingOutcome {
  return {
    targets: 138,
    freezesMs: [],
    unfinishedMs: [],
    noticed: { told: 0, silence: 0, restart: 0 },
    failovers: 0,
    lastResumedMs: null,
    bootsRefused: 0,
    waiting: [],
    frozenBefore: 0,
    notBootedBefore: 0,
    servers: [],
    silentMachines: 0,
    retries: 0,
    lostBytes: 0,
    ioErrors: 0,
    ...changes,
  };
}

function waiting(state: WaitingGroup['state'], count: number): WaitingGroup {
  const targets = Array.from({ length: count }, (_, index) => `kiosk-${index + 1}`);
  return {
    state,
    vdisk: 'pinned',
    why: { code: 'PVS021', reason: 'off' },
    targets,
    wasBefore: false,
    canBeHelped: true,
  };
}

function resultFor(changes: Partial<StreamingOutcome>) {
  const one = outcome(changes);
  return streamingResult([streamingNumbers(one, OUTAGE_MS)], one, { outageMs: OUTAGE_MS, timers: DEFAULT_TIMERS });
}

describe('the numbers of a seed', () => {
  test('count a pause that goes on until the faults end, and one that is over, alike', () => {
    const numbers = streamingNumbers(
      outcome({
        freezesMs: [65_500, 70_500, 95_000],
        unfinishedMs: [1_700_000],
        waiting: [waiting('frozen', 1), waiting('not-booted', 3)],
        lastResumedMs: OUTAGE_MS + 100_000,
        failovers: 3,
      }),
      OUTAGE_MS,
    );
    expect(numbers).toEqual({
      held: 4,
      frozen: 1,
      freezeP50Sec: 70.5,
      freezeP95Sec: 1700,
      freezeWorstSec: 1700,
      lastResumedSec: 100,
      failovers: 3,
      lostBytes: 0,
      ioErrors: 0,
    });
  });

  test('of a farm in which nobody was held are zero, and nobody went on', () => {
    expect(streamingNumbers(outcome({}), OUTAGE_MS)).toMatchObject({
      held: 0,
      freezeWorstSec: 0,
      lastResumedSec: null,
    });
  });
});

describe('the result', () => {
  test('tells pauses that are over from those that are not', () => {
    const { resumedAfter, resumed, unfinished, unfinishedWorstSec } = resultFor({
      freezesMs: [65_500, 95_000],
      unfinishedMs: [10_000, 1_700_000],
    });
    expect({ resumedAfter, resumed }).toEqual({ resumedAfter: { p50Sec: 65.5, p95Sec: 95, worstSec: 95 }, resumed: 2 });
    expect({ unfinished, unfinishedWorstSec }).toEqual({ unfinished: 2, unfinishedWorstSec: 1700 });
    expect(resultFor({})).toMatchObject({ resumedAfter: null, unfinishedWorstSec: null });
  });

  test('names 20 targets of a group, and counts all', () => {
    const { frozen, notBooted } = resultFor({ waiting: [waiting('frozen', 30), waiting('not-booted', 2)] });
    expect(frozen).toMatchObject([{ vdisk: 'pinned', code: 'PVS021', reason: 'off', count: 30 }]);
    expect(frozen[0]?.targets).toHaveLength(20);
    expect(notBooted).toMatchObject([{ count: 2, targets: ['kiosk-1', 'kiosk-2'] }]);
  });

  test('P30: says how long it takes by the timers to notice a crash: 95 s at worst, and 30 s more where a target is idle', () => {
    expect(resultFor({}).detection).toEqual({ usualSec: 65.5, worstSec: 95, worstIdleSec: 125, loginTimeoutSec: 5 });
  });

  test('has the spread of every number over the seeds', () => {
    const seeds = [60_000, 90_000].map((freezeMs) => streamingNumbers(outcome({ freezesMs: [freezeMs] }), OUTAGE_MS));
    const { impact } = streamingResult(seeds, outcome({}), { outageMs: OUTAGE_MS, timers: DEFAULT_TIMERS });
    expect(impact.freezeWorstSec).toEqual({ p50: 60, p95: 90, worst: 90 });
    expect(impact.lastResumedSec).toEqual({ p50: null, p95: null, worst: null });
  });
});

describe('the farm takes part in a rehearsal', () => {
  const site = settle(contoso);
  const isConcerned = (...faults: string[]) => concernsFarm(site, planOf(site, faults, 60_000));

  test('of a fault of its own or a stopped service, and of no other', () => {
    expect(isConcerned('server-down pvs1')).toBe(true);
    expect(isConcerned('cloud-unreachable ams', 'database-offline --partial')).toBe(true);
    expect(isConcerned('stop-stream pvs1')).toBe(true);
    expect(isConcerned('cloud-unreachable all', 'machine-down ams-srv-01')).toBe(false);
  });

  test('where something of it was broken or stopped before', () => {
    const stopped = settle(contoso);
    act(stopped, { type: 'stream-stopped', servers: ['pvs1'], untilMs: null });
    expect(concernsFarm(stopped, planOf(stopped, ['cloud-unreachable ams'], 60_000))).toBe(true);
    const lossy = settle(contoso);
    const fault = { kind: 'packet-loss', server: 'pvs2', percent: 5 } as const;
    act(lossy, { type: 'fault-injected', id: 'f1', fault, untilMs: null });
    expect(concernsFarm(lossy, planOf(lossy, ['cloud-unreachable ams'], 60_000))).toBe(true);
  });

  test('alone, where every fault is of the farm', () => {
    const isAlone = (...faults: string[]) => isOfFarmAlone(planOf(site, faults, 60_000));
    expect(isAlone('server-down pvs1 --for 10s', 'stop-stream pvs2 --at 5s --for 10s')).toBe(true);
    expect(isAlone('server-down pvs1', 'cloud-unreachable ams')).toBe(false);
    expect(isAlone('server-down pvs1', 'force-outage ams --for 10s')).toBe(false);
  });

  test('of a site that has none it never does', () => {
    const none = settle({ ...contoso, provisioning: null });
    expect(concernsFarm(none, planOf(none, ['cloud-unreachable ams'], 60_000))).toBe(false);
  });
});

describe('the time line has of many targets', () => {
  const moved = (target: number, server: number) =>
    ({ type: 'target-moved', target, server, from: 0, pausedMs: 1 }) as const;
  const texts = (stages: StreamingStages) => stages.next().map(({ atMs, kind, text }) => `${atMs} ${kind} ${text}`);

  test('the first and the last that goes on, or one line where they are as good as one', () => {
    const stages = new StreamingStages(topology);
    stages.on(1_000, moved(0, 1));
    stages.on(9_000, moved(1, 2));
    stages.on(9_500, moved(2, 1));
    expect(texts(stages)).toEqual([
      '1000 targets the first target goes on',
      '9500 targets the last of 3 targets goes on: 2 from pvs2, 1 from pvs3',
    ]);
    stages.on(10_000, moved(0, 1));
    stages.on(10_900, moved(1, 1));
    expect(texts(stages)).toEqual(['10900 targets 2 targets go on: 2 from pvs2']);
    stages.on(11_000, moved(0, 1));
    expect(texts(stages)).toEqual(['11000 targets 1 target goes on: 1 from pvs2']);
    expect(texts(stages)).toEqual([]);
  });

  test('the first that freezes, by vDisk and code', () => {
    const stages = new StreamingStages(topology);
    const kiosk = topology.ranges.find(({ collection }) => collection === 'kiosk')?.first ?? -1;
    for (const [atMs, target, code] of [
      [5_000, kiosk, 'PVS021'],
      [6_000, kiosk + 1, 'PVS021'],
      [7_000, 0, null],
    ] as const)
      stages.on(atMs, { type: 'target-frozen', target, code });
    expect(texts(stages)).toEqual([
      '5000 frozen the first of 2 targets of pinned freezes: PVS021',
      '7000 frozen 1 target of win11 freezes: no server answers',
    ]);
  });

  test('the last of the pauses that ended where they began', () => {
    const stages = new StreamingStages(topology);
    stages.on(1_000, { type: 'target-resumed', target: 0, pausedMs: 500 });
    stages.on(2_000, { type: 'target-resumed', target: 0, pausedMs: 500 });
    expect(texts(stages)).toEqual(['2000 targets the last of 2 pauses that ended with the same server']);
  });
});
