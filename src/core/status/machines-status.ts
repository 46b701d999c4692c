/**
 * The part of the status document about the machines of a zone. It costs as much as the zone has ranges, not machines.
 *
 * Not here: what the fields mean (document.ts).
 */

import { present } from '../kernel/index.ts';
import type { MachineRange, ZoneTopology } from '../site/index.ts';
import type { MachinesStatus } from './document.ts';
import type { RangeFacts, ZoneFacts } from './facts.ts';
import { servedOf } from './serving.ts';

export function machinesStatusOf(zone: ZoneTopology, facts: ZoneFacts): MachinesStatus {
  const { cloud, secondary } = servedOf(facts, facts.held);
  const total = zone.machineCount;
  const registered = cloud + secondary;
  const sum = (countOf: (range: MachineRange, counts: RangeFacts) => number) =>
    zone.machineGroups.reduce((so, range, index) => so + countOf(range, rangeAt(facts, index)), 0);
  return {
    total,
    registered,
    registeredPercent: percent(registered, total),
    registeredWith: { cloud, secondary, none: total - registered },
    resetting: sum((_, { resetting }) => resetting),
    maintenance: sum(({ maintenance, count }, { parked }) => (maintenance ? count : parked)),
    tainted: sum((_, { used, parked }) => used + parked),
    available: sum(({ maintenance }, counts) => (maintenance ? 0 : availableOf(facts, counts))),
  };
}

/** Machines that nobody holds and that are not being reset: one that its broker has shut down and will start again is not missed. */
export function missingCount({ registeredWith, resetting }: MachinesStatus): number {
  return registeredWith.none - resetting;
}

function availableOf(facts: ZoneFacts, { ready }: RangeFacts): number {
  const { cloud, secondary } = servedOf(facts, ready);
  return cloud + secondary;
}

function rangeAt({ ranges }: ZoneFacts, index: number): RangeFacts {
  return present(ranges[index], 'facts of every range');
}

function percent(part: number, whole: number): number {
  if (part === whole) return 100;
  return Math.min(99.9, Math.round((part / whole) * 1000) / 10);
}
