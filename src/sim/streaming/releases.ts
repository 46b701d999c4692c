/**
 * Pending versions: one that was promoted is given to production targets when its date has come and every server has it (P54, P55).
 *
 * Not here: promotions (version-control.ts), and what servers know of their copies (inventory-looks.ts).
 */

import { copyState } from '../../core/pvs/inventory/index.ts';
import { chainOf, mayRelease, stepVersions, type VersionState } from '../../core/pvs/versions/index.ts';
import { RANK } from '../queue.ts';
import { schedule } from '../schedule.ts';
import type { World } from '../world.ts';
import { type FarmRuntime, vdiskAt, vdiskDataAt } from './farm.ts';
import { farmChanged } from './schedule-farm.ts';
import { noteVdisk } from './target-notes.ts';
import { versionSettings } from './version-settings.ts';
import { wantedFile } from './who-may.ts';

/** Releases every version that need not wait any more. */
export function releaseVersions(world: World, farm: FarmRuntime): void {
  farm.topology.vdisks.forEach((_, vdisk) => {
    for (const version of vdiskDataAt(farm, vdisk).versions.versions) release(world, farm, vdisk, version);
  });
}

function release(world: World, farm: FarmRuntime, vdisk: number, version: VersionState): void {
  if (version.access !== 'production' || version.released) return;
  const facts = { nowMs: world.data.nowMs, isEverywhere: serversLacking(farm, vdisk, version.number).length === 0 };
  if (!mayRelease(version, facts)) return;
  const data = vdiskDataAt(farm, vdisk);
  const input = { type: 'released', number: version.number } as const;
  data.versions = stepVersions(data.versions, input, versionSettings(world, farm, vdisk))[0];
  noteVdisk(world, vdiskAt(farm, vdisk).name, `version ${version.number} is released to production targets`);
  farmChanged(world, farm);
}

/** The servers of the store that have not reported current copies of all that a version rests on, in the order of the store. */
export function serversLacking(farm: FarmRuntime, vdisk: number, version: number): readonly number[] {
  const { versions, seen } = vdiskDataAt(farm, vdisk);
  const chain = chainOf(versions, version);
  return vdiskAt(farm, vdisk).store.servers.filter(
    (_, position) =>
      !chain.every((each) => {
        const found = seen[each.number]?.[position] ?? { type: 'missing' };
        return copyState(found, wantedFile(each), farm.topology.identity) === 'current';
      }),
  );
}

/** Looks again when the date of a version has come. */
export function scheduleRelease(world: World, farm: FarmRuntime, vdisk: number): void {
  for (const { scheduledMs, released } of vdiskDataAt(farm, vdisk).versions.versions) {
    if (released || scheduledMs === null || scheduledMs <= world.data.nowMs) continue;
    schedule(world, { atMs: scheduledMs, rank: RANK.farm, order: vdisk, what: { type: 'release' } });
  }
}
