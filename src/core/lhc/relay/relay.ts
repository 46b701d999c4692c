/**
 * Relay is the Remote Broker Provider's part of a connector: where a request goes, and what its failure says.
 *
 * Two proxies: machines (VDAs) to the cloud broker, and StoreFront, ADC and STA requests to the cloud. Outside HA mode every
 * request is relayed to the cloud, and one that fails marks the component it went through. In HA mode a request goes
 * to this connector's own secondary broker where that is the elected one, and is rejected where it is not.
 *
 * It keeps nothing between requests, so it is two functions and no state.
 *
 * Not here: what a mark leads to (../ha-mode), what the secondary broker answers (../registration).
 */

import type { Component } from '../ha-mode/index.ts';
import { type HaState, isHaMode } from '../ha-mode/index.ts';

/** What can come to a connector to be brokered. */
export type RequestKind =
  | 'vda-message'
  | 'storefront-heartbeat'
  | 'enumeration'
  | 'launch'
  | 'sta-request'
  | 'adc-probe';

export type Route = 'cloud' | 'secondary-broker' | 'reject';

/** Where a connector sends a request that reaches it. `leads`: its secondary broker is elected and runs. */
export function routeOf(haState: HaState, leads: boolean): Route {
  if (!isHaMode(haState)) return 'cloud';
  return leads ? 'secondary-broker' : 'reject';
}

/** The component through which a request is relayed, and which its failure marks unhealthy. */
export function componentOf(kind: RequestKind): Exclude<Component, 'forced-outage'> {
  if (kind === 'vda-message') return 'vda-relay';
  return kind === 'sta-request' ? 'sta' : 'xml';
}
