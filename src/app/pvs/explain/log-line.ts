/**
 * The last line that a farm's log has about an object.
 */

import type { World, WorldLogEntry } from '../../../sim/index.ts';
import { type EventResult, eventOf } from '../../lhc/events.ts';

/** What a line says of the farm. */
export type StreamingLine = NonNullable<WorldLogEntry['streaming']>;

/** null when there is none. */
export function lastLineOf(world: World, matches: (line: StreamingLine) => boolean): EventResult | null {
  const entry = world.data.log.findLast(({ streaming }) => streaming !== undefined && matches(streaming));
  return entry === undefined ? null : eventOf(entry);
}
