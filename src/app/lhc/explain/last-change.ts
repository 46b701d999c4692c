/**
 * Why a state is what it is: the last change to it that a connector's log tells of.
 */

import type { HaState } from '../../../core/lhc/ha-mode/index.ts';
import type { World, WorldLogEntry } from '../../../sim/index.ts';
import { type EventResult, eventOf } from '../events.ts';

/** The newest matching entry that tells of a change to the state, or of a start in it; null when there is none. */
export function lastChangeTo(
  world: World,
  state: HaState,
  matches: (entry: WorldLogEntry) => boolean,
): EventResult | null {
  const entry = world.data.log.findLast((each) => matches(each) && (each.change?.to ?? each.adopted) === state);
  return entry === undefined ? null : eventOf(entry);
}
