import { describe, expect, test } from 'vitest';
import {
  emptyRegistration,
  hasRoom,
  type RegistrationInput,
  type RegistrationState,
  stepRegistration,
} from '../../../../src/core/lhc/registration/index.ts';

const REGISTERS = { type: 'machine-registers', sessionCount: 2 } as const;

describe('the register of a secondary broker', () => {
  test('R21: while it is closed it refuses every machine', () => {
    const closed = emptyRegistration(false, 10_000);
    const [state, effects] = stepRegistration(closed, REGISTERS);
    expect(state).toBe(closed);
    expect(effects).toEqual([{ type: 'refused', reason: 'NotServing' }]);
  });

  test('R27: it starts empty when it is opened', () => {
    const opened = after(emptyRegistration(false, 10_000), { type: 'opened' });
    expect(opened).toMatchObject({ open: true, machineCount: 0, sessionCount: 0 });
  });

  test('R27: a registration brings the sessions of the machine', () => {
    const [state, effects] = stepRegistration(emptyRegistration(true, 10_000), REGISTERS);
    expect(state).toMatchObject({ machineCount: 1, sessionCount: 2 });
    expect(effects).toEqual([{ type: 'accepted' }]);
  });

  test('R28: it is purged when it is closed, and says of how many', () => {
    const [state, effects] = stepRegistration(holding(7, 10_000), { type: 'closed' });
    expect(state).toEqual(emptyRegistration(false, 10_000));
    expect(effects).toEqual([{ type: 'purged', machineCount: 7 }]);
  });

  test('R30: registration number 10,001 is refused with BrokerRegistrationLimitReached', () => {
    const full = after(holding(9_999, 10_000), REGISTERS);
    expect(full.machineCount).toBe(10_000);
    const [, effects] = stepRegistration(full, REGISTERS);
    expect(effects).toEqual([
      { type: 'refused', reason: 'BrokerRegistrationLimitReached' },
      { type: 'limit-reached', limit: 10_000 },
    ]);
  });

  test('R30: the limit is told once, however many machines are refused', () => {
    const told = after(holding(10_000, 10_000), REGISTERS);
    const [again, effects] = stepRegistration(told, REGISTERS);
    expect(effects).toEqual([{ type: 'refused', reason: 'BrokerRegistrationLimitReached' }]);
    expect(again).toBe(told);
  });

  test('R30: it is told again in the next outage', () => {
    const next = after(holding(10_000, 10_000), REGISTERS, { type: 'closed' }, { type: 'opened' });
    expect(next.limitLogged).toBe(false);
  });

  test('R30: a machine that goes makes room for another', () => {
    const full = holding(10_000, 10_000);
    expect(hasRoom(full)).toBe(false);
    expect(hasRoom(after(full, { type: 'machine-gone', sessionCount: 1 }))).toBe(true);
  });

  test('a machine that goes takes its sessions along', () => {
    const both = after(emptyRegistration(true, null), REGISTERS, { type: 'machine-registers', sessionCount: 3 });
    expect(after(both, { type: 'machine-gone', sessionCount: 2 })).toMatchObject({ machineCount: 1, sessionCount: 3 });
  });

  test('a machine that goes after the purge is no longer counted', () => {
    const purged = after(holding(7, 10_000), { type: 'closed' });
    expect(after(purged, { type: 'machine-gone', sessionCount: 2 })).toBe(purged);
  });
});

test('the register of the cloud broker has no limit', () => {
  expect(hasRoom(holding(1_000_000, null))).toBe(true);
});

function holding(machineCount: number, limit: number | null): RegistrationState {
  return { ...emptyRegistration(true, limit), machineCount, sessionCount: machineCount };
}

function after(state: RegistrationState, ...inputs: readonly RegistrationInput[]): RegistrationState {
  return inputs.reduce((current, input) => stepRegistration(current, input)[0], state);
}
