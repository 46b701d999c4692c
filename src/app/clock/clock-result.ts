/**
 * Where the clock of a modelled site stands: the result of `clock show` and `clock advance`.
 */

import { formatInstant } from '../../core/kernel/index.ts';
import type { World } from '../../sim/index.ts';

export interface ClockResult {
  readonly schema: 'holdover.clock/1';
  readonly site: string;
  readonly at: string;
  readonly elapsedSec: number;
  /** Where it stood before; the same moment when it was not moved. */
  readonly from: string;
  readonly changed: boolean;
}

export function clockResult(world: World, fromMs: number): ClockResult {
  const { nowMs } = world.data;
  return {
    schema: 'holdover.clock/1',
    site: world.definition.name,
    at: formatInstant(nowMs),
    elapsedSec: (nowMs - world.definition.startMs) / 1000,
    from: formatInstant(fromMs),
    changed: nowMs !== fromMs,
  };
}
