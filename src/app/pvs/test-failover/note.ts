/**
 * The first step of a test: where each target is by its own report, and who else could have it. Nothing is stopped yet.
 *
 * Not here: what is made of it afterwards (confirm.ts).
 */

import { formatInstant } from '../../../core/kernel/index.ts';
import { rangeOfTarget, targetName } from '../../../core/pvs/farm/index.ts';
import { serverStatusOf, targetStatusOf } from '../../../core/status/index.ts';
import {
  candidatesOf,
  foretellStop,
  hasIdenticalCopy,
  lostBytesOf,
  targetsOn,
  type World,
} from '../../../sim/index.ts';
import { farmIn } from '../../streaming-objects.ts';
import { factsOfFarm, serverNameOf, serverNumberOf, strandedByReason } from '../farm-numbers.ts';
import { streamsFrom, type TestScope, targetsAbout } from './plan.ts';
import type { Candidate, Place, ServerTest, TargetTest } from './result.ts';

/** What is known of a server and its targets before it is stopped. Other targets that would have nowhere to go are named by then (P40). */
export interface NotedServer extends Pick<ServerTest, 'server' | 'address' | 'stoppedAt' | 'toldCount' | 'cannotMove'> {
  readonly stoppedMs: number;
  /** How many entries the log has: others of the same moment come from the test before. */
  readonly loggedCount: number;
  readonly targets: readonly NotedTarget[];
  /** All that it has, by number. */
  readonly told: readonly number[];
}

export interface NotedTarget
  extends Pick<TargetTest, 'target' | 'vdisk' | 'version' | 'mode' | 'loadBalanced' | 'before' | 'candidates'> {
  readonly number: number;
  readonly ioErrors: number;
  readonly lostBytes: number;
}

export function noteServer(world: World, scope: TestScope, server: string): NotedServer {
  const number = serverNumberOf(world, server);
  const about = targetsAbout(world, scope).filter((target) => streamsFrom(world, target) === number);
  const told = targetsOn(world, number);
  const tested = new Set(about);
  const others = foretellStop(world, [number]).stays.filter(({ target }) => !tested.has(target));
  const { nowMs } = world.data;
  return {
    server,
    address: serverStatusOf(factsOfFarm(world), number).addresses[0] ?? null,
    stoppedAt: formatInstant(nowMs),
    stoppedMs: nowMs,
    loggedCount: world.data.log.length,
    toldCount: told.length,
    targets: about.map((target) => noteTarget(world, target)),
    told,
    cannotMove: strandedByReason(world, others),
  };
}

function noteTarget(world: World, number: number): NotedTarget {
  const { topology } = farmIn(world);
  const status = targetStatusOf(factsOfFarm(world), number);
  const vdisk = topology.vdisks[rangeOfTarget(topology, number).vdisk];
  return {
    number,
    target: targetName(topology, number),
    vdisk: status.vdisk,
    version: status.version,
    mode: status.access === 'maintenance' ? 'maintenance' : (vdisk?.mode ?? 'standard'),
    loadBalanced: vdisk?.assignedServer === null,
    before: placeOf(world, number),
    candidates: otherServers(world, number),
    ioErrors: status.ioErrors,
    lostBytes: lostBytesOf(world, number),
  };
}

/** Where a target is: its own report, and beside it the farm's record. */
export function placeOf(world: World, target: number): Place {
  const { state, server, serverAddress, recordedServer } = targetStatusOf(factsOfFarm(world), target);
  return { state, server, address: serverAddress, recordedServer };
}

function otherServers(world: World, target: number): readonly Candidate[] {
  return candidatesOf(world, target)
    .filter(({ isCurrent }) => !isCurrent)
    .map(({ server, refusal, targetCount }) => ({
      server: serverNameOf(world, server),
      ok: refusal === null,
      refusal,
      identical: hasIdenticalCopy(world, target, server),
      targets: targetCount,
    }));
}
