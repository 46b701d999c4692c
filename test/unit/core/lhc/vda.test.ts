import { describe, expect, test } from 'vitest';
import {
  stepVda,
  type VdaAnswer,
  type VdaInput,
  type VdaState,
  vdaDeadline,
} from '../../../../src/core/lhc/vda/index.ts';
import { DEFAULT_TIMERS } from '../../../../src/core/site/index.ts';
import { A, B, C, MINUTE, SECOND } from '../../../support/lhc.ts';

const SETTINGS = { heartbeatMs: DEFAULT_TIMERS.vdaHeartbeat, retryMs: DEFAULT_TIMERS.vdaRetry };
const REGISTERED: VdaState = { via: A, sessions: ['s1', 's2'], nextContactMs: MINUTE, round: [] };
const HEARTBEAT = { type: 'deadline', atMs: MINUTE, order: [C, A, B] } as const;

describe('a heartbeat', () => {
  test('R26: it is 5 min after the last contact, and not before', () => {
    const accepted = after(REGISTERED, HEARTBEAT, answered(A, 'accepted'));
    expect(vdaDeadline(accepted)).toBe(6 * MINUTE);
    expect(after(accepted, { ...HEARTBEAT, atMs: 6 * MINUTE - 1 })).toBe(accepted);
  });

  test('R26, R27: it goes to the present connector and carries the list of sessions', () => {
    const [, effects] = stepVda(REGISTERED, HEARTBEAT, SETTINGS);
    expect(effects).toEqual([{ type: 'contact', connector: A, sessions: ['s1', 's2'] }]);
  });

  test('R29: the present connector is tried first, then the others in the order given', () => {
    expect(after(REGISTERED, HEARTBEAT).round).toEqual([A, C, B]);
    expect(after({ ...REGISTERED, via: null }, HEARTBEAT).round).toEqual([C, A, B]);
  });
});

describe('an answer', () => {
  test.each(['refused', 'unreachable'] as const)(
    'R26: when a connector is %s the next one is tried at once',
    (answer) => {
      const [state, effects] = stepVda(after(REGISTERED, HEARTBEAT), answered(A, answer), SETTINGS);
      expect(effects).toMatchObject([{ type: 'contact', connector: C }]);
      expect(state.via).toBe(A);
    },
  );

  test('R22: the machine registers through the connector that accepts', () => {
    const moved = after(REGISTERED, HEARTBEAT, answered(A, 'unreachable'), answered(C, 'accepted'));
    expect(moved).toMatchObject({ via: C, round: [], nextContactMs: 6 * MINUTE });
  });

  test('a whole round of refusals leaves it registered nowhere, for 8 s, with entry 1017', () => {
    const last = after(REGISTERED, HEARTBEAT, answered(A, 'refused'), answered(C, 'refused'));
    const [state, effects] = stepVda(last, answered(B, 'refused'), SETTINGS);
    expect(state).toMatchObject({ via: null, round: [], nextContactMs: MINUTE + 8 * SECOND });
    expect(effects).toMatchObject([{ type: 'log', entry: 1017 }]);
  });

  test('its sessions outlive refusals and moves', () => {
    const lost = after(REGISTERED, HEARTBEAT, ...[A, C, B].map((connector) => answered(connector, 'refused')));
    expect(lost.sessions).toBe(REGISTERED.sessions);
  });

  test('an answer of a connector that is not being asked counts for nothing', () => {
    const asking = after(REGISTERED, HEARTBEAT);
    expect(after(asking, answered(B, 'accepted'))).toBe(asking);
    expect(after(REGISTERED, answered(A, 'refused'))).toBe(REGISTERED);
  });
});

test('a round under way waits for answers, not for time', () => {
  const asking = after(REGISTERED, HEARTBEAT);
  expect(vdaDeadline(asking)).toBeNull();
  expect(after(asking, { ...HEARTBEAT, atMs: 10 * MINUTE })).toBe(asking);
});

test('a machine without any connector tries again after vdaRetry', () => {
  const alone = after({ ...REGISTERED, via: null }, { ...HEARTBEAT, order: [] });
  expect(vdaDeadline(alone)).toBe(MINUTE + 8 * SECOND);
});

function after(state: VdaState, ...inputs: readonly VdaInput[]): VdaState {
  return inputs.reduce((current, input) => stepVda(current, input, SETTINGS)[0], state);
}

function answered(from: string, answer: VdaAnswer) {
  return { type: 'answered', atMs: MINUTE, from, answer } as const;
}
