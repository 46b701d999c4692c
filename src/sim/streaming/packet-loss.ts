/**
 * Whether something is lost on the way to a server, or back.
 *
 * Not here: what a target does without an answer (target-life.ts, target-login.ts).
 */

import { draw } from '../../core/kernel/index.ts';
import type { World } from '../world.ts';

const PERCENT = 100;

/** Drawn for what `keys` name. Nothing is drawn for a server of which nothing gets lost. */
export function isLost({ damage, definition }: World, server: string, ...keys: readonly number[]): boolean {
  const percent = damage.packetLoss.get(server) ?? 0;
  return percent > 0 && draw(definition.seed, ...keys) * PERCENT < percent;
}
