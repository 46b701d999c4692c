/**
 * Vda is the agent on one machine: it keeps itself registered with whichever broker its zone's connectors offer.
 *
 * Every `heartbeat` it sends a message through the connector it is registered through. Where that one is not reached or
 * refuses, it tries the others in random order, and after a whole round of refusals rests for `retry`. A broker that
 * does not know the machine registers it on any message, and learns its sessions with that.
 *
 * The order of a round comes in with the deadline, since chance is an input. The fleet of a simulated zone (sim) is the
 * columnar form of this machine; a property test holds the two together.
 *
 * Not here: what a broker holds of the machine and when it gives up on it (../registration, and the host).
 */

import { type Step, unchanged, unreachable } from '../../kernel/index.ts';

export interface VdaSettings {
  readonly heartbeatMs: number;
  readonly retryMs: number;
}

export interface VdaState {
  /** The connector through which it is registered; null while it is registered nowhere. */
  readonly via: string | null;
  /** Sessions on the machine: listed to a broker with every registration, and never ended by one. */
  readonly sessions: readonly string[];
  readonly nextContactMs: number;
  /** Connectors still to be tried in the round under way; the first one is being asked. */
  readonly round: readonly string[];
}

export type VdaInput =
  | { readonly type: 'deadline'; readonly atMs: number; readonly order: readonly string[] }
  | { readonly type: 'answered'; readonly atMs: number; readonly from: string; readonly answer: VdaAnswer };

/** `accepted`: a broker holds the machine now, the cloud's or the zone's own. */
export type VdaAnswer = 'accepted' | 'refused' | 'unreachable';

export type VdaEffect =
  | { readonly type: 'contact'; readonly connector: string; readonly sessions: readonly string[] }
  | { readonly type: 'log'; readonly entry: 1017; readonly detail: string };

type VdaStep = Step<VdaState, VdaEffect>;

export function stepVda(state: VdaState, input: VdaInput, settings: VdaSettings): VdaStep {
  switch (input.type) {
    case 'deadline':
      return onDeadline(state, input, settings);
    case 'answered':
      return onAnswered(state, input, settings);
    default:
      return unreachable(input);
  }
}

/** Begins a round: the present connector first, then the others in the order given. */
function onDeadline(state: VdaState, input: VdaInput & { type: 'deadline' }, settings: VdaSettings): VdaStep {
  if (input.atMs < state.nextContactMs || state.round.length > 0) return unchanged(state);
  const others = input.order.filter((connector) => connector !== state.via);
  const round = state.via === null ? others : [state.via, ...others];
  if (round.length === 0) return unchanged({ ...state, nextContactMs: input.atMs + settings.retryMs });
  return ask({ ...state, round });
}

function onAnswered(state: VdaState, input: VdaInput & { type: 'answered' }, settings: VdaSettings): VdaStep {
  if (state.round[0] !== input.from) return unchanged(state);
  if (input.answer === 'accepted') {
    return unchanged({ ...state, via: input.from, round: [], nextContactMs: input.atMs + settings.heartbeatMs });
  }
  const round = state.round.slice(1);
  if (round.length > 0) return ask({ ...state, round });
  return [
    { ...state, via: null, round, nextContactMs: input.atMs + settings.retryMs },
    [{ type: 'log', entry: 1017, detail: 'no controller accepted the registration' }],
  ];
}

function ask(state: VdaState): VdaStep {
  return [state, [{ type: 'contact', connector: state.round[0] as string, sessions: state.sessions }]];
}

/** When it makes its next contact. A round under way waits for answers, not for time. */
export function vdaDeadline(state: VdaState): number | null {
  return state.round.length > 0 ? null : state.nextContactMs;
}
