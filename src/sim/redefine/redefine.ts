/**
 * Redefine lets the same world go on under another definition: an administrator's change, with running state kept.
 *
 * At once changes what the administrator's parts are: the revision at the cloud broker, StoreFront and ADC, timers, verdicts and
 * limits, the machines and connectors that there are. What a connector knows of the site changes with its next import, and
 * not before. A connector that is new, or comes from another zone, has imported nothing yet; of one that is gone its
 * peers hear nothing more, until an import no longer names it.
 *
 * Not here: what becomes of the connectors (connectors.ts), the machines (fleets.ts) and the faults (faults.ts).
 */

import { assert, present } from '../../core/kernel/index.ts';
import { settledVip, type VipState } from '../../core/lhc/adc/index.ts';
import { deliveryConfigurationOf } from '../../core/lhc/brokering/index.ts';
import { stepCloudBroker } from '../../core/lhc/cloud-broker/index.ts';
import type { ConnectorState } from '../../core/lhc/connector/index.ts';
import { emptyRegistration, type RegistrationState } from '../../core/lhc/registration/index.ts';
import { relistedStoreFront, type StoreFrontState, settledStoreFront } from '../../core/lhc/storefront/index.ts';
import {
  type SiteDefinition,
  type StoreFrontTopology,
  sameFqdn,
  type Topology,
  topologyOf,
  type VipTopology,
} from '../../core/site/index.ts';
import { partsOf } from '../assemble.ts';
import { gridAfter } from '../beats.ts';
import { leaveBehind, scheduleMachine, scheduleNextLaunch, scheduleWorkload } from '../brokering/index.ts';
import { anchorBeats, deliver, noteZoneState, writeLog } from '../deliver.ts';
import { refreshWays } from '../fault-control.ts';
import { describeFault } from '../faults.ts';
import { CLOUD, FIRST_CONNECTOR } from '../fleet-columns.ts';
import { tell } from '../happenings.ts';
import type { SessionColumns } from '../people/index.ts';
import type { QueuedEvent } from '../queue.ts';
import {
  answersChanged,
  makeUpZone,
  schedule,
  scheduleDeadline,
  scheduleFleet,
  scheduleWatchdog,
  setNext,
  zoneChanged,
} from '../schedule.ts';
import { settledBeats } from '../settle.ts';
import { changedFarm, resumeFarm } from '../streaming/index.ts';
import { connectorAt, type World } from '../world.ts';
import type { ConnectorPlace, WorldData } from '../world-data.ts';
import { changedConnectors, changedPairs, keptConnectors } from './connectors.ts';
import { changedFaults } from './faults.ts';
import { type ChangedFleet, changedFleets } from './fleets.ts';
import type { Change, Former } from './former.ts';
import { changedSessions, placeNow } from './sessions.ts';

/** The same world from the present moment on under another definition of the same site. */
export function redefine(world: World, definition: SiteDefinition): void {
  const { name, startMs, seed } = world.definition;
  const isSame = definition.name === name && definition.startMs === startMs && definition.seed === seed;
  assert(isSame, 'a site keeps its name, its start and its seed');
  // What sleeping beats have left out belongs to the past under the former definition.
  for (const zone of world.zones) makeUpZone(world, zone);
  const former: Former = { ...world };
  const topology = topologyOf(definition);
  const change: Change = { former, definition, topology, kept: keptConnectors(former.topology, topology) };
  releaseMachinesOfGone(change);
  const fleets = changedFleets(change);
  const { sessions, ended } = changedSessions(change, fleets);
  Object.assign(
    world,
    partsOf(definition, changedData(change, fleets, sessions), world.options, () => world),
  );
  refreshWays(world);
  scheduleAnew(world, change, fleets);
  resumeFarm(world, former.farm, former.data.queue);
  note(world, change);
  for (const session of ended) tell(world, { type: 'session-ended', session, reason: 'definition-changed' });
  for (const session of ended) leaveBehind(world, placeNow(former, topology, session));
  startNewConnectors(world, change);
  lookAgain(world, change);
}

/** A connector that is gone serves nobody: whoever was registered with it is registered nowhere. */
function releaseMachinesOfGone({ former, kept }: Change): void {
  for (const { topology, fleet } of former.zones) {
    topology.connectors.forEach((fqdn, position) => {
      if (!kept.has(fqdn)) fleet.releaseAll(FIRST_CONNECTOR + position);
    });
  }
}

