/**
 * The numbers of the status document about machines and sessions, while people work: what is kept by counting equals what is found by looking
 * at every machine.
 */
import { expect, test } from 'vitest';
import { machineName, type SiteDefinition } from '../../src/core/site/index.ts';
import { statusOf, type ZoneStatus } from '../../src/core/status/index.ts';
import {
  act,
  advanceTo,
  connectorAt,
  factsOf,
  PARKED,
  RESETTING,
  settle,
  USED,
  type World,
} from '../../src/sim/index.ts';
import { busyContoso } from '../support/contoso.ts';
import { brokeringOf, zoneNamed } from '../support/zone-view.ts';

const CLOUD = 1;
const FIRST_CONNECTOR = 2;
const MINUTE_MS = 60_000;
const ALL_CONNECTORS = Object.values(busyContoso.zones).flatMap(({ connectors }) => connectors.map(({ fqdn }) => fqdn));

function passMinutes(world: World, minutes: number): void {
  advanceTo(world, world.data.nowMs + minutes * MINUTE_MS);
}

function documentOf(world: World) {
  return statusOf(factsOf(world));
}

function zoneStatus(world: World, name: string): ZoneStatus {
  return documentOf(world).lhc.zones[name] as ZoneStatus;
}

/** The same numbers, machine by machine. */
function lookedAt(world: World, name: string) {
  const zone = zoneNamed(world, name);
  const { columns } = zone.fleet;
  const serving = zone.connectors.flatMap((connector, position) =>
    connectorAt(world, connector).registration.open ? [FIRST_CONNECTOR + position] : [],
  );
  if (brokeringOf(world, name) === 'cloud') serving.push(CLOUD);
  const machines = Array.from({ length: columns.count }, (_, machine) => ({
    condition: columns.condition[machine],
    inMaintenance: zone.topology.machineGroups[columns.rangeOf[machine] ?? 0]?.maintenance === true,
    isReady: columns.ready[machine] === 1 && serving.includes(columns.holder[machine] ?? 0),
  }));
  return {
    resetting: machines.filter(({ condition }) => condition === RESETTING).length,
    tainted: machines.filter(({ condition }) => condition === USED || condition === PARKED).length,
    maintenance: machines.filter(({ condition, inMaintenance }) => inMaintenance || condition === PARKED).length,
    available: machines.filter(({ inMaintenance, isReady }) => isReady && !inMaintenance).length,
  };
}

function expectCounted(world: World): void {
  for (const name of Object.keys(world.definition.zones)) {
    expect(zoneStatus(world, name).machines, name).toMatchObject(lookedAt(world, name));
  }
}

/** The desktops of ams, in maintenance. */
function desktopsInMaintenance(definition: SiteDefinition): SiteDefinition {
  const { office } = definition.deliveryGroups;
  if (office === undefined) throw new Error('there is no group office');
  const machines = office.machines.map((range) => ({ ...range, maintenance: range.zone === 'ams' }));
  return { ...definition, deliveryGroups: { ...definition.deliveryGroups, office: { ...office, machines } } };
}

test('machines that are reset, used, in maintenance and available are those that one would count', () => {
  const world = settle(busyContoso);
  for (let round = 0; round < 20; round++) {
    expectCounted(world);
    passMinutes(world, 3);
  }
  act(world, { type: 'outage-forced', connectors: ALL_CONNECTORS, untilMs: null });
  for (let round = 0; round < 20; round++) {
    expectCounted(world);
    passMinutes(world, 3);
  }
  expect(zoneStatus(world, 'ams').machines.maintenance).toBeGreaterThan(10);
  // A desktop that is parked and in maintenance by the administrator counts once.
  const definition = desktopsInMaintenance(world.definition);
  act(world, { type: 'definition-changed', definition, source: { fileName: 'site.yaml', text: '' } });
  expectCounted(world);
  expect(zoneStatus(world, 'ams').machines).toMatchObject({ maintenance: 420, available: 12 });
  expect(zoneStatus(world, 'ams').machines.tainted).toBeGreaterThan(10);
  act(world, { type: 'outage-ended', connectors: ALL_CONNECTORS });
  for (let round = 0; round < 20; round++) {
    expectCounted(world);
    passMinutes(world, 3);
  }
  expect(zoneStatus(world, 'ams').machines.tainted).toBe(0);
});

