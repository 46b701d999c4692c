/**
 * What happens to users and their machines, told as it happens: to the laws, and to whoever counts.
 *
 * Not here: what connectors write to their logs (deliver.ts).
 */

import type { LaunchOutcome } from './brokering/index.ts';
import type { World } from './world.ts';

export type Happening =
  | { readonly type: 'launched'; readonly outcome: LaunchOutcome }
  | {
      readonly type: 'session-started' | 'session-ended';
      readonly session: SessionPlace;
      readonly reason: SessionEnd | null;
    }
  | { readonly type: 'machine-reset' | 'machine-parked'; readonly zone: number; readonly machine: number };

/** A session by its user, by number, and its machine. */
export interface SessionPlace {
  readonly user: number;
  readonly zone: number;
  readonly machine: number;
  readonly group: number;
}

/** Why a session ended. A change of mode is no reason. */
export type SessionEnd = 'logged-off' | 'machine-down' | 'definition-changed';

/** Reads each happening once, however often it is asked for news. */
export class News {
  #seen: readonly Happening[] = [];
  #count = 0;

  of({ happenings }: World): readonly Happening[] {
    if (happenings.length === 0) return happenings;
    const news = happenings === this.#seen ? happenings.slice(this.#count) : happenings;
    this.#seen = happenings;
    this.#count = happenings.length;
    return news;
  }
}

/** Tells of something. The laws see what has happened since they were last asked. */
export function tell(world: World, happening: Happening): void {
  if (world.options.checkers !== undefined) world.happenings.push(happening);
  world.options.onHappening?.(world.data.nowMs, happening);
}
