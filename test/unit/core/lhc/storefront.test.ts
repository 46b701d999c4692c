import { describe, expect, test } from 'vitest';
import { settledStoreFront, stepStoreFront } from '../../../../src/core/lhc/storefront/index.ts';
import { A, B, HOUR, MINUTE } from '../../../support/lhc.ts';
import { BYPASSING, STOREFRONT } from '../../../support/storefront.ts';

const storeFront = settledStoreFront([A, B], 0);
const HEARD = { healthy: true, lastHeartbeatMs: 0, bypassedUntilMs: null };

test('a settled StoreFront has just heard every controller it lists', () => {
  expect(storeFront.controllers[A]).toEqual(HEARD);
});

test('a StoreFront that has heard nobody yet counts on its controllers', () => {
  expect(settledStoreFront([A], null).controllers[A]).toMatchObject({ healthy: true, lastHeartbeatMs: null });
});

describe('a heartbeat', () => {
  test('R44: goes to every controller it lists, healthy or not', () => {
    const [failed] = stepStoreFront(storeFront, { type: 'heartbeat-failed', controller: A }, STOREFRONT);
    const [, effects] = stepStoreFront(failed, { type: 'heartbeat-due' }, STOREFRONT);
    expect(effects.map(({ to }) => to)).toEqual([A, B]);
  });

  test('R44: that fails makes a controller unhealthy, and its next answer healthy again', () => {
    const [failed] = stepStoreFront(storeFront, { type: 'heartbeat-failed', controller: A }, STOREFRONT);
    expect(failed.controllers[A]).toEqual({ ...HEARD, healthy: false });
    const [answered] = stepStoreFront(failed, answer(MINUTE), STOREFRONT);
    expect(answered.controllers[A]).toEqual({ ...HEARD, lastHeartbeatMs: MINUTE });
  });

  test('goes to nobody without background health checks', () => {
    expect(stepStoreFront(storeFront, { type: 'heartbeat-due' }, BYPASSING)).toEqual([storeFront, []]);
  });
});

describe('a request that a controller does not answer', () => {
  test('R45: with background health checks keeps it out until its next answered heartbeat, and never for an hour', () => {
    const [failed] = stepStoreFront(storeFront, failure(10), STOREFRONT);
    expect(failed.controllers[A]).toEqual({ ...HEARD, healthy: false });
    const [answered] = stepStoreFront(failed, answer(MINUTE), STOREFRONT);
    expect(answered.controllers[A]).toEqual({ ...HEARD, lastHeartbeatMs: MINUTE });
  });

  test('R45: without them leaves it out for the time of the bypass', () => {
    const [failed] = stepStoreFront(storeFront, failure(10), BYPASSING);
    expect(failed.controllers[A]).toEqual({ ...HEARD, bypassedUntilMs: HOUR + 10 });
  });

  test('R45: a later failure leaves it out for longer', () => {
    const [failed] = stepStoreFront(storeFront, failure(10), BYPASSING);
    const [again] = stepStoreFront(failed, failure(MINUTE), BYPASSING);
    expect(again.controllers[A]?.bypassedUntilMs).toBe(HOUR + MINUTE);
  });

  test('a bypass that is left from before ends with the first answered heartbeat', () => {
    const [failed] = stepStoreFront(storeFront, failure(10), BYPASSING);
    expect(stepStoreFront(failed, answer(MINUTE), STOREFRONT)[0].controllers[A]?.bypassedUntilMs).toBeNull();
  });
});

test('R46: requests are counted by kind, so that enumerations do not use up the turns of launches', () => {
  const [enumerated] = stepStoreFront(storeFront, { type: 'request-begun', kind: 'enumeration' }, STOREFRONT);
  const [launched] = stepStoreFront(enumerated, { type: 'request-begun', kind: 'launch' }, STOREFRONT);
  const [again] = stepStoreFront(launched, { type: 'request-begun', kind: 'launch' }, STOREFRONT);
  expect(again.requestCounts).toEqual({ enumeration: 1, launch: 2 });
});

test('one controller says nothing of another', () => {
  const [failed] = stepStoreFront(storeFront, { type: 'heartbeat-failed', controller: A }, STOREFRONT);
  expect(failed.controllers[B]).toBe(storeFront.controllers[B]);
});

test('a controller that it does not list stays unlisted, whatever it answers', () => {
  const stranger = 'cc-z.contoso.example';
  for (const input of [
    { type: 'heartbeat-answered', atMs: 5, controller: stranger },
    { type: 'heartbeat-failed', controller: stranger },
    { type: 'request-failed', atMs: 5, controller: stranger },
  ] as const) {
    expect(stepStoreFront(storeFront, input, STOREFRONT)[0]).toBe(storeFront);
  }
});

function answer(atMs: number) {
  return { type: 'heartbeat-answered', atMs, controller: A } as const;
}

function failure(atMs: number) {
  return { type: 'request-failed', atMs, controller: A } as const;
}
