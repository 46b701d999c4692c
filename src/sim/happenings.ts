/**
 * What happens to users and their machines, told as it happens: to the laws, and to whoever counts.
 *
 * Not here: what can happen (outcomes.ts), and what connectors write to their logs (deliver.ts).
 */

import type { Happening } from './outcomes.ts';
import type { World } from './world.ts';

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
  const { checkers, farmCheckers } = world.options;
  if (checkers !== undefined || farmCheckers !== undefined) world.happenings.push(happening);
  world.options.onHappening?.(world.data.nowMs, happening);
}
