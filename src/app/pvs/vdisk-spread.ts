/**
 * How the targets of a vDisk are spread over the servers that may stream it, and whether a rebalance is worth a word.
 *
 * Not here: the rebalance (rebalance.ts), and its rules (core/pvs/balance).
 */

import { type ServerStatus, serverStatusOf, type VdiskStatus, vdiskStatusOf } from '../../core/status/index.ts';
import { targetsOfVdisk, type World } from '../../sim/index.ts';
import { factsOfFarm } from './farm-numbers.ts';

interface ServerOfVdisk {
  readonly server: string;
  /** Of this vDisk. */
  readonly targets: number;
  /** Of the server, with all of its targets. */
  readonly load: number;
}

interface VdiskSpread {
  readonly vdisk: string;
  readonly servers: readonly ServerOfVdisk[];
}

/** Of the vDisks whose targets could come to a server, the one with the most on others; null for none. */
export function vdiskElsewhere(world: World, server: string): string | null {
  const counts = vdiskSpreads(world)
    .filter(({ servers }) => servers.some((each) => each.server === server))
    .map(({ vdisk, servers }) => ({
      vdisk,
      count: servers.reduce((sum, each) => sum + (each.server === server ? 0 : each.targets), 0),
    }));
  const most = counts.toSorted((a, b) => b.count - a.count)[0];
  return most === undefined || most.count === 0 ? null : most.vdisk;
}

/** So many targets of a vDisk on one server, and so many times the load of another: that is uneven. */
const UNEVEN_TARGETS = 5;
const UNEVEN_LOAD_RATIO = 2;

/** The first vDisk whose targets crowd on a server while another that may have them is far less busy; null for none. */
export function unevenVdisk(world: World): string | null {
  return vdiskSpreads(world).find(isUneven)?.vdisk ?? null;
}

function isUneven({ servers }: VdiskSpread): boolean {
  const least = Math.min(...servers.map(({ load }) => load));
  return servers.some(({ targets, load }) => targets >= UNEVEN_TARGETS && load > UNEVEN_LOAD_RATIO * least);
}

/** Of the vDisks whose targets may move. */
function vdiskSpreads(world: World): readonly VdiskSpread[] {
  const facts = factsOfFarm(world);
  return facts.topology.vdisks.flatMap(({ name, store }, vdisk) => {
    const status = vdiskStatusOf(facts, vdisk);
    if (!status.loadBalanced || !status.highlyAvailable) return [];
    const servers = store.servers.flatMap((number) => {
      const server = facts.topology.servers[number]?.name ?? '';
      const now = serverStatusOf(facts, number);
      if (!streams(now) || !hasProduction(status, server)) return [];
      return [{ server, targets: targetsOfVdisk(world, vdisk, number), load: now.load }];
    });
    return [{ vdisk: name, servers }];
  });
}

function streams({ up, streamService }: ServerStatus): boolean {
  return up && streamService === 'running';
}

function hasProduction({ versions }: VdiskStatus, server: string): boolean {
  return Object.values(versions).every(({ access, identicalOn }) => {
    return access !== 'production' || identicalOn.includes(server);
  });
}
