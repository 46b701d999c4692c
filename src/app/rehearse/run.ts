/**
 * Runs a rehearsal once: in a copy of the site, with one seed, from the present moment until all is mended and at rest again.
 *
 * The seed decides what users do from here on, and the latency of messages. What is there already (sessions, heartbeats) is the site's.
 *
 * Not here: how the outcomes of many seeds are joined (summary.ts).
 */

import { isForced } from '../../core/lhc/connector/index.ts';
import { act, allCheckers, allFarmCheckers, CLOUD, resume, runUntil, type World } from '../../sim/index.ts';
import type { Condition } from '../conditions/condition.ts';
import type { LaunchRecord } from './launches.ts';
import type { Moment } from './moment.ts';
import type { Plan, Step } from './plan.ts';
import type { PooledGroup } from './pooled.ts';
import { type MinuteEnd, Recorder } from './recorder.ts';
import type { SessionTally } from './sessions.ts';
import { concernsFarm } from './streaming.ts';
import { type StreamingOutcome, StreamingWatch } from './streaming-watch.ts';
import { type Failure, failuresOf } from './verdict.ts';
import type { ZoneOutcome } from './zone-watch.ts';

export interface RunOptions {
  readonly seed: number;
  /** A condition that must never hold; null for none. */
  readonly failOn: Condition | null;
  /** Called every now and then, to hear of an interruption: it throws to end the run. */
  readonly pause: () => Promise<void>;
}

/** All that is known of a run. Moments are world time. */
export interface Run {
  readonly seed: number;
  readonly startMs: number;
  /** When the first fault began, when the last was mended, and when the run ended. */
  readonly outageMs: number;
  readonly mendedMs: number;
  readonly endMs: number;
  readonly launches: readonly LaunchRecord[];
  readonly moments: readonly Moment[];
  readonly minutes: readonly MinuteEnd[];
  readonly zones: readonly ZoneOutcome[];
  readonly pooled: readonly PooledGroup[];
  /** The most pooled machines that were parked at once, over all groups. */
  readonly parkedMax: number;
  readonly sessions: SessionTally;
  /** Null in a rehearsal that has nothing to do with a streaming farm. */
  readonly streaming: StreamingOutcome | null;
  readonly settled: boolean;
  readonly failures: readonly Failure[];
}

/** A site that has not come to rest so long after everything was mended does not. */
const REST_MAX_MS = 7_200_000;

const MINUTE_MS = 60_000;

/** Real time between two pauses. */
const SLICE_MS = 500;

export async function runOnce(site: World, plan: Plan, options: RunOptions): Promise<Run> {
  const run = new Rehearsal(site, plan, options);
  for (const step of plan.steps) {
    await run.passUntil(step.offsetMs);
    run.take(step);
  }
  await run.passUntil(plan.forMs);
  run.mend();
  const settled = await run.rest();
  return run.outcome(settled);
}

class Rehearsal {
  readonly #plan: Plan;
  readonly #options: RunOptions;
  readonly #recorder: Recorder;
  readonly #world: World;
  readonly #startMs: number;
  readonly #strays: number;
  #failedOnMs: number | null = null;
  #unbrokered: readonly { readonly zone: string; readonly forMs: number }[] = [];

