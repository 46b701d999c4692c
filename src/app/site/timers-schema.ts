/**
 * The `timers` of a site file. Defaults are those of core, written as durations.
 *
 * Not here: what durations may not be, alone and together (core/site/timer-meaning.ts).
 */

import { z } from 'zod';
import { formatDuration } from '../../core/kernel/index.ts';
import { DEFAULT_TIMERS, TIMER_RANGES, type Timers } from '../../core/site/index.ts';
import { durationMs, wholeBetween } from './schema-values.ts';

type DurationTimer = Exclude<keyof Timers, 'configImport' | 'streamRetries' | 'bootsAtOnce'>;

function timer(name: DurationTimer, description: string) {
  return durationMs().prefault(formatDuration(DEFAULT_TIMERS[name])).describe(`${description} A duration.`);
}

function rangedTimer(name: DurationTimer & keyof typeof TIMER_RANGES, description: string) {
  const { least, most } = TIMER_RANGES[name];
  return timer(name, `${description} From ${formatDuration(least)} to ${formatDuration(most)}.`);
}

function counter(name: 'streamRetries' | 'bootsAtOnce', description: string) {
  const { least, most } = TIMER_RANGES[name];
  return wholeBetween(least, most).default(DEFAULT_TIMERS[name]).describe(`${description} A count.`);
}

const BASE = formatDuration(DEFAULT_TIMERS.configImport.base);
const PER_THOUSAND = formatDuration(DEFAULT_TIMERS.configImport.perThousandMachines);

const configImport = z.union(
  [
    durationMs().transform((base) => ({ base, perThousandMachines: 0 })),
    z.strictObject({
      base: durationMs().prefault(BASE).describe('Time that every import takes. A duration.'),
      perThousandMachines: durationMs()
        .prefault(PER_THOUSAND)
        .describe('Time that every 1,000 machines of the site add to it. A duration.'),
    }),
  ],
  `a duration such as 20s, or a map such as {base: ${BASE}, perThousandMachines: ${PER_THOUSAND}}`,
);

/** Every timer of a site. */
export const timersSchema = z.strictObject({
  configSync: timer('configSync', 'How often a connector asks the cloud broker for a newer configuration.'),
  storeFrontHeartbeat: timer('storeFrontHeartbeat', 'How often a StoreFront checks each of its delivery controllers.'),
  vdaHeartbeat: timer('vdaHeartbeat', 'How often a machine speaks to the broker it is registered with.'),
  pendingHa: timer('pendingHa', 'How long connectors check in Pending HA before Initial HA.'),
  healthCheck: timer('healthCheck', 'How often a connector checks its health outside normal work.'),
  initialHa: timer('initialHa', 'How long Initial HA lasts before it becomes Extended HA, while the cloud is away.'),
  pendingRecovery: timer('pendingRecovery', 'How long all must be healthy before brokering is handed back.'),
  storeFrontContactExpiry: timer(
    'storeFrontContactExpiry',
    'How long after its last contact with a StoreFront a connector still enters HA mode.',
  ),
  storeFrontBypass: timer('storeFrontBypass', 'How long a StoreFront leaves out a delivery controller that failed.'),
  peerHeartbeat: timer('peerHeartbeat', 'How often the connectors of a zone speak to each other.'),
  peerSilence: timer('peerSilence', 'How long a connector may be silent before its peers count it as gone.'),
  configImport: configImport
    .prefault({ base: BASE, perThousandMachines: PER_THOUSAND })
    .describe(
      'How long a connector takes to import a configuration. A duration, or a part per 1,000 machines as well.',
    ),
  brokerContactLost: timer(
    'brokerContactLost',
    'How long a machine may be silent before its broker counts it as lost.',
  ),
  vdaRetry: timer('vdaRetry', 'How long a machine waits after every controller of its zone refused it.'),
  machineReset: timer('machineReset', 'How long a pooled machine is away while it resets after logoff.'),
  streamReplyTimeout: rangedTimer('streamReplyTimeout', 'How long a target first waits for an answer of its server.'),
  streamRetries: counter('streamRetries', 'How often a target asks before it looks for another server.'),
  streamHeartbeat: timer('streamHeartbeat', 'How often an idle target makes sure of its server.'),
  bootPause: rangedTimer('bootPause', 'How long a target waits that was told that too many boot at once.'),
  bootMax: rangedTimer('bootMax', 'How long one boot may count as booting.'),
  bootsAtOnce: counter('bootsAtOnce', 'How many targets one server lets boot at the same time.'),
  inventoryPoll: rangedTimer('inventoryPoll', 'How often servers compare their copies of the vDisks.'),
  rebalanceCheck: timer('rebalanceCheck', 'How often a server checks whether its targets should be spread anew.'),
});
