/**
 * StoreFront's memory of the delivery controllers that it lists: whom it may use, and whose turn it is.
 *
 * The heartbeat does two things: its answer tells StoreFront whom to use, and its arrival activates a connector for HA mode.
 * A virtual server is answered for by its members, each of which gets the heartbeat. Without background health checks there is
 * no heartbeat: a controller that fails a request is left out for a while instead.
 *
 * Not here: which controllers a request goes to (route.ts).
 */

import { type Step, unchanged, unreachable } from '../../kernel/index.ts';
import type { StoreFrontSettings } from './settings.ts';

export interface StoreFrontState {
  readonly controllers: Readonly<Record<string, ControllerState>>;
  /** How many of them are not healthy: mostly none, and then nobody has to be looked for. */
  readonly unhealthyCount: number;
  /** Requests so far, by kind: the round robin goes on from here. */
  readonly requestCounts: Readonly<Record<StoreFrontRequest, number>>;
}

/** What people ask of a StoreFront: what they may open, and to open it. Each kind has a round robin of its own. */
export type StoreFrontRequest = 'enumeration' | 'launch';

export interface ControllerState {
  /** Counts only with background health checks on. */
  readonly healthy: boolean;
  /** When it last answered a heartbeat; null when it never has. */
  readonly lastHeartbeatMs: number | null;
  /** Left out before this moment, after a failed request; counts only with background health checks off. */
  readonly bypassedUntilMs: number | null;
}

export type StoreFrontInput =
  | { readonly type: 'heartbeat-due' }
  | { readonly type: 'heartbeat-answered'; readonly atMs: number; readonly controller: string }
  | { readonly type: 'heartbeat-failed'; readonly controller: string }
  | { readonly type: 'request-begun'; readonly kind: StoreFrontRequest }
  /** A controller could not be reached. A refusal is an answer, and no failure of the controller. */
  | { readonly type: 'request-failed'; readonly atMs: number; readonly controller: string };

export type StoreFrontEffect = { readonly type: 'send-heartbeat'; readonly to: string };

type StoreFrontStep = Step<StoreFrontState, StoreFrontEffect>;

/** A StoreFront that has heard every one of its controllers at `atMs`; with null, it counts on them and has yet to hear them. */
export function settledStoreFront(controllers: readonly string[], atMs: number | null): StoreFrontState {
  const heard: ControllerState = { healthy: true, lastHeartbeatMs: atMs, bypassedUntilMs: null };
  return {
    controllers: Object.fromEntries(controllers.map((fqdn) => [fqdn, heard])),
    unhealthyCount: 0,
    requestCounts: { enumeration: 0, launch: 0 },
  };
}

/** The same StoreFront with another list: of those that were on it before it knows what it knew. */
export function relistedStoreFront(state: StoreFrontState, controllers: readonly string[]): StoreFrontState {
  const listed = settledStoreFront(controllers, null);
  const states = Object.entries(listed.controllers).map(
    ([fqdn, unknown]) => [fqdn, state.controllers[fqdn] ?? unknown] as const,
  );
  const unhealthyCount = states.filter(([, { healthy }]) => !healthy).length;
  return { ...state, controllers: Object.fromEntries(states), unhealthyCount };
}

export function stepStoreFront(
  state: StoreFrontState,
  input: StoreFrontInput,
  settings: StoreFrontSettings,
): StoreFrontStep {
  switch (input.type) {
    case 'heartbeat-due':
      return onHeartbeatDue(state, settings);
    case 'heartbeat-answered':
      return withController(state, input.controller, {
        healthy: true,
        lastHeartbeatMs: input.atMs,
        bypassedUntilMs: null,
      });
    case 'heartbeat-failed':
      return withController(state, input.controller, { healthy: false });
    case 'request-begun':
      return onRequestBegun(state, input.kind);
    case 'request-failed':
      return onRequestFailed(state, input, settings);
    default:
      return unreachable(input);
  }
}

function onHeartbeatDue(state: StoreFrontState, settings: StoreFrontSettings): StoreFrontStep {
  if (!settings.backgroundHealthChecks) return unchanged(state);
  return [state, Object.keys(state.controllers).map((to) => ({ type: 'send-heartbeat', to }))];
}

function onRequestBegun(state: StoreFrontState, kind: StoreFrontRequest): StoreFrontStep {
  const { requestCounts } = state;
  return unchanged({ ...state, requestCounts: { ...requestCounts, [kind]: requestCounts[kind] + 1 } });
}

/** With background health checks the next heartbeat tells when it is back, so that nothing has to be guessed. */
function onRequestFailed(
  state: StoreFrontState,
  { controller, atMs }: StoreFrontInput & { type: 'request-failed' },
  settings: StoreFrontSettings,
): StoreFrontStep {
  if (settings.backgroundHealthChecks) return withController(state, controller, { healthy: false });
  return withController(state, controller, { bypassedUntilMs: atMs + settings.bypassMs });
}

function withController(state: StoreFrontState, fqdn: string, changes: Partial<ControllerState>): StoreFrontStep {
  const known = state.controllers[fqdn];
  if (known === undefined) return unchanged(state);
  const changed = { ...known, ...changes };
  if (sameController(changed, known)) return unchanged(state);
  const unhealthyCount = state.unhealthyCount + Number(known.healthy) - Number(changed.healthy);
  return unchanged({ ...state, controllers: { ...state.controllers, [fqdn]: changed }, unhealthyCount });
}

function sameController(a: ControllerState, b: ControllerState): boolean {
  return a.healthy === b.healthy && a.lastHeartbeatMs === b.lastHeartbeatMs && a.bypassedUntilMs === b.bypassedUntilMs;
}
