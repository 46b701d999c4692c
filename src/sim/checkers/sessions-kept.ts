/**
 * I-L9: a session is never dropped by a change of mode. It ends when its user logs off, its machine is lost, or the definition changes.
 *
 * Not here: sessions that a broker does not see for a while. They go on all the same.
 */

import { News } from '../happenings.ts';
import type { Happening } from '../outcomes.ts';
import type { Checker } from '../world.ts';

export function sessionsAreKept(): Checker {
  const news = new News();
  let expected: number | null = null;
  return (world) => {
    const by = changeBy(news.of(world));
    const { count } = world.data.sessions;
    // At the first look there are those from before.
    expected = expected === null ? count : expected + by;
    if (count === expected) return null;
    const text = `I-L9: there are ${count} sessions, but ${expected} began and have not ended`;
    expected = count;
    return text;
  };
}

function changeBy(happenings: readonly Happening[]): number {
  let by = 0;
  for (const { type } of happenings) {
    if (type === 'session-started') by += 1;
    else if (type === 'session-ended') by -= 1;
  }
  return by;
}