function changedData(change: Change, fleets: readonly ChangedFleet[], sessions: SessionColumns): WorldData {
  const { former, definition, topology } = change;
  const { data } = former;
  const connectors = changedConnectors(change, fleets);
  const cloudBroker = stepCloudBroker(data.cloudBroker, { type: 'configuration-changed' })[0];
  const formerZone = (name: string) => former.topology.zones.findIndex((zone) => zone.name === name);
  return {
    ...data,
    queue: [],
    connectors,
    deadlines: connectors.map(() => null),
    storeFronts: topology.storeFronts.map((storeFront) => changedStoreFront(former, storeFront)),
    vips: topology.vips.map((vip) => changedVip(former, vip)),
    cloudBroker,
    configurations: [
      ...configurationsInUse(data.configurations, connectors),
      { revision: cloudBroker.revision, ...deliveryConfigurationOf(definition) },
    ],
    sessions,
    workload: { ...data.workload, nextLaunchMs: keptLaunchMs(change), scheduledMs: null },
    cloudRegisters: topology.zones.map(({ name }, index) =>
      changedRegister(data.cloudRegisters[formerZone(name)], present(fleets[index], 'a fleet for every zone')),
    ),
    pairs: changedPairs(change, connectors),
    beats: settledBeats(definition, topology),
    fleets: fleets.map(({ columns }) => columns),
    zoneStates: topology.zones.map(
      ({ name }) => data.zoneStates[formerZone(name)] ?? { state: 'working-normally', sinceMs: data.nowMs },
    ),
    fleetDueMs: topology.zones.map(() => null),
    farm: changedFarm(former.farm, { before: former.definition, definition }),
    faults: changedFaults(data.faults, change, data.nowMs),
    outageLeases: keptLeases(change),
  };
}

/** A controller that is listed anew counts as healthy, as far as StoreFront knows, and has yet to answer. */
function changedStoreFront({ topology, data }: Former, { name, controllers }: StoreFrontTopology): StoreFrontState {
  const known = data.storeFronts[topology.storeFronts.findIndex((storeFront) => storeFront.name === name)];
  const listed = controllers.map(({ fqdn }) => fqdn);
  return known === undefined ? settledStoreFront(listed, null) : relistedStoreFront(known, listed);
}

/** A member that is new counts as up until it is probed. */
function changedVip({ topology, data }: Former, { fqdn, members }: VipTopology): VipState {
  const known = data.vips[topology.vips.findIndex((vip) => sameFqdn(vip.fqdn, fqdn))];
  const listed = settledVip(members);
  if (known === undefined) return listed;
  const states = members.map((member) => [member, known.members[member] ?? listed.members[member]]);
  return { ...known, members: Object.fromEntries(states) };
}

/** Those that some LocalDB may still be at: the one of the oldest, and all that came after it. */
function configurationsInUse(
  configurations: WorldData['configurations'],
  connectors: readonly ConnectorState[],
): WorldData['configurations'] {
  const oldest = Math.min(
    ...connectors.map(({ configSync }) => configSync.localDb?.revision ?? Number.MAX_SAFE_INTEGER),
  );
  const first = configurations.findLastIndex(({ revision }) => revision <= oldest);
  return configurations.slice(Math.max(0, first));
}

/** The next launch comes when it would have, unless users launch otherwise now. */
function keptLaunchMs({ former, definition }: Change): number | null {
  const isSame = JSON.stringify(former.definition.workload) === JSON.stringify(definition.workload);
  return isSame ? former.data.workload.nextLaunchMs : null;
}

function changedRegister(register: RegistrationState | undefined, { columns, isKept }: ChangedFleet) {
  const machineCount = columns.heldBy[CLOUD] ?? 0;
  const sessionCount = columns.sessions.reduce((sum, count, machine) => {
    return columns.holder[machine] === CLOUD ? sum + count : sum;
  }, 0);
  return isKept && register !== undefined
    ? { ...register, sessionCount }
    : { ...emptyRegistration(true, null), machineCount, sessionCount };
}

function keptLeases({ former, kept }: Change): WorldData['outageLeases'] {
  return Object.fromEntries(Object.entries(former.data.outageLeases).filter(([fqdn]) => kept.has(fqdn)));
}

