/**
 * A site of any size, as a site file: zones of up to 10,000 machines, three connectors each, one StoreFront that lists them all.
 *
 * 10,000 is what one secondary broker may register. The last zone takes what is left over.
 */

const ZONE_MACHINES_MAX = 10_000;
const CONNECTORS_PER_ZONE = 3;

/** The text of a site file. JSON, which is YAML as well, and faster to read. */
export function generatedSite(machineCount: number): string {
  const zones = Array.from({ length: Math.ceil(machineCount / ZONE_MACHINES_MAX) }, (_, index) => {
    const name = `z${String(index + 1).padStart(3, '0')}`;
    return { name, connectors: connectorsOf(name), machineCount: sizeOfZone(index, machineCount) };
  });
  return JSON.stringify({
    holdover: 'site/1',
    name: nameOfGenerated(machineCount),
    start: '2026-01-05T08:00:00Z',
    seed: 1,
    zones: Object.fromEntries(
      zones.map(({ name, connectors }) => [name, { connectors: connectors.map((fqdn) => ({ fqdn })) }]),
    ),
    deliveryGroups: {
      desktops: {
        type: 'pooled',
        resources: ['Desktop'],
        machines: zones.map((zone) => ({ zone: zone.name, count: zone.machineCount, name: `${zone.name}-#####` })),
      },
    },
    storeFronts: {
      sf1: { version: '2402', deliveryControllers: zones.flatMap(({ connectors }) => connectors) },
    },
  });
}

export function nameOfGenerated(machineCount: number): string {
  return `machines-${machineCount}`;
}

function connectorsOf(zone: string): readonly string[] {
  return Array.from({ length: CONNECTORS_PER_ZONE }, (_, index) => `cc-${zone}-${index + 1}.bench.example`);
}

function sizeOfZone(index: number, machineCount: number): number {
  return Math.min(ZONE_MACHINES_MAX, machineCount - index * ZONE_MACHINES_MAX);
}
