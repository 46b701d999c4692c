/**
 * `watch`: runs the clock of a modelled site, and tells of everything that changes as it happens.
 *
 * The clock runs for all: each move is journalled, and what another terminal does to the site meanwhile is seen at the next one.
 *
 * Not here: waiting for real time (the pacer that is passed in), and how lines look (ui).
 */

import { formatInstant } from '../core/kernel/index.ts';
import {
  missingCount,
  type StatusDocument,
  statusOf,
  verdictOf,
  type ZoneStatus,
  zoneStatusOf,
} from '../core/status/index.ts';
import { factsOf, runUntil, type World } from '../sim/index.ts';
import { type AppContext, siteFlag } from './context.ts';
import { type InForce, inForce } from './in-force.ts';
import { type EventResult, eventOf } from './lhc/events.ts';
import { conditionsOf, dependsOnTime, firstTrue, type WaitOptions, type WaitOutcome } from './lhc/wait.ts';
import { changeSite, openSite } from './open-site.ts';

export interface WatchOptions extends WaitOptions {
  /** Ends the watch after so many changes; null for no such end. */
  readonly count: number | null;
  /** Seconds of the site for each second of real time. */
  readonly rate: number;
}

/** Real time, and the wish to stop: what a watch needs of its process. */
export interface Pacer {
  /** Real time since the watch began, after a pause. */
  readonly pause: () => Promise<{ readonly elapsedMs: number; readonly interrupted: boolean }>;
}

export type WatchLine = WatchSnapshot | WatchChange | WatchEnd;

export interface WatchSnapshot {
  readonly schema: 'holdover.watch/1';
  readonly type: 'snapshot';
  readonly status: StatusDocument;
}

export type WatchChange = EventChange | ZoneChange | LaunchesChange;

/** Something was written to a log. */
export interface EventChange extends EventResult {
  readonly schema: 'holdover.watch/1';
  readonly type: 'change';
  readonly change: 'event';
}

/** A zone is not as it was when it was last told of. */
export interface ZoneChange extends ZoneSummary {
  readonly schema: 'holdover.watch/1';
  readonly type: 'change';
  readonly change: 'zone';
  readonly at: string;
}

/** Launches have failed since that was last told; at most one a minute. */
export interface LaunchesChange {
  readonly schema: 'holdover.watch/1';
  readonly type: 'change';
  readonly change: 'launches';
  readonly at: string;
  readonly failed: number;
  readonly failedBy: Readonly<Record<string, number>>;
}

export interface ZoneSummary {
  readonly zone: string;
  readonly state: string;
  readonly brokering: string;
  readonly elected: string | null;
  readonly registered: number;
  readonly registeredWith: { readonly cloud: number; readonly secondary: number; readonly none: number };
  readonly resetting: number;
}

export interface WatchEnd {
  readonly schema: 'holdover.watch/1';
  readonly type: 'end';
  readonly at: string;
  readonly outcome: WaitOutcome | 'counted' | 'interrupted';
  readonly condition: string | null;
  readonly verdict: StatusDocument['verdict'];
  /** What an operator did and has not undone, with the commands that undo it. */
  readonly inForce: readonly InForce[];
}

/**
 * Watches until something ends it; each line is handed over as it comes. Returns the last one.
 * @throws {UserError} CONDITION_INVALID, and what the store throws
 */
export async function watch(
  context: AppContext,
  options: WatchOptions,
  pacer: Pacer,
  emit: (line: WatchLine) => void,
): Promise<WatchEnd> {
  const { world } = await openSite(context);
  // Whatever becomes the current site meanwhile: a watch stays with the one that it began with.
  const watched = { ...context, site: world.definition.name };
  const site = siteFlag(context);
  const limitMs = world.data.nowMs + options.timeoutMs;
  // A condition that is wrong is found before anything is told.
  let end = endOf(world, options, { limitMs, interrupted: false, counted: false, site });
  emit({ schema: 'holdover.watch/1', type: 'snapshot', status: statusOf(factsOf(world)) });
  const teller = new Teller(world, options.count, emit);
  let ranMs = 0;
  while (end === null) {
    const { elapsedMs, interrupted } = await pacer.pause();
    // From where the clock stands now: another terminal may have moved it.
    const stepMs = Math.floor(elapsedMs * options.rate) - ranMs;
    ranMs += stepMs;
    end = await changeSite(watched, ({ world: before }) => {
      const conditions = conditionsOf(before, options);
      const targetMs = Math.min(limitMs, before.data.nowMs + stepMs);
      return {
        actions: [],
        passTime: (now) => {
          const until = () => teller.tell(now) || firstTrue(now, conditions) !== null;
          if (!interrupted) runUntil(now, { limitMs: targetMs, until, everySecond: dependsOnTime(conditions) });
        },
        result: (now) => ({ end: endOf(now, options, { limitMs, interrupted, counted: teller.counted, site }) }),
      };
    }).then((outcome) => outcome.end);
  }
  emit(end);
  return end;
}

