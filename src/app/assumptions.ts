/**
 * Numbers that no source gives and that results rest on (R12, R62): the timers that are assumed, with the values in force.
 *
 * Not here: which timers those are (core/site/timers.ts).
 */

import { TIMER_BASIS, type Timers } from '../core/site/index.ts';

export interface Assumption {
  readonly timer: string;
  readonly valueSec: number;
}

/** The assumed timers that Local Host Cache rests on. */
export function assumptionsOf(timers: Timers): readonly Assumption[] {
  const names = ['healthCheck', 'initialHa', 'pendingRecovery', 'peerHeartbeat', 'peerSilence'] as const;
  return [
    ...names
      .filter((timer) => TIMER_BASIS[timer] === 'assumed')
      .map((timer) => ({ timer, valueSec: timers[timer] / 1000 })),
    { timer: 'configImport.base', valueSec: timers.configImport.base / 1000 },
    { timer: 'configImport.perThousandMachines', valueSec: timers.configImport.perThousandMachines / 1000 },
  ];
}
