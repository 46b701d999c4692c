/**
 * What the log of a world says about times in which something could not be streamed, and what is known of its targets now.
 *
 * A server that goes down loses its Stream Service with it, and says when that runs again.
 *
 * Not here: what the facts add up to (core/pvs/history).
 */

import { rangeOfTarget, targetName, targetNumber } from '../../core/pvs/farm/index.ts';
import type { FarmFact, Place } from '../../core/pvs/history/index.ts';
import type { Fault } from '../../core/site/index.ts';
import type { World, WorldLogEntry } from '../../sim/index.ts';
import { faultOf } from '../log-systems.ts';
import { farmIn } from '../streaming-objects.ts';
import { factsOfFarm } from './farm-numbers.ts';

/** The facts in the order of the log. */
export function farmLogFacts(world: World): FarmFact[] {
  return [...world.data.log.flatMap((entry) => factsOfEntry(world, entry)), ...frozenNow(world)];
}

function frozenNow(world: World): FarmFact[] {
  const { topology, targetCounts, targetState } = factsOfFarm(world);
  const frozen: FarmFact[] = [];
  if (targetCounts().frozen === 0) return frozen;
  for (let target = 0; target < topology.targetCount; target++) {
    if (targetState(target) !== 'frozen') continue;
    frozen.push({ atMs: world.data.nowMs, type: 'still-frozen', target: targetName(topology, target) });
  }
  return frozen;
}

function factsOfEntry(world: World, entry: WorldLogEntry): readonly FarmFact[] {
  const { atMs, streaming, fault, definition } = entry;
  if (streaming !== undefined) return factsOfNote(world, atMs, streaming);
  if (fault !== undefined) return factsOfFault(atMs, fault, faultOf(world, entry));
  return (definition?.serversGone ?? []).map((server) => ({ atMs, type: 'removed', server }));
}

const FARM: Place = { server: null, store: null };

function factsOfNote(world: World, atMs: number, note: NonNullable<WorldLogEntry['streaming']>): readonly FarmFact[] {
  const place = { server: note.server, store: null };
  switch (note.kind) {
    case 'service-stopping':
    case 'service-stopped':
      return [{ atMs, type: 'lost', place, cause: 'stopped', by: 'service' }];
    case 'service-started':
      return [{ atMs, type: 'restored', place, by: 'service' }];
    case 'server-down':
      return ['machine', 'service'].map((by) => ({ atMs, type: 'lost', place, cause: 'down', by }));
    case 'server-up':
      return [{ atMs, type: 'restored', place, by: 'machine' }];
    case 'database-lost':
      return [{ atMs, type: 'lost', place: FARM, cause: 'database-offline', by: 'database' }];
    case 'database-returned':
      return [{ atMs, type: 'restored', place: FARM, by: 'database' }];
    case 'target-moved':
    case 'target-resumed':
    case 'target-frozen':
      return factsOfTarget(world, atMs, note);
    default:
      return [];
  }
}

function factsOfTarget(
  world: World,
  atMs: number,
  { kind, target, server, from, pausedMs: heldMs = 0 }: NonNullable<WorldLogEntry['streaming']>,
): readonly FarmFact[] {
  if (target === null) return [];
  const held = { atMs, target, store: storeOf(world, target), heldMs };
  if (kind === 'target-frozen') return [{ ...held, type: 'froze', from: server }];
  if (server === null) return [];
  if (kind === 'target-resumed') return [{ ...held, type: 'resumed', from: server }];
  return [{ ...held, type: 'moved', from: from ?? null, to: server }];
}

/** As the farm is declared now; null where it has the target no longer. */
function storeOf(world: World, name: string): string | null {
  const { topology } = farmIn(world);
  const target = targetNumber(topology, name);
  return target === null ? null : (topology.vdisks[rangeOfTarget(topology, target).vdisk]?.store.name ?? null);
}

function factsOfFault(
  atMs: number,
  change: NonNullable<WorldLogEntry['fault']>,
  fault: Fault | null,
): readonly FarmFact[] {
  if (fault?.kind !== 'store-unreachable') return [];
  const place = { server: fault.server, store: fault.store };
  if ('ended' in change) return [{ atMs, type: 'restored', place, by: change.ended }];
  return [{ atMs, type: 'lost', place, cause: 'store-unreachable', by: change.began }];
}
