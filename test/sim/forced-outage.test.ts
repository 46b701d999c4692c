/**
 * The course of a forced outage of every connector of a zone, in numbers, on contoso.
 */
import { describe, expect, test } from 'vitest';
import type { HaState } from '../../src/core/lhc/ha-mode/index.ts';
import { act, advanceTo, nextEventMs, type World } from '../../src/sim/index.ts';
import { contoso } from '../support/contoso.ts';
import { type Registration, watchedWorld } from '../support/registrations.ts';
import { acceptingIn, brokeringOf, connectorsOf, heldBy } from '../support/zone-view.ts';

const { startMs, timers } = contoso;
const AMS = contoso.zones.ams?.connectors.map(({ fqdn }) => fqdn) ?? [];
const ELECTED = 'cc-ams-01.contoso.example';
const MACHINES = 432;

function force(world: World): void {
  act(world, { type: 'outage-forced', connectors: AMS, untilMs: null });
}

function release(world: World): void {
  act(world, { type: 'outage-ended', connectors: AMS });
}

function statesOf(world: World): ReadonlySet<HaState> {
  return new Set(connectorsOf(world, 'ams').map(({ haMode }) => haMode.state));
}

function holderCounts(world: World): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(heldBy(world, 'ams')).filter(([, count]) => count > 0));
}

/** A world in which ams has been forced for a time. */
function forcedFor(durationMs: number): { readonly world: World; readonly moves: Registration[] } {
  const watched = watchedWorld(contoso);
  force(watched.world);
  advanceTo(watched.world, startMs + durationMs);
  return watched;
}

describe('a forced outage of every connector of a zone', () => {
  test('R3, R57: is pending at once', () => {
    const { world } = forcedFor(0);
    expect(statesOf(world)).toEqual(new Set(['pending-ha']));
    expect(brokeringOf(world, 'ams')).toBe('cloud');
  });

  test('R4, R10: becomes initial HA after pendingHa, when the elected connector alone begins to accept', () => {
    const { world } = forcedFor(timers.pendingHa - 1);
    expect(statesOf(world)).toEqual(new Set(['pending-ha']));
    expect(acceptingIn(world, 'ams')).toEqual([]);
    advanceTo(world, startMs + timers.pendingHa);
    expect(statesOf(world)).toEqual(new Set(['initial-ha']));
    expect(acceptingIn(world, 'ams')).toEqual([ELECTED]);
    expect(brokeringOf(world, 'ams')).toBe('secondary');
  });

  test('R26, R27: every machine is with the elected broker within one heartbeat interval, each after its own time', () => {
    const acceptedAtMs = startMs + timers.pendingHa;
    const { world, moves } = forcedFor(timers.pendingHa + timers.vdaHeartbeat);
    expect(holderCounts(world)).toEqual({ [ELECTED]: MACHINES });
    expect(new Set(moves.map(({ machine }) => machine)).size).toBe(MACHINES);
    expect(moves.length).toBe(MACHINES);
    expectSpread(moves.map(({ atMs }) => atMs - acceptedAtMs));
  });

  test('R7, R8: becomes extended HA after initialHa and stays so while it is forced', () => {
    const { world } = forcedFor(timers.pendingHa + timers.initialHa - 1);
    expect(statesOf(world)).toEqual(new Set(['initial-ha']));
    advanceTo(world, world.data.nowMs + 1);
    expect(statesOf(world)).toEqual(new Set(['extended-ha']));
    advanceTo(world, world.data.nowMs + 7 * 24 * 3_600_000);
    expect(statesOf(world)).toEqual(new Set(['extended-ha']));
    expect(holderCounts(world)).toEqual({ [ELECTED]: MACHINES });
  });

  test('R8, R9, R10: released, recovery is pending at once, and the zone brokers on until pendingRecovery is over', () => {
    const { world } = forcedFor(3_600_000);
    release(world);
    expect(statesOf(world)).toEqual(new Set(['pending-recovery']));
    advanceTo(world, world.data.nowMs + timers.pendingRecovery - 1);
    expect(statesOf(world)).toEqual(new Set(['pending-recovery']));
    expect(holderCounts(world)).toEqual({ [ELECTED]: MACHINES });
    advanceTo(world, world.data.nowMs + 1);
    expect(statesOf(world)).toEqual(new Set(['working-normally']));
    expect(brokeringOf(world, 'ams')).toBe('cloud');
  });

  test('R26, R28: handed back, the broker of the zone holds nothing, and every machine is with the cloud within one interval', () => {
    const { world, moves } = forcedFor(3_600_000);
    release(world);
    advanceTo(world, world.data.nowMs + timers.pendingRecovery);
    const handedBackMs = world.data.nowMs;
    expect(holderCounts(world)).toEqual({ nobody: MACHINES });
    moves.length = 0;
    advanceTo(world, handedBackMs + timers.vdaHeartbeat);
    expect(holderCounts(world)).toEqual({ cloud: MACHINES });
    expect(moves.length).toBe(MACHINES);
    expectSpread(moves.map(({ atMs }) => atMs - handedBackMs));
  });

  test('R11: brokers of the zone take over 60 s after the cloud is lost, by default', () => {
    expect(timers.pendingHa).toBe(60_000);
    const { world } = watchedWorld(contoso);
    act(world, {
      type: 'fault-injected',
      id: 'f1',
      fault: { kind: 'cloud-unreachable', connectors: AMS },
      untilMs: null,
    });
    runUntil(world, () => statesOf(world).has('pending-ha'));
    const noticedMs = world.data.nowMs;
    runUntil(world, () => brokeringOf(world, 'ams') === 'secondary');
    expect(world.data.nowMs - noticedMs).toBe(timers.pendingHa);
  });
});

/** Delays of 0 to one heartbeat interval, a fair share of them in each quarter. */
function expectSpread(delaysMs: readonly number[]): void {
  for (const quarter of [0, 1, 2, 3]) {
    const share = delaysMs.filter((ms) => Math.ceil((4 * ms) / timers.vdaHeartbeat) === quarter + 1).length / MACHINES;
    expect(share).toBeGreaterThan(0.17);
    expect(share).toBeLessThan(0.33);
  }
}

function runUntil(world: World, condition: () => boolean): void {
  while (!condition()) advanceTo(world, nextEventMs(world) ?? Number.NaN);
}
