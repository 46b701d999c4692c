/**
 * Who gets which machine through which broker, before, in and after an outage.
 */
import { describe, expect, test } from 'vitest';
import type { SiteDefinition } from '../../src/core/site/index.ts';
import {
  act,
  advanceTo,
  connectorAt,
  connectorIndex,
  type LaunchOutcome,
  PARKED,
  RESETTING,
  sessionsOfUser,
  settle,
  USED,
  type World,
} from '../../src/sim/index.ts';
import { contoso } from '../support/contoso.ts';
import { enterOutage, launchFor, leaveOutage, logOff } from '../support/launches.ts';
import { zoneNamed } from '../support/zone-view.ts';

const MINUTE = 60_000;
const user = (number: number) => `CONTOSO\\user-${String(number).padStart(4, '0')}`;

function withGroup(name: string, change: Partial<SiteDefinition['deliveryGroups'][string]>): SiteDefinition {
  const group = contoso.deliveryGroups[name] as SiteDefinition['deliveryGroups'][string];
  return { ...contoso, deliveryGroups: { ...contoso.deliveryGroups, [name]: { ...group, ...change } } };
}

/** Contoso with every connector of tok in its virtual server, so that somebody brokers for tok in an outage. */
function mended(definition: SiteDefinition = contoso): SiteDefinition {
  const adc1 = definition.adcs.adc1 as SiteDefinition['adcs'][string];
  const [fqdn, vip] = Object.entries(adc1.vips)[0] as [string, (typeof adc1.vips)[string]];
  const members = (definition.zones.tok?.connectors ?? []).map((connector) => connector.fqdn);
  return { ...definition, adcs: { ...definition.adcs, adc1: { ...adc1, vips: { [fqdn]: { ...vip, members } } } } };
}

const withoutAdvancedHealthCheck = (definition: SiteDefinition): SiteDefinition => ({
  ...definition,
  storeFronts: Object.fromEntries(
    Object.entries(definition.storeFronts).map(([name, each]) => [name, { ...each, advancedHealthCheck: false }]),
  ),
});

function zoneName(world: World, { machine }: LaunchOutcome): string | null {
  return machine === null ? null : (world.zones[machine.zone]?.topology.name ?? null);
}

function brokerZone(world: World, { reached }: LaunchOutcome): string | null {
  if (reached === null) return null;
  return world.zones.find(({ connectors }) => connectors.includes(reached.connector))?.topology.name ?? null;
}

describe('machines', () => {
  test('R31: with another session support than their group are never registered, and nobody is sent there', () => {
    const machines = contoso.deliveryGroups.finance?.machines.map((each) =>
      each.zone === 'ams' ? { ...each, sessionSupport: 'single-session' as const } : each,
    );
    const world = settle(withGroup('finance', { machines: machines ?? [] }));
    const { columns } = zoneNamed(world, 'ams').fleet;
    const misfits = () => [...columns.holder.slice(420, 432)];
    const nobody = Array.from({ length: 12 }, () => 0);
    expect(misfits()).toEqual(nobody);
    expect(world.data.cloudRegisters[0]?.machineCount).toBe(420);
    advanceTo(world, world.data.nowMs + 30 * MINUTE);
    expect(misfits()).toEqual(nobody);
    expect(zoneName(world, launchFor(world, user(1), 'SAP'))).toBe('fra');
    enterOutage(world);
    expect(misfits()).toEqual(nobody);
    expect(columns.heldBy.slice(2).reduce((sum, count) => sum + count, 0)).toBe(420);
  });
});

