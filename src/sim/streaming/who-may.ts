/**
 * Who may stream to a target: puts the facts of the farm before the eligibility function, as the inventory knows them or as they are.
 *
 * Not here: the function (core/pvs/eligibility), and the choice among those that may (logins.ts).
 */

import type { Refusal } from '../../core/pvs/codes/index.ts';
import { bondOf, type Demand, isHome, refusalOf, type ServerFacts } from '../../core/pvs/eligibility/index.ts';
import { rangeOfTarget, type TargetRange, targetName } from '../../core/pvs/farm/index.ts';
import type { CopySeen, WantedFile } from '../../core/pvs/inventory/index.ts';
import { hasDatabase } from '../../core/pvs/stream-server/index.ts';
import { chainOf, lockedAgainst, lockKindFor, type VersionState, versionFor } from '../../core/pvs/versions/index.ts';
import type { World } from '../world.ts';
import { copyOn, isStoreCut } from './copies.ts';
import { type FarmRuntime, serverAt, serverName, vdiskAt, vdiskDataAt } from './farm.ts';
import type { BootedCopy } from './farm-data.ts';
import { isRunning } from './target-columns.ts';

/** For how long a server that is silent counts as up: `ServerCacheTimeout` of the product (P15). */
export const SERVER_SILENCE_MS = 8_000;

/**
 * `known`: by what the farm has heard. `foretold`: the same, but for servers that are silent: whoever foretells need not wait for the others
 * to notice. `real`: by what is there, which the target finds.
 */
export type View = 'known' | 'foretold' | 'real';

/** What a target asks for now; null when there is no version that it may boot. */
export function demandOf(farm: FarmRuntime, target: number): Demand | null {
  const range = rangeOfTarget(farm.topology, target);
  const booted = bootedBy(farm, target);
  const wanted = booted ?? wantedCopy(farm, range);
  if (wanted === null) return null;
  const base = {
    site: range.site,
    vdisk: vdiskAt(farm, range.vdisk),
    access: wanted.access,
    chain: wanted.chain,
    writeCache: range.writeCache,
    subnet: range.subnet,
  };
  const image = farm.data.imageHomes[lockKey(range.vdisk, wanted.version)];
  const isWritten = lockKindFor(base.vdisk, wanted.access) === 'exclusive' && image !== undefined;
  return {
    ...base,
    boundTo: isWritten ? image : boundTo(farm, target, base),
    lockedBy: lockHolder(farm, target, range, wanted),
  };
}

/** What a target has opened since it was switched on, and does not change any more; null for one that has opened nothing (P35). */
export function bootedBy({ data }: FarmRuntime, target: number): BootedCopy | null {
  return data.booted[data.targets.copy[target]! - 1] ?? null;
}

/** Whether a server may have a target, by what the farm knows now. */
export function mayHave(world: World, farm: FarmRuntime, target: number, server: number): boolean {
  const demand = demandOf(farm, target);
  const { vdisk } = rangeOfTarget(farm.topology, target);
  return demand !== null && refusalBy(world, farm, { demand, vdisk, server, view: 'known' }) === null;
}

/** What a target of a range would boot now, as it is on record. */
export function wantedCopy(farm: FarmRuntime, { vdisk, type }: TargetRange): BootedCopy | null {
  const { versions } = vdiskDataAt(farm, vdisk);
  const version = versionFor(versions, type);
  if (version === null) return null;
  const { number, access } = version;
  return { vdisk, version: number, access, chain: chainOf(versions, number).map(wantedFile) };
}

export function wantedFile({ number, modifiedMs, layers }: VersionState): WantedFile {
  return { number, modifiedMs, layers };
}

/** The server that a target cannot leave, running or from boot to boot; null where it can be anywhere. */
function boundTo(
  { data }: FarmRuntime,
  target: number,
  demand: Pick<Demand, 'access' | 'vdisk' | 'writeCache'>,
): number | null {
  const { home, server, from, phase } = data.targets;
  if (isHome(demand) && home[target] !== 0) return home[target]! - 1;
  if (!isRunning(phase[target]!) || bondOf(demand) === null) return null;
  const present = server[target]! || from[target]!;
  return present === 0 ? null : present - 1;
}

