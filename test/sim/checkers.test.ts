/**
 * Every law bites: a world that is spoiled on purpose is found out.
 */
import { describe, expect, test } from 'vitest';
import type { ConnectorState } from '../../src/core/lhc/connector/index.ts';
import { tell } from '../../src/sim/happenings.ts';
import { act, advanceTo, allCheckers, settle, type World } from '../../src/sim/index.ts';
import type { LaunchOutcome } from '../../src/sim/outcomes.ts';
import { removeSession } from '../../src/sim/people/index.ts';
import { busyContoso, contoso } from '../support/contoso.ts';

/** Contoso after a minute, held to all laws; `ams` in a forced outage if wanted. */
function lawfulWorld(outage: 'none' | 'ams'): World {
  const world = settle(contoso, { checkers: allCheckers() });
  if (outage === 'ams') act(world, { type: 'outage-forced', connectors: amsOf(world), untilMs: null });
  advanceTo(world, contoso.startMs + 300_000);
  look(world);
  expect(world.violations).toEqual([]);
  return world;
}

function amsOf(world: World): readonly string[] {
  return world.zones[0]?.topology.connectors ?? [];
}

/** Lets the laws look at the present. */
function look(world: World): void {
  act(world, { type: 'clock-advanced', toMs: world.data.nowMs });
}

/** Spoils the state of a connector, by index, and lets the laws look. Returns what they say. */
function spoil(world: World, connector: number, change: (state: ConnectorState) => Partial<ConnectorState>): string[] {
  const state = world.data.connectors[connector] as ConnectorState;
  world.data.connectors[connector] = { ...state, ...change(state) };
  return found(world);
}

function found(world: World): string[] {
  look(world);
  return world.violations.map(({ text }) => text);
}

const open = ({ registration }: ConnectorState) => ({ registration: { ...registration, open: true } });

test('a law that is broken is found with the moment at which it was', () => {
  const world = lawfulWorld('none');
  spoil(world, 1, open);
  expect(world.violations[0]?.atMs).toBe(contoso.startMs + 300_000);
});

test('I-L1: a change of state that is no edge', () => {
  const world = lawfulWorld('none');
  world.data.log.push({
    atMs: world.data.nowMs,
    provider: 'Citrix Remote Broker Provider',
    id: 3003,
    severity: 'warning',
    message: 'spoiled',
    zone: 'ams',
    connector: 'cc-ams-01.contoso.example',
    change: { from: 'working-normally', to: 'initial-ha', unhealthy: [] },
  });
  expect(found(world)).toEqual(['I-L1: cc-ams-01.contoso.example went from working-normally to initial-ha']);
});

test('I-L2, I-L3: a second connector that accepts registrations', () => {
  const laws = spoil(lawfulWorld('ams'), 1, open);
  expect(laws).toContain('I-L2: cc-ams-01.contoso.example and cc-ams-02.contoso.example both accept registrations');
  expect(laws).toContain('I-L3: cc-ams-02.contoso.example accepts registrations without being elected');
});

test('I-L3: registrations with a connector that does not accept', () => {
  const laws = spoil(lawfulWorld('ams'), 1, ({ registration }) => ({
    registration: { ...registration, machineCount: 3 },
  }));
  expect(laws).toEqual(['I-L3: cc-ams-02.contoso.example holds 3 registrations it may not have']);
});

describe('I-L6', () => {
  test.each([
    ['a LocalDB that is gone', null, 'succeeded', 'has lost its LocalDB'],
    ['a failed import in use', { revision: 1, members: 'all' }, 'failed', 'uses an import that failed'],
    ['a part of the members', { revision: 1, members: 'some' }, 'succeeded', 'uses a part of an import'],
    [
      'a revision that the cloud does not have yet',
      { revision: 9, members: 'all' },
      'succeeded',
      'uses a part of an import',
    ],
  ] as const)('%s', (_, db, lastImport, law) => {
    const world = lawfulWorld('none');
    const members = db?.members === 'some' ? amsOf(world).slice(1) : amsOf(world);
    const localDb = db === null ? null : { revision: db.revision, members, importedAtMs: world.data.nowMs };
    const laws = spoil(world, 0, ({ configSync }) => ({ configSync: { ...configSync, localDb, lastImport } }));
    expect(laws).toEqual([`I-L6: cc-ams-01.contoso.example ${law}`]);
  });
});

