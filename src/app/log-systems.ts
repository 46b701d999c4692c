/**
 * Which of the two systems a line of the log is about. The faults of either are its own; what an administrator changes concerns both.
 *
 * Not here: what the lines say (lhc/events.ts, pvs/events.ts).
 */

import { targetNumber } from '../core/pvs/farm/index.ts';
import type { Fault } from '../core/site/index.ts';
import type { World, WorldLogEntry } from '../sim/index.ts';
import { isStreamingFault } from './fault/streaming-kinds.ts';
import { machineFound } from './objects.ts';

export type System = 'lhc' | 'pvs';

/** Whether a line is about a system. */
export function isAbout(world: World, entry: WorldLogEntry, system: System): boolean {
  if (entry.streaming !== undefined) return system === 'pvs';
  if (entry.definition !== undefined) return true;
  const fault = faultOf(world, entry);
  return fault === null ? system === 'lhc' : concerns(world, fault, system);
}

/** The fault that a line says has begun or ended; null where it is about none. */
export function faultOf({ data }: World, { fault }: WorldLogEntry): Fault | null {
  if (fault === undefined) return null;
  const id = 'began' in fault ? fault.began : fault.ended;
  return data.faults.find((record) => record.id === id)?.fault ?? null;
}

/** A machine can be one of a zone, a target of the farm, or both. */
function concerns(world: World, fault: Fault, system: System): boolean {
  if (fault.kind !== 'machine-down') return isStreamingFault(fault) === (system === 'pvs');
  const isTarget = world.farm !== null && targetNumber(world.farm.topology, fault.machine) !== null;
  return system === 'pvs' ? isTarget : !isTarget || machineFound(world, fault.machine) !== null;
}
