/**
 * A random streaming farm and what happens to it, both decided by one number: a failing run is named by it.
 *
 * Not here: what the farm is (farm-sketch.ts), and how its definition is changed (farm-changes.ts).
 */
import type { OperatorAction, SiteDefinition, StreamingFault } from '../../src/core/site/index.ts';
import { changedFarm } from './farm-changes.ts';
import { definitionOf, type FarmSketch, randomFarm } from './farm-sketch.ts';
import { type Deed, Dice } from './random-run.ts';

export interface FarmRun {
  readonly definition: SiteDefinition;
  readonly deeds: readonly Deed[];
}

const SECOND = 1_000;
const MINUTE = 60_000;

export function farmRun(seed: number): FarmRun {
  const dice = new Dice(seed);
  const sketch = randomFarm(dice);
  return { definition: definitionOf(sketch, seed), deeds: randomDeeds(dice, sketch, seed) };
}

function randomDeeds(dice: Dice, first: FarmSketch, seed: number): Deed[] {
  let faultCount = 0;
  let sketch = first;
  return Array.from({ length: 25 }, (): Deed[] => {
    const deeds: Deed[] = [randomAdvance(dice)];
    if (dice.chance(35) && faultCount > 0) {
      deeds.push(acting({ type: 'fault-cleared', id: `f${1 + dice.below(faultCount)}` }));
    } else if (dice.chance(45)) {
      faultCount += 1;
      const fault = randomFault(dice, sketch);
      const lasts = dice.chance(50) ? (1 + dice.below(300)) * SECOND : null;
      deeds.push({
        type: 'act',
        action: { type: 'fault-injected', id: `f${faultCount}`, fault, untilMs: lasts },
        leaseMs: lasts,
      });
    } else if (dice.chance(12)) {
      sketch = changedFarm(dice, sketch);
      deeds.push(acting(redefinition(sketch, seed)));
    } else {
      deeds.push(...(dice.chance(10) ? bootStorm(dice, sketch) : [randomAction(dice, sketch)]));
    }
    return deeds;
  }).flat();
}

function acting(action: OperatorAction, leaseMs: number | null = null): Deed {
  return { type: 'act', action, leaseMs };
}

function randomAdvance(dice: Dice): Deed {
  const byMs = dice.oneOf([0, 1, 250, 700, 3 * SECOND, 10 * SECOND, 31 * SECOND, 70 * SECOND, 2 * MINUTE, 11 * MINUTE]);
  return { type: 'advance', byMs };
}

/** Targets of one collection are switched off, and all on again. */
function bootStorm(dice: Dice, sketch: FarmSketch): Deed[] {
  const { targets } = dice.oneOf(Object.values(sketch.collections));
  const names = Array.from({ length: Math.min(12, targets.count) }, (_, index) =>
    targets.name.replace('###', String(index + 1).padStart(3, '0')),
  );
  return [
    ...names.map((target) => acting({ type: 'target-shut-down', target })),
    ...names.map((target) => acting({ type: 'target-booted', target })),
  ];
}

function serverNames({ sites }: FarmSketch): readonly string[] {
  return Object.values(sites).flatMap(({ servers }) => Object.keys(servers));
}

function randomFault(dice: Dice, sketch: FarmSketch): StreamingFault {
  const server = dice.oneOf(serverNames(sketch));
  const [storeName, store] = dice.oneOf(Object.entries(sketch.stores));
  const locals = Object.entries(sketch.vdisks).filter(([, vdisk]) => sketch.stores[vdisk.store]?.storage === 'local');
  const [vdiskName, vdisk] = dice.oneOf(locals);
  return dice.oneOf<StreamingFault>([
    { kind: 'server-down', server },
    { kind: 'server-down', server },
    { kind: 'store-unreachable', server: dice.oneOf(store.servers), store: storeName },
    { kind: 'replica-drift', server: dice.oneOf(sketch.stores[vdisk.store]?.servers ?? []), vdisk: vdiskName },
    { kind: 'database-offline', partial: dice.chance(40) },
    { kind: 'packet-loss', server, percent: dice.oneOf([1, 10, 40, 90, 100]) },
  ]);
}

function randomAction(dice: Dice, sketch: FarmSketch): Deed {
  const servers = [dice.oneOf(serverNames(sketch))];
  const [vdisk, { versions, store }] = dice.oneOf(Object.entries(sketch.vdisks));
  const { targets } = dice.oneOf(Object.values(sketch.collections));
  const target = targets.name.replace('###', String(1 + dice.below(targets.count)).padStart(3, '0'));
  const [from = '', ...to] = dice.chance(50)
    ? (sketch.stores[store]?.servers ?? [])
    : [...(sketch.stores[store]?.servers ?? [])].reverse();
  const lasts = dice.chance(40) ? (1 + dice.below(200)) * SECOND : null;
  const version = dice.oneOf(versions).number;
  const access = dice.oneOf(['production', 'test', 'maintenance'] as const);
  switch (dice.below(11)) {
    case 0:
    case 1:
    case 2:
      return acting({ type: 'stream-stopped', servers, untilMs: lasts }, lasts);
    case 3:
      return acting({ type: 'stream-started', servers });
    case 4:
      return acting({ type: dice.chance(50) ? 'target-booted' : 'target-shut-down', target });
    case 5:
      return acting({ type: 'rebalanced', servers, vdisk: dice.chance(50) ? vdisk : null });
    case 6:
      return acting({
        type: 'version-promoted',
        vdisk,
        version,
        to: dice.oneOf(['test', 'production']),
        scheduledMs: null,
      });
    case 7:
      return acting({ type: 'version-reverted', vdisk, version });
    case 8:
      return acting({ type: 'version-pinned', vdisk, version: dice.chance(50) ? version : null });
    case 9:
      return acting(
        dice.chance(70)
          ? { type: 'versions-merged', vdisk, into: dice.oneOf(['base', 'difference']), access }
          : { type: 'versions-pruned', vdisk },
      );
    default:
      return acting({ type: 'replicas-copied', vdisk, from, to, newTimes: dice.chance(20) });
  }
}

function redefinition(sketch: FarmSketch, seed: number): OperatorAction {
  return {
    type: 'definition-changed',
    definition: definitionOf(sketch, seed),
    source: { fileName: 'farm.json', text: '' },
  };
}
