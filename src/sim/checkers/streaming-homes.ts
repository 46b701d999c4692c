/**
 * Where what a target wrote is, by names, so that it can be told after a change of the definition whether it is still there.
 *
 * Not here: the laws about it (streaming-bytes.ts, streaming-logins.ts).
 */

import { rangeOfTarget, targetNumber } from '../../core/pvs/farm/index.ts';
import type { FarmRuntime } from '../streaming/index.ts';

export interface Home {
  readonly vdisk: string;
  readonly site: string;
  /** Null for storage that all servers share. */
  readonly server: string | null;
}

/** What a target writes while a server streams to it. */
export function homeOf({ topology }: FarmRuntime, target: number, server: number): Home {
  const { vdisk, site } = rangeOfTarget(topology, target);
  const { name, store } = topology.vdisks[vdisk]!;
  return {
    vdisk: name,
    site: topology.sites[site]!.name,
    server: store.shared ? null : (topology.servers[server]?.name ?? null),
  };
}

/** Whether the target has the same vDisk, and the server is one of its site. */
export function isStillHome({ topology }: FarmRuntime, targetName: string, { vdisk, site, server }: Home): boolean {
  const target = targetNumber(topology, targetName);
  if (target === null) return false;
  const range = rangeOfTarget(topology, target);
  if (topology.vdisks[range.vdisk]?.name !== vdisk || topology.sites[range.site]?.name !== site) return false;
  return server === null || topology.servers.some((each) => each.name === server && each.site === range.site);
}
