/**
 * A target that is also a machine of a delivery group is one machine: while its disk is held its agent is silent, and when it is
 * switched off its sessions end.
 *
 * Not here: the agents (fleet.ts) and the targets (streaming).
 */

import { machineIndex } from '../core/site/index.ts';
import { crashMachine } from './brokering/index.ts';
import { RESETTING } from './fleet-columns.ts';
import { scheduleFleet } from './schedule.ts';
import type { FarmHost } from './streaming/index.ts';
import type { World, ZoneRuntime } from './world.ts';

/** What targets tell the machines that they are. The world is looked up when asked, since it is made after its farm. */
export function machineLink(worldOf: () => World): FarmHost {
  return {
    held: (name, how) => held(worldOf(), name, how),
    running: (name) => running(worldOf(), name),
  };
}

/** The agent of a target falls silent. Its broker gives it up in the end; its sessions stay, unless it is off. */
function held(world: World, name: string, how: 'held' | 'off'): void {
  onMachine(world, name, (zone, machine) => {
    zone.fleet.stop(machine, world.data.nowMs);
    if (how === 'off') crashMachine(world, zone, machine);
  });
}

/** It runs again, and its agent registers at once, unless something else keeps it from running. */
function running(world: World, name: string): void {
  if (world.damage.machinesDown.has(name)) return;
  onMachine(world, name, (zone, machine) => {
    if (zone.fleet.columns.condition[machine] !== RESETTING) zone.fleet.start(machine, world.data.nowMs);
  });
}

function onMachine(world: World, name: string, change: (zone: ZoneRuntime, machine: number) => void): void {
  for (const zone of world.zones) {
    const machine = machineIndex(zone.topology, name);
    if (machine === null) continue;
    change(zone, machine);
    scheduleFleet(world, zone);
  }
}
