/**
 * The faults in force of a streaming farm, by what they break.
 *
 * Not here: faults as they are listed (../fault), and what they do to servers and targets (sim/streaming).
 */

import type { Fault } from '../../core/site/index.ts';
import type { FaultRecord, World } from '../../sim/index.ts';

/** In the order in which they began. */
export function faultsWhere({ data }: World, matches: (fault: Fault) => boolean): readonly FaultRecord[] {
  return data.faults.filter(({ fault, endedMs }) => endedMs === null && matches(fault));
}

/** Whether a fault breaks a server, or something that it has; those of the farm's database break every server. */
export function isOnServer(fault: Fault, server: string): boolean {
  return fault.kind === 'database-offline' || ('server' in fault && fault.server === server);
}

/** The command that ends faults; the list of them, where none of these is in force. */
export function endingCommand(world: World, matches: (fault: Fault) => boolean): string {
  const ids = faultsWhere(world, matches).map(({ id }) => id);
  return ids.length === 0 ? 'holdover fault list' : `holdover fault clear ${ids.join(' ')}`;
}
