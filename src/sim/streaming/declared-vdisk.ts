/**
 * The versions of a vDisk and their copies as the site file declares them.
 *
 * Not here: what becomes of them (version-control.ts).
 */

import type { FarmTopology, FarmVdisk } from '../../core/pvs/farm/index.ts';
import type { CopySeen, ParentLink } from '../../core/pvs/inventory/index.ts';
import type { VersionState } from '../../core/pvs/versions/index.ts';
import type { SiteDefinition, VdiskDefinition, VdiskVersionDefinition } from '../../core/site/index.ts';
import type { VdiskData } from './farm-data.ts';

/** What the servers have reported is what is there. */
export function declaredVdisk(
  definition: SiteDefinition,
  topology: FarmTopology,
  vdisk: FarmVdisk,
  nowMs: number,
): VdiskData {
  const declared = definition.provisioning?.vdisks[vdisk.name];
  const versions = [...(declared?.versions ?? [])].sort((a, b) => a.number - b.number);
  const states = versions.map((version, index) => declaredVersion(vdisk, version, index, nowMs));
  const servers = vdisk.store.servers.map((server) => topology.servers[server]?.name ?? '');
  const copies = () =>
    Object.fromEntries(
      versions.map((version, index) => [
        version.number,
        servers.map((server) => declaredCopy(declared, version, states, index, server)),
      ]),
    );
  return { versions: { versions: states, pinned: null }, copies: copies(), seen: copies() };
}

function declaredVersion(
  vdisk: FarmVdisk,
  version: VdiskVersionDefinition,
  index: number,
  nowMs: number,
): VersionState {
  const { number, access, modifiedMs, scheduledMs, content } = version;
  return {
    number,
    kind: index === 0 ? 'base' : 'difference',
    access,
    modifiedMs,
    layers: [content ?? `${vdisk.name} ${number}`],
    scheduledMs,
    released: access === 'production' && (scheduledMs === null || scheduledMs <= nowMs),
  };
}

/** Where a replica says nothing else, its file is the version's own. */
function declaredCopy(
  vdisk: VdiskDefinition | undefined,
  version: VdiskVersionDefinition,
  states: readonly VersionState[],
  index: number,
  server: string,
): CopySeen {
  const replica = vdisk?.versions.find(({ number }) => number === version.number)?.replicas[server];
  if (replica?.unreachable === true) return { type: 'unreachable' };
  if (replica?.missing === true) return { type: 'missing' };
  const state = states[index]!;
  const modifiedMs = replica?.modifiedMs ?? state.modifiedMs;
  const content = replica?.content ?? null;
  const layers = content === null ? state.layers : [content];
  return { type: 'file', file: { modifiedMs, layers, propertiesMs: modifiedMs, parent: parentOf(states, index) } };
}

function parentOf(states: readonly VersionState[], index: number): ParentLink | null {
  const below = states[index - 1];
  return below === undefined ? null : { layers: below.layers, modifiedMs: below.modifiedMs };
}
