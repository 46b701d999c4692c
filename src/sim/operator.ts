/**
 * What an operator does to a world, and the fold over a journal that makes a world out of a definition.
 *
 * Not here: who may do what, and what is refused before it is journalled (app).
 */

import { present, unreachable } from '../core/kernel/index.ts';
import { stepCloudBroker } from '../core/lhc/cloud-broker/index.ts';
import { type JournalEntry, machineIndex, type OperatorAction } from '../core/site/index.ts';
import { endSessionsOf, endSessionsOn, enumerateFor, launch, scheduleWorkload } from './brokering/index.ts';
import { beginFault, endFault } from './fault-control.ts';
import { forceOutage, releaseOutage } from './outage-control.ts';
import { redefine } from './redefine/index.ts';
import { advanceTo, checkLaws, endInstant } from './run.ts';
import { zoneChanged } from './schedule.ts';
import { actOnFarm } from './streaming/index.ts';
import type { World } from './world.ts';

/** Does one action at the present moment, and lets what it causes at this very moment happen. */
export function act(world: World, action: OperatorAction): void {
  endInstant(world);
  take(world, action);
  checkLaws(world, 'all');
  advanceTo(world, world.data.nowMs);
}

/** A change of the site's configuration at the cloud broker: a new revision, for which every connector has yet to poll. */
export function changeConfiguration(world: World): void {
  endInstant(world);
  world.data.cloudBroker = stepCloudBroker(world.data.cloudBroker, { type: 'configuration-changed' })[0];
  for (const zone of world.zones) zoneChanged(world, zone);
  checkLaws(world, 'all');
}

/** Does the actions of a journal, each at its moment. */
export function replay(world: World, journal: readonly JournalEntry[]): void {
  for (const { atMs, action } of journal) {
    advanceTo(world, atMs);
    act(world, action);
  }
}

function take(world: World, action: OperatorAction): void {
  switch (action.type) {
    case 'clock-advanced':
      return advanceTo(world, action.toMs);
    case 'outage-forced':
      for (const fqdn of action.connectors) forceOutage(world, fqdn, action.untilMs);
      return;
    case 'outage-ended':
      for (const fqdn of action.connectors) releaseOutage(world, fqdn);
      return;
    case 'fault-injected':
      return beginFault(world, action.id, action.fault, action.untilMs);
    case 'fault-cleared':
      return endFault(world, action.id);
    case 'finding-muted':
      world.data.mutes[action.code] = action.untilMs;
      return;
    case 'enumerated':
      world.answer = enumerateFor(world, userNumber(world, action.user), storeFrontIndex(world, action.storeFront));
      return;
    case 'launched': {
      const { resource, gateway } = action;
      const user = userNumber(world, action.user);
      const storeFront = storeFrontIndex(world, action.storeFront);
      world.answer = launch(world, { user, resource, gateway, storeFront, life: null });
      return scheduleWorkload(world);
    }
    case 'logged-off':
      endSessionsOf(world, userNumber(world, action.user));
      return scheduleWorkload(world);
    case 'machine-logged-off':
      logOffMachine(world, action.machine);
      return scheduleWorkload(world);
    case 'stream-stopped':
    case 'stream-started':
    case 'target-booted':
    case 'target-shut-down':
    case 'rebalanced':
    case 'replicas-copied':
    case 'version-promoted':
    case 'version-reverted':
    case 'version-pinned':
    case 'versions-merged':
    case 'versions-pruned':
      return actOnFarm(world, action);
    case 'definition-changed':
      // The laws have to know what was there before.
      checkLaws(world, 'all');
      return redefine(world, action.definition);
    default:
      return unreachable(action);
  }
}

function logOffMachine(world: World, name: string): void {
  for (const zone of world.zones) {
    const machine = machineIndex(zone.topology, name);
    if (machine !== null) endSessionsOn(world, zone, machine, 'logged-off');
  }
}

function userNumber({ brokering }: World, name: string): number {
  return present(brokering.people.numberOf(name), `a user ${name}`);
}

function storeFrontIndex({ topology }: World, name: string): number {
  return topology.storeFronts.findIndex((storeFront) => storeFront.name === name);
}