function lockHolder(
  farm: FarmRuntime,
  target: number,
  { vdisk }: TargetRange,
  { version, access }: BootedCopy,
): string | null {
  const holder =
    lockKindFor(vdiskAt(farm, vdisk), access) === 'exclusive' ? farm.data.locks[lockKey(vdisk, version)] : null;
  const other = lockedAgainst({ exclusive: holder ?? null }, target);
  return other === null ? null : targetName(farm.topology, other);
}

export function lockKey(vdisk: number, version: number): string {
  return `${vdisk}:${version}`;
}

/** Why a server may not have a target; null when it may. */
export function refusalBy(
  world: World,
  farm: FarmRuntime,
  { demand, vdisk, server, view }: { demand: Demand; vdisk: number; server: number; view: View },
): Refusal | null {
  return refusalOf(
    demand,
    serverFacts(world, farm, { chain: demand.chain, vdisk, server, view }),
    farm.topology.identity,
  );
}

function serverFacts(
  world: World,
  farm: FarmRuntime,
  { chain, vdisk, server, view }: { chain: readonly WantedFile[]; vdisk: number; server: number; view: View },
): ServerFacts {
  const { name, site, addresses } = farm.topology.servers[server]!;
  const { service } = serverAt(farm, server);
  const { store } = vdiskAt(farm, vdisk);
  const position = store.servers.indexOf(server);
  const { seen } = vdiskDataAt(farm, vdisk);
  const seenCopy = (number: number): CopySeen => seen[number]?.[position] ?? { type: 'missing' };
  const copies = chain.map(({ number }) =>
    view !== 'real' ? seenCopy(number) : copyOn(world, farm, vdisk, number, server),
  );
  return {
    number: server,
    name,
    site,
    up: view === 'known' ? countsAsUp(world, farm, server) : serverAt(farm, server).up,
    isHeard: view === 'real' || isHeard(world, name, view === 'known' ? SERVER_SILENCE_MS : 0),
    streamService: service,
    hasDatabase: hasDatabase(serverAt(farm, server), farm.topology),
    subnets: addresses.map(({ subnet }) => subnet),
    reachesStore: view !== 'real' || !isStoreCut(world.damage, serverName(farm, server), store.name),
    copies,
  };
}

/** Whether the others take a server for one that is up. */
function countsAsUp(world: World, farm: FarmRuntime, server: number): boolean {
  const { downSinceMs } = serverAt(farm, server);
  return downSinceMs === null || world.data.nowMs < downSinceMs + SERVER_SILENCE_MS;
}

/** Whether the other servers hear of a server, or noticed too little of its silence so far. */
function isHeard({ damage, data }: World, name: string, patienceMs: number): boolean {
  const sinceMs = damage.unheardSinceMs.get(name);
  return sinceMs === undefined || data.nowMs < sinceMs + patienceMs;
}

/** Whether a server is there, as far as can be told without waiting. */
export function isThere(world: World, farm: FarmRuntime, server: number): boolean {
  return serverAt(farm, server).up && isHeard(world, serverName(farm, server), 0);
}

/** The servers that may have a target, by what the farm knows, in file order. */
export function eligibleServers(world: World, farm: FarmRuntime, target: number, demand: Demand): readonly number[] {
  const range = rangeOfTarget(farm.topology, target);
  const kind = `${range.first} ${farm.data.targets.copy[target]} ${demand.boundTo} ${demand.lockedBy}`;
  const known = farm.cache.eligible.get(kind);
  if (known !== undefined) return known;
  const servers = (farm.topology.sites[range.site]?.servers ?? []).filter(
    (server) => refusalBy(world, farm, { demand, vdisk: range.vdisk, server, view: 'known' }) === null,
  );
  farm.cache.eligible.set(kind, servers);
  return servers;
}
