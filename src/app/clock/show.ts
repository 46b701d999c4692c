/**
 * `clock show`: what time it is in a site.
 */

import type { AppContext } from '../context.ts';
import { openSite } from '../open-site.ts';
import { type ClockResult, clockResult } from './clock-result.ts';

/** @throws {UserError} NO_SITE, SITE_UNKNOWN, STORE_DAMAGED, STORE_NEWER */
export async function showClock(context: AppContext): Promise<ClockResult> {
  const { world } = await openSite(context);
  return clockResult(world, world.data.nowMs);
}
