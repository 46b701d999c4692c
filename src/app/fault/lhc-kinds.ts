/**
 * The kinds of fault of Local Host Cache: of connectors, StoreFronts and machines.
 *
 * Not here: those of the streaming farm (streaming-kinds.ts), and what a fault does to the machines of a site (sim/fault-control.ts).
 */

import { UserError } from '../../core/kernel/index.ts';
import type { World } from '../../sim/index.ts';
import { listed } from '../did-you-mean.ts';
import { connectorNamed, storeFrontNamed, zoneNamed, zonesIn } from '../objects.ts';
import { machineOrTargetNamed } from '../streaming-objects.ts';
import { flagMissing, type KindDefinition } from './kind-definition.ts';

const FLAP_DEFAULT_MS = 20_000;

const HTTP_OK = 200;

export const LHC_KINDS: readonly KindDefinition[] = [
  {
    kind: 'cloud-unreachable',
    target: 'ZONE|CONNECTOR|all',
    flags: '',
    meaning: 'the connectors cannot reach the cloud: every relay fails',
    make: (world, { target }) => ({ kind: 'cloud-unreachable', connectors: connectorsOf(world, target) }),
  },
  {
    kind: 'connector-down',
    target: 'CONNECTOR',
    flags: '',
    meaning: 'the connector is off; when it is mended, it starts again',
    make: (world, { target }) => ({ kind: 'connector-down', connector: connectorNamed(world, target) }),
  },
  {
    kind: 'connector-partitioned',
    target: 'CONNECTOR',
    flags: '--link peers|vdas',
    meaning: 'the connector runs, but its peers, or the machines, cannot reach it',
    make: (world, { target, link }) => {
      if (link === null) {
        throw flagMissing('connector-partitioned', '--link peers or --link vdas', `${target} --link peers`);
      }
      return { kind: 'connector-partitioned', connector: connectorNamed(world, target), link };
    },
  },
  {
    kind: 'secondary-broker-down',
    target: 'CONNECTOR',
    flags: '',
    meaning: 'the High Availability Service is stopped; the connector itself goes on relaying',
    make: (world, { target }) => ({ kind: 'secondary-broker-down', connector: connectorNamed(world, target) }),
  },
  {
    kind: 'sync-failure',
    target: 'CONNECTOR',
    flags: '',
    meaning: 'every import of a new configuration fails; the LocalDB in use stays',
    make: (world, { target }) => ({ kind: 'sync-failure', connector: connectorNamed(world, target) }),
  },
  {
    kind: 'sta-failure',
    target: 'CONNECTOR',
    flags: '',
    meaning: 'the cloud answers no ticket request of the connector, everything else it does',
    make: (world, { target }) => ({ kind: 'sta-failure', connector: connectorNamed(world, target) }),
  },
  {
    kind: 'monitor-answer',
    target: 'CONNECTOR',
    flags: '--status CODE | --no-farm',
    meaning: 'the connector answers the probes of an ADC with this status, or without the name of the farm',
    make: (world, { target, status, noFarm }) => {
      if (status === null && noFarm === null) {
        throw flagMissing('monitor-answer', '--status CODE or --no-farm', `${target} --status 500`);
      }
      const connector = connectorNamed(world, target);
      if (!monitoredIn(world).includes(connector)) throw monitorNone(world, connector);
      return { kind: 'monitor-answer', connector, status: status ?? HTTP_OK, namesFarm: noFarm === null };
    },
  },
  {
    kind: 'storefront-down',
    target: 'STOREFRONT',
    flags: '',
    meaning: 'the StoreFront sends no heartbeats; after the expiry its connectors refuse HA mode',
    make: (world, { target }) => ({ kind: 'storefront-down', storeFront: storeFrontNamed(world, target) }),
  },
  {
    kind: 'link-flapping',
    target: 'ZONE|CONNECTOR|all',
    flags: '--every DURATION',
    meaning: 'the link to the cloud is down, then up, in turn, for 20s each unless told',
    make: (world, { target, everyMs }) => ({
      kind: 'link-flapping',
      connectors: connectorsOf(world, target),
      everyMs: everyMs ?? FLAP_DEFAULT_MS,
    }),
  },
  {
    kind: 'machine-down',
    target: 'MACHINE|TARGET',
    flags: '',
    meaning:
      'the machine is off: its broker hears nothing and gives it up in the end; when it is mended, it starts again',
    make: (world, { target }) => ({ kind: 'machine-down', machine: machineOrTargetNamed(world, target) }),
  },
];

function connectorsOf(world: World, target: string): readonly string[] {
  const zones = zonesIn(world);
  if (target === 'all') return world.data.connectors.map((connector) => connector.fqdn);
  const names = zones.map((zone) => zone.topology.name);
  // A name with a dot, or one that begins a connector's, can only be a connector's.
  if (target.includes('.')) return [connectorNamed(world, target)];
  const isZone = names.some((name) => name.toLowerCase() === target.toLowerCase());
  const isConnector = world.data.connectors.some(({ fqdn }) =>
    fqdn.toLowerCase().startsWith(`${target.toLowerCase()}.`),
  );
  return !isZone && isConnector ? [connectorNamed(world, target)] : zoneNamed(world, target).topology.connectors;
}

/** The connectors that some virtual server probes, in file order. */
function monitoredIn({ data, topology }: World): readonly string[] {
  const members = new Set(topology.vips.flatMap((vip) => vip.members));
  return data.connectors.map(({ fqdn }) => fqdn).filter((fqdn) => members.has(fqdn));
}

function monitorNone(world: World, connector: string): UserError {
  const monitored = monitoredIn(world);
  const [first] = monitored;
  return new UserError('usage', 'MONITOR_NONE', `No monitor asks ${connector}: it is a member of no virtual server.`, {
    why: `The fault would do nothing. Members of one: ${listed(monitored)}.`,
    hints:
      first === undefined ? ['holdover fault kinds'] : [`holdover fault inject monitor-answer ${first} --status 500`],
  });
}
