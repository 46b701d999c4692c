/**
 * What connectors of a zone say to each other, on a channel of their own.
 *
 * Not here: how a message travels, gets lost or comes late. That is the network's affair.
 */

import type { Candidacy } from '../election/index.ts';
import type { HaState, Health } from '../ha-mode/index.ts';

export type PeerMessage =
  | { readonly type: 'hello' }
  | {
      readonly type: 'hello-answer';
      readonly haState: HaState;
      readonly sinceMs: number;
      readonly candidacy: Candidacy;
    }
  | { readonly type: 'claim'; readonly candidacy: Candidacy }
  | { readonly type: 'yield' }
  | { readonly type: 'health-question' }
  | { readonly type: 'health-answer'; readonly health: Health };
