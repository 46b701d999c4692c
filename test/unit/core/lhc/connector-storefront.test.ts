import { describe, expect, test } from 'vitest';
import { connectorDeadline } from '../../../../src/core/lhc/connector/index.ts';
import { A, B, CONNECTOR, ConnectorHost, HOUR, hostInHaMode, MINUTE } from '../../../support/lhc.ts';

const HEARTBEAT = { type: 'storefront-heartbeat' } as const;

describe('a StoreFront heartbeat', () => {
  test('it is relayed to the cloud, whose answer is the answer', () => {
    const host = new ConnectorHost().give(HEARTBEAT);
    expect(host.effects).toEqual([
      { type: 'relay', kind: 'storefront-heartbeat' },
      { type: 'answer-heartbeat', positive: true },
    ]);
  });

  test('R21: a connector that is not elected answers negatively, and still counts it as contact', () => {
    const host = hostInHaMode({ fqdn: B, members: [A, B] }).advance(MINUTE);
    host.effects = [];
    host.give(HEARTBEAT);
    expect(host.effects).toEqual([{ type: 'answer-heartbeat', positive: false }]);
    expect(host.state.lastStoreFrontContactMs).toBe(host.nowMs);
  });

  test('the elected connector answers for itself in HA mode', () => {
    const host = hostInHaMode().give(HEARTBEAT);
    expect(host.effects).toEqual([{ type: 'answer-heartbeat', positive: true }]);
  });

  test('R5: it activates a connector for HA mode, and when its relay fails it is the first trigger', () => {
    const host = new ConnectorHost({ heard: false }).give(HEARTBEAT);
    expect(host.state).toMatchObject({ participates: true, haMode: { state: 'working-normally' } });
    expect(host.loseCloud().state.haMode.state).toBe('pending-ha');
  });
});

describe('a connector that no StoreFront lists', () => {
  test.each(['vda-message', 'enumeration', 'launch', 'sta-request', 'adc-probe'] as const)(
    'R5, R47: a failed %s does not make it leave working-normally',
    (kind) => {
      const host = new ConnectorHost({ heard: false });
      host.give({ type: 'relay-answered', kind, request: 'a request', succeeded: false }).advance(HOUR);
      expect(host.state.haMode.state).toBe('working-normally');
      expect(host.takeLog()).toEqual([]);
    },
  );
});

describe('the expiry of StoreFront contact', () => {
  test('R6: it comes 72 h after the last heartbeat', () => {
    const host = new ConnectorHost().advance(HOUR).give(HEARTBEAT);
    expect(connectorDeadline(host.state, CONNECTOR)).toBe(73 * HOUR);
    expect(host.advance(72 * HOUR - 1).state.participates).toBe(true);
    expect(host.advance(1).state.participates).toBe(false);
  });

  test('R6: after it a forced outage is refused with NoNFuseActivity', () => {
    const host = new ConnectorHost().advance(72 * HOUR).give({ type: 'outage-forced' });
    expect(host.state.haMode.state).toBe('working-normally');
    const [effect] = host.effects;
    expect(effect).toMatchObject({
      type: 'log',
      entry: { provider: 'Citrix Remote Broker Provider', severity: 'error' },
    });
    expect(effect?.type === 'log' && effect.entry.message).toContain('NoNFuseActivity');
  });

  test('R6: the first heartbeat after it carries the refused force out', () => {
    const host = new ConnectorHost().advance(72 * HOUR).give({ type: 'outage-forced' }, HEARTBEAT);
    expect(host.state).toMatchObject({ participates: true, haMode: { state: 'pending-ha' } });
  });

  test('in HA mode health comes from active checks, with or without StoreFront', () => {
    const host = hostInHaMode().advance(80 * HOUR);
    expect(host.state).toMatchObject({ participates: false, haMode: { state: 'extended-ha' } });
    host.cloud = 'reachable';
    expect(host.advance(11 * MINUTE).state.haMode.state).toBe('working-normally');
  });
});

describe('a forced outage', () => {
  test('R57: the switch leads to HA mode over a whole way to the cloud, and back when it is released', () => {
    const host = new ConnectorHost().give({ type: 'outage-forced' }).advance(MINUTE);
    expect(host.state.haMode.state).toBe('initial-ha');
    expect(host.advance(HOUR).state.haMode.state).toBe('extended-ha');
    host.give({ type: 'outage-released' });
    expect(host.state.haMode.state).toBe('pending-recovery');
    expect(host.advance(10 * MINUTE).state.haMode.state).toBe('working-normally');
  });

  test('R57: forcing some connectors of a zone leaves them in pending-ha', () => {
    const host = new ConnectorHost({ members: [A, B] }).give({ type: 'outage-forced' });
    host.hear(B, { type: 'health-answer', health: 'healthy' });
    expect(host.advance(24 * HOUR).state.haMode.state).toBe('pending-ha');
    expect(host.give({ type: 'outage-released' }).state.haMode.state).toBe('working-normally');
  });

  test('R7, R57: releasing it does not shorten initial-ha', () => {
    const host = new ConnectorHost()
      .give({ type: 'outage-forced' })
      .advance(2 * MINUTE)
      .give({ type: 'outage-released' });
    expect(host.state.haMode.state).toBe('initial-ha');
    expect(host.advance(9 * MINUTE).state.haMode.state).toBe('pending-recovery');
  });
});
