/**
 * How users get in while something is wrong: by which way, and why not; on the example site, with people at work.
 */
import { describe, expect, test } from 'vitest';
import type { Fault, SiteDefinition } from '../../src/core/site/index.ts';
import { act, advanceTo, connectorAt, settle, type World } from '../../src/sim/index.ts';
import { busyContoso } from '../support/contoso.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const AMS = Object.freeze(['cc-ams-01.contoso.example', 'cc-ams-02.contoso.example', 'cc-ams-03.contoso.example']);
const TOK = Object.freeze(['cc-tok-01.contoso.example', 'cc-tok-02.contoso.example']);
const EVERYONE = Object.freeze(
  Object.values(busyContoso.zones).flatMap(({ connectors }) => connectors.map(({ fqdn }) => fqdn)),
);

/** tok with both connectors behind its virtual server, as somebody would mend it. */
const MENDED: SiteDefinition = withVip({ members: TOK });

function withVip(change: Partial<SiteDefinition['adcs'][string]['vips'][string]>): SiteDefinition {
  const { adc1 } = busyContoso.adcs;
  const vip = adc1?.vips['vip-tok.contoso.example'];
  if (adc1 === undefined || vip === undefined) throw new Error('contoso has lost its virtual server');
  return { ...busyContoso, adcs: { adc1: { ...adc1, vips: { 'vip-tok.contoso.example': { ...vip, ...change } } } } };
}

function inject(world: World, ...faults: readonly Fault[]): void {
  for (const fault of faults) {
    const id = `f${world.data.faults.length + 1}`;
    act(world, { type: 'fault-injected', id, fault, untilMs: null });
  }
}

function after(world: World, byMs: number): World {
  advanceTo(world, world.data.nowMs + byMs);
  return world;
}

function statesOf(world: World): readonly string[] {
  return world.data.zoneStates.map(({ state }) => state);
}

test('a healthy contoso refuses nobody, on a working day and on the next', () => {
  const world = after(settle(busyContoso), 48 * HOUR);
  expect(world.data.launches.attempted).toBeGreaterThan(48 * 60 * 2);
  expect(world.data.launches.failedBy).toEqual({});
  expect(world.data.enumerations.failed).toBe(0);
});

describe('tickets', () => {
  const failures = (connectors: readonly string[]) =>
    connectors.map((connector): Fault => ({ kind: 'sta-failure', connector }));

  test('an STA failure on every connector of a zone leads to HA mode, though the cloud is there', () => {
    const world = settle(busyContoso);
    inject(world, ...failures(AMS));
    after(world, 20 * MINUTE);
    expect(statesOf(world)).toEqual(['extended-ha', 'working-normally', 'working-normally']);
    expect(world.data.log.find(({ change }) => change?.to === 'pending-ha')?.message).toContain('sta unhealthy');
    act(world, { type: 'fault-cleared', id: 'f1' });
    after(world, 30 * MINUTE);
    expect(statesOf(world)[0]).toBe('extended-ha');
    act(world, { type: 'fault-cleared', id: 'f2' });
    act(world, { type: 'fault-cleared', id: 'f3' });
    after(world, 30 * MINUTE);
    expect(statesOf(world)[0]).toBe('working-normally');
  });

  test('an STA failure on one connector costs no launch: the next authority is asked', () => {
    const world = settle(busyContoso);
    inject(world, ...failures(AMS.slice(0, 1)));
    after(world, HOUR);
    expect(statesOf(world)[0]).toBe('pending-ha');
    expect(world.data.launches.failedBy).toEqual({});
  });

  test('R43: in an outage of all zones a launch through the gateway gets its ticket where a secondary broker serves', () => {
    const world = settle(busyContoso);
    inject(world, { kind: 'cloud-unreachable', connectors: EVERYONE });
    after(world, 10 * MINUTE);
    const user = 'CONTOSO\\user-0001';
    const launch = { type: 'launched', user, resource: 'Excel', storeFront: 'sf1', gateway: 'adc1' } as const;
    act(world, launch);
    expect(world.answer).toMatchObject({ result: 'started', reached: { broker: { type: 'secondary' } } });
    const { ticket } = world.answer as { readonly ticket: { readonly sta: string } };
    const sta = world.data.connectors.findIndex(({ fqdn }) => fqdn === ticket.sta);
    expect(connectorAt(world, sta).registration.open).toBe(true);
  });
});

