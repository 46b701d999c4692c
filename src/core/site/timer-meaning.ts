/**
 * What timers may not be: nothing can happen every 0 seconds, and nobody can be missed before they could have spoken.
 *
 * Not here: defaults (timers.ts).
 */

import { formatDuration } from '../kernel/index.ts';
import type { Timers } from './definition.ts';
import { type MeaningProblem, wrong } from './meaning-problem.ts';

type DurationTimer = Exclude<keyof Timers, 'configImport' | 'streamRetries' | 'bootsAtOnce'>;

/** The others may be 0: a stage that is passed through at once. */
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
  'streamReplyTimeout',
  'streamHeartbeat',
  'inventoryPoll',
  'rebalanceCheck',
];

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
  ];
}
