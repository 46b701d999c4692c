/**
 * Who brokers for a zone, and who holds its machines: what a test of the world looks at.
 */
import { type ConnectorState, connectorRoute } from '../../src/core/lhc/connector/index.ts';
import type { World } from '../../src/sim/index.ts';

type Zone = World['zones'][number];

const NOBODY = 0;
const CLOUD = 1;
const FIRST_CONNECTOR = 2;

export function zoneNamed(world: World, name: string): Zone {
  const zone = world.zones.find(({ topology }) => topology.name === name);
  if (zone === undefined) throw new Error(`there is no zone ${name}`);
  return zone;
}

export function connectorsOf(world: World, name: string): readonly ConnectorState[] {
  return zoneNamed(world, name).connectors.map((index) => world.data.connectors[index] as ConnectorState);
}

/** Who could broker a launch for the zone now. */
export function brokeringOf(world: World, name: string): 'cloud' | 'secondary' | 'none' {
  const running = connectorsOf(world, name).filter(({ phase }) => phase === 'running');
  if (running.some((connector) => connectorRoute(connector) === 'secondary-broker')) return 'secondary';
  const relays = running.some(
    (connector) => connectorRoute(connector) === 'cloud' && !world.damage.cloudCut.has(connector.fqdn),
  );
  return relays ? 'cloud' : 'none';
}

/** The FQDNs of those that accept registrations. */
export function acceptingIn(world: World, name: string): readonly string[] {
  return connectorsOf(world, name)
    .filter(({ registration }) => registration.open)
    .map(({ fqdn }) => fqdn);
}

/** Machines by holder: `cloud`, `nobody`, and each connector of the zone. */
export function heldBy(world: World, name: string): Readonly<Record<string, number>> {
  const { topology, fleet } = zoneNamed(world, name);
  const { heldBy: counts } = fleet.columns;
  const connectors = topology.connectors.map(
    (fqdn, position) => [fqdn, counts[FIRST_CONNECTOR + position] ?? 0] as const,
  );
  return Object.fromEntries([['cloud', counts[CLOUD] ?? 0], ...connectors, ['nobody', counts[NOBODY] ?? 0]]);
}
