/**
 * Notes what happens in a world while a drill runs, in parts: each recorder makes one of them.
 *
 * It looks after every event, so it only compares what can have changed, and never walks through the machines of a zone.
 *
 * A part follows from the parts before it, from the world, and from what happens: a process that goes on with a run makes the same parts as
 * one that was never interrupted.
 *
 * Not here: what a report shows of it (ui/report), and how the counts of a zone and of the targets are thinned (evidence-counts.ts).
 */

import { connectorAt, type World } from '../../../sim/index.ts';
import type { Evidence, LaunchMinute, StateChange } from './evidence.ts';
import { RegisteredCounts, TargetCounts } from './evidence-counts.ts';
import { eventsSince } from './evidence-events.ts';

const MINUTE_MS = 60_000;

export class EvidenceRecorder {
  readonly #startMs: number;
  /** The last state of each connector and server, as one text. */
  readonly #known: Map<string, string>;
  readonly #states: StateChange[] = [];
  readonly #registered: RegisteredCounts;
  readonly #targets: TargetCounts;
  readonly #minutes = new Map<number, { attempted: number; failed: number }>();
  readonly #logLength: number;
  /** What was looked at last: what is the same object has not changed. */
  #seen: unknown[] = [];
  #launches: { readonly attempted: number; readonly failed: number };

  /** `startMs` is when the run began, in world time; `before` has the states of its evidence until now. */
  constructor(world: World, startMs: number, before: Pick<Evidence, 'states'>) {
    this.#startMs = startMs;
    this.#known = new Map(before.states.map((change) => [change.subject, textOf(change)]));
    this.#registered = new RegisteredCounts();
    this.#targets = new TargetCounts();
    this.#logLength = world.data.log.length;
    this.#launches = launchesIn(world);
    this.look(world);
  }

  /** After every event, and after every action of an operator. */
  look(world: World): void {
    this.#lookAtConnectors(world);
    const hasServerChanged = this.#lookAtServers(world);
    this.#registered.look(world);
    if (hasServerChanged) this.#targets.count(world);
    else this.#targets.look(world);
    this.#lookAtLaunches(world);
  }

  /** The part is over. */
  take(world: World): Evidence {
    this.look(world);
    this.#registered.finish(world);
    this.#targets.finish(world);
    return {
      states: this.#states,
      registered: this.#registered.points,
      targets: this.#targets.points,
      launches: [...this.#minutes].map(([minute, counts]): LaunchMinute => {
        return { fromMs: this.#startMs + minute * MINUTE_MS, ...counts };
      }),
      events: eventsSince(world, this.#logLength),
    };
  }

  #lookAtConnectors(world: World): void {
    const { connectors } = world.data;
    for (const zone of world.zones) {
      for (const index of zone.connectors) {
        if (connectors[index] === this.#seen[index]) continue;
        const { phase, haMode, registration, fqdn } = connectorAt(world, index);
        this.#seen[index] = connectors[index];
        const state = phase === 'down' ? 'down' : haMode.state;
        const change = { subject: fqdn, zone: zone.topology.name, state, isBrokering: registration.open };
        if (this.#note(world, change)) this.#registered.mark(zone.topology.name);
      }
    }
  }

  /** Whether one of them has changed. */
  #lookAtServers({ data, farm }: World): boolean {
    if (farm === null) return false;
    let hasChanged = false;
    farm.data.servers.forEach((server, index) => {
      const place = data.connectors.length + index;
      if (server === this.#seen[place]) return;
      this.#seen[place] = server;
      const subject = farm.topology.servers[index]?.name ?? '';
      const state = server.up ? server.service : 'down';
      hasChanged = this.#note({ data }, { subject, zone: null, state, isBrokering: false }) || hasChanged;
    });
    return hasChanged;
  }

  /** Whether it is news. */
  #note({ data }: Pick<World, 'data'>, change: Omit<StateChange, 'atMs'>): boolean {
    const text = textOf(change);
    if (this.#known.get(change.subject) === text) return false;
    this.#known.set(change.subject, text);
    this.#states.push({ atMs: data.nowMs, ...change });
    return true;
  }

  #lookAtLaunches(world: World): void {
    if (world.data.launches.attempted === this.#launches.attempted) return;
    const { attempted, failed } = launchesIn(world);
    const minute = Math.floor((world.data.nowMs - this.#startMs) / MINUTE_MS);
    const counts = this.#minutes.get(minute) ?? { attempted: 0, failed: 0 };
    this.#minutes.set(minute, {
      attempted: counts.attempted + attempted - this.#launches.attempted,
      failed: counts.failed + failed - this.#launches.failed,
    });
    this.#launches = { attempted, failed };
  }
}

function textOf({ zone, state, isBrokering }: Omit<StateChange, 'atMs'>): string {
  return `${zone} ${state} ${isBrokering}`;
}

function launchesIn({ data: { launches } }: World): { readonly attempted: number; readonly failed: number } {
  const failed = Object.values(launches.failedBy).reduce((sum, count) => sum + count, 0);
  return { attempted: launches.attempted, failed };
}
