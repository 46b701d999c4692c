/**
 * What a server says to whoever reaches it: whether it answers at all, takes logins, and lets in a target that opens it.
 *
 * Not more than `bootsAtOnce` targets boot at once on a server; those that fail over are never held back (P24, P25).
 *
 * Not here: what its state is (stream-server.ts), and what the target finds there (../inventory).
 */

import type { LoginKind } from '../target/index.ts';
import type { StreamServerState } from './stream-server.ts';

/** How servers go on while the database is away. */
export interface OfflineSettings {
  readonly offlineSupport: boolean;
}

/** Whether it can do its work: it has the database, or carries on without. */
export function hasDatabase({ database }: StreamServerState, { offlineSupport }: OfflineSettings): boolean {
  return database === 'reachable' || offlineSupport;
}

/** Whether it answers the requests of its targets, while it is stopping as well. */
export function answersTargets(state: StreamServerState, settings: OfflineSettings): boolean {
  return state.up && state.service !== 'stopped' && hasDatabase(state, settings);
}

/** Whether it answers logins, and takes targets. */
export function answersLogins(state: StreamServerState, settings: OfflineSettings): boolean {
  return state.service === 'running' && answersTargets(state, settings);
}

/** Whether a target has to wait, since as many boot there as may. */
export function isTooBusyFor(
  kind: LoginKind,
  { bootingCount, bootsAtOnce }: { readonly bootingCount: number; readonly bootsAtOnce: number },
): boolean {
  return kind === 'boot' && bootingCount >= bootsAtOnce;
}

/** Until when a target that arrived to boot counts as booting, should its driver not connect before (P26). */
export function bootCountsUntilMs(arrivedAtMs: number, bootMaxMs: number): number {
  return arrivedAtMs + bootMaxMs;
}