describe('a launch in an outage', () => {
  test('R33: stays in the zone of the broker that it comes to, and without a machine there it is refused', () => {
    const world = settle(mended(withoutAdvancedHealthCheck(contoso)));
    enterOutage(world);
    for (let number = 1; number <= 60; number++) {
      const outcome = launchFor(world, user(number), 'Office Desktop');
      if (brokerZone(world, outcome) === 'tok')
        expect(outcome).toMatchObject({ result: 'failed', reason: 'wrong-zone' });
      else expect(zoneName(world, outcome)).toBe(brokerZone(world, outcome));
    }
    const japan = Array.from({ length: 30 }, (_, index) => launchFor(world, user(index + 101), 'JP Desktop'));
    for (const outcome of japan) {
      if (brokerZone(world, outcome) === 'tok') expect(outcome.result).toBe('started');
      else expect(outcome).toMatchObject({ result: 'failed', reason: 'wrong-zone', machine: null });
    }
    expect(new Set(japan.map(({ result }) => result))).toEqual(new Set(['started', 'failed']));
  });

  test('R42: gets a machine of its own only where it had one before; the cloud broker assigns one', () => {
    const machines = contoso.deliveryGroups.directors?.machines.map((each) => ({ ...each, assignedTo: null }));
    const world = settle(mended(withGroup('directors', { machines: machines ?? [] })));
    const first = launchFor(world, user(1), 'Director Desktop');
    expect(first).toMatchObject({ result: 'started', deliveryGroup: 'directors' });
    advanceTo(world, world.data.nowMs + 5 * MINUTE);
    const late = launchFor(world, user(2), 'Director Desktop');
    expect(late.result).toBe('started');
    logOff(world, user(1));
    logOff(world, user(2));
    enterOutage(world);
    expect(launchFor(world, user(1), 'Director Desktop')).toMatchObject({ result: 'started', machine: first.machine });
    // Its assignment came after the last import of every connector.
    expect(launchFor(world, user(2), 'Director Desktop')).toMatchObject({ reason: 'not-assigned' });
    expect(launchFor(world, user(3), 'Director Desktop')).toMatchObject({ reason: 'not-assigned' });
    leaveOutage(world);
    expect(launchFor(world, user(2), 'Director Desktop')).toMatchObject({ result: 'started', machine: late.machine });
  });

  test("R33: finds, of machines of one's own in two zones, the one that can be had", () => {
    const own = (zone: string) => ({
      ...(contoso.deliveryGroups.directors
        ?.machines[0] as SiteDefinition['deliveryGroups'][string]['machines'][number]),
      zone,
      name: `${zone}-own-#`,
      assignedTo: 'CONTOSO\\director-#',
    });
    const world = settle(withGroup('directors', { machines: [own('ams'), own('fra')] }));
    const fault = { kind: 'machine-down', machine: 'ams-own-1' } as const;
    act(world, { type: 'fault-injected', id: 'f1', fault, untilMs: null });
    advanceTo(world, world.data.nowMs + 15 * MINUTE);
    const outcome = launchFor(world, 'CONTOSO\\director-1', 'Director Desktop');
    expect([outcome.result, zoneName(world, outcome)]).toEqual(['started', 'fra']);
  });

  test('R42: gets a machine that an administrator has given to somebody else no longer', () => {
    const machines = contoso.deliveryGroups.directors?.machines.map((each) => ({ ...each, assignedTo: null }));
    const world = settle(mended(withGroup('directors', { machines: machines ?? [] })));
    const { machine } = launchFor(world, user(1), 'Director Desktop');
    logOff(world, user(1));
    const source = { fileName: 'site.yaml', text: '' };
    act(world, { type: 'definition-changed', definition: mended(), source });
    expect(launchFor(world, user(1), 'Director Desktop')).toMatchObject({ reason: 'not-assigned' });
    const director = launchFor(world, `CONTOSO\\director-${(machine?.machine ?? 0) - 179}`, 'Director Desktop');
    expect(director).toMatchObject({ result: 'started', machine });
  });

  test('R43: through a gateway has its ticket from the connector that brokers, and the others turn the gateway away', () => {
    const world = settle(contoso);
    const before = launchFor(world, user(1), 'Office Desktop', { gateway: 'adc1' });
    expect(before.ticket?.address).toMatch(/^;40;STA[0-9A-F]{12};[0-9A-Z]{32}$/);
    enterOutage(world);
    const outcomes = Array.from({ length: 6 }, (_, index) =>
      launchFor(world, user(index + 2), 'Office Desktop', { gateway: 'adc1' }),
    );
    const brokering = world.data.connectors.filter(({ registration }) => registration.open).map(({ fqdn }) => fqdn);
    for (const { result, ticket, authorities } of outcomes) {
      expect(result).toBe('started');
      expect(brokering).toContain(ticket?.sta);
      for (const { connector, obstacle } of authorities) {
        expect([connector, obstacle]).toEqual(['cc-ams-02.contoso.example', 'not-elected']);
      }
    }
    expect(outcomes.some(({ authorities }) => authorities.length > 0)).toBe(true);
  });
});

