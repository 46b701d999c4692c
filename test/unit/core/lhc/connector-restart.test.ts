import { describe, expect, test } from 'vitest';
import { connectorRoute, connectorServes, isForced } from '../../../../src/core/lhc/connector/index.ts';
import type { HaState } from '../../../../src/core/lhc/ha-mode/index.ts';
import { A, B, C, ConnectorHost, HOUR, hostInHaMode, IN_HA, MINUTE, NORMAL, SECOND } from '../../../support/lhc.ts';

const RESTART = [{ type: 'crashed' }, { type: 'started' }] as const;

describe('a restart', () => {
  test('it keeps the LocalDB and the last StoreFront contact', () => {
    const host = new ConnectorHost().advance(HOUR).give({ type: 'storefront-heartbeat' }).advance(HOUR);
    const { localDb } = host.state.configSync;
    host.give(...RESTART);
    expect(host.state.configSync.localDb).toBe(localDb);
    expect(host.state).toMatchObject({ lastStoreFrontContactMs: HOUR, participates: true });
  });

  test('it keeps the forced flag, which is carried out when the connector has started', () => {
    const host = new ConnectorHost({ members: [A, B] }).give({ type: 'outage-forced' }, ...RESTART);
    expect(host.state).toMatchObject({ phase: 'starting', haMode: { state: 'working-normally' } });
    host.hear(B, answerOf('working-normally'));
    expect(host.state).toMatchObject({ phase: 'running', haMode: { state: 'pending-ha' } });
  });

  test('R2: without peers the connector starts in working-normally, whatever it was in before', () => {
    const host = hostInHaMode().give(...RESTART);
    expect(host.state).toMatchObject({ phase: 'running', haMode: { state: 'working-normally' } });
  });

  test('it drops the registrations, and an import under way', () => {
    const host = new ConnectorHost();
    host.revision = 2;
    host.give({ type: 'poll-due' });
    expect(host.state.configSync.importing).not.toBeNull();
    expect(host.give(...RESTART).state.configSync.importing).toBeNull();

    const broker = hostInHaMode().give({ type: 'crashed' });
    expect(broker.effects).toEqual([{ type: 'register-emptied' }]);
    expect(broker.state.registration).toMatchObject({ open: false, machineCount: 0 });
  });

  test('contact that expired while the connector was down is no contact', () => {
    const host = new ConnectorHost()
      .give({ type: 'crashed' })
      .advance(72 * HOUR)
      .give({ type: 'started' });
    expect(host.state.participates).toBe(false);
  });

  test('a connector that runs cannot be started again', () => {
    const { state } = hostInHaMode();
    const host = hostInHaMode();
    host.state = state;
    expect(host.give({ type: 'started' }).state).toBe(state);
  });
});

describe('a connector that is down', () => {
  test('it takes part in nothing', () => {
    const host = new ConnectorHost({ members: [A, B] }).give({ type: 'crashed' });
    const down = host.state;
    host.effects = [];
    host.hear(B, { type: 'hello' }).give({ type: 'storefront-heartbeat' }, { type: 'check-due' }, { type: 'poll-due' });
    expect(host.state).toBe(down);
    expect(host.effects).toEqual([]);
  });

  test('R57: its switch can be set, silently, and is carried out when it has started', () => {
    const host = new ConnectorHost().give({ type: 'crashed' });
    host.effects = [];
    host.give({ type: 'outage-forced' });
    expect(isForced(host.state)).toBe(true);
    expect(host.effects).toEqual([]);
    expect(host.give({ type: 'started' }).state.haMode.state).toBe('pending-ha');
  });

  test('R1: setting its switch is no change of the state it went down in', () => {
    const host = hostInHaMode();
    host.cloud = 'reachable';
    host.advance(10 * MINUTE).give({ type: 'crashed' });
    host.effects = [];
    host.give({ type: 'outage-forced' }, { type: 'outage-released' });
    expect(host.state.haMode.state).toBe('pending-recovery');
    expect(host.effects).toEqual([]);
  });

  test('whether its broker service will run is heeded when it starts', () => {
    const host = new ConnectorHost().give({ type: 'broker-stopped' }, { type: 'crashed' }, { type: 'broker-started' });
    expect(host.give({ type: 'started' }).state.election.elected).toBe(A);
    host.give({ type: 'broker-stopped' }, ...RESTART);
    expect(host.state.election.elected).toBeNull();
  });
});