test('every session is one, active or disconnected', () => {
  const world = settle(busyContoso);
  passMinutes(world, 240);
  const zones = Object.values(documentOf(world).lhc.zones);
  const counted = zones.reduce((sum, { sessions }) => sum + sessions.active + sessions.disconnected, 0);
  expect(counted).toBe(world.data.sessions.count);
  expect(zones.some(({ sessions }) => sessions.disconnected > 0)).toBe(true);
});

test('desktops that are reset after use leave the site healthy; one that is gone does not', () => {
  const world = settle(busyContoso);
  let resettingMost = 0;
  for (let minute = 0; minute < 240; minute++) {
    passMinutes(world, 1);
    const { verdict, lhc } = documentOf(world);
    expect(verdict).toBe('healthy');
    for (const { machines } of Object.values(lhc.zones)) {
      expect(machines.registeredWith.none).toBe(machines.resetting);
      resettingMost = Math.max(resettingMost, machines.resetting);
    }
  }
  expect(resettingMost).toBeGreaterThan(2);
  const machine = machineName(zoneNamed(world, 'tok').topology, 3);
  act(world, { type: 'fault-injected', id: 'f1', fault: { kind: 'machine-down', machine }, untilMs: null });
  passMinutes(world, 30);
  expect(documentOf(world).verdict).toBe('degraded');
});

test('launches that failed are counted by their reason, and the rest have succeeded', () => {
  const world = settle(busyContoso);
  passMinutes(world, 60);
  const { attempted, ...before } = documentOf(world).lhc.launches;
  expect(before).toEqual({ succeeded: attempted, failed: 0, failedBy: {} });
  expect(attempted).toBeGreaterThan(50);
  act(world, { type: 'outage-forced', connectors: ALL_CONNECTORS, untilMs: null });
  passMinutes(world, 120);
  const { launches, enumerations, vips } = documentOf(world).lhc;
  expect(launches.failed).toBeGreaterThan(0);
  expect(launches.succeeded).toBe(launches.attempted - launches.failed);
  expect(Object.values(launches.failedBy).reduce((sum, count) => sum + count, 0)).toBe(launches.failed);
  expect(enumerations.attempted).toBeGreaterThanOrEqual(launches.attempted);
  expect(vips).toEqual({
    'vip-tok.contoso.example': {
      zone: 'tok',
      monitor: 'citrix-xd-ddc',
      members: { 'cc-tok-02.contoso.example': { state: 'down', reason: expect.stringContaining('status 503') } },
    },
  });
});

test('a controller that is left out after a failed request is told of until it is tried again', () => {
  const { sf1 } = busyContoso.storeFronts;
  if (sf1 === undefined) throw new Error('there is no sf1');
  const storeFronts = { sf1: { ...sf1, backgroundHealthChecks: false } };
  const world = settle({ ...busyContoso, storeFronts });
  const bypassed = () =>
    Object.values(documentOf(world).lhc.storeFronts.sf1?.deliveryControllers ?? {}).flatMap(
      ({ bypassedUntil }) => bypassedUntil ?? [],
    );
  expect(bypassed()).toEqual([]);
  const down = { kind: 'connector-down', connector: 'cc-fra-01.contoso.example' } as const;
  act(world, { type: 'fault-injected', id: 'f1', fault: down, untilMs: null });
  passMinutes(world, 30);
  const [until, ...others] = bypassed();
  expect(others).toEqual([]);
  const untilMs = Date.parse(until ?? '');
  expect(untilMs).toBeGreaterThan(world.data.nowMs);
  act(world, { type: 'fault-cleared', id: 'f1' });
  advanceTo(world, untilMs);
  expect(bypassed()).toEqual([]);
});
