/**
 * The default of every timer, and what that default rests on.
 *
 * A timer that is `assumed` is one that no source gives: whatever rests on it is reported as an assumption (R12, R62).
 */

import type { Timers } from './definition.ts';

export type Basis = 'product brief' | 'documentation' | 'observed' | 'assumed';

const SECOND = 1_000;
const MINUTE = 60_000;

/** Milliseconds, but `streamRetries` and `bootsAtOnce`, which are counts. */
export const DEFAULT_TIMERS: Timers = {
  configSync: 60 * SECOND,
  storeFrontHeartbeat: 60 * SECOND,
  vdaHeartbeat: 5 * MINUTE,
  pendingHa: 60 * SECOND,
  healthCheck: 15 * SECOND,
  initialHa: 10 * MINUTE,
  pendingRecovery: 10 * MINUTE,
  storeFrontContactExpiry: 72 * 60 * MINUTE,
  storeFrontBypass: 60 * MINUTE,
  peerHeartbeat: 5 * SECOND,
  peerSilence: 15 * SECOND,
  configImport: { base: 20 * SECOND, perThousandMachines: 1 * SECOND },
  brokerContactLost: 10 * MINUTE,
  vdaRetry: 8 * SECOND,
  machineReset: 3 * MINUTE,
  streamReplyTimeout: 5 * SECOND,
  streamRetries: 10,
  streamHeartbeat: 30 * SECOND,
  bootPause: 10 * SECOND,
  bootMax: 60 * SECOND,
  bootsAtOnce: 500,
  inventoryPoll: 60 * SECOND,
  rebalanceCheck: 10 * MINUTE,
};

/** The least and the most that a timer can be set to, in the unit of the timer. */
interface TimerRange {
  readonly least: number;
  readonly most: number;
}

/** Of the timers that are settings of the product with a documented range (P24, P26, P31). */
export const TIMER_RANGES = {
  streamReplyTimeout: { least: 500, most: 10 * SECOND },
  streamRetries: { least: 2, most: 1_000 },
  bootPause: { least: 1 * SECOND, most: 60 * SECOND },
  bootMax: { least: 10 * SECOND, most: 15 * MINUTE },
  bootsAtOnce: { least: 1, most: 1_000 },
  inventoryPoll: { least: 1 * SECOND, most: 10 * MINUTE },
} as const satisfies Partial<Record<keyof Timers, TimerRange>>;

/** Where each default comes from; `observed` is a trace of a real connector. */
const TIMER_BASIS: Readonly<Record<keyof Timers, Basis>> = {
  configSync: 'product brief',
  storeFrontHeartbeat: 'product brief',
  vdaHeartbeat: 'product brief',
  pendingHa: 'documentation',
  healthCheck: 'assumed',
  initialHa: 'assumed',
  pendingRecovery: 'assumed',
  storeFrontContactExpiry: 'observed',
  storeFrontBypass: 'documentation',
  peerHeartbeat: 'assumed',
  peerSilence: 'assumed',
  configImport: 'assumed',
  brokerContactLost: 'documentation',
  vdaRetry: 'documentation',
  machineReset: 'assumed',
  streamReplyTimeout: 'documentation',
  streamRetries: 'documentation',
  streamHeartbeat: 'documentation',
  bootPause: 'documentation',
  bootMax: 'documentation',
  bootsAtOnce: 'documentation',
  inventoryPoll: 'documentation',
  rebalanceCheck: 'documentation',
};

/** A time that no source gives, with the value in force: a timer by its path in the site file, or one that cannot be set. */
export interface AssumedTimer {
  readonly timer: string;
  readonly valueSec: number;
}

/** The timers of Local Host Cache that are assumed: whatever is reported rests on them (R12, R62). */
export function assumedTimers(timers: Timers): readonly AssumedTimer[] {
  const names = [
    'healthCheck',
    'initialHa',
    'pendingRecovery',
    'peerHeartbeat',
    'peerSilence',
    'machineReset',
  ] as const;
  const { base, perThousandMachines } = timers.configImport;
  return [
    ...names
      .filter((timer) => TIMER_BASIS[timer] === 'assumed')
      .map((timer) => ({ timer, valueSec: timers[timer] / 1000 })),
    { timer: 'configImport.base', valueSec: base / 1000 },
    { timer: 'configImport.perThousandMachines', valueSec: perThousandMachines / 1000 },
  ];
}
