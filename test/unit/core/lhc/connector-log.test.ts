import { describe, expect, test } from 'vitest';
import {
  A,
  B,
  CONNECTOR,
  ConnectorHost,
  HOUR,
  hostInHaMode,
  IN_HA,
  MINUTE,
  NORMAL,
  SECOND,
} from '../../../support/lhc.ts';

describe('what the elected connector logs of an outage', () => {
  test('entry: 3003 for each edge, 3504 for the election, 3502 when it brokers', () => {
    const host = new ConnectorHost().loseCloud();
    expect(host.takeLog()).toEqual([3003]);
    host.advance(MINUTE);
    expect(host.takeLog()).toEqual([3003, 3504, 3502]);
  });

  test('a 3003 carries the edge and its reason', () => {
    const host = new ConnectorHost().loseCloud();
    expect(host.effects).toContainEqual({
      type: 'log',
      entry: {
        provider: 'Citrix Remote Broker Provider',
        id: 3003,
        severity: 'warning',
        message: 'working-normally -> pending-ha: xml unhealthy (storefront-heartbeat not relayed)',
        change: { from: 'working-normally', to: 'pending-ha', unhealthy: ['xml'] },
      },
    });
  });

  test('while it brokers: 3507 with every report', () => {
    const host = hostInHaMode()
      .advance(2 * MINUTE)
      .give({ type: 'report-due' });
    expect(host.takeLog()).toEqual([3507]);
  });

  test('a report that is due while it does not broker says nothing', () => {
    expect(new ConnectorHost().give({ type: 'report-due' }).takeLog()).toEqual([]);
  });

  test('R59: hand-back: 3503 and 3508 after the last edge, so that the newest entry tells that the outage is over', () => {
    const host = hostInHaMode();
    host.cloud = 'reachable';
    host.advance(10 * MINUTE);
    expect(host.takeLog()).toEqual([3003]);
    host.advance(10 * MINUTE);
    expect(host.takeLog()).toEqual([3003, 3503, 3508]);
  });

  test('losing the role during the outage: 3508 without 3503, since the outage is not over', () => {
    const host = hostInHaMode({ fqdn: B, members: [A, B] }).give({ type: 'peer-silent', peer: A });
    host.takeLog();
    host.hear(A, { type: 'claim', candidacy: IN_HA });
    expect(host.takeLog()).toEqual([3504, 3508]);
  });
});

describe('what a connector that is not elected logs of an outage', () => {
  test('3509 at entry, naming the elected one, and 3510 at the end', () => {
    const host = hostInHaMode({ fqdn: B, members: [A, B] });
    host.cloud = 'reachable';
    host.advance(20 * MINUTE);
    expect(host.takeLog()).toEqual([3003, 3003, 3510]);

    const entering = new ConnectorHost({ fqdn: B, members: [A, B] }).loseCloud();
    entering.hear(A, { type: 'health-answer', health: 'unhealthy' });
    entering.takeLog();
    entering.advance(MINUTE);
    expect(entering.effects).toContainEqual(
      expect.objectContaining({ entry: expect.objectContaining({ id: 3509, message: expect.stringContaining(A) }) }),
    );
    expect(entering.takeLog()).toEqual([3003, 3504, 3509]);
  });

  test('electionAmong in-ha-mode: one that becomes elected by entering logs no 3509', () => {
    const settings = { ...CONNECTOR, election: { ...CONNECTOR.election, electionAmong: 'in-ha-mode' as const } };
    const host = new ConnectorHost({ fqdn: B, members: [A, B], settings }).loseCloud();
    host.hear(A, { type: 'health-answer', health: 'unhealthy' });
    host.takeLog();
    host.advance(MINUTE);
    expect(host.takeLog()).toEqual([3003, 3504]);
    host.hear(A, { type: 'yield' });
    expect(host.takeLog()).toEqual([3502]);
  });
});

describe('the election', () => {
  test('3504 whenever another is elected, outside HA mode as well', () => {
    const host = new ConnectorHost({ fqdn: B, members: [A, B] }).give({ type: 'peer-silent', peer: A });
    expect(host.takeLog()).toEqual([3504]);
    host.give({ type: 'peer-heard', peer: A, candidacy: NORMAL });
    expect(host.takeLog()).toEqual([3504]);
  });
});

describe('the configuration synchroniser', () => {
  test('503 when an import begins, 504 when it is whole', () => {
    const host = new ConnectorHost();
    host.revision = 2;
    host.give({ type: 'poll-due' });
    expect(host.takeLog()).toEqual([503]);
    host.advance(20 * SECOND);
    expect(host.takeLog()).toEqual([504]);
  });

  test('R16: 505 when an import fails, at every try', () => {
    const host = new ConnectorHost();
    host.revision = 2;
    host.imports = 'fail';
    host.give({ type: 'poll-due' }).advance(MINUTE).give({ type: 'poll-due' }).advance(MINUTE);
    expect(host.takeLog()).toEqual([503, 505, 503, 505]);
    expect(host.state.configSync.localDb?.revision).toBe(1);
  });

  test('R19: 507 when an import under way is given up at entry, and not again at the polls of the outage', () => {
    const host = new ConnectorHost().loseCloud().advance(50 * SECOND);
    host.cloud = 'reachable';
    host.revision = 2;
    host.give({ type: 'poll-due' });
    host.cloud = 'unreachable';
    host.takeLog();
    host.advance(10 * SECOND).give({ type: 'poll-due' });
    expect(host.takeLog()).toEqual([3003, 507, 3504, 3502]);
    expect(host.state.configSync).toMatchObject({ importing: null, localDb: { revision: 1 } });
  });

  test('507 at the first poll of an outage, once', () => {
    const host = hostInHaMode().give({ type: 'poll-due' }, { type: 'poll-due' });
    expect(host.takeLog()).toEqual([507]);
  });

  test('517 when the cloud broker is not reached, once', () => {
    const host = new ConnectorHost();
    host.cloud = 'unreachable';
    host.give({ type: 'poll-due' }, { type: 'poll-due' });
    expect(host.takeLog()).toEqual([517]);
  });

  test('518 when the broker service is stopped while there is something to import, once', () => {
    const host = new ConnectorHost().give({ type: 'broker-stopped' });
    host.takeLog();
    host.revision = 2;
    host.give({ type: 'poll-due' }, { type: 'poll-due' }).advance(HOUR);
    expect(host.takeLog()).toEqual([518]);
  });
});
