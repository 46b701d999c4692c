import { expect, test } from 'vitest';
import { settledStoreFront, stepStoreFront } from '../../../../src/core/lhc/storefront/index.ts';
import { A, B } from '../../../support/lhc.ts';

const storeFront = settledStoreFront([A, B], 0);

test('a settled StoreFront has just heard every controller it lists', () => {
  expect(storeFront.controllers[A]).toEqual({ healthy: true, lastHeartbeatMs: 0 });
});

test('R44: a heartbeat goes to every controller it lists, healthy or not', () => {
  const [failed] = stepStoreFront(storeFront, { type: 'heartbeat-failed', controller: A });
  const [, effects] = stepStoreFront(failed, { type: 'heartbeat-due' });
  expect(effects.map(({ to }) => to)).toEqual([A, B]);
});

test('R44: a controller that fails a heartbeat is unhealthy, and healthy again from its next answer', () => {
  const [failed] = stepStoreFront(storeFront, { type: 'heartbeat-failed', controller: A });
  expect(failed.controllers[A]).toEqual({ healthy: false, lastHeartbeatMs: 0 });
  const [answered] = stepStoreFront(failed, { type: 'heartbeat-answered', atMs: 60_000, controller: A });
  expect(answered.controllers[A]).toEqual({ healthy: true, lastHeartbeatMs: 60_000 });
});

test('one controller says nothing of another', () => {
  const [failed] = stepStoreFront(storeFront, { type: 'heartbeat-failed', controller: A });
  expect(failed.controllers[B]).toBe(storeFront.controllers[B]);
});

test('a controller that it does not list stays unlisted, whatever it answers', () => {
  const stranger = 'cc-z.contoso.example';
  expect(stepStoreFront(storeFront, { type: 'heartbeat-answered', atMs: 5, controller: stranger })[0]).toBe(storeFront);
  expect(stepStoreFront(storeFront, { type: 'heartbeat-failed', controller: stranger })[0]).toBe(storeFront);
});
