/**
 * A farm whose definition changes while its targets run, boot, wait and are off.
 */
import { expect, test } from 'vitest';
import { targetNumber } from '../../src/core/pvs/farm/index.ts';
import { machineIndex, type ProvisioningDefinition, type SiteDefinition } from '../../src/core/site/index.ts';
import { act, advanceTo, settle, type World } from '../../src/sim/index.ts';
import { FROZEN, STREAMING } from '../../src/sim/streaming/target-columns.ts';
import { contoso } from '../support/contoso.ts';

const SECOND = 1_000;
const MINUTE = 60_000;

function changeSite(world: World, change: (site: SiteDefinition) => SiteDefinition): void {
  const definition = change(world.definition);
  act(world, { type: 'definition-changed', definition, source: { fileName: 'site.yaml', text: '' } });
}

function changeFarm(world: World, change: (farm: ProvisioningDefinition) => ProvisioningDefinition | null): void {
  changeSite(world, (site) => ({ ...site, provisioning: change(site.provisioning!) }));
}

function advance(world: World, byMs: number): void {
  advanceTo(world, world.data.nowMs + byMs);
}

function numberOf({ farm }: World, name: string): number {
  return targetNumber(farm!.topology, name) ?? -1;
}

function isMachineDown(world: World, name: string): boolean {
  const zone = world.zones.find(({ topology }) => machineIndex(topology, name) !== null)!;
  return zone.fleet.columns.down[machineIndex(zone.topology, name)!] === 1;
}

function freezeAll(world: World): void {
  const servers = world.farm!.topology.servers.map(({ name }) => name);
  act(world, { type: 'stream-stopped', servers, untilMs: null });
  advance(world, MINUTE);
}

test('a machine that is no target any more is not held by the disk that it had', () => {
  const world = settle(contoso);
  freezeAll(world);
  expect(isMachineDown(world, 'ams-srv-03')).toBe(true);
  changeFarm(world, () => null);
  expect(isMachineDown(world, 'ams-srv-03')).toBe(false);
});

test('machines that come into a delivery group while their disks are held are silent', () => {
  const world = settle({ ...contoso, deliveryGroups: withoutGroup(contoso, 'finance') });
  freezeAll(world);
  expect(world.farm!.data.targets.phase[numberOf(world, 'ams-srv-03')]).toBe(FROZEN);
  changeSite(world, (site) => ({ ...site, deliveryGroups: contoso.deliveryGroups }));
  expect(isMachineDown(world, 'ams-srv-03')).toBe(true);
});

function withoutGroup({ deliveryGroups }: SiteDefinition, name: string): SiteDefinition['deliveryGroups'] {
  return Object.fromEntries(Object.entries(deliveryGroups).filter(([each]) => each !== name));
}

test('targets of a server that is gone look for another at once, and their pause begins then', () => {
  const world = settle(contoso);
  advance(world, 10 * MINUTE);
  const target = numberOf(world, 'vda-017');
  const { name } = world.farm!.topology.servers[world.farm!.data.targets.server[target]! - 1]!;
  changeFarm(world, (farm) => withoutServer(farm, name));
  advance(world, 10 * SECOND);
  const { phase, pausedMs } = world.farm!.data.targets;
  expect(phase[numberOf(world, 'vda-017')]).toBe(STREAMING);
  expect(pausedMs[numberOf(world, 'vda-017')]).toBeLessThan(10 * SECOND);
});

function withoutServer(farm: ProvisioningDefinition, name: string): ProvisioningDefinition {
  const others = (names: readonly string[]) => names.filter((each) => each !== name);
  return {
    ...farm,
    sites: mapped(farm.sites, (site) => ({
      ...site,
      servers: Object.fromEntries(Object.entries(site.servers).filter(([each]) => each !== name)),
      loginServers: others(site.loginServers),
    })),
    stores: mapped(farm.stores, (store) => ({ ...store, servers: others(store.servers) })),
  };
}

function mapped<Value>(record: Readonly<Record<string, Value>>, map: (value: Value) => Value): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}

test('a login that is under way while every service stops and the definition changes goes on', () => {
  const world = settle(contoso);
  act(world, { type: 'target-shut-down', target: 'vda-017' });
  act(world, { type: 'target-booted', target: 'vda-017' });
  const servers = world.farm!.topology.servers.map(({ name }) => name);
  act(world, { type: 'stream-stopped', servers, untilMs: null });
  changeFarm(world, (farm) => farm);
  advance(world, MINUTE);
  act(world, { type: 'stream-started', servers });
  advance(world, 2 * MINUTE);
  expect(world.farm!.data.targets.phase[numberOf(world, 'vda-017')]).toBe(STREAMING);
});