  constructor(site: World, plan: Plan, options: RunOptions) {
    this.#plan = plan;
    this.#options = options;
    const followed = concernsFarm(site, plan) ? site.farm : null;
    this.#recorder = new Recorder(site, followed === null ? null : new StreamingWatch(site, followed));
    // Launches are counted from here on: a condition is about the rehearsal, and not about what was before.
    const counts = { launches: { attempted: 0, failedBy: {} }, enumerations: { attempted: 0, failed: 0 } };
    const data = { ...structuredClone(site.data), ...counts };
    this.#world = resume({ ...site.definition, seed: options.seed }, data, {
      checkers: allCheckers(),
      farmCheckers: allFarmCheckers(),
      onHappening: this.#recorder.onHappening,
    });
    this.#startMs = site.data.nowMs;
    this.#strays = straysIn(site);
  }

  /** Does one step of the plan. */
  take({ action, label, happens }: Step): void {
    this.#recorder.onStep(this.#world);
    this.#recorder.say({ atMs: this.#world.data.nowMs, kind: 'fault', zone: null, text: `${label} ${happens}` });
    act(this.#world, action);
    this.#look();
  }

  /** Ends everything that is in force, also what was before the rehearsal. */
  mend(): void {
    const world = this.#world;
    this.#unbrokered = this.#plan.zones.map((zone) => ({
      zone: world.topology.zones[zone]?.name ?? '',
      forMs: this.#recorder.zones.withoutBrokerMs(world, zone),
    }));
    this.#recorder.onMended(world);
    this.#recorder.say({ atMs: world.data.nowMs, kind: 'fault', zone: null, text: 'everything is mended' });
    for (const { id, endedMs } of [...world.data.faults]) {
      if (endedMs === null) act(world, { type: 'fault-cleared', id });
    }
    const forced = world.data.connectors.filter(isForced).map(({ fqdn }) => fqdn);
    if (forced.length > 0) act(world, { type: 'outage-ended', connectors: forced });
    const stopped = stoppedServers(world);
    if (stopped.length > 0) act(world, { type: 'stream-started', servers: stopped });
    this.#look();
  }

  /** Lets time pass until the site is at rest again. False when it never is. */
  async rest(): Promise<boolean> {
    const settled = await this.#pass(this.#world.data.nowMs + REST_MAX_MS, () => this.#isAtRest());
    const atMs = this.#world.data.nowMs;
    this.#recorder.onEnd(this.#world);
    const text = settled ? 'handed back, and at rest again' : 'not at rest';
    this.#recorder.say({ atMs, kind: 'end', zone: null, text });
    return settled;
  }

  /** Lets time pass until a moment, counted from the start. */
  async passUntil(offsetMs: number): Promise<void> {
    await this.#pass(this.#startMs + offsetMs, () => false);
  }

  outcome(settled: boolean): Run {
    const world = this.#world;
    const { launches, moments, minutes, zones, pooled } = this.#recorder;
    const streaming = this.#recorder.streaming?.outcome(world) ?? null;
    const { seed } = this.#options;
    const facts = {
      outageMs: this.#startMs + this.#plan.outageMs,
      mendedMs: this.#startMs + this.#plan.forMs,
      endMs: world.data.nowMs,
      launches,
      settled,
      streaming,
    };
    return {
      seed,
      startMs: this.#startMs,
      ...facts,
      moments,
      minutes,
      zones: zones.outcomes(world),
      pooled: pooled.groups(),
      parkedMax: pooled.parkedMax,
      sessions: this.#recorder.sessions(world),
      failures: failuresOf(world, {
        ...facts,
        unbrokered: this.#unbrokered,
        failedOnMs: this.#failedOnMs,
        condition: this.#options.failOn?.text ?? '',
      }),
    };
  }

  #isAtRest(): boolean {
    return isAtRest(this.#world, this.#strays) && (this.#recorder.streaming?.isAtRest(this.#world) ?? true);
  }

  /** Minute by minute, and now and then a pause. Whether it was ended before the limit. */
  async #pass(limitMs: number, until: () => boolean): Promise<boolean> {
    const world = this.#world;
    let sliceEndsMs = performance.now() + SLICE_MS;
    while (!until()) {
      if (world.data.nowMs >= limitMs) return false;
      const minuteMs = this.#nextMinuteMs();
      const isOver = () => {
        this.#look();
        return until();
      };
      runUntil(world, {
        limitMs: Math.min(limitMs, minuteMs),
        until: isOver,
        everySecond: this.#options.failOn?.dependsOnTime ?? false,
      });
      if (world.data.nowMs === minuteMs) this.#recorder.onMinute(world);
      if (performance.now() > sliceEndsMs) {
        await this.#options.pause();
        sliceEndsMs = performance.now() + SLICE_MS;
      }
    }
    return true;
  }

  #nextMinuteMs(): number {
    const passedMs = this.#world.data.nowMs - this.#startMs;
    return this.#startMs + (Math.floor(passedMs / MINUTE_MS) + 1) * MINUTE_MS;
  }

  #look(): void {
    this.#recorder.look(this.#world);
    const { failOn } = this.#options;
    if (failOn === null || this.#failedOnMs !== null || !failOn.holds(this.#world)) return;
    this.#failedOnMs = this.#world.data.nowMs;
    this.#recorder.say({ atMs: this.#failedOnMs, kind: 'condition', zone: null, text: `--fail-on: ${failOn.text}` });
  }
}

/** Whose Stream Services were stopped, before the rehearsal or in it. */
function stoppedServers({ farm }: World): readonly string[] {
  if (farm === null) return [];
  return farm.topology.servers.flatMap(({ name }, server) =>
    farm.data.servers[server]?.service === 'running' ? [] : [name],
  );
}

/** Whether every connector works normally, and no more machines are on and not with the cloud than there were before. */
function isAtRest(world: World, strays: number): boolean {
  for (const { phase, haMode } of world.data.connectors) {
    if (phase !== 'running' || haMode.state !== 'working-normally') return false;
  }
  const held = world.zones.reduce((sum, { fleet: { columns } }) => sum + (columns.heldBy[CLOUD] ?? 0), 0);
  const on = world.zones.reduce((sum, { fleet: { columns } }) => sum + columns.count - columns.downCount, 0);
  // Counting them is quick; looking at each is done only when it may be over.
  return on - held <= strays && straysIn(world) <= strays;
}

/** Machines that are on and not registered with the cloud broker: some never are. */
function straysIn(world: World): number {
  let strays = 0;
  for (const { fleet } of world.zones) {
    const { count, down, holder } = fleet.columns;
    for (let machine = 0; machine < count; machine++) {
      if (down[machine] === 0 && holder[machine] !== CLOUD) strays += 1;
    }
  }
  return strays;
}
