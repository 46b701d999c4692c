/**
 * The schema of what `rehearse` prints.
 */

import { z } from 'zod';
import type { RehearseResult } from '../rehearse/result.ts';
import { count, describing, format, instant, seconds, site } from './describing.ts';
import { streaming, streamingNumbers } from './rehearse-streaming.ts';
import { spread } from './spread.ts';

const percent = () => z.number().min(0).max(100).describe('One decimal.');

const failedBy = z.record(z.string(), count()).describe('By reason, the most frequent first.');

const tally = {
  attempted: count(),
  succeeded: count(),
  failed: count(),
  failedPercent: percent(),
  failedBy,
  turnedAway: count().describe(
    'For how many a connector was asked on the way that is not elected, whatever came of it.',
  ),
};

const longestWithoutLaunchSec = seconds().describe(
  'The longest time in which launches were tried and none succeeded: from the first that failed to the next that did not.',
);

const elapsedSec = seconds().describe('Since the rehearsal began.');

const launchZone = z.string().nullable().describe('Of the machine or the connector; null where nobody was reached.');

const failure = z.object({
  reason: z
    .enum([
      'law-broken',
      'condition',
      'zone-without-broker',
      'resource-lost',
      'launches-misrouted',
      'launches-turned-away',
      'desktops-used-up',
      'targets-frozen',
      'bytes-lost',
      'not-settled',
    ])
    .describe(
      'law-broken: a law of the model. zone-without-broker: nobody brokered for a zone under a fault when the faults ended, nor for longer before than a take-over needs. resource-lost: from when a take-over was due until the end of the faults nobody could open it, and three or more tried. launches-misrouted: a launch failed with wrong-zone. launches-turned-away: one failed with not-elected, where a virtual server has a tcp monitor. desktops-used-up: one failed with awaiting-reset, by zone and resource. targets-frozen: when the faults ended nobody could have some targets, by vDisk and code, though another server of their site was up, or the site has no other; versions in maintenance do not count, nor targets that were frozen before the rehearsal began. bytes-lost: a target found other bytes than it had left, or an error. not-settled: the site did not come to rest within 2 h after them. condition: --fail-on.',
    ),
  zone: z.string().nullable(),
  resource: z.string().nullable(),
  vdisk: z.string().nullable().describe('Of targets.'),
  code: z.string().nullable().describe('Why nobody could have the targets.'),
  message: z.string(),
  seedCount: count().describe('In how many seeds it came to that.'),
  seed: count().describe('The lowest of them; the moment is of that one.'),
  at: instant(),
  elapsedSec,
});

const pooled = z.object({
  zone: z.string(),
  deliveryGroup: z.string(),
  machines: count(),
  parkedMax: count().describe('The most that were parked in maintenance at once, waiting for a reset.'),
  freeMin: count().describe('The fewest that could take a new user, minute by minute.'),
  exhaustedSec: seconds().nullable().describe('When none of these was left first; null when one always was.'),
  samples: z
    .array(z.object({ elapsedSec, parked: count(), free: count() }))
    .describe('Every ten minutes, and at the end.'),
});

const minute = z.object({
  at: instant().describe('When the minute begins.'),
  elapsedSec,
  attempted: count(),
  failed: count(),
  failedBy,
  zones: z.array(z.object({ zone: launchZone, attempted: count(), failed: count() })),
  registered: count().describe('Machines of the site that are registered with who brokers, when the minute ends.'),
});

const run = z.object({
  seed: count(),
  passed: z.boolean(),
  launches: count(),
  launchesFailed: count(),
  failedPercent: percent(),
  longestWithoutLaunchSec,
  longestWithoutResourceSec: seconds(),
  firstLaunchSec: seconds().nullable(),
  registeredAgainSec: seconds().nullable(),
  handedBackSec: seconds().nullable(),
  parkedMachines: count(),
  exhaustedSec: seconds().nullable(),
  streaming: streamingNumbers,
});

