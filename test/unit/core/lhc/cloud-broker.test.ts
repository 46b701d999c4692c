import { expect, test } from 'vitest';
import { stepCloudBroker } from '../../../../src/core/lhc/cloud-broker/index.ts';
import { A, B } from '../../../support/lhc.ts';

test('R14: any change, by an administrator or by the system, is a new revision', () => {
  expect(stepCloudBroker({ revision: 1 }, { type: 'configuration-changed' })).toEqual([{ revision: 2 }, []]);
});

test('R17: a connector that asks is offered the present revision and the connectors of its zone', () => {
  const cloudBroker = { revision: 7 };
  const [state, effects] = stepCloudBroker(cloudBroker, { type: 'configuration-asked', from: B, members: [A, B] });
  expect(state).toBe(cloudBroker);
  expect(effects).toEqual([{ type: 'offer-configuration', to: B, revision: 7, members: [A, B] }]);
});
