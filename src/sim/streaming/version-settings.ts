/**
 * What the versions of a vDisk are set to.
 *
 * Not here: what is done with them (version-control.ts, releases.ts).
 */

import { present } from '../../core/kernel/index.ts';
import type { VersionSettings } from '../../core/pvs/versions/index.ts';
import type { World } from '../world.ts';
import { type FarmRuntime, vdiskAt } from './farm.ts';

export function versionSettings({ definition }: World, farm: FarmRuntime, vdisk: number): VersionSettings {
  const { name, mode } = vdiskAt(farm, vdisk);
  return { vdisk: name, mode, autoMerge: present(definition.provisioning, 'a streaming farm').autoMerge };
}
