/**
 * Who brokers when connectors come and go in an outage, and how long nobody does.
 */
import { describe, expect, test } from 'vitest';
import type { SiteDefinition } from '../../src/core/site/index.ts';
import { act, advanceTo, nextEventMs, type World, type WorldOptions } from '../../src/sim/index.ts';
import { watchedWorld } from '../support/registrations.ts';
import { START_MS, siteOfZones } from '../support/site-of-zones.ts';
import { viewOf } from '../support/world-runs.ts';
import { acceptingIn, brokeringOf, heldBy } from '../support/zone-view.ts';

const CONNECTORS = ['b.x', 'C.x', 'a.x'];
const MACHINES = 200;
/** Two messages, there and back, of at most 10 ms each. */
const EXCHANGE_MS = 20;

function siteWith(seed: number): SiteDefinition {
  return siteOfZones({ zones: { ams: { connectors: CONNECTORS, machineCount: MACHINES } }, seed });
}

/** A zone in a forced outage for long enough that every machine is with the elected broker. */
function inOutage(seed: number, options: WorldOptions = {}) {
  const watched = watchedWorld(siteWith(seed), options);
  act(watched.world, { type: 'outage-forced', connectors: CONNECTORS, untilMs: null });
  advanceTo(watched.world, START_MS + 420_000 + 37 * seed);
  watched.moves.length = 0;
  return watched;
}

function crash(world: World, connector: string): void {
  act(world, { type: 'fault-injected', id: connector, fault: { kind: 'connector-down', connector }, untilMs: null });
}

function repair(world: World, connector: string): void {
  act(world, { type: 'fault-cleared', id: connector });
}

/** Runs event by event. Returns the longest time for which nobody brokered without a break. */
function longestGapMs(world: World, forMs: number): number {
  const endMs = world.data.nowMs + forMs;
  let sinceMs = brokeringOf(world, 'ams') === 'none' ? world.data.nowMs : null;
  let longestMs = 0;
  for (let atMs = nextEventMs(world); atMs !== null && atMs <= endMs; atMs = nextEventMs(world)) {
    if (sinceMs !== null) longestMs = Math.max(longestMs, atMs - sinceMs);
    advanceTo(world, atMs);
    if (brokeringOf(world, 'ams') !== 'none') sinceMs = null;
    else sinceMs ??= atMs;
  }
  return longestMs;
}

const seeds = Array.from({ length: 12 }, (_, run) => run + 1);

describe('the elected connector', () => {
  test('R20, R25: is the first by FQDN, whatever the order of the file and the case', () => {
    expect(acceptingIn(inOutage(1).world, 'ams')).toEqual(['a.x']);
  });

  test('R22: crashes, the next takes over within peerSilence, and every machine registers there at its next heartbeat', () => {
    for (const seed of seeds) {
      const { world, moves } = inOutage(seed);
      const { peerSilence, vdaHeartbeat } = world.definition.timers;
      crash(world, 'a.x');
      expect(longestGapMs(world, 60_000)).toBeLessThanOrEqual(peerSilence + EXCHANGE_MS);
      expect(acceptingIn(world, 'ams')).toEqual(['b.x']);
      advanceTo(world, world.data.nowMs + vdaHeartbeat);
      expect(heldBy(world, 'ams')['b.x']).toBe(MACHINES);
      expect(moves.filter(({ holder }) => holder === 'b.x').length).toBe(MACHINES);
    }
  });

  test('R23: returns and takes brokering back after one exchange, and machines register a second time', () => {
    for (const seed of seeds) {
      const { world, moves } = inOutage(seed);
      crash(world, 'a.x');
      advanceTo(world, world.data.nowMs + 420_000);
      moves.length = 0;
      repair(world, 'a.x');
      expect(longestGapMs(world, 60_000)).toBeLessThanOrEqual(EXCHANGE_MS);
      expect(acceptingIn(world, 'ams')).toEqual(['a.x']);
      advanceTo(world, world.data.nowMs + world.definition.timers.vdaHeartbeat);
      expect(moves.filter(({ holder }) => holder === 'a.x').length).toBe(MACHINES);
      expect(moves.filter(({ holder }) => holder === 'b.x').length).toBe(0);
    }
  });

  test('R23: returns, and though half of all messages get lost nobody is without a broker for longer than peerSilence', () => {
    for (const seed of seeds) {
      const { world } = inOutage(seed, { messageLoss: 0.5 });
      crash(world, 'a.x');
      advanceTo(world, world.data.nowMs + 420_000);
      repair(world, 'a.x');
      expect(longestGapMs(world, 60_000)).toBeLessThanOrEqual(world.definition.timers.peerSilence);
    }
  });
});

test('R24: a connector that is not elected crashes and returns without any machine moving', () => {
  for (const seed of seeds) {
    const { world, moves } = inOutage(seed);
    crash(world, 'b.x');
    expect(longestGapMs(world, 420_000)).toBe(0);
    repair(world, 'b.x');
    expect(longestGapMs(world, 420_000)).toBe(0);
    expect(moves).toEqual([]);
    expect(acceptingIn(world, 'ams')).toEqual(['a.x']);
  }
});

test('R4, R9: a link that flaps every 20 s moves no machine, neither before an outage nor in its recovery', () => {
  for (const seed of seeds.slice(0, 4)) {
    const { world, moves } = watchedWorld(siteWith(seed));
    const flapping = { kind: 'link-flapping', connectors: CONNECTORS, everyMs: 20_000 } as const;
    const hour = 3_600_000;
    act(world, { type: 'fault-injected', id: 'f1', fault: flapping, untilMs: null });
    advanceTo(world, world.data.nowMs + hour);
    expect(moves).toEqual([]);
    act(world, { type: 'outage-forced', connectors: CONNECTORS, untilMs: null });
    advanceTo(world, world.data.nowMs + hour);
    expect(heldBy(world, 'ams')['a.x']).toBe(MACHINES);
    moves.length = 0;
    act(world, { type: 'outage-ended', connectors: CONNECTORS });
    advanceTo(world, world.data.nowMs + 4 * hour);
    expect(moves).toEqual([]);
  }
});

test('R13: an outage of one zone leaves no trace in another', () => {
  const zones = {
    ams: { connectors: CONNECTORS, machineCount: 40 },
    fra: { connectors: ['k.x', 'j.x'], machineCount: 40 },
  };
  const worldAfter = (outage: boolean) => {
    const { world } = watchedWorld(siteOfZones({ zones }));
    if (outage) act(world, { type: 'outage-forced', connectors: CONNECTORS, untilMs: START_MS + 5_000_000 });
    if (outage) crash(world, 'a.x');
    advanceTo(world, START_MS + 3_000_000);
    viewOf(world);
    return world;
  };
  const [troubled, quiet] = [worldAfter(true), worldAfter(false)];
  expect(troubled.data.connectors.slice(3)).toEqual(quiet.data.connectors.slice(3));
  expect(troubled.data.fleets[1]?.nextContactMs).toEqual(quiet.data.fleets[1]?.nextContactMs);
  expect(troubled.data.fleets[1]?.holder).toEqual(quiet.data.fleets[1]?.holder);
  expect(troubled.data.connectors.slice(0, 3)).not.toEqual(quiet.data.connectors.slice(0, 3));
});