export const rehearse = describing<RehearseResult>()(
  z.object({
    schema: format('rehearse'),
    site: site(),
    at: instant().describe('World time at which the rehearsal begins. The site itself stays there.'),
    verdict: z
      .enum(['passed', 'failed', 'unknown'])
      .describe(
        'unknown: nobody tried to launch anything in any seed, the faults have nothing to do with a streaming farm, nothing else failed, and there was no --fail-on.',
      ),
    faults: z.array(z.object({ fault: z.string(), from: instant(), until: instant() })),
    about: z
      .enum(['lhc', 'streaming', 'both'])
      .describe(
        'streaming: all faults are of the streaming farm. both: others as well, or something of the farm was broken before.',
      ),
    forSec: seconds().describe('After this time everything is mended.'),
    failOn: z.string().nullable().describe('The condition of --fail-on.'),
    seedCount: count(),
    failures: z
      .array(failure)
      .describe('Why the verdict is failed: by reason, zone and resource, or vDisk and code, over all seeds.'),
    impact: z.object({
      launchesFailed: spread,
      failedPercent: spread,
      longestWithoutLaunchSec: spread,
      longestWithoutResourceSec: spread.describe(
        'The longest time in which launches of one resource were tried and none of it succeeded.',
      ),
      firstLaunchSec: spread.describe('From the begin of the outage to the first launch in a zone under a fault.'),
      registeredAgainSec: spread.describe(
        'From the begin of the outage until every machine of the zones that were taken over was registered; null where none was.',
      ),
      handedBackSec: spread.describe('From when everything was mended until the site was at rest again.'),
      parkedMachines: spread.describe('The most pooled machines that were parked at once.'),
      exhaustedSec: spread.describe(
        'From the begin of the outage until a pooled group of a zone had no free desktop left. The earliest is the worst; null: that never came.',
      ),
    }),
    seed: count().describe(
      'The worst seed, which what follows is of: most targets stayed frozen; then, most launches failed; then, a target was held for the longest time; then, the lowest.',
    ),
    replay: z.string().describe('The command that runs it again, while the site stands where it does.'),
    until: instant().describe('When that run ended.'),
    launches: z.object(tally),
    paths: z.array(z.object({ path: z.enum(['storefront', 'gateway']), ...tally })),
    resources: z.array(z.object({ resource: z.string(), ...tally, longestWithoutLaunchSec })),
    zones: z.array(
      z.object({
        zone: launchZone,
        ...tally,
        longestWithoutLaunchSec: longestWithoutLaunchSec.nullable(),
        withoutBrokerSec: seconds().describe('For how long nobody brokered, in all.'),
        longestWithoutBrokerSec: seconds(),
      }),
    ),
    sessions: z.object({
      before: count().describe('Open when the outage began.'),
      kept: count().describe('Of those, still open when everything was mended.'),
      endedBy: z.record(z.string(), count()).describe('Of those, ended until then, by reason.'),
      dropped: count().describe('Of those, neither open nor ended by anybody: a change of mode drops none.'),
      started: count().describe('Started between the two.'),
      twiceInOutage: count().describe('Users with two sessions of one delivery group when everything was mended.'),
      twiceAtEnd: count().describe('The same at the end, when one broker sees both again.'),
    }),
    pooled: z.array(pooled).describe('Pooled desktops, by zone and delivery group.'),
    timeline: z.array(
      z.object({
        at: instant(),
        elapsedSec,
        kind: z.enum([
          'fault',
          'state',
          'election',
          'broker',
          'machines',
          'refused',
          'limit',
          'law',
          'condition',
          'targets',
          'frozen',
          'end',
        ]),
        zone: z.string().nullable(),
        message: z.string(),
      }),
    ),
    minutes: z.array(minute),
    streaming,
    runs: z.array(run).describe('Every seed.'),
    assumptions: z
      .array(z.object({ assumption: z.string(), value: z.string(), about: z.enum(['lhc', 'users', 'streaming']) }))
      .describe('What no source gives, and these numbers rest on.'),
  }),
);
