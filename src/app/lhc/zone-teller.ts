/**
 * Tells what is not as it was in zones: their state, and launches that fail. Sessions come and go: they are no change.
 *
 * Not here: what is logged (../watch-teller.ts).
 */

import { formatInstant } from '../../core/kernel/index.ts';
import { missingCount, type ZoneStatus, zoneStatusOf } from '../../core/status/index.ts';
import { factsOf, type World } from '../../sim/index.ts';
import type { WatchChange, ZoneSummary } from '../watch-lines.ts';

/** Failed launches are told of together: on a large site there are some in every second of an outage. */
const FAILURES_PERIOD_MS = 60_000;

const CHANGE = { schema: 'holdover.watch/1', type: 'change' } as const;

export class ZoneTeller {
  /** What of each zone is worth telling, as text. */
  #zones: readonly string[];
  #failedBy: Readonly<Record<string, number>>;
  #failuresToldMs = Number.NEGATIVE_INFINITY;

  constructor(world: World) {
    this.#zones = zonesOf(world).map(({ essence }) => essence);
    this.#failedBy = { ...world.data.launches.failedBy };
  }

  /** What has changed since it was last asked. */
  changes(world: World): readonly WatchChange[] {
    const at = formatInstant(world.data.nowMs);
    const zones = zonesOf(world);
    const changed = zones.filter(({ essence }, index) => essence !== this.#zones[index]);
    this.#zones = zones.map(({ essence }) => essence);
    return [
      ...changed.map(({ summary }): WatchChange => ({ ...CHANGE, change: 'zone', at, ...summary })),
      ...this.#failures(world),
    ];
  }

  #failures({ data: { nowMs, launches } }: World): readonly WatchChange[] {
    if (nowMs < this.#failuresToldMs + FAILURES_PERIOD_MS) return [];
    const failedBy = moreThan(this.#failedBy, launches.failedBy);
    const failed = Object.values(failedBy).reduce((sum, count) => sum + count, 0);
    if (failed === 0) return [];
    this.#failedBy = { ...launches.failedBy };
    this.#failuresToldMs = nowMs;
    return [{ ...CHANGE, change: 'launches', at: formatInstant(nowMs), failed, failedBy }];
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
