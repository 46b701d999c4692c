import { describe, expect, test } from 'vitest';
import {
  type LockInput,
  type LockKind,
  type LockState,
  lockedAgainst,
  lockKindFor,
  NO_LOCK,
  stepLock,
} from '../../../../src/core/pvs/versions/index.ts';

const FIRST = 3;
const SECOND = 8;
const HELD: LockState = { exclusive: FIRST };
const GRANTED = [{ type: 'lock-granted' }];
const REFUSED = [{ type: 'lock-refused', heldBy: FIRST }];

describe('the kind of lock', () => {
  test('P58, P64: is exclusive for private images and versions in maintenance, and shared for all others', () => {
    expect(lockKindFor({ mode: 'private' }, 'production')).toBe('exclusive');
    expect(lockKindFor({ mode: 'standard' }, 'maintenance')).toBe('exclusive');
    expect(lockKindFor({ mode: 'standard' }, 'production')).toBe('shared');
    expect(lockKindFor({ mode: 'standard' }, 'test')).toBe('shared');
  });
});

describe('an exclusive lock', () => {
  test('P58: goes to the first maintenance device, and the second is refused', () => {
    const [held, effects] = request(NO_LOCK, FIRST, 'exclusive');
    expect([held, effects]).toEqual([HELD, GRANTED]);
    expect(request(held, SECOND, 'exclusive')).toEqual([held, REFUSED]);
  });

  test('P64: refuses readers as well', () => {
    expect(request(HELD, SECOND, 'shared')).toEqual([HELD, REFUSED]);
  });

  test('P64: is left behind by a loss of power: its device gets it again, all others are refused', () => {
    expect(request(HELD, SECOND, 'exclusive')[1]).toEqual(REFUSED);
    expect(request(HELD, FIRST, 'exclusive')).toEqual([HELD, GRANTED]);
    expect(request(HELD, FIRST, 'shared')).toEqual([HELD, GRANTED]);
  });

  test('P64: is given back when its device is shut down, and not when another one is', () => {
    expect(after(HELD, { type: 'target-shut-down', target: SECOND })).toBe(HELD);
    const free = after(HELD, { type: 'target-shut-down', target: FIRST });
    expect(request(free, SECOND, 'exclusive')).toEqual([{ exclusive: SECOND }, GRANTED]);
  });

  test('P64: can be taken away by an administrator', () => {
    const free = after(HELD, { type: 'unlocked' });
    expect(request(free, SECOND, 'exclusive')[1]).toEqual(GRANTED);
    expect(after(free, { type: 'unlocked' })).toBe(free);
  });

  test('P64: is against all but its device', () => {
    expect([lockedAgainst(HELD, FIRST), lockedAgainst(HELD, SECOND)]).toEqual([null, FIRST]);
    expect(lockedAgainst(NO_LOCK, SECOND)).toBeNull();
  });
});

describe('a shared lock', () => {
  test('P64: refuses nobody, so that targets of one image fail over at any time', () => {
    const [one] = request(NO_LOCK, FIRST, 'shared');
    const [both, effects] = request(one, SECOND, 'shared');
    expect([both, effects]).toEqual([NO_LOCK, GRANTED]);
    expect(request(both, FIRST, 'shared')).toEqual([NO_LOCK, GRANTED]);
  });
});

function request(state: LockState, target: number, kind: LockKind) {
  return stepLock(state, { type: 'lock-requested', target, kind });
}

function after(state: LockState, input: LockInput): LockState {
  const [next, effects] = stepLock(state, input);
  expect(effects).toEqual([]);
  return next;
}