describe('a connector that starts', () => {
  test('it asks every connector that it knows of, and waits for them at most peerSilence', () => {
    const host = new ConnectorHost({ members: [A, B, C] }).give(...RESTART);
    expect(host.takeSent()).toEqual([`hello ${B}`, `hello ${C}`]);
    host.hear(B, answerOf('working-normally'));
    expect(host.advance(15 * SECOND - 1).state.phase).toBe('starting');
    expect(host.advance(1).state).toMatchObject({ phase: 'running', haMode: { state: 'working-normally' } });
    expect(host.state.election.peers[C]?.contact).toBe('silent');
  });

  test('a peer whose heartbeat was heard is not silent because its answer was lost', () => {
    const host = new ConnectorHost({ fqdn: B, members: [A, B] }).give(...RESTART);
    host.give({ type: 'peer-heard', peer: A, candidacy: NORMAL }).advance(15 * SECOND);
    expect(host.state).toMatchObject({ phase: 'running', election: { elected: A, role: 'follower' } });
  });

  test('it takes the state and entry time of a live peer in HA mode', () => {
    const host = new ConnectorHost({ fqdn: B, members: [A, B, C] }).advance(HOUR);
    host.cloud = 'unreachable';
    host.give(...RESTART).hear(A, answerOf('initial-ha', HOUR - MINUTE));
    expect(host.state).toMatchObject({ phase: 'running', haMode: { state: 'initial-ha', sinceMs: HOUR - MINUTE } });
    expect(host.advance(9 * MINUTE).state.haMode.state).toBe('extended-ha');
  });

  test('R19: having taken such a state it imports nothing', () => {
    const host = new ConnectorHost({ fqdn: B, members: [A, B] }).give(...RESTART).hear(A, answerOf('extended-ha'));
    host.takeLog();
    host.give({ type: 'poll-due' });
    expect(host.takeLog()).toEqual([507]);
  });

  test('R5: without StoreFront contact it takes no HA state', () => {
    const host = new ConnectorHost({ fqdn: B, members: [A, B], heard: false });
    host.give(...RESTART).hear(A, answerOf('initial-ha'));
    expect(host.state).toMatchObject({ phase: 'running', haMode: { state: 'working-normally' } });
  });

  test('R13: a stranger is no peer, whatever it says of HA mode', () => {
    const host = new ConnectorHost({ members: [A, B] }).give(...RESTART);
    const starting = host.state;
    expect(host.hear('cc-z.fabrikam.example', answerOf('initial-ha')).state).toBe(starting);
  });

  test('it leaves working-normally by no edge of its own before it has started', () => {
    const host = new ConnectorHost({ members: [A, B] }).give(...RESTART).loseCloud();
    expect(host.state.haMode.state).toBe('working-normally');
    expect(host.hear(B, answerOf('working-normally')).loseCloud().state.haMode.state).toBe('pending-ha');
  });

  test('R57: forced in pending-recovery, it takes that state and goes on to extended-ha', () => {
    const host = new ConnectorHost({ fqdn: B, members: [A, B] }).give({ type: 'crashed' }, { type: 'outage-forced' });
    host.give({ type: 'started' }).hear(A, answerOf('pending-recovery'));
    expect(host.state.haMode.state).toBe('extended-ha');
  });

  test('R6: forced without StoreFront contact, it says NoNFuseActivity once it has started', () => {
    const host = new ConnectorHost({ heard: false }).give({ type: 'crashed' }, { type: 'outage-forced' });
    host.effects = [];
    host.give({ type: 'started' });
    expect(host.state.haMode.state).toBe('working-normally');
    expect(JSON.stringify(host.effects)).toContain('NoNFuseActivity');
  });

  test('R23: returning to an outage and ranking first, it takes brokering back after the other has yielded', () => {
    const host = new ConnectorHost({ members: [A, B] });
    host.cloud = 'unreachable';
    host.give(...RESTART).hear(B, answerOf('extended-ha'));
    expect(host.takeSent()).toContain(`claim ${B}`);
    expect(connectorRoute(host.state)).toBe('reject');
    expect(connectorServes(host.hear(B, { type: 'yield' }).state)).toBe(true);
  });

  test('R23: it takes brokering back after peerSilence where no yield comes', () => {
    const host = new ConnectorHost({ members: [A, B] });
    host.cloud = 'unreachable';
    host.give(...RESTART).hear(B, answerOf('extended-ha'));
    expect(connectorServes(host.advance(15 * SECOND - 1).state)).toBe(false);
    expect(connectorServes(host.advance(1).state)).toBe(true);
  });

  test('R24: a connector of lower rank returns without a claim, and the broker keeps its register', () => {
    const returning = new ConnectorHost({ fqdn: B, members: [A, B] });
    returning.give(...RESTART).hear(A, answerOf('initial-ha'));
    expect(returning.takeSent().filter((line) => line.startsWith('claim'))).toEqual([]);

    const broker = hostInHaMode({ members: [A, B] }).give({ type: 'peer-silent', peer: B });
    broker.hear(B, { type: 'hello' }).give({ type: 'peer-heard', peer: B, candidacy: IN_HA });
    expect(connectorServes(broker.state)).toBe(true);
    expect(broker.effects.map(({ type }) => type)).toEqual(['send']);
  });
});

function answerOf(haState: HaState, sinceMs = 0) {
  const candidacy = haState === 'working-normally' ? NORMAL : IN_HA;
  return { type: 'hello-answer', haState, sinceMs, candidacy } as const;
}
