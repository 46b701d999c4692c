/**
 * Watches pooled desktops in a rehearsal: how many are parked, and when the last free one of a group in a zone is gone.
 *
 * Not here: what parks one (core/lhc/brokering/pooled.ts).
 */

import { PARKED, type World } from '../../sim/index.ts';

/** The pooled machines of one delivery group in one zone. */
export interface PooledGroup {
  readonly zone: string;
  readonly deliveryGroup: string;
  readonly machines: number;
  /** The most that were parked in maintenance at once. */
  readonly parkedMax: number;
  /** The fewest that were free and clean, or may be used again. */
  readonly freeMin: number;
  /** When the last of these was gone first, counted from the start; null when one always was left. */
  readonly exhaustedMs: number | null;
  readonly samples: readonly PooledSample[];
}

export interface PooledSample {
  /** Counted from the start. */
  readonly offsetMs: number;
  readonly parked: number;
  readonly free: number;
}

/** What is kept for later; the extremes are of every minute. */
const SAMPLE_MS = 600_000;

interface Watched {
  readonly zone: number;
  readonly zoneName: string;
  readonly deliveryGroup: string;
  /** Ranges of the zone, by index. */
  readonly ranges: readonly number[];
  readonly machines: number;
  readonly samples: PooledSample[];
  parkedMax: number;
  freeMin: number;
  exhaustedMs: number | null;
}

export class PooledWatch {
  readonly #groups: readonly Watched[];
  #parkedMax = 0;

  constructor(world: World) {
    this.#groups = world.zones.flatMap(({ index, topology }) => {
      const groups = [...new Set(topology.machineGroups.map(({ deliveryGroup }) => deliveryGroup))];
      return groups
        .filter((group) => world.definition.deliveryGroups[group]?.type === 'pooled')
        .map((group) => watched(world, index, group));
    });
  }

  /** Looks at all of them: once a minute. Tells of groups whose last free machine is gone. */
  look(world: World, offsetMs: number, onExhausted: (zone: string, deliveryGroup: string) => void): void {
    let parkedCount = 0;
    for (const group of this.#groups) {
      const parked = parkedOf(world, group);
      parkedCount += parked;
      const free = freeOf(world, group);
      group.parkedMax = Math.max(group.parkedMax, parked);
      group.freeMin = Math.min(group.freeMin, free);
      if (free === 0 && group.exhaustedMs === null) {
        group.exhaustedMs = offsetMs;
        onExhausted(group.zoneName, group.deliveryGroup);
      }
      if (offsetMs % SAMPLE_MS === 0) group.samples.push({ offsetMs, parked, free });
    }
    this.#parkedMax = Math.max(this.#parkedMax, parkedCount);
  }

  /** The run is over: that is kept as well. */
  end(world: World, offsetMs: number): void {
    for (const group of this.#groups) {
      if (group.samples.at(-1)?.offsetMs === offsetMs) continue;
      group.samples.push({ offsetMs, parked: parkedOf(world, group), free: freeOf(world, group) });
    }
  }

  /** The most machines that were parked at once, over all groups. */
  get parkedMax(): number {
    return this.#parkedMax;
  }

  groups(): readonly PooledGroup[] {
    return this.#groups.map(({ zone: _zone, zoneName, ranges: _ranges, ...rest }) => ({ zone: zoneName, ...rest }));
  }
}

function watched(world: World, zone: number, deliveryGroup: string): Watched {
  const topology = world.zones[zone]?.topology;
  const all = topology?.machineGroups ?? [];
  const ranges = all.flatMap((range, index) => (range.deliveryGroup === deliveryGroup ? [index] : []));
  const machines = ranges.reduce((sum, range) => sum + (all[range]?.count ?? 0), 0);
  return {
    zone,
    zoneName: topology?.name ?? '',
    deliveryGroup,
    ranges,
    machines,
    samples: [],
    parkedMax: 0,
    freeMin: machines,
    exhaustedMs: null,
  };
}

function parkedOf(world: World, { zone, ranges }: Watched): number {
  const columns = world.zones[zone]?.fleet.columns;
  if (columns === undefined || columns.countByCondition[PARKED] === 0) return 0;
  let parked = 0;
  for (let machine = 0; machine < columns.count; machine++) {
    if (columns.condition[machine] === PARKED && ranges.includes(columns.rangeOf[machine] ?? -1)) parked += 1;
  }
  return parked;
}

/** Ready for a new session, whoever they are registered with. */
function freeOf(world: World, { zone, ranges }: Watched): number {
  const columns = world.zones[zone]?.fleet.columns;
  if (columns === undefined) return 0;
  const holders = columns.heldBy.length;
  return ranges.reduce((sum, range) => {
    return sum + columns.readyBy.subarray(range * holders, (range + 1) * holders).reduce((a, b) => a + b, 0);
  }, 0);
}
