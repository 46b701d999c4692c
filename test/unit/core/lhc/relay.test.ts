import { expect, test } from 'vitest';
import type { HaState } from '../../../../src/core/lhc/ha-mode/index.ts';
import { componentOf, type RequestKind, routeOf } from '../../../../src/core/lhc/relay/index.ts';

test.each<HaState>(['working-normally', 'pending-ha'])('R10: in %s every request goes to the cloud', (state) => {
  expect(routeOf(state, true)).toBe('cloud');
  expect(routeOf(state, false)).toBe('cloud');
});

test.each<HaState>(['initial-ha', 'extended-ha', 'pending-recovery'])(
  'R10: in %s requests go to the secondary broker that leads',
  (state) => expect(routeOf(state, true)).toBe('secondary-broker'),
);

test.each<HaState>(['initial-ha', 'extended-ha', 'pending-recovery'])(
  'R21: in %s a connector that does not lead rejects',
  (state) => expect(routeOf(state, false)).toBe('reject'),
);

test.each<[RequestKind, string]>([
  ['vda-message', 'vda-relay'],
  ['storefront-heartbeat', 'xml'],
  ['enumeration', 'xml'],
  ['launch', 'xml'],
  ['adc-probe', 'xml'],
  ['sta-request', 'sta'],
])('R3: a failed %s marks %s unhealthy', (kind, component) => expect(componentOf(kind)).toBe(component));
