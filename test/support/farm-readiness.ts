/**
 * What is found in small farms, for tests of the findings about streaming.
 */
import type { CopySeen, ImageFile } from '../../src/core/pvs/inventory/index.ts';
import { type FarmReadinessFacts, type PvsFinding, pvsFindingsOf } from '../../src/core/pvs/readiness/index.ts';
import { farmReadinessFacts } from '../../src/sim/streaming/index.ts';
import { Farm, type FarmSketch } from './farm.ts';

/** A farm: as it is sketched, and after something was done to it. */
export interface FarmCase {
  readonly farm?: FarmSketch;
  readonly after?: (farm: Farm) => void;
  /** What no site file can say. */
  readonly facts?: (facts: FarmReadinessFacts) => FarmReadinessFacts;
}

export function factsOfCase({ farm: sketch = {}, after, facts }: FarmCase): FarmReadinessFacts {
  const farm = Farm.of(sketch);
  after?.(farm);
  const found = farmReadinessFacts(farm.world);
  if (found === null) throw new Error('the site has no farm');
  return facts === undefined ? found : facts(found);
}

export function findingsOfCase(farmCase: FarmCase): readonly PvsFinding[] {
  return pvsFindingsOf(factsOfCase(farmCase));
}

/** `PVS017 pvs3/win warn`, for everything that is found. */
export function foundInFarm(farmCase: FarmCase): readonly string[] {
  return findingsOfCase(farmCase).map(({ code, object, severity }) => `${code} ${object} ${severity}`);
}

/** The facts with another file of the newest version of the first vDisk on a server, by its place in the store. */
export function withFile(facts: FarmReadinessFacts, position: number, change: Partial<ImageFile>): FarmReadinessFacts {
  const vdisks = facts.vdisks.map(({ versions, copies }) => {
    const newest = versions.versions.at(-1)?.number ?? 0;
    const changed = (copies[newest] ?? []).map((copy, index): CopySeen => {
      return index === position && copy.type === 'file' ? { type: 'file', file: { ...copy.file, ...change } } : copy;
    });
    return { versions, copies: { ...copies, [newest]: changed } };
  });
  return { ...facts, vdisks };
}
