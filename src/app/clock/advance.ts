/**
 * `clock advance`: lets time pass in a site, and everything that happens in it.
 */

import { UserError } from '../../core/kernel/index.ts';
import type { AppContext } from '../context.ts';
import { type ChangeOutcome, changeSite } from '../open-site.ts';
import { type ClockResult, clockResult } from './clock-result.ts';

/** Ten years: beyond that a slip of the fingers is likelier than a rehearsal. */
const ADVANCE_MAX_MS = 3650 * 86_400_000;

/** @throws {UserError} ADVANCE_TOO_FAR, and what the store throws */
export async function advanceClock(context: AppContext, byMs: number): Promise<ClockResult & ChangeOutcome> {
  if (byMs > ADVANCE_MAX_MS) {
    throw new UserError('usage', 'ADVANCE_TOO_FAR', `The clock cannot be moved by ${byMs / 86_400_000} days at once.`, {
      why: 'A move is 3650 days at most.',
      hints: ['holdover clock advance 1d'],
    });
  }
  return changeSite(context, ({ world }) => {
    const fromMs = world.data.nowMs;
    return {
      actions: byMs === 0 ? [] : [{ type: 'clock-advanced', toMs: fromMs + byMs }],
      result: (after) => clockResult(after, fromMs),
    };
  });
}
