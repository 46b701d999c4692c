/**
 * What a rehearsal rests on that no source gives (R62): assumed timers, and what is assumed of users, tickets, probes, pooled desktops and streaming.
 *
 * Not here: the assumed timers themselves (core/site/timers.ts, sim/streaming/assumptions.ts).
 */

import { formatDuration } from '../../core/kernel/index.ts';
import { AWAY_SHARE } from '../../core/lhc/brokering/index.ts';
import { TICKET_LIFETIME_MS } from '../../core/lhc/sta/index.ts';
import { assumedTimers, type Fault, type SiteDefinition, type Timers } from '../../core/site/index.ts';
import { farmAssumptions, PROBE_PERIOD_MS } from '../../sim/index.ts';

export interface RehearsalAssumption {
  /** A timer of the site file by its path, a time that has no setting, or a few words. */
  readonly assumption: string;
  readonly value: string;
  /** `users`: their launches and sessions. */
  readonly about: 'lhc' | 'users' | 'streaming';
}

type Assumed = Omit<RehearsalAssumption, 'about'>;

/** What goes wrong in a rehearsal, and whether the streaming farm takes part in it. */
export interface Rehearsal {
  readonly faults: readonly Fault[];
  readonly streaming: 'followed' | 'not-followed';
}

/** Only what the site, or one of the faults, has anything of. */
export function restedOn(
  { zones, timers, workload, deliveryGroups, adcs }: SiteDefinition,
  { faults, streaming }: Rehearsal,
): readonly RehearsalAssumption[] {
  const hasUsers = workload.launchesPerMinute > 0;
  const hasPooled = Object.values(deliveryGroups).some(({ type }) => type === 'pooled');
  const hasVips = Object.values(adcs).some(({ vips }) => Object.keys(vips).length > 0);
  const hasGateway = Object.values(adcs).some(({ gateway }) => gateway !== null);
  const ofLhc = [
    ...(Object.keys(zones).length > 0 ? timerAssumptions(timers) : []),
    ...(faults.some(({ kind }) => kind === 'connector-down') ? STARTS : []),
    ...(hasPooled ? POOLED : []),
  ];
  const ofPaths = [
    ...(hasGateway ? [{ assumption: 'secure tickets, for', value: formatDuration(TICKET_LIFETIME_MS) }] : []),
    ...(hasVips ? [{ assumption: 'probes of an ADC, every', value: formatDuration(PROBE_PERIOD_MS) }] : []),
  ];
  return [
    ...about('lhc', ofLhc),
    ...about('users', hasUsers ? workloadAssumptions() : []),
    ...about('lhc', ofPaths),
    ...about('streaming', streaming === 'followed' ? streamingAssumptions() : []),
  ];
}

function about(what: RehearsalAssumption['about'], assumed: readonly Assumed[]): readonly RehearsalAssumption[] {
  return assumed.map((each) => ({ ...each, about: what }));
}

function timerAssumptions(timers: Timers): readonly Assumed[] {
  return assumedTimers(timers).map(({ timer, valueSec }) => ({
    assumption: `timers.${timer}`,
    value: formatDuration(valueSec * 1000),
  }));
}

const STARTS: readonly Assumed[] = [
  { assumption: 'a connector that starts, serves after', value: 'one exchange with its peers' },
];

const POOLED: readonly Assumed[] = [
  { assumption: 'pooled desktops that were parked, later', value: 'reset by the cloud broker' },
];

function workloadAssumptions(): readonly Assumed[] {
  return [
    { assumption: 'launches', value: 'independent, at an even rate' },
    { assumption: 'lengths of sessions', value: 'exponential' },
    { assumption: 'sessions that are left and taken up again', value: `${AWAY_SHARE * 100} %` },
    { assumption: 'users whose launch fails', value: 'come again as others do' },
  ];
}

function streamingAssumptions(): readonly Assumed[] {
  return [
    ...farmAssumptions().map(({ timer, valueSec }) => ({
      assumption: timer,
      value: formatDuration(valueSec * 1000),
    })),
    { assumption: 'private images on shared storage', value: 'fail over like others' },
    { assumption: 'machines whose disk is held', value: 'keep their sessions; their agents are silent' },
  ];
}
