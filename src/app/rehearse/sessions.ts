/**
 * Follows the sessions that were open when the outage began: which of them are kept, and why the others ended.
 *
 * Not here: what ends a session (sim).
 */

import { present } from '../../core/kernel/index.ts';
import type { Happening, SessionPlace, World } from '../../sim/index.ts';

export interface SessionTally {
  /** Open when the outage began. */
  readonly before: number;
  /** Of those, still open when the last fault was mended. */
  readonly kept: number;
  /** Of those, ended until then, by reason. */
  readonly endedBy: Readonly<Record<string, number>>;
  /** Of those, neither open nor ended by anybody: a change of mode drops none. */
  readonly dropped: number;
  /** Started between the two. */
  readonly started: number;
  /** Users with two sessions of one delivery group, when the last fault was mended and at the end of the rehearsal. */
  readonly twiceInOutage: number;
  readonly twiceAtEnd: number;
}

export class SessionWatch {
  readonly #open: Set<string>;
  readonly #before: number;
  readonly #endedBy: Record<string, number> = {};
  #started = 0;
  #mended: Omit<SessionTally, 'twiceAtEnd'> | null = null;

  constructor(world: World) {
    this.#open = openSessions(world);
    this.#before = this.#open.size;
  }

  on(happening: Happening): void {
    if (this.#mended !== null) return;
    if (happening.type === 'session-started') this.#started += 1;
    if (happening.type === 'session-ended' && this.#open.delete(nameOf(happening.session))) {
      const reason = happening.reason ?? 'unknown';
      this.#endedBy[reason] = (this.#endedBy[reason] ?? 0) + 1;
    }
  }

  /** The last fault was mended. */
  onMended(world: World): void {
    const now = openSessions(world);
    const kept = [...this.#open].filter((session) => now.has(session)).length;
    this.#mended = {
      before: this.#before,
      kept,
      endedBy: this.#endedBy,
      dropped: this.#open.size - kept,
      started: this.#started,
      twiceInOutage: usersWithTwo(world),
    };
  }

  tally(world: World): SessionTally {
    return { ...present(this.#mended, 'a rehearsal mends its faults'), twiceAtEnd: usersWithTwo(world) };
  }
}

/** Users with two sessions of one delivery group. */
function usersWithTwo(world: World): number {
  const seen = new Set<string>();
  const twice = new Set<number>();
  for (const { user, group } of placesOf(world)) {
    const key = `${user} ${group}`;
    if (seen.has(key)) twice.add(user);
    seen.add(key);
  }
  return twice.size;
}

function openSessions(world: World): Set<string> {
  return new Set(placesOf(world).map(nameOf));
}

function placesOf({ data: { sessions } }: World): readonly SessionPlace[] {
  return Array.from(sessions.heap.subarray(0, sessions.count), (place) => ({
    user: sessions.user[place] ?? 0,
    zone: sessions.zone[place] ?? 0,
    machine: sessions.machine[place] ?? 0,
    group: sessions.group[place] ?? 0,
  }));
}

function nameOf({ user, zone, machine, group }: SessionPlace): string {
  return `${user} ${zone} ${machine} ${group}`;
}
