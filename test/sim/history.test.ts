/**
 * What the log of a world tells is what happened in it: the history is made of entries alone, the world knows.
 */
import { expect, test } from 'vitest';
import { worldFacts } from '../../src/app/lhc/world-facts.ts';
import { episodesOf } from '../../src/core/lhc/history/index.ts';
import { settle, type World } from '../../src/sim/index.ts';
import { changingRun } from '../support/changing-run.ts';
import { type RandomRun, randomRun } from '../support/random-run.ts';
import { perform } from '../support/world-runs.ts';

test.each([
  ['random runs', randomRun, 200],
  ['runs in which the definition changes', changingRun, 60],
])('in %s the history knows at every moment the state of every zone, and who brokers', (_, runOf, count) => {
  for (let seed = 1; seed <= count; seed++) followed(runOf(seed), seed);
});

function followed({ definition, deeds }: RandomRun, seed: number): void {
  const world = settle(definition);
  for (const [number, deed] of deeds.entries()) {
    perform(world, deed);
    expect(toldBy(world), `seed ${seed}, deed ${number}`).toEqual(known(world));
  }
}

interface Moment {
  /** By zone; one in which nobody is up to say otherwise works normally. */
  readonly states: readonly string[];
  readonly brokers: readonly string[];
}

function toldBy(world: World): Moment {
  const open = episodesOf(worldFacts(world)).filter(({ endedMs }) => endedMs === null);
  const states = world.zones.map(({ topology }) => {
    const phase = open.find(({ zone }) => zone === topology.name)?.phases.at(-1)?.phase ?? 'interrupted';
    return phase === 'interrupted' ? 'working-normally' : phase;
  });
  const terms = open.flatMap(({ brokers }) => brokers.filter(({ end }) => end === null));
  return { states, brokers: terms.map(({ connector }) => connector).sort() };
}

function known({ data }: World): Moment {
  return {
    states: data.zoneStates.map(({ state }) => state),
    brokers: data.connectors
      .filter(({ registration }) => registration.open)
      .map(({ fqdn }) => fqdn)
      .sort(),
  };
}
