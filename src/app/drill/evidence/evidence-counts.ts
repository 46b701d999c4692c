/**
 * How many machines of each zone are registered, and with whom, and how many targets stream or are held: points that a line can be drawn
 * through, as few as show what happens.
 *
 * A point holds until the next one. The first and the last moment of a part always have one, and of one second the last point stands for all.
 *
 * Not here: states and launches (evidence-recorder.ts).
 */

import {
  CLOUD,
  connectorAt,
  FIRST_CONNECTOR,
  farmFactsOf,
  relaysToCloud,
  type World,
  type ZoneRuntime,
} from '../../../sim/index.ts';
import type { RegisteredPoint, TargetsPoint } from './evidence.ts';

const SECOND_MS = 1000;

/** A smaller share of a zone's machines is not worth a point. */
const SHARE_MIN = 1 / 200;

/** As many targets are counted every second of the world; more of them less often. */
const TARGETS_A_SECOND = 100_000;

/** The last point of a zone. */
interface Last {
  readonly point: RegisteredPoint;
  /** Its place among all points; null for one that stays, whatever follows in the same second. */
  readonly place: number | null;
}

export class RegisteredCounts {
  readonly points: RegisteredPoint[] = [];
  readonly #last = new Map<string, Last>();
  readonly #marked = new Set<string>();

  /** A state of a zone has changed: there is a point, however little has changed else. */
  mark(zone: string): void {
    this.#marked.add(zone);
  }

  look(world: World): void {
    for (const zone of world.zones) {
      const last = this.#last.get(zone.topology.name);
      if (this.#marked.delete(zone.topology.name) || last === undefined) this.#fix(pointOf(world, zone));
      else if (hasChanged(world, zone, last.point)) this.#add(pointOf(world, zone), last);
    }
  }

  finish(world: World): void {
    for (const zone of world.zones) {
      const last = this.#last.get(zone.topology.name);
      if (last === undefined || last.point.atMs < world.data.nowMs) this.#fix(pointOf(world, zone));
    }
  }

  #fix(point: RegisteredPoint): void {
    this.points.push(point);
    this.#last.set(point.zone, { point, place: null });
  }

  #add(point: RegisteredPoint, last: Last): void {
    const isSameSecond = Math.floor(point.atMs / SECOND_MS) === Math.floor(last.point.atMs / SECOND_MS);
    const place = isSameSecond && last.place !== null ? last.place : this.points.length;
    this.points[place] = point;
    this.#last.set(point.zone, { point, place });
  }
}

export class TargetCounts {
  readonly points: TargetsPoint[] = [];
  #countedMs = Number.NEGATIVE_INFINITY;

  /** Counts them where it is time to: it goes through all of them. */
  look(world: World): void {
    if (world.farm === null) return;
    const everyMs = SECOND_MS * Math.max(1, world.farm.data.targets.count / TARGETS_A_SECOND);
    if (world.data.nowMs >= this.#countedMs + everyMs) this.count(world);
  }

  /** Counts them now: there is a point where anything has changed. */
  count(world: World): void {
    const point = targetsPoint(world);
    if (point === null) return;
    const last = this.points.at(-1);
    this.#countedMs = point.atMs;
    if (last?.streaming !== point.streaming || last.held !== point.held) this.points.push(point);
  }

  finish(world: World): void {
    const point = targetsPoint(world);
    if (point !== null && this.points.at(-1)?.atMs !== point.atMs) this.points.push(point);
  }
}

function hasChanged(world: World, zone: ZoneRuntime, { cloud, secondary, total }: RegisteredPoint): boolean {
  const leastChange = Math.max(1, total * SHARE_MIN);
  return (
    Math.abs(cloudCount(world, zone) - cloud) >= leastChange ||
    Math.abs(secondaryCount(world, zone) - secondary) >= leastChange
  );
}

function pointOf(world: World, zone: ZoneRuntime): RegisteredPoint {
  return {
    atMs: world.data.nowMs,
    zone: zone.topology.name,
    cloud: cloudCount(world, zone),
    secondary: secondaryCount(world, zone),
    total: zone.fleet.columns.count,
  };
}

/** Machines are registered with nobody who does not serve their zone, as in a status. */
function cloudCount(world: World, zone: ZoneRuntime): number {
  return relaysToCloud(world, zone) ? (zone.fleet.columns.heldBy[CLOUD] ?? 0) : 0;
}

function secondaryCount(world: World, { connectors, fleet: { columns } }: ZoneRuntime): number {
  let count = 0;
  for (let position = 0; position < connectors.length; position++) {
    const { registration } = connectorAt(world, connectors[position] as number);
    if (registration.open) count += columns.heldBy[FIRST_CONNECTOR + position] ?? 0;
  }
  return count;
}

/** Null for a site without a farm. Of those that run, a target streams unless it is held. */
function targetsPoint(world: World): TargetsPoint | null {
  const facts = farmFactsOf(world);
  if (facts === null) return null;
  const { streaming, reconnecting, frozen } = facts.targetCounts();
  const held = facts.heldCount();
  return { atMs: world.data.nowMs, streaming: streaming + reconnecting + frozen - held, held };
}
