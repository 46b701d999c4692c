/**
 * A protocol is a machine: a pure function from a state and an input to the next state and an ordered list of effects.
 *
 * Time, chance and completion are inputs. Effects are data: the host (the simulated world, or a live node) carries
 * them out in the order given, and what comes of them returns as further inputs.
 *
 * Not here: any clock, any queue. Those belong to the host (see sim).
 */

/** The next state, and what the host is asked to do, in order. */
export type Step<State, Effect> = readonly [state: State, effects: readonly Effect[]];

/** A step that changes nothing. The state is the same object, so that a host can tell by identity. */
export function unchanged<State>(state: State): Step<State, never> {
  return [state, NO_EFFECTS];
}

const NO_EFFECTS: readonly never[] = [];
