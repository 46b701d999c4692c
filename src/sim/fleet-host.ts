/**
 * What a zone's machines are answered: the connectors and registers of a world, as a fleet sees them.
 *
 * Not here: whom a machine asks, and when (fleet.ts).
 */

import { present } from '../core/kernel/index.ts';
import { connectorRoute } from '../core/lhc/connector/index.ts';
import { stepRegistration } from '../core/lhc/registration/index.ts';
import { machineName } from '../core/site/index.ts';
import { brokerChanged } from './brokering/index.ts';
import { relayOutcome, setRegistration, writeLog } from './deliver.ts';
import type { FleetAnswer, FleetHost } from './fleet.ts';
import { CLOUD, FIRST_CONNECTOR, NOBODY } from './fleet-columns.ts';
import { connectorAt, reachesCloud, type World, type ZoneRuntime } from './world.ts';

/** The surroundings of the fleet of a zone. The world is looked up when asked, since it is made after its fleets. */
export function fleetHost(worldOf: () => World, zoneIndex: number): FleetHost {
  const zoneAt = (world: World) => present(world.zones[zoneIndex], 'the zone of the fleet');
  return {
    ask: (position, machine, holder) => {
      const world = worldOf();
      return ask(world, zoneAt(world), { position, machine, holder });
    },
    released: (holder, machine) => {
      const world = worldOf();
      released(world, zoneAt(world), holder, machine);
    },
    moved: (machine, from, to) => {
      const world = worldOf();
      brokerChanged(world, zoneAt(world), machine);
      trace(world, zoneAt(world), { machine, from, to });
    },
  };
}

interface Contact {
  /** The connector's position in its zone. */
  readonly position: number;
  readonly machine: number;
  readonly holder: number;
}

function ask(world: World, zone: ZoneRuntime, contact: Contact): FleetAnswer {
  const connector = present(zone.connectors[contact.position], 'a connector of the zone');
  const state = connectorAt(world, connector);
  if (state.phase !== 'running' || world.damage.vdasCut.has(state.fqdn)) return 'unreachable';
  // SingleMultiSessionMismatch: every broker refuses it, and the connector need not ask.
  if (!zone.topology.allFit && !fits(zone, contact.machine)) return 'refused';
  switch (connectorRoute(state)) {
    case 'cloud':
      return relayed(world, zone, connector, contact);
    case 'secondary-broker':
      return registers(world, zone, connector, contact);
    default:
      return 'refused';
  }
}

function fits({ topology, fleet }: ZoneRuntime, machine: number): boolean {
  return topology.machineGroups[fleet.columns.rangeOf[machine]!]?.fitsGroup !== false;
}

function relayed(world: World, zone: ZoneRuntime, connector: number, contact: Contact): FleetAnswer {
  const succeeded = reachesCloud(world, connectorAt(world, connector).fqdn);
  if (!succeeded || connectorAt(world, connector).haMode.components['vda-relay'] === 'unhealthy') {
    const text = `heartbeat of ${machineName(zone.topology, contact.machine)}`;
    relayOutcome(world, connector, { kind: 'vda-message', text, succeeded });
  }
  if (!succeeded) return 'refused';
  if (contact.holder !== CLOUD) countInCloud(world, zone, 'machine-registers', contact.machine);
  return 'accepted-by-cloud';
}

function registers(world: World, zone: ZoneRuntime, connector: number, contact: Contact): FleetAnswer {
  if (contact.holder === FIRST_CONNECTOR + contact.position) return 'accepted-by-secondary';
  const state = connectorAt(world, connector);
  const sessionCount = present(zone.fleet.columns.sessions[contact.machine], 'a machine of the zone');
  const [registration, effects] = stepRegistration(state.registration, { type: 'machine-registers', sessionCount });
  if (registration !== state.registration) setRegistration(world, connector, registration);
  for (const effect of effects) {
    if (effect.type === 'limit-reached') {
      writeLog(world, {
        provider: 'Citrix High Availability Service',
        id: null,
        severity: 'error',
        message: `BrokerRegistrationLimitReached: ${effect.limit} machines are registered, further ones are refused`,
        zone: zone.topology.name,
        connector: state.fqdn,
      });
    }
  }
  return effects.some((effect) => effect.type === 'accepted') ? 'accepted-by-secondary' : 'refused';
}

function released(world: World, zone: ZoneRuntime, holder: number, machine: number): void {
  if (holder === CLOUD) return countInCloud(world, zone, 'machine-gone', machine);
  if (holder === NOBODY) return;
  const connector = present(zone.connectors[holder - FIRST_CONNECTOR], 'a connector of the zone');
  const state = connectorAt(world, connector);
  const sessionCount = present(zone.fleet.columns.sessions[machine], 'a machine of the zone');
  const [registration] = stepRegistration(state.registration, { type: 'machine-gone', sessionCount });
  setRegistration(world, connector, registration);
}

function countInCloud(
  world: World,
  zone: ZoneRuntime,
  type: 'machine-registers' | 'machine-gone',
  machine: number,
): void {
  const sessionCount = present(zone.fleet.columns.sessions[machine], 'a machine of the zone');
  const register = present(world.data.cloudRegisters[zone.index], 'the cloud register of the zone');
  world.data.cloudRegisters[zone.index] = stepRegistration(register, { type, sessionCount })[0];
}

interface Move {
  readonly machine: number;
  readonly from: number;
  readonly to: number;
}

function trace(world: World, zone: ZoneRuntime, move: Move): void {
  if (world.options.onTrace === undefined) return;
  const name = machineName(zone.topology, move.machine);
  const line = `${name}  registered with ${holderName(zone, move.to)}, before with ${holderName(zone, move.from)}`;
  world.options.onTrace(world.data.nowMs, line);
}

function holderName(zone: ZoneRuntime, holder: number): string {
  if (holder === NOBODY) return 'nobody';
  return holder === CLOUD ? 'cloud' : (zone.topology.connectors[holder - FIRST_CONNECTOR] ?? 'nobody');
}
