/**
 * Runs what an operator does to a world, and says what came of it in a form that two runs can be compared by.
 *
 * A world that leaves out what changes nothing keeps the times of skipped events as arithmetic; they are made up for
 * before it is looked at, since the view is of what is observable.
 */
import { isDeepStrictEqual } from 'node:util';
import { formatInstant } from '../../src/core/kernel/index.ts';
import type { OperatorAction } from '../../src/core/site/index.ts';
import {
  act,
  advanceTo,
  changeConfiguration,
  resume,
  settle,
  type World,
  type WorldData,
} from '../../src/sim/index.ts';
import { makeUpZone } from '../../src/sim/schedule.ts';
import type { Deed, RandomRun } from './random-run.ts';

export type Trace = string[];

/** Options of a world that writes its trace to a list. */
export function tracing(trace: Trace): { readonly onTrace: (atMs: number, line: string) => void } {
  return { onTrace: (atMs, line) => trace.push(`${formatInstant(atMs)} ${line}`) };
}

export function perform(world: World, deed: Deed): void {
  const { nowMs } = world.data;
  switch (deed.type) {
    case 'advance':
      return advanceTo(world, nowMs + deed.byMs);
    case 'change-configuration':
      return changeConfiguration(world);
    case 'act': {
      const { action, leaseMs } = deed;
      const leases = ['outage-forced', 'fault-injected', 'stream-stopped'].includes(action.type);
      return act(
        world,
        (leases && leaseMs !== null ? { ...action, untilMs: nowMs + leaseMs } : action) as OperatorAction,
      );
    }
  }
}

/** All of a world that somebody could see, sleepers brought up to the present. */
export function viewOf(world: World): object {
  for (const zone of world.zones) {
    makeUpZone(world, zone);
    zone.fleet.wake(world.data.nowMs, Number.POSITIVE_INFINITY);
  }
  const { data } = world;
  return {
    nowMs: data.nowMs,
    connectors: data.connectors,
    storeFronts: data.storeFronts,
    cloudBroker: data.cloudBroker,
    cloudRegisters: data.cloudRegisters,
    vips: data.vips,
    configurations: data.configurations,
    assignments: data.assignments,
    sessions: data.sessions,
    workload: data.workload,
    launches: data.launches,
    enumerations: data.enumerations,
    pairs: data.pairs,
    beats: data.beats.map(({ kind, owner, anchorMs }) => ({ kind, owner, anchorMs })),
    fleets: data.fleets.map(machinesOf),
    faults: data.faults,
    outageLeases: data.outageLeases,
    log: data.log,
    violations: world.violations,
  };
}

function machinesOf(columns: WorldData['fleets'][number]): object {
  const machines = Array.from({ length: columns.count }, (_, machine) => {
    const [via, holder, down] = [columns.via[machine], columns.holder[machine], columns.down[machine]];
    return {
      via,
      holder,
      down,
      sessions: columns.sessions[machine],
      condition: columns.condition[machine],
      ready: columns.ready[machine],
      ...(down === 0 ? { nextContactMs: columns.nextContactMs[machine] } : {}),
      ...(via === 0 && holder !== 0 ? { lastAcceptedMs: columns.lastAcceptedMs[machine] } : {}),
    };
  });
  return { machines, heldBy: [...columns.heldBy], readyBy: [...columns.readyBy], turn: [...columns.turn] };
}

/** Whether a run comes out the same when it goes on from a copy of its data at every turn. */
export function isSameFromCopies({ definition, deeds }: RandomRun): boolean {
  const [lived, copied]: [Trace, Trace] = [[], []];
  const world = settle(definition, tracing(lived));
  let copy = settle(definition, tracing(copied));
  for (const deed of deeds) {
    perform(world, deed);
    copy = resume(copy.definition, structuredClone(copy.data), tracing(copied));
    perform(copy, deed);
  }
  return isDeepStrictEqual([lived, world.data], [copied, copy.data]);
}
