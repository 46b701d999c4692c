/**
 * A streaming farm without zones: nothing of Local Host Cache is there, and the farm runs as it would beside it.
 */
import { expect, test } from 'vitest';
import type { SiteDefinition } from '../../src/core/site/index.ts';
import { statusOf } from '../../src/core/status/index.ts';
import { factsOf, siteFindings } from '../../src/sim/index.ts';
import { Farm, farmSite } from '../support/farm.ts';
import { farmUnlawfulness } from '../support/farm-laws.ts';
import { type FarmRun, farmRun } from '../support/farm-run.ts';
import { isSameFromCopies } from '../support/world-runs.ts';

const ALONE = { zones: {}, storeFronts: {} };

/** The run, with every definition in it without zones. */
function aloneRun(seed: number): FarmRun {
  const { definition, deeds } = farmRun(seed);
  return {
    definition: alone(definition),
    deeds: deeds.map((deed) =>
      deed.type === 'act' && deed.action.type === 'definition-changed'
        ? { ...deed, action: { ...deed.action, definition: alone(deed.action.definition) } }
        : deed,
    ),
  };
}

function alone(definition: SiteDefinition): SiteDefinition {
  return { ...definition, ...ALONE };
}

const SEEDS = Array.from({ length: 15 }, (_, index) => 70_001 + index);

test('no random farm without zones breaks a law, and every one comes to rest', () => {
  expect(SEEDS.flatMap((seed) => farmUnlawfulness(aloneRun(seed), seed))).toEqual([]);
});

test('a farm without zones goes on from a copy of its data as it would have', () => {
  expect(SEEDS.filter((seed) => !isSameFromCopies(aloneRun(seed)))).toEqual([]);
});

test('its targets go from server to server as they do beside zones', () => {
  const beside = Farm.of({ targets: 40 });
  const without = Farm.of({ targets: 40, site: ALONE });
  for (const farm of [beside, without]) {
    farm.break({ kind: 'server-down', server: 'pvs1' });
    farm.pass(600).mend('f1');
    farm.pass(600);
  }
  expect(without.counts).toEqual(beside.counts);
  expect([...without.farm.data.targets.pausedMs]).toEqual([...beside.farm.data.targets.pausedMs]);
  expect(without.violations).toEqual([]);
});

test('its status has no zones, and nothing is found of Local Host Cache', () => {
  const { world } = Farm.of({ site: ALONE });
  expect(siteFindings(world, 3_600_000)).toEqual([]);
  expect(statusOf(factsOf(world))).toMatchObject({ verdict: 'healthy', lhc: { zones: {}, storeFronts: {} } });
});

test('zones may be declared beside it while it runs, and be taken away again', () => {
  // Whoever looks for zones that disturb each other has to have seen a zone from the start on.
  const farm = Farm.of({ targets: 40, site: ALONE }, { checkers: [] });
  const change = (definition: SiteDefinition) =>
    farm.do({ type: 'definition-changed', definition, source: { fileName: 'farm.yaml', text: '' } });
  const before = farm.counts;
  change(farmSite({ targets: 40 }));
  farm.pass(300);
  expect(farm.world.zones.map(({ topology }) => topology.name)).toEqual(['z']);
  change(farmSite({ targets: 40, site: ALONE }));
  farm.pass(300);
  expect(farm.world.zones).toEqual([]);
  expect(farm.counts).toEqual(before);
  expect(farm.violations).toEqual([]);
});
