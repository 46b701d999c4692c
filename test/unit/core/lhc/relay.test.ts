import { expect, test } from 'vitest';
import { componentOf, routeOf } from '../../../../src/core/lhc/relay/index.ts';

test.each(['working-normally', 'pending-ha'] as const)('R10: in %s every request goes to the cloud', (state) => {
  expect(routeOf(state, true)).toBe('cloud');
  expect(routeOf(state, false)).toBe('cloud');
});

test.each(['initial-ha', 'extended-ha', 'pending-recovery'] as const)(
  'R10: in %s requests go to the secondary broker that leads',
  (state) => expect(routeOf(state, true)).toBe('secondary-broker'),
);

test.each(['initial-ha', 'extended-ha', 'pending-recovery'] as const)(
  'R21: in %s a connector that does not lead rejects',
  (state) => expect(routeOf(state, false)).toBe('reject'),
);

test.each([
  ['vda-message', 'vda-relay'],
  ['storefront-heartbeat', 'xml'],
  ['enumeration', 'xml'],
  ['launch', 'xml'],
  ['adc-probe', 'xml'],
  ['sta-request', 'sta'],
] as const)('R3: a failed %s marks %s unhealthy', (kind, component) => expect(componentOf(kind)).toBe(component));
