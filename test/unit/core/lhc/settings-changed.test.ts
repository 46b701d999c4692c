/**
 * Settings that are others from now on, and a connector that was just installed.
 */
import { describe, expect, test } from 'vitest';
import {
  type ConnectorState,
  connectorCandidacy,
  connectorDeadline,
  connectorServes,
  newConnector,
  stepConnector,
} from '../../../../src/core/lhc/connector/index.ts';
import { type ElectionState, startedElection, stepElection } from '../../../../src/core/lhc/election/index.ts';
import { A, B, C, CONNECTOR, IN_HA, MINUTE, NORMAL, SECOND } from '../../../support/lhc.ts';

const IN_HA_ONLY = { ...CONNECTOR.election, electionAmong: 'in-ha-mode' } as const;

/** A connector `self` that has heard both peers, of which C is in HA mode. */
function heardBoth(self: string): ElectionState {
  const inputs = [
    { type: 'own-candidacy', atMs: 0, candidacy: NORMAL },
    { type: 'peer-heard', atMs: 0, peer: self === A ? B : A, candidacy: NORMAL },
    { type: 'peer-heard', atMs: 0, peer: C, candidacy: IN_HA },
  ] as const;
  return inputs.reduce(
    (state, input) => stepElection(state, input, CONNECTOR.election)[0],
    startedElection(self, [A, B, C]),
  );
}

describe('an election', () => {
  test('R20: is held anew by the settings as they are now', () => {
    const state = heardBoth(A);
    expect(state.elected).toBe(A);
    const [changed, effects] = stepElection(state, { type: 'settings-changed', atMs: 5 }, IN_HA_ONLY);
    expect(changed).toMatchObject({ elected: C, role: 'follower' });
    expect(effects).toEqual([{ type: 'elected', fqdn: C, candidateCount: 1 }]);
  });

  test('is the same where its outcome is', () => {
    const state = heardBoth(B);
    expect(stepElection(state, { type: 'settings-changed', atMs: 5 }, CONNECTOR.election)).toEqual([state, []]);
    expect(stepElection(state, { type: 'settings-changed', atMs: 5 }, CONNECTOR.election)[0]).toBe(state);
  });

  test('lets an open claim wait for the whole of peerSilence again', () => {
    const claiming = heardBoth(A);
    expect(claiming).toMatchObject({ role: 'claiming', claimedAtMs: 0 });
    const [changed] = stepElection(claiming, { type: 'settings-changed', atMs: 7 }, CONNECTOR.election);
    expect(changed).toMatchObject({ role: 'claiming', claimedAtMs: 7 });
  });
});

describe('a connector that was just installed', () => {
  const started = (): ConnectorState =>
    stepConnector(newConnector(A, 10_000, 0), { type: 'started', atMs: 0 }, CONNECTOR)[0];

  test('R2: starts at once, since it knows nobody, in working-normally', () => {
    expect(started()).toMatchObject({ phase: 'running', haMode: { state: 'working-normally' } });
    expect(connectorDeadline(started(), CONNECTOR)).toBeNull();
  });

  test('R14, R20: is no candidate before its first import, and elected by nobody', () => {
    expect(connectorCandidacy(started()).brokerRuns).toBe(false);
    expect(started().election.elected).toBeNull();
  });

  test('R15, R21: accepts no registration before its first import, not even alone in HA mode', () => {
    const inputs = [
      { type: 'storefront-heartbeat', atMs: 0 },
      { type: 'outage-forced', atMs: 0 },
      { type: 'health-checked', atMs: 0, results: { xml: 'healthy', 'vda-relay': 'healthy', sta: 'healthy' } },
      { type: 'deadline', atMs: MINUTE },
      { type: 'health-checked', atMs: MINUTE, results: { xml: 'healthy', 'vda-relay': 'healthy', sta: 'healthy' } },
    ] as const;
    const state = inputs.reduce((before, input) => stepConnector(before, input, CONNECTOR)[0], started());
    expect(state).toMatchObject({ haMode: { state: 'initial-ha' }, registration: { open: false } });
    expect(connectorServes(state)).toBe(false);
  });

  test('R14: knows its peers after its first import, and is a candidate', () => {
    const configuration = { revision: 4, members: [A, B] };
    const inputs = [
      { type: 'poll-due', atMs: SECOND },
      { type: 'configuration-offered', atMs: SECOND, configuration, importMs: SECOND },
      { type: 'deadline', atMs: 2 * SECOND },
      { type: 'import-finished', atMs: 2 * SECOND, succeeded: true },
    ] as const;
    const state = inputs.reduce((before, input) => stepConnector(before, input, CONNECTOR)[0], started());
    expect(state).toMatchObject({ election: { members: [A, B], elected: A }, configSync: { lastImport: 'succeeded' } });
    expect(connectorCandidacy(state).brokerRuns).toBe(true);
  });
});
