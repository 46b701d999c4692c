import { describe, expect, test } from 'vitest';
import { connectorRoute, connectorServes } from '../../../../src/core/lhc/connector/index.ts';
import { A, B, C, ConnectorHost, HOUR, hostInHaMode, IN_HA, MINUTE, NORMAL, SECOND } from '../../../support/lhc.ts';

const ZONE = { members: [A, B, C] };

describe('a connector that loses the cloud', () => {
  test('R11: it serves 60 s after the loss, and not before', () => {
    const host = new ConnectorHost().loseCloud();
    expect(host.advance(MINUTE - 1).state.haMode.state).toBe('pending-ha');
    expect(connectorRoute(host.state)).toBe('cloud');
    expect(host.advance(1).state.haMode.state).toBe('initial-ha');
    expect(connectorRoute(host.state)).toBe('secondary-broker');
  });

  test.each(['vda-message', 'enumeration', 'launch', 'sta-request', 'adc-probe'] as const)(
    'R3: a failed %s leads to pending-ha',
    (kind) => {
      const host = new ConnectorHost();
      host.cloud = 'unreachable';
      host.give({ type: 'relay-answered', kind, request: 'a request', succeeded: false });
      expect(host.state.haMode.state).toBe('pending-ha');
      expect(host.takeLog()).toEqual([3003]);
    },
  );

  test('it leaves pending-ha at the next check after the way is healed', () => {
    const host = new ConnectorHost().loseCloud().advance(20 * SECOND);
    host.cloud = 'reachable';
    expect(host.advance(9 * SECOND).state.haMode.state).toBe('pending-ha');
    expect(host.advance(SECOND).state.haMode.state).toBe('working-normally');
  });

  test('R7, R8, R9: it goes all the way round, and hands back 20 min after it was healed early', () => {
    const host = hostInHaMode();
    host.cloud = 'reachable';
    expect(host.advance(10 * MINUTE - 1).state.haMode.state).toBe('initial-ha');
    expect(host.advance(1).state.haMode.state).toBe('pending-recovery');
    expect(host.advance(10 * MINUTE - 1).state.haMode.state).toBe('pending-recovery');
    expect(host.advance(1).state.haMode.state).toBe('working-normally');
  });

  test('R9: a relapse in pending-recovery leads to extended-ha, and the register stays open', () => {
    const host = hostInHaMode();
    host.cloud = 'reachable';
    host.advance(15 * MINUTE);
    host.cloud = 'unreachable';
    host.advance(15 * SECOND);
    expect(host.state).toMatchObject({ haMode: { state: 'extended-ha' }, registration: { open: true } });
  });

  test('R8: it stays in extended-ha for as long as it takes', () => {
    expect(hostInHaMode().advance(100 * HOUR).state.haMode.state).toBe('extended-ha');
  });
});

describe('a connector among its peers', () => {
  test('R4: it asks every other connector of the zone, at entry and at every check', () => {
    const host = new ConnectorHost(ZONE).loseCloud();
    expect(host.takeSent()).toEqual([`health-question ${B}`, `health-question ${C}`]);
    host.advance(15 * SECOND);
    expect(host.takeSent()).toEqual([`health-question ${B}`, `health-question ${C}`]);
  });

  test('R4: one healthy peer keeps it in pending-ha', () => {
    const host = new ConnectorHost(ZONE).loseCloud();
    host.hear(B, { type: 'health-answer', health: 'unhealthy' }).hear(C, { type: 'health-answer', health: 'healthy' });
    expect(host.advance(HOUR).state.haMode.state).toBe('pending-ha');
  });

  test('R4: a peer that is silent counts as unhealthy', () => {
    const host = new ConnectorHost(ZONE).loseCloud();
    host.hear(B, { type: 'health-answer', health: 'unhealthy' }).give({ type: 'peer-silent', peer: C });
    expect(host.advance(MINUTE).state.haMode.state).toBe('initial-ha');
  });

  test('a peer that was silent before the episode counts as unhealthy in it', () => {
    const host = new ConnectorHost({ members: [A, B] }).give({ type: 'peer-silent', peer: B }).loseCloud();
    expect(host.advance(MINUTE).state.haMode.state).toBe('initial-ha');
  });

  test('a peer that was silent and is heard again has to answer first', () => {
    const host = new ConnectorHost({ members: [A, B] }).give({ type: 'peer-silent', peer: B }).loseCloud();
    host.give({ type: 'peer-heard', peer: B, candidacy: NORMAL });
    expect(host.advance(MINUTE).state.haMode.state).toBe('pending-ha');
  });

  test('answers of an earlier episode are forgotten', () => {
    const host = new ConnectorHost({ members: [A, B] }).loseCloud();
    host.hear(B, { type: 'health-answer', health: 'unhealthy' });
    host.cloud = 'reachable';
    host.advance(15 * SECOND).loseCloud();
    expect(host.advance(MINUTE).state.haMode.state).toBe('pending-ha');
  });

  test('asked by a pending peer, it checks, answers, and enters pending-ha when it fails', () => {
    const host = new ConnectorHost({ members: [A, B] });
    host.cloud = 'unreachable';
    host.hear(B, { type: 'health-question' });
    expect(host.takeSent()).toEqual([`health-answer ${B}`, `health-question ${B}`]);
    expect(host.state.haMode.state).toBe('pending-ha');
  });

  test('R47: asked by a pending peer, one that no StoreFront lists answers and stays', () => {
    const host = new ConnectorHost({ members: [A, B], heard: false });
    host.cloud = 'unreachable';
    host.hear(B, { type: 'health-question' });
    expect(host.effects).toContainEqual({
      type: 'send',
      to: B,
      message: { type: 'health-answer', health: 'unhealthy' },
    });
    expect(host.state.haMode.state).toBe('working-normally');
  });

  test('R13: what it sends in an outage goes to the connectors of its own zone alone', () => {
    const host = new ConnectorHost(ZONE).loseCloud().advance(10 * MINUTE);
    const receivers = new Set(host.takeSent().map((line) => line.split(' ')[1]));
    expect([...receivers].sort()).toEqual([B, C]);
  });
});

