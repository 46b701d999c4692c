/**
 * A site with a streaming farm of any size: one vDisk, a copy on each of 50 servers.
 */
const SERVER_COUNT = 50;

export const LOST_SERVERS = ['s01', 's12', 's23', 's34', 's45'];

export function generatedFarm(targetCount: number): string {
  const names = Array.from({ length: SERVER_COUNT }, (_, index) => `s${String(index + 1).padStart(2, '0')}`);
  return JSON.stringify({
    holdover: 'site/1',
    name: 'farm',
    start: '2026-01-05T08:00:00Z',
    seed: 1,
    cloud: { farm: 'Farm' },
    zones: { z: { connectors: [{ fqdn: 'cc1.example' }] } },
    deliveryGroups: {},
    users: [],
    storeFronts: { sf: { deliveryControllers: ['cc1.example'] } },
    provisioning: {
      sites: {
        site: {
          servers: Object.fromEntries(names.map((name, index) => [name, { addresses: [`10.0.0.${index + 1}:6910`] }])),
          loginServers: names.slice(1, 5),
        },
      },
      stores: { store: { site: 'site', storage: 'local', servers: names } },
      vdisks: { image: { store: 'store' } },
      collections: { all: { site: 'site', vdisk: 'image', targets: { count: targetCount, name: 't-######' } } },
    },
  });
}
