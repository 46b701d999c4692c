/**
 * CloudBroker is the broker in the cloud, as the connectors of a site see it: its configuration has a revision, and it says which
 * connectors a zone has. A change by an administrator, or by the system, is a new revision.
 *
 * Not here: its register of machines (../registration), and whether it can be reached, which is the network's affair.
 */

import { type Step, unchanged, unreachable } from '../../kernel/index.ts';

export interface CloudBrokerState {
  readonly revision: number;
}

export type CloudBrokerInput =
  | { readonly type: 'configuration-changed' }
  | { readonly type: 'configuration-asked'; readonly from: string; readonly members: readonly string[] };

export type CloudBrokerEffect = {
  readonly type: 'offer-configuration';
  readonly to: string;
  readonly revision: number;
  readonly members: readonly string[];
};

export function stepCloudBroker(
  state: CloudBrokerState,
  input: CloudBrokerInput,
): Step<CloudBrokerState, CloudBrokerEffect> {
  switch (input.type) {
    case 'configuration-changed':
      return unchanged({ revision: state.revision + 1 });
    case 'configuration-asked': {
      const { from: to, members } = input;
      return [state, [{ type: 'offer-configuration', to, revision: state.revision, members }]];
    }
    default:
      return unreachable(input);
  }
}