describe('the secondary broker', () => {
  test('R10: it does not serve in pending-ha', () => {
    const host = new ConnectorHost().loseCloud();
    expect(host.state).toMatchObject({ haMode: { state: 'pending-ha' }, registration: { open: false } });
  });

  test('R21: where another is elected it serves nothing and rejects', () => {
    const host = hostInHaMode({ fqdn: B, members: [A, B] });
    expect(host.state.election.elected).toBe(A);
    expect(connectorServes(host.state)).toBe(false);
    expect(connectorRoute(host.state)).toBe('reject');
  });

  test('R47: where one that no StoreFront lists is elected nobody brokers (electionAmong: all)', () => {
    const listed = hostInHaMode({ fqdn: B, members: [A, B] });
    listed.give({ type: 'peer-heard', peer: A, candidacy: NORMAL });
    expect(connectorRoute(listed.state)).toBe('reject');
    const unlisted = new ConnectorHost({ members: [A, B], heard: false });
    unlisted.cloud = 'unreachable';
    unlisted.give({ type: 'relay-answered', kind: 'vda-message', request: 'heartbeat', succeeded: false });
    expect(connectorRoute(unlisted.advance(HOUR).state)).toBe('cloud');
  });

  test('R22: the next in rank serves after the elected one fell silent and the others yielded', () => {
    const host = hostInHaMode({ fqdn: B, members: [A, B, C] }).give({ type: 'peer-silent', peer: A });
    expect(host.takeSent()).toEqual([`claim ${C}`]);
    expect(connectorServes(host.state)).toBe(false);
    expect(connectorServes(host.hear(C, { type: 'yield' }).state)).toBe(true);
  });

  test('R23: it empties its register and yields at the claim of one that ranks first', () => {
    const host = hostInHaMode({ fqdn: B, members: [A, B] }).give({ type: 'peer-silent', peer: A });
    expect(connectorServes(host.state)).toBe(true);
    host.effects = [];
    host.hear(A, { type: 'claim', candidacy: IN_HA });
    expect(host.effects.map(({ type }) => type)).toEqual(['log', 'send', 'register-emptied', 'log']);
    expect(connectorRoute(host.state)).toBe('reject');
  });

  test('R27, R28: its register opens empty and is emptied at the hand-back', () => {
    const host = hostInHaMode();
    expect(host.state.registration).toMatchObject({ open: true, machineCount: 0 });
    host.state = { ...host.state, registration: { ...host.state.registration, machineCount: 7 } };
    host.cloud = 'reachable';
    host.advance(20 * MINUTE);
    expect(host.effects).toContainEqual({ type: 'register-emptied' });
    expect(host.state.registration).toMatchObject({ open: false, machineCount: 0 });
  });

  test('R20: a stopped broker service hands over, though its connector is in HA mode', () => {
    const host = hostInHaMode({ members: [A, B] });
    host.give({ type: 'broker-stopped' });
    expect(host.state).toMatchObject({ election: { elected: B }, registration: { open: false } });
    expect(connectorRoute(host.state)).toBe('reject');
  });

  test('R19: nothing is imported in HA mode; the first poll after the hand-back imports', () => {
    const host = hostInHaMode();
    host.revision = 2;
    host.cloud = 'reachable';
    host.give({ type: 'poll-due' }).advance(20 * MINUTE);
    expect(host.state.configSync.localDb?.revision).toBe(1);
    host.give({ type: 'poll-due' }).advance(20 * SECOND);
    expect(host.state.configSync.localDb?.revision).toBe(2);
  });

  test('R20: connectors that an import brings take part in the election', () => {
    const host = new ConnectorHost({ fqdn: B, members: [B] });
    host.revision = 2;
    host.members = [A, B];
    host.give({ type: 'poll-due' }).advance(20 * SECOND);
    host.give({ type: 'peer-heard', peer: A, candidacy: NORMAL });
    expect(host.state.election).toMatchObject({ elected: A, role: 'follower' });
  });
});