/** Fills the queue of the new data: with what is under way, and with what is to come. No beat sleeps. */
function scheduleAnew(world: World, change: Change, fleets: readonly ChangedFleet[]): void {
  const { data } = world;
  for (const event of change.former.data.queue) {
    if (goesOn(world, change, event)) schedule(world, event);
    else carryMachineEvent(world, change, event);
  }
  // The same workload can have nobody left who may launch anything.
  if (data.workload.nextLaunchMs === null || world.brokering.workload.isEmpty) scheduleNextLaunch(world);
  else scheduleWorkload(world);
  data.beats.forEach((beat, index) => {
    if (beat.anchorMs !== null) setNext(world, index, beat, gridAfter(beat, beat.anchorMs, data.nowMs));
  });
  data.connectors.forEach((state, connector) => {
    scheduleDeadline(world, connector);
    anchorBeats(world, connector, state);
  });
  data.pairs.forEach((_, pair) => {
    scheduleWatchdog(world, pair);
  });
  for (const zone of world.zones) {
    const formerZone = change.former.zones.find(({ topology }) => topology.name === zone.topology.name);
    if (fleets[zone.index]?.isKept && formerZone !== undefined) zone.answers.set(formerZone.answers);
    else zone.fleet.replan(data.nowMs);
    scheduleFleet(world, zone);
  }
}

/** A machine that is being reset goes on with that, wherever it is counted now. */
function carryMachineEvent(world: World, { former, topology }: Change, { atMs, what }: QueuedEvent): void {
  if (what.type !== 'used' && what.type !== 'reset-over') return;
  const place = placeNow(former, topology, what);
  if (place !== null) scheduleMachine(world, place, what.type, atMs);
}

/** Messages and leases go on between and for those that stay; everything else follows from the data. */
function goesOn(world: World, { kept }: Change, { what }: QueuedEvent): boolean {
  switch (what.type) {
    case 'message':
      return kept.has(what.from) && kept.has(what.to);
    case 'outage-lease':
      return kept.has(what.connector);
    case 'fault-lease':
    case 'flap':
      return world.data.faults.some(({ id, endedMs }) => id === what.id && endedMs === null);
    case 'stream-lease':
      return world.data.farm?.leases[what.server] !== undefined;
    default:
      return false;
  }
}

function note(world: World, { former, topology, kept }: Change): void {
  const entry = { provider: 'holdover', id: null, severity: 'information', zone: null, connector: null } as const;
  const definition = {
    gone: notKept(former.topology, kept),
    installed: notKept(topology, kept),
    serversGone: serversGone(former, world),
  };
  writeLog(world, { ...entry, message: `definition changed: revision ${world.data.cloudBroker.revision}`, definition });
  former.data.faults.forEach(({ id, fault, endedMs }, index) => {
    if (endedMs !== null || world.data.faults[index]?.endedMs === null) return;
    const message = `fault ${id} ended: ${describeFault(fault)} (no longer there)`;
    writeLog(world, { ...entry, message, fault: { ended: id } });
  });
}

function notKept({ zones }: Topology, kept: ReadonlySet<string>): ConnectorPlace[] {
  return zones.flatMap(({ name, connectors }) =>
    connectors.filter((fqdn) => !kept.has(fqdn)).map((connector) => ({ zone: name, connector })),
  );
}

function serversGone({ farm }: Former, world: World): string[] {
  const names = (farm?.topology.servers ?? []).map(({ name }) => name);
  return names.filter((name) => !world.farm?.topology.servers.some((server) => server.name === name));
}

function startNewConnectors(world: World, { kept }: Change): void {
  world.data.connectors.forEach(({ fqdn }, connector) => {
    if (kept.has(fqdn) || world.damage.connectorsDown.has(fqdn)) return;
    deliver(world, connector, { type: 'started', atMs: world.data.nowMs });
  });
}

/** What rests on settings that are others now is judged anew. */
function lookAgain(world: World, { former, kept }: Change): void {
  for (const zone of world.zones) {
    const before = former.zones.find(({ topology }) => topology.name === zone.topology.name);
    if (JSON.stringify(before?.settings) !== JSON.stringify(zone.settings)) {
      for (const connector of zone.connectors) {
        if (!kept.has(connectorAt(world, connector).fqdn)) continue;
        deliver(world, connector, { type: 'settings-changed', atMs: world.data.nowMs });
      }
    }
    zoneChanged(world, zone);
    noteZoneState(world, zone);
    answersChanged(world, zone);
  }
}
