/**
 * The machines of a site whose definition was changed, in the columns of their zones.
 *
 * A machine is known by its name. One that stays in its zone keeps its registration and its next contact; where its connector
 * is gone it finds that out with that contact. One that is new in a zone registers at once.
 *
 * Not here: what a machine does (../fleet.ts), and the sessions on it (sessions.ts).
 */

import {
  type MachineRange,
  machineIndex,
  numberedName,
  type Timers,
  type ZoneTopology,
} from '../../core/site/index.ts';
import { emptyColumns, FIRST_CONNECTOR, type FleetColumns, NOBODY, recount } from '../fleet-columns.ts';
import type { ZoneRuntime } from '../world.ts';
import type { Change } from './former.ts';

export interface ChangedFleet {
  readonly columns: FleetColumns;
  /** The columns are those from before: nothing that concerns machines has changed in the zone. */
  readonly isKept: boolean;
}

/** The fleets of all zones, in the order of the topology. */
export function changedFleets(change: Change): readonly ChangedFleet[] {
  const { former, topology } = change;
  const isKept = topology.zones.map((zone) => isSameFleet(change, zone));
  // Machines of the other zones are caught up by the timers that they lived by.
  for (const { topology: zone, fleet } of former.zones) {
    const index = topology.zones.findIndex(({ name }) => name === zone.name);
    if (index === -1 || isKept[index] === false) fleet.wake(former.data.nowMs, Number.POSITIVE_INFINITY);
  }
  return topology.zones.map((zone, index) => {
    const before = formerZone(change, zone.name);
    if (isKept[index] === true && before !== undefined) return { columns: before.fleet.columns, isKept: true };
    return { columns: rebuilt(change, zone), isKept: false };
  });
}

const FLEET_TIMERS = ['vdaHeartbeat', 'vdaRetry', 'brokerContactLost'] as const satisfies readonly (keyof Timers)[];

function isSameFleet({ former, definition, kept }: Change, zone: ZoneTopology): boolean {
  const before = former.topology.zones.find(({ name }) => name === zone.name);
  if (before === undefined) return false;
  const ranges = ({ machineGroups }: ZoneTopology) =>
    machineGroups.map(({ maintenance, ...range }) => JSON.stringify(range)).join();
  return (
    zone.connectors.join() === before.connectors.join() &&
    zone.connectors.every((fqdn) => kept.has(fqdn)) &&
    ranges(zone) === ranges(before) &&
    FLEET_TIMERS.every((timer) => former.definition.timers[timer] === definition.timers[timer])
  );
}

/** What machines of a zone are rebuilt with. */
interface Rebuild {
  readonly change: Change;
  readonly columns: FleetColumns;
  readonly before: ZoneRuntime | undefined;
  /** By the former position of a connector + 1: its position now + 1, or 0 when it is gone. */
  readonly viaNow: readonly number[];
}

function rebuilt(change: Change, zone: ZoneTopology): FleetColumns {
  const before = formerZone(change, zone.name);
  const columns = emptyColumns(zone, change.former.data.nowMs);
  const viaNow = (before?.topology.connectors ?? []).map((fqdn) =>
    change.kept.has(fqdn) ? zone.connectors.indexOf(fqdn) + 1 : 0,
  );
  const rebuild: Rebuild = { change, columns, before, viaNow: [0, ...viaNow] };
  for (const range of zone.machineGroups) {
    const placeOf = formerPlaces(change, range);
    for (let number = 1; number <= range.count; number++) {
      fillIn(rebuild, range.first + number - 1, placeOf(number));
    }
  }
  recount(columns);
  return columns;
}

/** Where a machine was. */
interface Place {
  readonly zone: ZoneRuntime;
  readonly machine: number;
}

/** Finds where the machines of a range were: mostly in a range of the same name. Null for a machine that is new. */
function formerPlaces({ former }: Change, { name }: MachineRange): (number: number) => Place | null {
  const twins = former.zones.flatMap((zone) =>
    zone.topology.machineGroups.filter((range) => range.name === name).map((range) => ({ zone, range })),
  );
  return (number) => {
    for (const { zone, range } of twins) {
      if (number <= range.count) return { zone, machine: range.first + number - 1 };
    }
    return placeByName(former.zones, numberedName(name, number));
  };
}

function placeByName(zones: readonly ZoneRuntime[], name: string): Place | null {
  for (const zone of zones) {
    const machine = machineIndex(zone.topology, name);
    if (machine !== null) return { zone, machine };
  }
  return null;
}

function fillIn(rebuild: Rebuild, machine: number, place: Place | null): void {
  const { columns, before, change } = rebuild;
  if (place !== null) {
    const { condition, ready, down, lastMessageMs } = place.zone.fleet.columns;
    columns.condition[machine] = condition[place.machine]!;
    columns.ready[machine] = ready[place.machine]!;
    columns.lastMessageMs[machine] = lastMessageMs[place.machine]!;
    columns.down[machine] = down[place.machine]!;
    columns.downCount += down[place.machine]!;
  }
  if (place !== null && place.zone === before) return stay(rebuild, machine, place);
  columns.nextContactMs[machine] = change.former.data.nowMs;
  columns.holder[machine] = NOBODY;
}

/** A machine that stays in its zone, with the connectors as they are numbered now. */
function stay({ change, columns, viaNow }: Rebuild, machine: number, place: Place): void {
  const from = place.zone.fleet.columns;
  const { timers: former } = change.former.definition;
  const { timers } = change.definition;
  const { nowMs } = change.former.data;
  const nextMs = from.nextContactMs[place.machine]!;
  const via = viaNow[from.via[place.machine]!] ?? 0;
  columns.via[machine] = via;
  columns.nextContactMs[machine] =
    via === 0
      ? withinHeartbeat(nextMs, timers.vdaHeartbeat, nowMs)
      : onGrid(nextMs - former.vdaHeartbeat, timers.vdaHeartbeat, nowMs);
  const wasVia = from.via[place.machine]! !== 0;
  const acceptedMs = wasVia ? nextMs - former.vdaHeartbeat : from.lastAcceptedMs[place.machine]!;
  // Whom a shorter time has already given up is given up now.
  if (via === 0) columns.lastAcceptedMs[machine] = Math.max(acceptedMs, nowMs - timers.brokerContactLost);
  const holder = from.holder[place.machine]!;
  columns.holder[machine] =
    holder < FIRST_CONNECTOR ? holder : FIRST_CONNECTOR + viaNow[holder - FIRST_CONNECTOR + 1]! - 1;
}

/** The first moment after the present at which a machine that was last heard at `lastMs` is due by its heartbeat. */
function onGrid(lastMs: number, heartbeatMs: number, nowMs: number): number {
  return lastMs + Math.max(1, Math.floor((nowMs - lastMs) / heartbeatMs) + 1) * heartbeatMs;
}

/** A machine that is registered nowhere tries again when it would have, or sooner where machines speak more often now. */
function withinHeartbeat(nextMs: number, heartbeatMs: number, nowMs: number): number {
  return nextMs <= nowMs ? nextMs : nowMs + ((nextMs - nowMs - 1) % heartbeatMs) + 1;
}

function formerZone({ former }: Change, name: string): ZoneRuntime | undefined {
  return former.zones.find(({ topology }) => topology.name === name);
}
