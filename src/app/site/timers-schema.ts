/**
 * The `timers` of a site file. Defaults are those of core, written as durations.
 *
 * Not here: what timers may not be together (core/site/timer-meaning.ts).
 */

import { z } from 'zod';
import { formatDuration } from '../../core/kernel/index.ts';
import { DEFAULT_TIMERS, type Timers } from '../../core/site/index.ts';
import { durationMs, wholeBetween } from './schema-values.ts';

type DurationTimer = Exclude<keyof Timers, 'configImport' | 'streamRetries' | 'bootsAtOnce'>;

function timer(name: DurationTimer, description: string) {
  return durationMs().prefault(formatDuration(DEFAULT_TIMERS[name])).describe(`${description} A duration.`);
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
  streamReplyTimeout: timer('streamReplyTimeout', 'How long a target first waits for an answer of its server.'),
  streamRetries: wholeBetween(1, 1000)
    .default(DEFAULT_TIMERS.streamRetries)
    .describe('How often a target asks again before it looks for another server. A count.'),
  streamHeartbeat: timer('streamHeartbeat', 'How often an idle target makes sure of its server.'),
  bootPause: timer('bootPause', 'How long a target waits that was told that too many boot at once.'),
  bootMax: timer('bootMax', 'How long one boot may count as booting.'),
  bootsAtOnce: wholeBetween(1, 1_000_000)
    .default(DEFAULT_TIMERS.bootsAtOnce)
    .describe('How many targets one server lets boot at the same time. A count.'),
  inventoryPoll: timer('inventoryPoll', 'How often servers compare their copies of the vDisks.'),
  rebalanceCheck: timer('rebalanceCheck', 'How often a server checks whether its targets should be spread anew.'),
});
