/**
 * Registration is a broker's register of machines: the cloud broker's for a zone, or a secondary broker's.
 *
 * It holds counts, not machines: who is registered where is kept once, with the machines. A secondary broker's register is
 * open only while that broker is elected in HA mode; it starts empty, and is emptied when the broker ceases to serve.
 *
 * Not here: when a broker serves (../connector), and when contact with a machine counts as lost (the machine's host).
 */

import { type Step, unchanged, unreachable } from '../../kernel/index.ts';

export interface RegistrationState {
  readonly open: boolean;
  readonly machineCount: number;
  /** Sessions on the registered machines, as those machines listed them when they registered. */
  readonly sessionCount: number;
  /** Machines that may register; null without a limit. */
  readonly limit: number | null;
  /** The limit was reached since the register was opened, and has been logged. */
  readonly limitLogged: boolean;
}

export type RegistrationInput =
  | { readonly type: 'opened' }
  | { readonly type: 'closed' }
  | { readonly type: 'machine-registers'; readonly sessionCount: number }
  | { readonly type: 'machine-gone'; readonly sessionCount: number }
  /** A registered machine has one session more, or one less. */
  | { readonly type: 'sessions-changed'; readonly by: 1 | -1 };

export type RegistrationEffect =
  | { readonly type: 'accepted' }
  | { readonly type: 'refused'; readonly reason: 'NotServing' | 'BrokerRegistrationLimitReached' }
  | { readonly type: 'limit-reached'; readonly limit: number }
  | { readonly type: 'purged'; readonly machineCount: number };

type RegistrationStep = Step<RegistrationState, RegistrationEffect>;

const ACCEPTED: readonly RegistrationEffect[] = [{ type: 'accepted' }];
const NOT_SERVING: readonly RegistrationEffect[] = [{ type: 'refused', reason: 'NotServing' }];

/** An empty register: of the cloud broker (open, no limit), or of a secondary broker (closed, limited). */
export function emptyRegistration(open: boolean, limit: number | null): RegistrationState {
  return { open, machineCount: 0, sessionCount: 0, limit, limitLogged: false };
}

export function stepRegistration(state: RegistrationState, input: RegistrationInput): RegistrationStep {
  switch (input.type) {
    case 'opened':
      return unchanged(state.open ? state : { ...emptyRegistration(true, state.limit) });
    case 'closed':
      return onClosed(state);
    case 'machine-registers':
      return onMachineRegisters(state, input);
    case 'machine-gone':
      return onMachineGone(state, input);
    case 'sessions-changed':
      return unchanged({ ...state, sessionCount: Math.max(0, state.sessionCount + input.by) });
    default:
      return unreachable(input);
  }
}

function onClosed(state: RegistrationState): RegistrationStep {
  if (!state.open) return unchanged(state);
  const closed = emptyRegistration(false, state.limit);
  return state.machineCount === 0
    ? unchanged(closed)
    : [closed, [{ type: 'purged', machineCount: state.machineCount }]];
}

function onMachineRegisters(
  state: RegistrationState,
  input: RegistrationInput & { type: 'machine-registers' },
): RegistrationStep {
  if (!state.open) return [state, NOT_SERVING];
  if (state.limit !== null && state.machineCount >= state.limit) return refuseOverLimit(state, state.limit);
  return [
    {
      ...state,
      machineCount: state.machineCount + 1,
      sessionCount: state.sessionCount + input.sessionCount,
    },
    ACCEPTED,
  ];
}

/** A machine that was purged with the others before it left is no longer counted. */
function onMachineGone(
  state: RegistrationState,
  input: RegistrationInput & { type: 'machine-gone' },
): RegistrationStep {
  if (state.machineCount === 0) return unchanged(state);
  const sessionCount = Math.max(0, state.sessionCount - input.sessionCount);
  return unchanged({ ...state, machineCount: state.machineCount - 1, sessionCount });
}

function refuseOverLimit(state: RegistrationState, limit: number): RegistrationStep {
  const refused = { type: 'refused', reason: 'BrokerRegistrationLimitReached' } as const;
  if (state.limitLogged) return [state, [refused]];
  return [{ ...state, limitLogged: true }, [refused, { type: 'limit-reached', limit }]];
}

/** Whether one more machine could register. */
export function hasRoom(state: RegistrationState): boolean {
  return state.open && (state.limit === null || state.machineCount < state.limit);
}
