/**
 * `lhc ok-to-stop CONNECTOR…`: whether connectors can be stopped together without harm, and what would move.
 *
 * They are stopped in a copy of the site, and the copy is looked at once every machine has had the time to notice.
 *
 * Not here: who takes over (core/lhc/election), and stopping them for real (fault inject connector-down).
 */

import { formatDuration, formatInstant, present } from '../../core/kernel/index.ts';
import type { ConnectorState } from '../../core/lhc/connector/index.ts';
import { type ZoneStatus, zoneStatusOf } from '../../core/status/index.ts';
import {
  act,
  advanceTo,
  connectorAt,
  connectorIndex,
  factsOf,
  resume,
  type World,
  type ZoneRuntime,
  zoneOf,
} from '../../sim/index.ts';
import type { AppContext } from '../context.ts';
import { connectorNamed, zoneNamed } from '../objects.ts';
import { openSite } from '../open-site.ts';
import { type LeftWithout, leftWithout } from './left-without.ts';

export interface OkToStopResult {
  readonly schema: 'holdover.ok-to-stop/1';
  readonly site: string;
  readonly at: string;
  readonly connectors: readonly string[];
  readonly ok: boolean;
  /** What speaks against it; empty when it is ok. */
  readonly obstacles: readonly StopObstacle[];
  /** What is to be known, and does not speak against it. */
  readonly remarks: readonly StopRemark[];
  /** The zones of the connectors. */
  readonly zones: readonly ZoneWithout[];
}

export interface StopObstacle {
  readonly kind: 'nobody-brokers' | 'brokers-now' | 'not-ha-ready' | 'machines-lost' | LeftWithout['kind'];
  /** A zone, a virtual server, a StoreFront or an ADC. */
  readonly object: string;
  readonly message: string;
}

export interface StopRemark {
  readonly kind: 'one-connector-left';
  /** A zone. */
  readonly object: string;
  readonly message: string;
}

/** A zone now, and once its connectors are stopped. */
export interface ZoneWithout {
  readonly zone: string;
  readonly now: ZoneSide;
  readonly without: ZoneSide;
  /** Machines that are registered through the connectors, and have to find another one. */
  readonly machinesMoving: number;
}

export interface ZoneSide {
  readonly brokering: ZoneStatus['brokering'];
  readonly elected: string | null;
  /** Whether it would be brokered in an outage that began at that moment. */
  readonly haReady: boolean;
  readonly machinesRegistered: number;
  /** Pooled machines that are being reset after use, and registered nowhere meanwhile. */
  readonly machinesResetting: number;
  /** Machines that are on, and registered nowhere. */
  readonly machinesUnregistered: number;
}

/** @throws {UserError} CONNECTOR_UNKNOWN, CONNECTOR_AMBIGUOUS, and what the store throws */
export async function okToStop(context: AppContext, names: readonly string[]): Promise<OkToStopResult> {
  const { world } = await openSite(context);
  const connectors = [...new Set(names.map((name) => connectorNamed(world, name)))];
  const without = withStopped(world, connectors);
  const named = new Set(connectors.map((fqdn) => zoneOf(world, connectorIndex(world, fqdn))));
  const zones = world.zones
    .filter((zone) => named.has(zone))
    .map((zone) => zoneWithout(world, without, zone, connectors));
  const obstacles = [
    ...zones.flatMap((zone) => [...zoneObstacles(zone), ...brokersNow(world, zone, connectors)]),
    ...leftWithout(without, connectors),
  ];
  return {
    schema: 'holdover.ok-to-stop/1',
    site: world.definition.name,
    at: formatInstant(world.data.nowMs),
    connectors,
    ok: obstacles.length === 0,
    obstacles,
    remarks: zones.flatMap((zone) => oneLeft(without, zone)),
    zones,
  };
}