test('I-L6: members of another revision than the one that was imported', () => {
  const world = lawfulWorld('none');
  const { ams } = contoso.zones;
  const zones = { ...contoso.zones, ams: { ...ams!, connectors: ams!.connectors.slice(0, 2) } };
  const source = { fileName: 'contoso.yaml', text: '' };
  act(world, { type: 'definition-changed', definition: { ...contoso, zones }, source });
  expect(world.violations).toEqual([]);
  const localDb = { revision: 1, members: amsOf(world), importedAtMs: world.data.nowMs };
  const laws = spoil(world, 0, ({ configSync }) => ({ configSync: { ...configSync, localDb } }));
  expect(laws).toEqual(['I-L6: cc-ams-01.contoso.example uses a part of an import']);
});

test('I-L7: a registration that is left after the hand-back', () => {
  const world = lawfulWorld('none');
  const columns = world.zones[1]?.fleet.columns;
  if (columns !== undefined) columns.heldBy[2] = 4;
  expect(found(world)).toEqual(['I-L7: cc-fra-01.contoso.example still holds 4 machines']);
});

describe('I-L8: what an outage of ams may not do to fra', () => {
  test('another state', () => {
    const laws = spoil(lawfulWorld('ams'), 3, ({ haMode }) => ({ haMode: { ...haMode, state: 'pending-ha' } }));
    expect(laws).toEqual(["I-L8: cc-fra-01.contoso.example left working-normally for another zone's outage"]);
  });

  test('another election', () => {
    const laws = spoil(lawfulWorld('ams'), 4, ({ election }) => ({ election: { ...election, elected: null } }));
    expect(laws).toEqual(["I-L8: cc-fra-02.contoso.example elected anew for another zone's outage"]);
  });

  test('another registration', () => {
    const world = lawfulWorld('ams');
    const columns = world.zones[1]?.fleet.columns;
    if (columns !== undefined) columns.heldBy[1] = 307;
    expect(found(world)).toEqual(["I-L8: machines of fra registered anew for another zone's outage"]);
  });
});

describe('laws about users, on a site that is at work', () => {
  /** Busy contoso with ams in a forced outage, held to all laws. */
  function busyWorld(): World {
    const world = settle(busyContoso, { checkers: allCheckers() });
    act(world, { type: 'outage-forced', connectors: amsOf(world), untilMs: null });
    advanceTo(world, contoso.startMs + 900_000);
    expect(world.violations).toEqual([]);
    return world;
  }

  const outcome: LaunchOutcome = {
    user: 0,
    resource: 'Office Desktop',
    storeFront: 0,
    gateway: null,
    result: 'started',
    reason: null,
    attempts: [],
    authorities: [],
    resourceZones: ['ams', 'fra'],
    reached: {
      type: 'reached',
      controller: 'cc-ams-01.contoso.example',
      connector: 0,
      broker: { type: 'secondary', connector: 0 },
    },
    machine: { zone: 1, machine: 0 },
    deliveryGroup: 'office',
    ticket: null,
    zone: 1,
    isSecond: false,
  };

  test('I-L4: a launch in another zone than that of its broker', () => {
    const world = busyWorld();
    tell(world, { type: 'launched', outcome });
    const user = 'CONTOSO\\user-0001';
    expect(found(world)).toEqual([`I-L4: the secondary broker of ams launched for ${user} in another zone`]);
  });

  test('I-L5: a desktop that somebody else had used', () => {
    const world = busyWorld();
    const session = { user: 0, zone: 0, machine: 419, group: 0 };
    tell(world, { type: 'session-started', session, reason: null });
    tell(world, { type: 'session-ended', session, reason: 'logged-off' });
    tell(world, { type: 'session-started', session: { ...session, user: 1 }, reason: null });
    tell(world, { type: 'session-ended', session: { ...session, user: 1 }, reason: 'logged-off' });
    const text = 'was given ams-pool-420, which CONTOSO\\user-0001 had used and nobody had reset';
    expect(found(world)).toEqual([`I-L5: CONTOSO\\user-0002 ${text}`]);
  });

  test('I-L9: a session that is gone, and nobody has said why', () => {
    const world = busyWorld();
    const before = world.data.sessions.count;
    removeSession(world.data.sessions, world.data.sessions.heap[0]!);
    expect(found(world)).toEqual([`I-L9: there are ${before - 1} sessions, but ${before} began and have not ended`]);
  });
});
