/**
 * StoreFront, as far as HA mode needs it: the heartbeat that it sends to every delivery controller it lists.
 *
 * The heartbeat does two things: its answer tells StoreFront whom to use, and its arrival activates a connector for HA mode.
 * A virtual server is answered for by its members, each of which gets the heartbeat.
 *
 * Not here: which controller a request goes to.
 */

import { type Step, unchanged, unreachable } from '../../kernel/index.ts';

export interface StoreFrontState {
  readonly controllers: Readonly<Record<string, ControllerState>>;
}

export interface ControllerState {
  readonly healthy: boolean;
  /** When it last answered a heartbeat; null when it never has. */
  readonly lastHeartbeatMs: number | null;
}

export type StoreFrontInput =
  | { readonly type: 'heartbeat-due' }
  | { readonly type: 'heartbeat-answered'; readonly atMs: number; readonly controller: string }
  | { readonly type: 'heartbeat-failed'; readonly controller: string };

export type StoreFrontEffect = { readonly type: 'send-heartbeat'; readonly to: string };

type StoreFrontStep = Step<StoreFrontState, StoreFrontEffect>;

/** A StoreFront that has just heard every one of its controllers. */
export function settledStoreFront(controllers: readonly string[], atMs: number): StoreFrontState {
  return {
    controllers: Object.fromEntries(controllers.map((fqdn) => [fqdn, { healthy: true, lastHeartbeatMs: atMs }])),
  };
}

export function stepStoreFront(state: StoreFrontState, input: StoreFrontInput): StoreFrontStep {
  switch (input.type) {
    case 'heartbeat-due':
      return [state, Object.keys(state.controllers).map((to) => ({ type: 'send-heartbeat', to }))];
    case 'heartbeat-answered':
      return onHeartbeatAnswered(state, input);
    case 'heartbeat-failed':
      return onHeartbeatFailed(state, input.controller);
    default:
      return unreachable(input);
  }
}

function onHeartbeatAnswered(
  state: StoreFrontState,
  { controller, atMs }: StoreFrontInput & { type: 'heartbeat-answered' },
): StoreFrontStep {
  const known = state.controllers[controller];
  if (known === undefined || (known.healthy && known.lastHeartbeatMs === atMs)) return unchanged(state);
  return withController(state, controller, { healthy: true, lastHeartbeatMs: atMs });
}

function onHeartbeatFailed(state: StoreFrontState, controller: string): StoreFrontStep {
  const known = state.controllers[controller];
  if (known === undefined || !known.healthy) return unchanged(state);
  return withController(state, controller, { ...known, healthy: false });
}

function withController(state: StoreFrontState, fqdn: string, changed: ControllerState): StoreFrontStep {
  return unchanged({ controllers: { ...state.controllers, [fqdn]: changed } });
}
