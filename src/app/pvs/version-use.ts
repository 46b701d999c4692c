/**
 * Which versions of a vDisk its targets run, and how many of them would boot another one now.
 *
 * Not here: which version that is (core/pvs/versions).
 */

import { versionFor } from '../../core/pvs/versions/index.ts';
import { versionUses, type World } from '../../sim/index.ts';
import { farmIn } from '../streaming-objects.ts';
import { factsOfFarm } from './farm-numbers.ts';

export interface RunningVersions {
  /** Those that a target runs, and that which production targets boot now; ascending. */
  readonly running: readonly { readonly version: number; readonly targets: number }[];
  /** Targets that run another version than they would boot now. */
  readonly behind: number;
}

export interface VdiskBehind extends RunningVersions {
  readonly vdisk: string;
}

/** Of each vDisk, in file order. */
export function runningVersions(world: World): readonly VdiskBehind[] {
  const facts = factsOfFarm(world);
  const uses = versionUses(world);
  return farmIn(world).topology.vdisks.map(({ name }, vdisk) => {
    const { running, behind } = uses[vdisk] ?? { running: new Map<number, number>(), behind: 0 };
    const booted = versionFor(facts.vdisk(vdisk).versions, 'production')?.number;
    const numbers = [...new Set([...running.keys(), ...(booted === undefined ? [] : [booted])])].toSorted(
      (a, b) => a - b,
    );
    return {
      vdisk: name,
      running: numbers.map((version) => ({ version, targets: running.get(version) ?? 0 })),
      behind,
    };
  });
}