/** Failed launches are told of together: on a large site there are some in every second of an outage. */
const FAILURES_PERIOD_MS = 60_000;

/** Tells of what changed since it was last asked, and counts. Sessions come and go: they are no change. */
class Teller {
  readonly #countMax: number | null;
  readonly #emit: (line: WatchLine) => void;
  #told = 0;
  #logLength: number;
  /** What of each zone is worth telling, as text. */
  #zones: readonly string[];
  #failedBy: Readonly<Record<string, number>>;
  #failuresToldMs = Number.NEGATIVE_INFINITY;

  constructor(world: World, countMax: number | null, emit: (line: WatchLine) => void) {
    this.#countMax = countMax;
    this.#emit = emit;
    this.#logLength = world.data.log.length;
    this.#zones = zonesOf(world).map(({ essence }) => essence);
    this.#failedBy = { ...world.data.launches.failedBy };
  }

  get counted(): boolean {
    return this.#countMax !== null && this.#told >= this.#countMax;
  }

  /** Whether enough has been told. */
  tell(world: World): boolean {
    for (const entry of world.data.log.slice(this.#logLength)) {
      this.#change({ schema: 'holdover.watch/1', type: 'change', change: 'event', ...eventOf(entry) });
    }
    this.#logLength = world.data.log.length;
    const at = formatInstant(world.data.nowMs);
    const zones = zonesOf(world);
    zones.forEach(({ summary, essence }, index) => {
      if (essence === this.#zones[index]) return;
      this.#change({ schema: 'holdover.watch/1', type: 'change', change: 'zone', at, ...summary });
    });
    this.#zones = zones.map(({ essence }) => essence);
    this.#tellFailures(world);
    return this.counted;
  }

  #tellFailures(world: World): void {
    const { nowMs, launches } = world.data;
    if (nowMs < this.#failuresToldMs + FAILURES_PERIOD_MS) return;
    const failedBy = moreThan(this.#failedBy, launches.failedBy);
    const failed = Object.values(failedBy).reduce((sum, count) => sum + count, 0);
    if (failed === 0) return;
    const at = formatInstant(nowMs);
    this.#change({ schema: 'holdover.watch/1', type: 'change', change: 'launches', at, failed, failedBy });
    this.#failedBy = { ...launches.failedBy };
    this.#failuresToldMs = nowMs;
  }

  #change(change: WatchChange): void {
    if (this.counted) return;
    this.#told += 1;
    this.#emit(change);
  }
}

interface WatchedZone {
  readonly summary: ZoneSummary;
  /** A zone has changed when this has. */
  readonly essence: string;
}

function zonesOf(world: World): readonly WatchedZone[] {
  const facts = factsOf(world);
  return facts.topology.zones.map(({ name }, index) => {
    const zone = zoneStatusOf(facts, index);
    const { state, brokering, elected, machines } = zone;
    const { registered, registeredWith, resetting } = machines;
    const summary = { zone: name, state, brokering, elected, registered, registeredWith, resetting };
    return { summary, essence: essenceOf(zone) };
  });
}

/** A machine that is reset after its use counts as registered with whoever brokers: its coming and going is no change. */
function essenceOf({ state, brokering, elected, machines }: ZoneStatus): string {
  const { registeredWith, resetting } = machines;
  const secondary = registeredWith.secondary + (brokering === 'secondary' ? resetting : 0);
  return JSON.stringify([state, brokering, elected, secondary, missingCount(machines)]);
}

/** What has been counted since. */
function moreThan(
  before: Readonly<Record<string, number>>,
  now: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const more = Object.entries(now).map(([reason, count]) => [reason, count - (before[reason] ?? 0)] as const);
  return Object.fromEntries(more.filter(([, count]) => count > 0));
}

interface Circumstances {
  readonly limitMs: number;
  readonly interrupted: boolean;
  readonly counted: boolean;
  /** What commands to paste need to say about the site. */
  readonly site: string;
}

/** The end of the watch, if it has come. */
function endOf(world: World, options: WatchOptions, circumstances: Circumstances): WatchEnd | null {
  const held = firstTrue(world, conditionsOf(world, options));
  const outcome = held?.outcome ?? otherOutcome(world, circumstances);
  if (outcome === null) return null;
  return {
    schema: 'holdover.watch/1',
    type: 'end',
    at: formatInstant(world.data.nowMs),
    outcome,
    condition: held?.condition.text ?? null,
    verdict: verdictNow(world),
    inForce: inForce(world, circumstances.site),
  };
}

/** Without the rest of the document, which can be long. */
function verdictNow(world: World): StatusDocument['verdict'] {
  const facts = factsOf(world);
  const zones = facts.topology.zones.map((_, index) => zoneStatusOf(facts, index));
  return verdictOf(zones, facts.farm);
}

function otherOutcome(world: World, { limitMs, interrupted, counted }: Circumstances): WatchEnd['outcome'] | null {
  if (counted) return 'counted';
  if (interrupted) return 'interrupted';
  return world.data.nowMs >= limitMs ? 'timed-out' : null;
}
