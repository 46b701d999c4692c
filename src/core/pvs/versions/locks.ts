/**
 * The lock on a version of a vDisk: who reads an image has a shared one, who writes to it has it exclusively.
 *
 * A device that loses its power leaves its lock behind: it gets it again at its next boot, and all others are refused until an
 * administrator takes it away (P64). Shared locks refuse nobody, so they are not counted, and no fail-over waits for one.
 *
 * Not here: the lock file, which is neither compared nor copied (../inventory), and what a refused target does (../target).
 */

import { type Step, unchanged, unreachable } from '../../kernel/index.ts';
import type { VdiskDefinition } from '../../site/index.ts';
import type { VersionAccess } from './version.ts';

export type LockKind = 'shared' | 'exclusive';

export interface LockState {
  /** The number of the target that has the image for itself, running or not; null for none. */
  readonly exclusive: number | null;
}

export type LockInput =
  /** A target boots the image, or logs in again while it runs. */
  | { readonly type: 'lock-requested'; readonly target: number; readonly kind: LockKind }
  /** A target was shut down. One that loses its power says nothing. */
  | { readonly type: 'target-shut-down'; readonly target: number }
  /** An administrator takes the lock away from whoever has it. */
  | { readonly type: 'unlocked' };

export type LockEffect = { readonly type: 'lock-granted' } | { readonly type: 'lock-refused'; readonly heldBy: number };

type LockStep = Step<LockState, LockEffect>;

export const NO_LOCK: LockState = { exclusive: null };

/** The lock that a target needs: one that writes into the image needs it for itself (P58). */
export function lockKindFor({ mode }: Pick<VdiskDefinition, 'mode'>, access: VersionAccess): LockKind {
  return mode === 'private' || access === 'maintenance' ? 'exclusive' : 'shared';
}

export function stepLock(state: LockState, input: LockInput): LockStep {
  switch (input.type) {
    case 'lock-requested':
      return onLockRequested(state, input);
    case 'target-shut-down':
      return unchanged(state.exclusive === input.target ? NO_LOCK : state);
    case 'unlocked':
      return unchanged(state.exclusive === null ? state : NO_LOCK);
    default:
      return unreachable(input);
  }
}

function onLockRequested(state: LockState, { target, kind }: LockInput & { type: 'lock-requested' }): LockStep {
  const heldBy = lockedAgainst(state, target);
  if (heldBy !== null) return [state, [{ type: 'lock-refused', heldBy }]];
  const holds = kind === 'shared' || state.exclusive === target;
  return [holds ? state : { exclusive: target }, [{ type: 'lock-granted' }]];
}

/** The other target because of which this one would be refused; null when it would not be. */
export function lockedAgainst({ exclusive }: LockState, target: number): number | null {
  return exclusive === target ? null : exclusive;
}
