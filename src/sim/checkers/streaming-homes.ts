/**
 * Where what a target wrote is, by names, so that it can be told after a change of the definition whether it is still there.
 *
 * Not here: the laws about it (streaming-bytes.ts, streaming-logins.ts).
 */

import { type FarmTopology, rangeOfTarget, targetNumber } from '../../core/pvs/farm/index.ts';
import { bootedBy, type FarmRuntime } from '../streaming/index.ts';

export interface Home {
  readonly disk: string;
  readonly isImage: boolean;
  readonly site: string;
  /** Null for what is not on the own disk of a server. */
  readonly server: string | null;
}

/** What a target writes while a server streams to it. */
export function homeOf(farm: FarmRuntime, target: number, server: number): Home {
  const { topology } = farm;
  const { site, vdisk, writeCache } = rangeOfTarget(topology, target);
  const { mode, store } = topology.vdisks[vdisk]!;
  const isImage = mode === 'private' || bootedBy(farm, target)?.access === 'maintenance';
  const isOnServer = !store.shared && (isImage || writeCache.startsWith('server'));
  return {
    disk: isImage ? imageOf(topology, vdisk) : cacheOf(topology, target),
    isImage,
    site: topology.sites[site]!.name,
    server: isOnServer ? (topology.servers[server]?.name ?? null) : null,
  };
}

/** Whether there is such an image, or the target has such a cache, and the server is one of the site. */
export function isStillHome({ topology }: FarmRuntime, name: string, { disk, isImage, site, server }: Home): boolean {
  const target = targetNumber(topology, name);
  const isThere = isImage
    ? topology.vdisks.some((_, vdisk) => imageOf(topology, vdisk) === disk)
    : target !== null && cacheOf(topology, target) === disk;
  return (
    isThere && (server === null || topology.servers.some((each) => each.name === server && isOf(topology, each, site)))
  );
}

function isOf({ sites }: FarmTopology, server: FarmTopology['servers'][number], site: string): boolean {
  return sites[server.site]?.name === site;
}

function imageOf({ vdisks }: FarmTopology, vdisk: number): string {
  const { name, store } = vdisks[vdisk]!;
  return `image of ${name} in ${store.name}${store.shared ? ', shared' : ''}`;
}

function cacheOf(topology: FarmTopology, target: number): string {
  const { vdisk, writeCache, site } = rangeOfTarget(topology, target);
  const { name, mode, store } = topology.vdisks[vdisk]!;
  return `${mode} ${writeCache} of ${name} in ${store.name}${store.shared ? ', shared' : ''}, ${topology.sites[site]?.name}`;
}
