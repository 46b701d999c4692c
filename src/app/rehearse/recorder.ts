/**
 * Records one run of a rehearsal while it goes on: launches, sessions, pooled machines, zones, and the moments of its time line.
 *
 * Not here: what moves the run (run.ts), and what is made of the record (result.ts, summary.ts).
 */

import { present } from '../../core/kernel/index.ts';
import { connectorAt, type Happening, relaysToCloud, type World } from '../../sim/index.ts';
import type { LaunchRecord } from './launches.ts';
import type { Moment } from './moment.ts';
import { PooledWatch } from './pooled.ts';
import { type SessionTally, SessionWatch } from './sessions.ts';
import type { StreamingWatch } from './streaming-watch.ts';
import { ZoneWatch } from './zone-watch.ts';

/** The end of a minute: how many machines are registered with a broker that serves their zone. */
export interface MinuteEnd {
  readonly atMs: number;
  readonly registered: number;
}

export class Recorder {
  readonly launches: LaunchRecord[] = [];
  readonly moments: Moment[] = [];
  readonly minutes: MinuteEnd[] = [];
  readonly zones: ZoneWatch;
  readonly pooled: PooledWatch;
  /** Null in a rehearsal that has nothing to do with a streaming farm. */
  readonly streaming: StreamingWatch | null;
  readonly #startMs: number;
  readonly #zoneNames: readonly string[];
  #sessions: SessionWatch | null = null;
  #logLength: number;
  #isLawful = true;

  /** `site` is what the run is a copy of: nothing has happened in it yet. */
  constructor(site: World, streaming: StreamingWatch | null) {
    this.#startMs = site.data.nowMs;
    this.#zoneNames = site.topology.zones.map(({ name }) => name);
    this.#logLength = site.data.log.length;
    this.zones = new ZoneWatch(site, (moment) => this.moments.push(moment));
    this.pooled = new PooledWatch(site);
    this.streaming = streaming;
    this.#lookAtPooled(site);
  }

  /** What the world tells of users and their machines. */
  readonly onHappening = (atMs: number, happening: Happening): void => {
    this.#sessions?.on(happening);
    this.streaming?.on(atMs, happening);
    if (happening.type !== 'launched') return;
    const { zone, resource, gateway, reason, attempts, authorities } = happening.outcome;
    this.launches.push({
      atMs,
      zone: zone === null ? null : (this.#zoneNames[zone] ?? null),
      resource,
      path: gateway === null ? 'storefront' : 'gateway',
      reason,
      turnedAway: [...attempts, ...authorities].some(({ obstacle }) => obstacle === 'not-elected'),
    });
  };

  /** A fault is about to begin, or to end: with the first one, the outage begins. */
  onStep(world: World): void {
    this.#sessions ??= new SessionWatch(world);
    this.streaming?.onStep(world, this.moments);
  }

  /** Everything is about to be mended. */
  onMended(world: World): void {
    this.#sessions?.onMended(world);
    this.streaming?.onStep(world, this.moments);
    this.streaming?.onMended(world);
  }

  /** An instant in which something happened is over. */
  look(world: World): void {
    this.zones.look(world);
    this.#readLog(world);
    const [broken] = world.violations;
    if (broken === undefined || !this.#isLawful) return;
    // Once is enough: what comes after is its consequence.
    this.#isLawful = false;
    this.say({ atMs: broken.atMs, kind: 'law', zone: null, text: broken.text });
  }

  /** A minute is over. */
  onMinute(world: World): void {
    const atMs = world.data.nowMs;
    this.minutes.push({ atMs, registered: registeredIn(world) });
    this.#lookAtPooled(world);
  }

  /** The run is over, perhaps within a minute. */
  onEnd(world: World): void {
    if (this.minutes.at(-1)?.atMs !== world.data.nowMs) this.onMinute(world);
    this.pooled.end(world, world.data.nowMs - this.#startMs);
    this.streaming?.onStep(world, this.moments);
    // What is said of many targets is known only afterwards.
    this.moments.sort((a, b) => a.atMs - b.atMs);
  }

  say(moment: Moment): void {
    this.moments.push(moment);
  }

  sessions(world: World): SessionTally {
    return present(this.#sessions, 'a fault begins in every rehearsal').tally(world);
  }

  #lookAtPooled(world: World): void {
    const atMs = world.data.nowMs;
    this.pooled.look(world, atMs - this.#startMs, (zone, deliveryGroup) => {
      this.say({ atMs, kind: 'limit', zone, text: `no free machine of ${deliveryGroup} is left` });
    });
  }

  /** What connectors refuse. What else they write is seen of themselves. */
  #readLog({ data: { log } }: World): void {
    for (; this.#logLength < log.length; this.#logLength++) {
      const entry = log[this.#logLength];
      if (entry?.severity !== 'error' || entry.provider !== 'Citrix Remote Broker Provider') continue;
      const text = `${entry.connector ?? 'a connector'}: ${entry.message}`;
      this.say({ atMs: entry.atMs, kind: 'refused', zone: entry.zone, text });
    }
  }
}

/** Machines that are registered with who brokers for their zone, or with the cloud where it does. */
function registeredIn(world: World): number {
  return world.zones.reduce((sum, zone) => {
    const cloud = relaysToCloud(world, zone) ? (world.data.cloudRegisters[zone.index]?.machineCount ?? 0) : 0;
    return zone.connectors.reduce((held, connector) => {
      const { registration } = connectorAt(world, connector);
      return held + (registration.open ? registration.machineCount : 0);
    }, sum + cloud);
  }, 0);
}