describe('tok, behind its virtual server', () => {
  test('as it ships nobody brokers for it in an outage', () => {
    const world = settle(busyContoso);
    inject(world, { kind: 'cloud-unreachable', connectors: TOK });
    after(world, 30 * MINUTE);
    expect(connectorAt(world, 5).registration.open).toBe(false);
    expect(connectorAt(world, 6).registration.open).toBe(false);
  });

  test('mended, it enters HA mode although the monitor has marked every member down, and brokers', () => {
    const world = settle(MENDED);
    inject(world, { kind: 'cloud-unreachable', connectors: TOK });
    after(world, 30_000);
    expect(statesOf(world)[2]).toBe('pending-ha');
    expect(membersOf(world)).toEqual(['down', 'down']);
    expect(world.data.storeFronts[0]?.controllers['vip-tok.contoso.example']?.healthy).toBe(true);
    after(world, 10 * MINUTE);
    expect(statesOf(world)[2]).toBe('initial-ha');
    expect(membersOf(world)).toEqual(['up', 'down']);
    const launch = { type: 'launched', resource: 'JP Desktop', storeFront: 'sf1', gateway: null } as const;
    act(world, { ...launch, user: 'CONTOSO\\user-0001' });
    expect(world.answer).toMatchObject({ result: 'started', zone: 2, reached: { broker: { type: 'secondary' } } });
  });

  test('R51: in HA mode the probe finds the connector that is not elected down, and a tcp monitor does not', () => {
    const probed = settle(MENDED);
    const reached = settle(withVip({ members: TOK, monitor: 'tcp' }));
    for (const world of [probed, reached]) {
      inject(world, { kind: 'cloud-unreachable', connectors: TOK });
      after(world, 10 * MINUTE);
    }
    expect(membersOf(probed)).toEqual(['up', 'down']);
    expect(probed.data.vips[0]?.members['cc-tok-02.contoso.example']?.reason).toContain('no success code');
    expect(membersOf(reached)).toEqual(['up', 'up']);
  });

  test.each([
    ['--status 500', { status: 500, namesFarm: true }, 'no success code: status 500'],
    ['--no-farm', { status: 200, namesFarm: false }, 'no identity of the farm "Contoso"'],
  ])('R51: monitor-answer %s brings a member down, and says what was missing', (_, answer, reason) => {
    const world = settle(MENDED);
    inject(world, { kind: 'monitor-answer', connector: 'cc-tok-02.contoso.example', ...answer });
    after(world, 10_000);
    expect(world.data.vips[0]?.members['cc-tok-02.contoso.example']).toEqual({ state: 'down', reason });
    expect(statesOf(world)[2]).toBe('working-normally');
  });

  function membersOf(world: World): readonly string[] {
    return Object.values(world.data.vips[0]?.members ?? {}).map(({ state }) => state);
  }
});

test("a connector's failed request keeps it out until its next answered heartbeat, and not for an hour", () => {
  const world = settle(busyContoso);
  inject(world, { kind: 'cloud-unreachable', connectors: AMS.slice(0, 1) });
  const user = 'CONTOSO\\user-0001';
  const healthy = () => world.data.storeFronts[0]?.controllers['cc-ams-01.contoso.example']?.healthy;
  const enumerated = { type: 'enumerated', user, storeFront: 'sf1' } as const;
  for (let turn = 0; turn < 6 && healthy() === true; turn++) act(world, enumerated);
  expect(healthy()).toBe(false);
  act(world, { type: 'fault-cleared', id: 'f1' });
  after(world, world.definition.timers.storeFrontHeartbeat);
  expect(healthy()).toBe(true);
});

test('R34: in an outage a session of another zone is not found again; after the hand-back there is one truth', () => {
  const world = settle({ ...busyContoso, workload: { ...busyContoso.workload, launchesPerMinute: 0 } });
  const launch = { type: 'launched', user: 'CONTOSO\\user-0001', storeFront: 'sf1', gateway: null } as const;
  act(world, { ...launch, resource: 'Excel' });
  const home = (world.answer as { readonly zone: number }).zone;
  const elsewhere = world.zones[1 - home]?.topology.name ?? '';
  inject(world, { kind: 'cloud-unreachable', connectors: EVERYONE });
  after(world, 10 * MINUTE);
  const results: unknown[] = [];
  for (let turn = 0; turn < 6; turn++) {
    act(world, { ...launch, resource: 'Excel' });
    results.push(world.answer);
  }
  const started = results.filter((each) => (each as { readonly result: string }).result === 'started');
  expect(started).toEqual([expect.objectContaining({ zone: 1 - home, isSecond: true })]);
  expect(world.data.sessions.count, `a second one in ${elsewhere}`).toBe(2);
  act(world, { type: 'fault-cleared', id: 'f1' });
  after(world, 30 * MINUTE);
  expect(world.data.sessions.count).toBe(2);
  act(world, { ...launch, resource: 'Excel' });
  expect(world.answer).toMatchObject({ result: 'reconnected', reached: { broker: { type: 'cloud' } } });
});