/** A copy of the world in which they have been down for as long as machines need to notice. */
function withStopped({ definition, data }: World, connectors: readonly string[]): World {
  const copy = resume(definition, structuredClone(data));
  connectors.forEach((connector, index) => {
    const fault = { kind: 'connector-down', connector } as const;
    act(copy, { type: 'fault-injected', id: `ok-to-stop-${index + 1}`, fault, untilMs: null });
  });
  const { peerSilence, vdaHeartbeat } = definition.timers;
  advanceTo(copy, data.nowMs + peerSilence + vdaHeartbeat);
  return copy;
}

function zoneWithout(world: World, without: World, zone: ZoneRuntime, connectors: readonly string[]): ZoneWithout {
  return {
    zone: zone.topology.name,
    now: zoneSide(world, zone.index),
    without: zoneSide(without, zone.index),
    machinesMoving: registeredThrough(zone, connectors),
  };
}

function zoneSide(world: World, index: number): ZoneSide {
  const { brokering, elected, haReady, machines } = zoneStatusOf(factsOf(world), index);
  const { registered, resetting } = machines;
  const { count, downCount } = present(world.zones[index], 'a zone of this world').fleet.columns;
  const machinesUnregistered = Math.max(0, count - downCount - registered);
  return {
    brokering,
    elected,
    haReady,
    machinesRegistered: registered,
    machinesResetting: resetting,
    machinesUnregistered,
  };
}

function registeredThrough({ topology, fleet }: ZoneRuntime, connectors: readonly string[]): number {
  const places = topology.connectors.flatMap((fqdn, position) => (connectors.includes(fqdn) ? [position + 1] : []));
  return fleet.columns.via.reduce((count, via) => (places.includes(via) ? count + 1 : count), 0);
}

function zoneObstacles({ zone, now, without }: ZoneWithout): readonly StopObstacle[] {
  if (without.brokering === 'none') {
    const message = `nobody would broker for ${zone}${now.brokering === 'none' ? ', as now' : ''}`;
    return [{ kind: 'nobody-brokers', object: zone, message }];
  }
  const lost = without.machinesUnregistered - now.machinesUnregistered;
  return [
    ...(without.haReady ? [] : [notHaReady(zone, now)]),
    ...(lost > 0 ? [{ kind: 'machines-lost' as const, object: zone, message: lostText(zone, lost) }] : []),
  ];
}

function notHaReady(zone: string, now: ZoneSide): StopObstacle {
  const already = now.haReady ? '' : ', as now';
  return { kind: 'not-ha-ready', object: zone, message: `${zone} would be brokered by nobody in an outage${already}` };
}

function lostText(zone: string, count: number): string {
  return `${count} machines of ${zone} would be registered nowhere`;
}

/** Others take over from the one that brokers, but not at once, and its machines pay for it twice. */
function brokersNow(
  world: World,
  { zone, without }: ZoneWithout,
  connectors: readonly string[],
): readonly StopObstacle[] {
  if (without.brokering === 'none') return [];
  const silence = formatDuration(world.definition.timers.peerSilence);
  return connectorsIn(world, zone)
    .filter(({ fqdn, registration }) => registration.open && connectors.includes(fqdn))
    .map(({ fqdn, registration }) => ({
      kind: 'brokers-now',
      object: zone,
      message: `${fqdn} brokers for ${zone} now: nobody would for up to ${silence}, and its ${registration.machineCount} machines register again, and once more when it returns`,
    }));
}

/** Of a zone that would be brokered by nobody, more is said already. */
function oneLeft(world: World, { zone, without }: ZoneWithout): readonly StopRemark[] {
  const [last, ...others] = connectorsIn(world, zone).filter(({ phase }) => phase === 'running');
  if (!without.haReady || last === undefined || others.length > 0) return [];
  const message = `${zone} would be left with ${last.fqdn} alone: one more failure, and nobody brokers for it (LHC011)`;
  return [{ kind: 'one-connector-left', object: zone, message }];
}

function connectorsIn(world: World, zone: string): readonly ConnectorState[] {
  const { connectors } = zoneNamed(world, zone);
  return connectors.map((connector) => connectorAt(world, connector));
}
