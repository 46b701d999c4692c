/**
 * Whoever watches every event sees also what lasts for one event only, and disturbs nothing.
 */
import { expect, test } from 'vitest';
import { act, advanceTo, nextEventMs, settle, type World } from '../../src/sim/index.ts';
import { randomRun } from '../support/random-run.ts';
import { siteOfZones } from '../support/site-of-zones.ts';
import { perform, viewOf } from '../support/world-runs.ts';

const SEEDS = Array.from({ length: 30 }, (_, run) => 31_001 + run);

/** What a watcher noted: the moment, and the state of every connector. */
type Note = readonly [atMs: number, states: string];

function watched(notes: Note[]): { readonly afterEvent: (world: World) => void } {
  const states = ({ data }: World) => data.connectors.map(({ haMode }) => haMode.state).join(' ');
  return { afterEvent: (world) => notes.push([world.data.nowMs, states(world)]) };
}

test('a run that is watched comes out the same, and time goes on from event to event', () => {
  for (const seed of SEEDS) {
    const { definition, deeds } = randomRun(seed);
    const notes: Note[] = [];
    const world = settle(definition, watched(notes));
    const unwatched = settle(definition);
    for (const deed of deeds) {
      perform(world, deed);
      perform(unwatched, deed);
    }
    const moments = notes.map(([atMs]) => atMs);
    expect(moments, `seed ${seed}`).toEqual([...moments].sort((a, b) => a - b));
    expect(viewOf(world), `seed ${seed}`).toEqual(viewOf(unwatched));
  }
});

test('in one go or event by event, the same is seen', () => {
  const seen = [false, true].map((byEvent) => {
    const notes: Note[] = [];
    const world = settle(twoConnectors(), watched(notes));
    act(world, { type: 'outage-forced', connectors: ['cc1', 'cc2'], untilMs: null });
    const endMs = world.data.nowMs + 600_000;
    for (let atMs = nextEventMs(world); byEvent && atMs !== null && atMs <= endMs; atMs = nextEventMs(world)) {
      advanceTo(world, atMs);
    }
    advanceTo(world, endMs);
    return notes;
  });
  expect(seen[0]?.length).toBeGreaterThan(100);
  expect(seen[1]).toEqual(seen[0]);
});

test('an instant with several events is seen event by event', () => {
  const notes: Note[] = [];
  const world = settle(twoConnectors(), watched(notes));
  act(world, {
    type: 'fault-injected',
    id: 'f1',
    fault: { kind: 'cloud-unreachable', connectors: ['cc1', 'cc2'] },
    untilMs: null,
  });
  advanceTo(world, world.data.nowMs + 600_000);
  const passing = notes.filter(([atMs, states], index) => {
    const [nextMs, next] = notes[index + 1] ?? [];
    return nextMs === atMs && next !== states;
  });
  // Both connectors go into the outage at one moment: for one event, only one of them has.
  expect(passing.map(([, states]) => states)).toContain('initial-ha pending-ha');
});

function twoConnectors() {
  return siteOfZones({ zones: { a: { connectors: ['cc1', 'cc2'], machineCount: 50 } } });
}
