/**
 * Conditions about streaming: what they can name, what they cost, and what is wrong usage.
 */
import { describe, expect, test } from 'vitest';
import { conditionOf } from '../../../../src/app/conditions/condition.ts';
import { LazyMap } from '../../../../src/app/conditions/lazy-map.ts';
import { UserError } from '../../../../src/core/kernel/index.ts';
import { statusOf } from '../../../../src/core/status/index.ts';
import { factsOf, settle } from '../../../../src/sim/index.ts';
import { contoso } from '../../../support/contoso.ts';
import { Farm } from '../../../support/farm.ts';

const world = settle(contoso);

function holds(text: string): boolean {
  return conditionOf(text, '--until', world).holds(world);
}

function refusalOf(text: string): string {
  try {
    conditionOf(text, '--until', world);
  } catch (error) {
    if (error instanceof UserError) return `${error.code} ${error.message} ${error.why}`;
  }
  return 'accepted';
}

test.each([
  "pvs.targets['vda-017'].state == 'streaming'",
  'pvs.targetCounts.frozen == 0 && pvs.targetCounts.streaming + 1 == 139',
  "pvs.servers.pvs3.powerRating == 2.0 && pvs.servers['pvs3'].load < 10.0",
  "pvs.vdisks.win11.versions['42'].replicas.pvs3 == 'not-identical'",
  "'pvs1' in pvs.vdisks.win11.versions['42'].identicalOn",
  "pvs.vdisks.dev.why.code == 'PVS023' && pvs.vdisks.win11.why == null",
  "pvs.targets['vda-001'].version == 42 && pvs.targets['vda-001'].ramCachePercent == 0",
  'size(pvs.targets) == 138',
  "pvs.targets.exists(name, pvs.targets[name].collection == 'kiosk')",
  "pvs.targets.all(name, pvs.targets[name].state != 'frozen')",
  "!has(pvs.targets.nobody) && !('nobody' in pvs.targets)",
])('%s holds', (text) => {
  expect(holds(text)).toBe(true);
});

test.each([
  ["pvs.targets['vda-17'].state == 'off'", 'No such key: vda-17'],
  ["pvs.targets['VDA-017'].state == 'off'", 'Did you mean vda-017?'],
  ['pvs.servers.pvs9.up', 'Did you mean pvs1?'],
  ["pvs.vdisks.win11.versions['43'].access == 'test'", 'Did you mean 42?'],
  ["false && pvs.targets['vda-121'].failovers > 0", 'No such key: vda-121'],
  ['pvs.targetCounts.frosen == 0', 'Did you mean frozen?'],
  ["pvs.targets['vda-001'].why.code == 'PVS021'", 'why is null now'],
])('%s is wrong usage at once', (text, said) => {
  expect(refusalOf(text)).toContain(said);
});

test('on a site without provisioning there is no pvs, whatever else the condition says', () => {
  const zonesOnly = settle({ ...contoso, provisioning: null });
  expect(() => conditionOf("verdict == 'failed' && pvs.database == 'online'", '--until', zonesOnly)).toThrow(
    'the site has no provisioning',
  );
  expect(conditionOf("verdict == 'healthy'", '--until', zonesOnly).holds(zonesOnly)).toBe(true);
});

test('a condition on one target works out no other', () => {
  const farm = Farm.of({ targets: 50 });
  const condition = "pvs.targets['t-0007'].state == 'streaming' && pvs.servers.pvs1.up";
  // Whoever works out another target finds a phase that there is not.
  farm.farm.data.targets.phase.fill(99, 7);
  expect(() => statusOf(factsOf(farm.world))).toThrow();
  expect(conditionOf(condition, '--until', farm.world).holds(farm.world)).toBe(true);
});

describe('the lazy map', () => {
  const names = ['a', 'b'];
  const map = new LazyMap({
    count: 2,
    nameOf: (index) => names[index] as string,
    indexOf: (name) => (names.includes(name) ? names.indexOf(name) : null),
    valueOf: (index) => index * 10,
  });

  test('is to a reader what a map of the same would be', () => {
    const same = new Map([
      ['a', 0],
      ['b', 10],
    ]);
    expect([...map]).toEqual([...same]);
    expect([...map.keys()]).toEqual([...same.keys()]);
    expect([...map.values()]).toEqual([...same.values()]);
    expect([map.size, map.get('b'), map.has('b'), map.get('c'), map.has('c')]).toEqual([2, 10, true, undefined, false]);
    const told: [string, number][] = [];
    map.forEach((value, name) => {
      told.push([name, value]);
    });
    expect(told).toEqual([...same]);
  });
});