describe('sessions', () => {
  test('R34: go on through an outage and its end, and reconnecting works in it and after it', () => {
    const world = settle(mended());
    const users = Array.from({ length: 40 }, (_, index) => user(index + 1));
    for (const each of users) launchFor(world, each, 'JP Desktop');
    const places = () => users.map((each) => sessionsOfUser(world, each).map(({ machine, state }) => [machine, state]));
    const before = places();
    enterOutage(world);
    expect(places()).toEqual(before);
    for (const each of users) expect(launchFor(world, each, 'JP Desktop').result).toBe('reconnected');
    expect(places()).toEqual(before);
    leaveOutage(world);
    expect(places()).toEqual(before);
    for (const each of users) expect(launchFor(world, each, 'JP Desktop').result).toBe('reconnected');
  });

  test('R34: of another zone are not seen in an outage: a second one starts, and after the hand-back one broker sees both', () => {
    const world = settle(contoso);
    const first = launchFor(world, user(1), 'Office Desktop');
    enterOutage(world);
    const elsewhere = Array.from({ length: 5 }, () => launchFor(world, user(1), 'Office Desktop')).find(
      ({ result }) => result === 'started',
    );
    expect(elsewhere).toMatchObject({ isSecond: true });
    expect(elsewhere?.machine?.zone).not.toBe(first.machine?.zone);
    const holders = () => sessionsOfUser(world, user(1)).map(({ broker }) => broker);
    expect(holders().map((broker) => broker?.type)).toEqual(['secondary', 'secondary']);
    expect(holders()[0]).not.toEqual(holders()[1]);
    leaveOutage(world);
    expect(holders()).toEqual([{ type: 'cloud' }, { type: 'cloud' }]);
    expect(launchFor(world, user(1), 'Office Desktop').result).toBe('reconnected');
  });

  test('R34: with the machine of a crashed broker in between, none is lost', () => {
    const world = settle(contoso);
    for (let number = 1; number <= 30; number++) launchFor(world, user(number), 'Excel');
    enterOutage(world);
    const elected = 'cc-ams-01.contoso.example';
    act(world, {
      type: 'fault-injected',
      id: 'f1',
      fault: { kind: 'connector-down', connector: elected },
      untilMs: null,
    });
    advanceTo(world, world.data.nowMs + 10 * MINUTE);
    expect(world.data.sessions.count).toBe(30);
    expect(connectorAt(world, 0).phase).toBe('down');
  });
});

