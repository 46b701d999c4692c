/**
 * A fleet is the fast form of its machines: the same answers make the same of `VdaFleet` as of one `stepVda` for each machine.
 */
import { expect, test } from 'vitest';
import { drawInteger } from '../../src/core/kernel/index.ts';
import type { ZoneTopology } from '../../src/core/site/index.ts';
import { type FleetAnswer, VdaFleet } from '../../src/sim/fleet.ts';
import { type FleetSettings, settledColumns } from '../../src/sim/fleet-columns.ts';
import { PlainFleet } from '../support/plain-fleet.ts';

const START_MS = 1_700_000_000_000;
const COUNT = 30;
const ANSWERS: readonly FleetAnswer[] = ['accepted-by-cloud', 'accepted-by-secondary', 'refused', 'unreachable'];

function settingsOf(seed: number, skipping: 'on' | 'off'): FleetSettings {
  return {
    seed,
    zone: 0,
    connectorCount: 1 + (seed % 4),
    heartbeatMs: 60_000,
    retryMs: 8_000,
    contactLostMs: seed % 3 === 0 ? 60_000 : 120_000,
    skipping,
  };
}

function zoneOf(machineCount: number, { connectorCount }: FleetSettings): ZoneTopology {
  const range = { deliveryGroup: 'all', name: 'm-#####', first: 0, count: machineCount, maintenance: false };
  return {
    name: 'z',
    connectors: Array.from({ length: connectorCount }, (_, connector) => `c${connector}`),
    machineGroups: [{ ...range, maxSessions: 1, fitsGroup: true }],
    machineCount,
    allFit: true,
  };
}

/** Runs both forms through the same changes of answers, outages of machines and emptied registers, and compares them at each. */
function difference(seed: number, skipping: 'on' | 'off'): string | null {
  const settings = settingsOf(seed, skipping);
  const answers: FleetAnswer[] = Array.from({ length: settings.connectorCount }, () => 'accepted-by-cloud');
  const moves: string[] = [];
  let nowMs = START_MS;
  const fleet: VdaFleet = new VdaFleet(settledColumns(zoneOf(COUNT, settings), START_MS, settings), settings, {
    ask: (connector) => answers[connector] as FleetAnswer,
    released: () => undefined,
    moved: (machine, from, to) => moves.push(`${nowMs} ${machine} ${from} ${to}`),
  });
  const plain = new PlainFleet(fleet.columns, settings, (machine, atMs) => fleet.roundOrder(machine, atMs));
  for (let turn = 0; turn < 40; turn++) {
    const dice = (what: number, bound: number) => drawInteger(seed, bound, turn, what);
    const untilMs = nowMs + [1, 8_000, 60_000, 47_123, 200_000][dice(0, 5)]!;
    for (let dueMs = fleet.nextDueMs; dueMs !== null && dueMs <= untilMs; dueMs = fleet.nextDueMs) {
      nowMs = dueMs;
      fleet.run(dueMs);
    }
    nowMs = untilMs;
    plain.run(untilMs, answers);
    const machine = dice(1, COUNT);
    const connector = dice(2, settings.connectorCount);
    switch (dice(3, 6)) {
      case 0:
        fleet.stop(machine, nowMs);
        plain.stop(machine);
        break;
      case 1:
        fleet.start(machine, nowMs);
        plain.start(machine, nowMs);
        break;
      case 2:
        fleet.releaseAll(2 + connector);
        fleet.wake(nowMs, Number.POSITIVE_INFINITY);
        plain.releaseAll(2 + connector, nowMs);
        break;
      default:
        answers[connector] = ANSWERS[dice(4, ANSWERS.length)] as FleetAnswer;
        fleet.wake(nowMs, Number.POSITIVE_INFINITY);
    }
    const [mine, theirs] = [moves.toSorted().join('\n'), plain.moves.toSorted().join('\n')];
    if (mine !== theirs) return `seed ${seed}, turn ${turn}: moved\n${mine}\nbut plainly\n${theirs}`;
    const state = stateOf(fleet);
    if (state !== plain.state()) return `seed ${seed}, turn ${turn}: ${state}\nbut plainly\n${plain.state()}`;
  }
  return null;
}

/** Machine by machine: through whom, held by whom. Next contacts show in the times of moves. */
function stateOf({ columns }: VdaFleet): string {
  return Array.from(columns.via, (via, machine) => `${via - 1}/${columns.holder[machine]}`).join(' ');
}

const seeds = Array.from({ length: 150 }, (_, run) => run + 1);

test('a fleet does what its machines would do, one by one', () => {
  expect(seeds.map((seed) => difference(seed, 'on')).filter((text) => text !== null)).toEqual([]);
});

test('a fleet that leaves nothing out does the same', () => {
  expect(seeds.map((seed) => difference(seed, 'off')).filter((text) => text !== null)).toEqual([]);
});

test('R29: machines try the connectors in random order, another one at another time', () => {
  const settings = { ...settingsOf(1, 'on'), connectorCount: 4 };
  const host = { ask: () => 'refused' as const, released: () => undefined, moved: () => undefined };
  const fleet = new VdaFleet(settledColumns(zoneOf(4_000, settings), START_MS, settings), settings, host);
  const orders = Array.from({ length: 4_000 }, (_, machine) => fleet.roundOrder(machine, START_MS));
  for (const position of [0, 1, 2, 3]) {
    for (const connector of [0, 1, 2, 3]) {
      const count = orders.filter((order) => order[position] === connector).length;
      expect(Math.abs(count - 1_000)).toBeLessThan(150);
    }
  }
  expect(new Set(orders.map((order) => order.join())).size).toBe(24);
  expect(fleet.roundOrder(7, START_MS)).toEqual(orders[7]);
  const later = orders.filter((order, machine) => fleet.roundOrder(machine, START_MS + 1).join() === order.join());
  expect(later.length).toBeLessThan(4_000 / 12);
});

test('R26: heartbeat phases of machines are spread evenly over the interval, each zone for itself', () => {
  const phasesOf = (zone: number) => {
    const settings = { ...settingsOf(1, 'on'), zone };
    const columns = settledColumns(zoneOf(10_000, settings), START_MS, settings);
    return Array.from(columns.nextContactMs, (nextMs) => nextMs - START_MS);
  };
  const phases = phasesOf(0);
  for (let part = 0; part < 10; part++) {
    const inPart = phases.filter((phase) => phase > part * 6_000 && phase <= (part + 1) * 6_000);
    expect(Math.abs(inPart.length - 1_000)).toBeLessThan(150);
  }
  expect(phasesOf(1)).not.toEqual(phases);
});
