/**
 * Faults of the streaming farm when the definition changes, and of targets that are no machines of a delivery group.
 */
import { expect, test } from 'vitest';
import { targetNumber } from '../../src/core/pvs/farm/index.ts';
import type { Fault, ProvisioningDefinition } from '../../src/core/site/index.ts';
import { act, advanceTo, settle, type World } from '../../src/sim/index.ts';
import { OFF, STREAMING } from '../../src/sim/streaming/target-columns.ts';
import { contoso } from '../support/contoso.ts';

const MINUTE = 60_000;

function inject(world: World, id: string, fault: Fault): void {
  act(world, { type: 'fault-injected', id, fault, untilMs: null });
}

function advance(world: World, byMs: number): void {
  advanceTo(world, world.data.nowMs + byMs);
}

function phaseOf({ farm }: World, name: string): number | undefined {
  return farm?.data.targets.phase[targetNumber(farm.topology, name) ?? -1];
}

function changeFarm(world: World, change: (farm: ProvisioningDefinition) => ProvisioningDefinition): void {
  const { definition } = world;
  const changed = { ...definition, provisioning: change(definition.provisioning!) };
  act(world, { type: 'definition-changed', definition: changed, source: { fileName: 'site.yaml', text: '' } });
}

function inForce({ data }: World): readonly string[] {
  return data.faults.filter(({ endedMs }) => endedMs === null).map(({ id }) => id);
}

test('a target that is no machine goes off, and boots when that is mended', () => {
  const world = settle(contoso);
  expect(phaseOf(world, 'vda-007')).toBe(STREAMING);
  inject(world, 'f1', { kind: 'machine-down', machine: 'vda-007' });
  advance(world, MINUTE);
  expect([phaseOf(world, 'vda-007'), phaseOf(world, 'vda-008')]).toEqual([OFF, STREAMING]);
  act(world, { type: 'fault-cleared', id: 'f1' });
  advance(world, 5 * MINUTE);
  expect(phaseOf(world, 'vda-007')).toBe(STREAMING);
});

test('a changed definition ends the faults whose object is gone, and no others', () => {
  const world = settle(contoso);
  inject(world, 'f1', { kind: 'machine-down', machine: 'vda-007' });
  inject(world, 'f2', { kind: 'machine-down', machine: 'kiosk-2' });
  inject(world, 'f3', { kind: 'replica-drift', server: 'pvs1', vdisk: 'win11' });
  inject(world, 'f4', { kind: 'store-unreachable', server: 'pvs1', store: 'local' });
  inject(world, 'f5', { kind: 'database-offline', partial: false });
  changeFarm(world, ({ collections: { kiosk: _kiosk, ...collections }, ...farm }) => ({ ...farm, collections }));
  expect(inForce(world)).toEqual(['f1', 'f3', 'f4', 'f5']);
  expect(phaseOf(world, 'vda-007')).toBe(OFF);
});

test('copies of a store that is shared from now on cannot differ', () => {
  const world = settle(contoso);
  inject(world, 'f1', { kind: 'replica-drift', server: 'pvs1', vdisk: 'win11' });
  inject(world, 'f2', { kind: 'store-unreachable', server: 'pvs1', store: 'local' });
  changeFarm(world, (farm) => {
    const local = { ...farm.stores.local!, storage: 'shared' as const };
    return { ...farm, stores: { ...farm.stores, local } };
  });
  expect(inForce(world)).toEqual(['f2']);
});
