/**
 * What timers may not be: nothing can happen every 0 seconds, nobody can be missed before they could have spoken, and a
 * setting of the product keeps to its range.
 *
 * Not here: defaults and ranges (timers.ts), the ranges of counts (app/site).
 */

import { formatDuration } from '../kernel/index.ts';
import type { Timers } from './definition.ts';
import { type MeaningProblem, wrong } from './meaning-problem.ts';
import { TIMER_RANGES } from './timers.ts';

type DurationTimer = Exclude<keyof Timers, 'configImport' | 'streamRetries' | 'bootsAtOnce'>;

/** The others may be 0, a stage that is passed through at once, or have a range. */
const ABOVE_ZERO: readonly DurationTimer[] = [
  'configSync',
  'storeFrontHeartbeat',
  'vdaHeartbeat',
  'healthCheck',
  'storeFrontContactExpiry',
  'peerHeartbeat',
  'peerSilence',
  'brokerContactLost',
  'vdaRetry',
  'streamHeartbeat',
  'rebalanceCheck',
];

const RANGED = ['streamReplyTimeout', 'bootPause', 'bootMax', 'inventoryPoll'] as const;

/** The first cannot be shorter than the second, for the reason given. */
const NOT_SHORTER: readonly (readonly [longer: DurationTimer, shorter: DurationTimer, reason: string])[] = [
  ['peerSilence', 'peerHeartbeat', 'every peer would count as silent between two heartbeats'],
  ['brokerContactLost', 'vdaHeartbeat', 'every machine would count as lost between two heartbeats'],
  ['storeFrontContactExpiry', 'storeFrontHeartbeat', 'contact would expire between two heartbeats'],
];

/** Problems of `timers`. */
export function timerProblems(timers: Timers): MeaningProblem[] {
  const zero = ABOVE_ZERO.filter((name) => timers[name] <= 0);
  return [
    ...zero.map((name) =>
      wrong(
        ['timers', name],
        'TIMER_IMPOSSIBLE',
        `${name} is ${formatDuration(timers[name])}; it must be more than 0s`,
      ),
    ),
    ...NOT_SHORTER.filter(([longer, shorter]) => timers[longer] < timers[shorter] && !zero.includes(longer)).map(
      ([longer, shorter, reason]) => {
        const [longText, shortText] = [formatDuration(timers[longer]), formatDuration(timers[shorter])];
        const message = `${longer} (${longText}) is shorter than ${shorter} (${shortText}): ${reason}`;
        return wrong(['timers', longer], 'TIMER_IMPOSSIBLE', message, [['timers', shorter]]);
      },
    ),
    ...RANGED.flatMap((name) => rangeProblems(name, timers[name])),
  ];
}

function rangeProblems(name: (typeof RANGED)[number], valueMs: number): MeaningProblem[] {
  const { least, most } = TIMER_RANGES[name];
  if (valueMs >= least && valueMs <= most) return [];
  const message = `${name} is ${formatDuration(valueMs)}; it must be from ${formatDuration(least)} to ${formatDuration(most)}`;
  return [wrong(['timers', name], 'TIMER_OUT_OF_RANGE', message)];
}
