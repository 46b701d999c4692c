/**
 * One definition, one seed and one list of actions are one run: however often, in whatever steps, and from whatever checkpoint.
 */
import { isDeepStrictEqual } from 'node:util';
import { serialize } from 'node:v8';
import { expect, test } from 'vitest';
import { formatInstant } from '../../src/core/kernel/index.ts';
import type { JournalEntry, OperatorAction, SiteDefinition } from '../../src/core/site/index.ts';
import {
  act,
  advanceTo,
  nextEventMs,
  replay,
  resume,
  settle,
  type World,
  type WorldData,
} from '../../src/sim/index.ts';
import { contoso } from '../support/contoso.ts';
import { type Deed, type RandomRun, randomRun } from '../support/random-run.ts';
import { perform, tracing } from '../support/world-runs.ts';

const seeds = Array.from({ length: 60 }, (_, run) => 20_001 + run);

interface Outcome {
  readonly trace: readonly string[];
  readonly data: WorldData;
}

/** Runs the deeds of a run, each one as `how` does it, which can go on with another world. */
function outcomeOf(
  { definition, deeds }: RandomRun,
  how: (world: World, deed: Deed, trace: string[]) => World,
): Outcome {
  const trace: string[] = [];
  let world = settle(definition, tracing(trace));
  for (const deed of deeds) world = how(world, deed, trace);
  return { trace, data: { ...world.data, queue: inOrder(world.data.queue) } };
}

/** The events of a queue as they will come. How the heap has laid them out is no part of the outcome. */
function inOrder(queue: WorldData['queue']): WorldData['queue'] {
  return [...queue].sort((a, b) => a.atMs - b.atMs || a.rank - b.rank || a.order - b.order);
}

function plainly(world: World, deed: Deed): World {
  perform(world, deed);
  return world;
}

function inOddSteps(world: World, deed: Deed): World {
  if (deed.type !== 'advance') return plainly(world, deed);
  const endMs = world.data.nowMs + deed.byMs;
  for (let stepMs = 1; world.data.nowMs + stepMs < endMs; stepMs = (stepMs * 7 + 3) % 91_733) {
    advanceTo(world, world.data.nowMs + stepMs);
  }
  advanceTo(world, endMs);
  return world;
}

function eventByEvent(world: World, deed: Deed): World {
  if (deed.type !== 'advance') return plainly(world, deed);
  const endMs = world.data.nowMs + deed.byMs;
  for (let atMs = nextEventMs(world); atMs !== null && atMs <= endMs; atMs = nextEventMs(world)) advanceTo(world, atMs);
  advanceTo(world, endMs);
  return world;
}

function fromACopy(world: World, deed: Deed, trace: string[]): World {
  const copy = resume(world.definition, structuredClone(world.data), tracing(trace));
  return plainly(copy, deed);
}

test.each([
  ['a second time', plainly],
  ['in odd steps', inOddSteps],
  ['event by event', eventByEvent],
  ['from a copy of its data at every turn', fromACopy],
] as const)('a run comes out the same %s', (_, how) => {
  const different = seeds.filter((seed) => {
    const run = randomRun(seed);
    return !isDeepStrictEqual(outcomeOf(run, plainly), outcomeOf(run, how));
  });
  expect(different).toEqual([]);
});

test('a run gives the same bytes a second time', () => {
  const different = seeds.filter((seed) => {
    const run = randomRun(seed);
    const [first, second] = [outcomeOf(run, plainly), outcomeOf(run, plainly)];
    return !serialize(first.data).equals(serialize(second.data));
  });
  expect(different).toEqual([]);
});

test('another seed is another run', () => {
  const force = { type: 'outage-forced', connectors: ['cc-ams-01.contoso.example'], untilMs: null } as const;
  const traceOf = (definition: SiteDefinition) => {
    const trace: string[] = [];
    const world = settle(definition, tracing(trace));
    act(world, { ...force, connectors: world.zones[0]?.topology.connectors ?? [] });
    advanceTo(world, definition.startMs + 600_000);
    return trace;
  };
  expect(traceOf({ ...contoso, seed: contoso.seed + 1 })).not.toEqual(traceOf(contoso));
});

test('a world is the fold of its journal', () => {
  const { startMs } = contoso;
  const connectors = ['cc-fra-01.contoso.example', 'cc-fra-02.contoso.example'];
  const entries: readonly (readonly [atMs: number, action: OperatorAction])[] = [
    [startMs, { type: 'clock-advanced', toMs: startMs + 90_000 }],
    [startMs + 90_000, { type: 'outage-forced', connectors, untilMs: startMs + 2_000_000 }],
    [startMs + 90_000, { type: 'clock-advanced', toMs: startMs + 500_000 }],
    [
      startMs + 500_000,
      {
        type: 'fault-injected',
        id: 'f1',
        fault: { kind: 'connector-down', connector: 'cc-fra-01.contoso.example' },
        untilMs: null,
      },
    ],
    [startMs + 500_000, { type: 'clock-advanced', toMs: startMs + 4_000_000 }],
  ];
  const journal: readonly JournalEntry[] = entries.map(([atMs, action], index) => ({
    sequence: index + 1,
    atMs,
    by: 'tester',
    command: 'holdover',
    action,
  }));
  const folded = settle(contoso);
  replay(folded, journal);
  const lived = settle(contoso);
  for (const { action } of journal) act(lived, action);
  expect(serialize(folded.data).equals(serialize(lived.data))).toBe(true);
  expect(formatInstant(folded.data.nowMs)).toBe(formatInstant(startMs + 4_000_000));
});

test('the present does not move when the clock is set to the past', () => {
  const world = settle(contoso);
  advanceTo(world, contoso.startMs + 1_000);
  advanceTo(world, contoso.startMs);
  expect(world.data.nowMs).toBe(contoso.startMs + 1_000);
});