describe('a pooled desktop whose user logs off in an outage', () => {
  const conditions = (world: World) => zoneNamed(world, 'tok').fleet.columns.condition;

  function usedInOutage(definition: SiteDefinition) {
    const world = settle(mended(definition));
    enterOutage(world);
    const { machine } = launchFor(world, user(1), 'JP Desktop');
    logOff(world, user(1));
    return { world, machine: machine?.machine ?? -1 };
  }

  test('R38: is in maintenance until the cloud broker has it again, which resets it', () => {
    const { world, machine } = usedInOutage(contoso);
    expect(conditions(world)[machine]).toBe(PARKED);
    const others = Array.from({ length: 179 }, (_, index) => launchFor(world, user(index + 2), 'JP Desktop'));
    expect(others.every(({ result, machine: got }) => result === 'started' && got?.machine !== machine)).toBe(true);
    expect(launchFor(world, user(999), 'JP Desktop')).toMatchObject({ reason: 'awaiting-reset' });
    leaveOutage(world);
    expect(conditions(world)[machine]).toBe(0);
    expect(launchFor(world, user(999), 'JP Desktop')).toMatchObject({ result: 'started', machine: { machine } });
  });

  test('R39: is used again as it is where both switches allow it, and not with one of them', () => {
    const policy = { ...contoso.policy, reuseMachinesWithoutShutdownInOutageAllowed: true };
    const reused = withGroup('japan', { reuseMachinesWithoutShutdownInOutage: true });
    for (const half of [{ ...contoso, policy }, reused]) {
      const { world, machine } = usedInOutage(half);
      expect(conditions(world)[machine]).toBe(PARKED);
    }
    const { world, machine } = usedInOutage({ ...reused, policy });
    const others = Array.from({ length: 180 }, (_, index) => launchFor(world, user(index + 2), 'JP Desktop'));
    expect(others.some(({ machine: got }) => got?.machine === machine)).toBe(true);
  });

  test('R38, R41: is not reset by a cloud broker that its zone has just lost', () => {
    const world = settle(mended());
    const { machine } = launchFor(world, user(1), 'JP Desktop');
    const used = machine?.machine ?? -1;
    const { connectors } = zoneNamed(world, 'tok').topology;
    act(world, { type: 'fault-injected', id: 'f1', fault: { kind: 'cloud-unreachable', connectors }, untilMs: null });
    logOff(world, user(1));
    expect(conditions(world)[used]).toBe(USED);
    advanceTo(world, world.data.nowMs + 10 * MINUTE);
    expect(conditions(world)[used]).toBe(PARKED);
    act(world, { type: 'fault-cleared', id: 'f1' });
    advanceTo(world, world.data.nowMs + 40 * MINUTE);
    expect(launchFor(world, user(2), 'JP Desktop').result).toBe('started');
    expect([conditions(world)[used], zoneNamed(world, 'tok').fleet.columns.ready[used]]).toEqual([0, 1]);
  });

  test('R38: is reset by the cloud broker that has it again, where the zone had lost it for a moment only', () => {
    const world = settle(mended());
    const { machine } = launchFor(world, user(1), 'JP Desktop');
    const { connectors } = zoneNamed(world, 'tok').topology;
    act(world, { type: 'fault-injected', id: 'f1', fault: { kind: 'cloud-unreachable', connectors }, untilMs: null });
    logOff(world, user(1));
    act(world, { type: 'fault-cleared', id: 'f1' });
    advanceTo(world, world.data.nowMs + MINUTE);
    expect(conditions(world)[machine?.machine ?? -1]).toBe(RESETTING);
  });

  test('R38, R39: goes into maintenance after all, and to nobody, when the next broker knows of no switches', () => {
    const policy = { ...contoso.policy, reuseMachinesWithoutShutdownInOutageAllowed: true };
    const before = mended({ ...withGroup('japan', { reuseMachinesWithoutShutdownInOutage: true }), policy });
    const world = settle(before);
    const [first = '', second = ''] = zoneNamed(world, 'tok').topology.connectors;
    // The first one works from the site as it was, the second one from the site without the switches.
    act(world, { type: 'fault-injected', id: 'f1', fault: { kind: 'sync-failure', connector: first }, untilMs: null });
    const source = { fileName: 'site.yaml', text: '' };
    act(world, { type: 'definition-changed', definition: mended(), source });
    advanceTo(world, world.data.nowMs + 5 * MINUTE);
    enterOutage(world);
    const { machine } = launchFor(world, user(1), 'JP Desktop');
    logOff(world, user(1));
    const { columns } = zoneNamed(world, 'tok').fleet;
    const used = machine?.machine ?? -1;
    expect(columns.ready[used]).toBe(1);
    act(world, {
      type: 'fault-injected',
      id: 'f2',
      fault: { kind: 'connector-down', connector: first },
      untilMs: null,
    });
    advanceTo(world, world.data.nowMs + 10 * MINUTE);
    expect(connectorAt(world, connectorIndex(world, second)).registration.open).toBe(true);
    expect([columns.condition[used], columns.ready[used]]).toEqual([PARKED, 0]);
    const others = Array.from({ length: 180 }, (_, index) => launchFor(world, user(index + 2), 'JP Desktop'));
    expect(others.filter(({ result }) => result === 'started')).toHaveLength(179);
    expect(others.some(({ machine: got }) => got?.machine === used)).toBe(false);
  });
});

test('nobody launches by himself what he is not entitled to, also not the owner of a machine', () => {
  const definition = withGroup('directors', { entitled: ['CONTOSO\\director-1', 'CONTOSO\\director-4'] });
  const workload = { launchesPerMinute: 10, sessionMinutes: { mean: 1 }, mix: { 'Director Desktop': 1 } };
  const users = new Set<number>();
  const world = settle(
    { ...mended(definition), workload },
    {
      onHappening: (_, happening) => {
        if (happening.type === 'launched') users.add(happening.outcome.user);
      },
    },
  );
  advanceTo(world, world.data.nowMs + 60 * MINUTE);
  expect(world.data.launches.failedBy).toEqual({});
  expect([...users].map((each) => world.brokering.people.nameOf(each)).sort()).toEqual([
    'CONTOSO\\director-1',
    'CONTOSO\\director-4',
  ]);
});
