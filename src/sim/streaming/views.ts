/**
 * Looks at a farm: who is where and why, and what would come of it if servers stopped. Nothing is moved by looking.
 *
 * Not here: what is made of it (core/status/pvs-status.ts, app).
 */

import { leastBusy } from '../../core/pvs/balance/index.ts';
import type { Refusal } from '../../core/pvs/codes/index.ts';
import { bondOf, type Demand, foremost } from '../../core/pvs/eligibility/index.ts';
import { rangeOfTarget } from '../../core/pvs/farm/index.ts';
import { chainOf, type VersionState, versionFor } from '../../core/pvs/versions/index.ts';
import type { Fallback } from '../../core/status/index.ts';
import type { World } from '../world.ts';
import { answered } from './exchange.ts';
import { type FarmRuntime, farmOf, vdiskAt, vdiskDataAt } from './farm.ts';
import { candidateAt, loginOrder, noVersion, takesLogins, whyNobody } from './logins.ts';
import { isRunning, LOADING, OFF, STREAMING } from './target-columns.ts';
import { demandOf, eligibleServers, isThere, refusalBy, wantedFile } from './who-may.ts';

/** A server of a target's site, as a place for the target. */
export interface TargetCandidate {
  readonly server: number;
  /** Why it may not have the target; null when it may. */
  readonly refusal: Refusal | null;
  readonly targetCount: number;
  readonly isCurrent: boolean;
}

/** All servers of the site of a target, in file order, by what the farm knows. */
export function candidatesOf(world: World, target: number): readonly TargetCandidate[] {
  const farm = farmOf(world);
  const { site, vdisk } = rangeOfTarget(farm.topology, target);
  const demand = demandOf(farm, target);
  const { onServer } = farm.data.targets;
  return (farm.topology.sites[site]?.servers ?? []).map((server) => ({
    server,
    refusal:
      demand === null ? noVersion(farm, target) : refusalBy(world, farm, { demand, vdisk, server, view: 'foretold' }),
    targetCount: onServer[server] ?? 0,
    isCurrent: server === presentServer(farm, target),
  }));
}

/** The server that a target has, or had before it was left without one; -1 for none. */
function presentServer({ data: { targets } }: FarmRuntime, target: number): number {
  if (targets.server[target] !== 0) return targets.server[target]! - 1;
  return isRunning(targets.phase[target]!) ? targets.from[target]! - 1 : -1;
}

/** Whether another server than the present one could have a target now; of one that has none, whether two could. */
export function fallbackOf(world: World, target: number): Fallback {
  const farm = farmOf(world);
  const { targets } = farm.data;
  const demand = demandOf(farm, target);
  const range = rangeOfTarget(farm.topology, target);
  const copy = targets.copy[target];
  const kind = `${range.first} ${copy} ${presentServer(farm, target)} ${demand?.boundTo} ${demand?.lockedBy}`;
  const known = farm.cache.fallbacks.get(kind);
  if (known !== undefined) return known;
  const others = candidatesOf(world, target).filter(({ isCurrent }) => !isCurrent);
  const bond = demand === null ? null : bondOf(demand);
  const refusals = others.flatMap(({ refusal }) => refusal ?? []);
  const firstCount = presentServer(farm, target) === -1 ? 1 : 0;
  const fallback = judged(others.length - refusals.length - firstCount, bond, refusals);
  farm.cache.fallbacks.set(kind, fallback);
  return fallback;
}

function judged(fitCount: number, bond: Refusal | null, refusals: readonly Refusal[]): Fallback {
  const highlyAvailable = bond === null && fitCount > 0;
  return { highlyAvailable, why: highlyAvailable ? null : (bond ?? foremost(refusals) ?? ONLY_SERVER) };
}

const NO_LOGIN_SERVER: Refusal = { code: 'PVS012', reason: 'no login server answers' };

const ONLY_SERVER: Refusal = { code: 'PVS011', reason: 'there is no other server' };

/** Whether a vDisk is one that targets can go on with when a server is gone: two servers at least may stream its default version. */
export function vdiskFallback(world: World, vdisk: number): Fallback {
  const farm = farmOf(world);
  const version = versionFor(vdiskDataAt(farm, vdisk).versions, 'production');
  if (version === null) {
    return {
      highlyAvailable: false,
      why: { code: 'PVS027', reason: 'it has no version that production targets may boot' },
    };
  }
  const all = versionRefusals(world, vdisk, version);
  const refusals = all.flatMap((refusal) => refusal ?? []);
  return judged(all.length - refusals.length - 1, bondOf(versionDemand(farm, vdisk, version)), refusals);
}

/** Why each server of the store may not stream a version to somebody who boots it now; null where it may. In the order of the store. */
export function versionRefusals(world: World, vdisk: number, version: VersionState): readonly (Refusal | null)[] {
  const farm = farmOf(world);
  const demand = versionDemand(farm, vdisk, version);
  return vdiskAt(farm, vdisk).store.servers.map((server) =>
    refusalBy(world, farm, { demand, vdisk, server, view: 'foretold' }),
  );
}

/** What anybody asks for who boots a version, in whatever subnet. */
function versionDemand(farm: FarmRuntime, vdisk: number, { number, access }: VersionState): Demand {
  const { store, writeCache } = vdiskAt(farm, vdisk);
  return {
    site: store.site,
    vdisk: { ...vdiskAt(farm, vdisk), subnetAffinity: 'none' },
    access,
    chain: chainOf(vdiskDataAt(farm, vdisk).versions, number).map(wantedFile),
    writeCache,
    subnet: null,
    boundTo: null,
    lockedBy: null,
  };
}

/** Why a target does not stream now; null when it does, or is off. */
export function whyOf(world: World, target: number): Refusal | null {
  const farm = farmOf(world);
  const phase = farm.data.targets.phase[target]!;
  if (phase === OFF || ((phase === STREAMING || phase === LOADING) && answered(world, farm, target))) return null;
  const demand = demandOf(farm, target);
  if (demand === null) return noVersion(farm, target);
  if (eligibleServers(world, farm, target, demand).length === 0) return whyNobody(world, farm, target, demand);
  return loginOrder(farm, target).some((server) => takesLogins(farm, server)) ? null : NO_LOGIN_SERVER;
}

export interface Foretold {
  readonly moves: readonly { readonly target: number; readonly from: number; readonly to: number }[];
  readonly stays: readonly { readonly target: number; readonly from: number; readonly refusal: Refusal }[];
}

/** What would come of it if the Stream Services of these servers stopped now, worked out and not done (P40). */
export function foretellStop(world: World, servers: readonly number[]): Foretold {
  const farm = farmOf(world);
  const { targets } = farm.data;
  const onServer = targets.onServer.slice();
  const moves: { target: number; from: number; to: number }[] = [];
  const stays: { target: number; from: number; refusal: Refusal }[] = [];
  for (let target = 0; target < targets.count; target++) {
    const from = targets.server[target]! - 1;
    if (!servers.includes(from)) continue;
    const to = nextServer(world, farm, { target, without: servers, onServer });
    if (typeof to !== 'number') {
      stays.push({ target, from, refusal: to });
      continue;
    }
    onServer[from]! -= 1;
    onServer[to]! += 1;
    moves.push({ target, from, to });
  }
  return { moves, stays };
}

function nextServer(
  world: World,
  farm: FarmRuntime,
  { target, without, onServer }: { target: number; without: readonly number[]; onServer: Uint32Array },
): number | Refusal {
  const demand = demandOf(farm, target);
  if (demand === null) return noVersion(farm, target);
  const eligible = eligibleServers(world, farm, target, demand).filter(
    (server) => !without.includes(server) && isThere(world, farm, server),
  );
  const candidates = eligible.map((server) => ({
    ...candidateAt(farm, target, server),
    targetCount: onServer[server] ?? 0,
  }));
  const best = leastBusy(candidates, demand.vdisk.subnetAffinity);
  if (best !== null) return best.number;
  const others = candidatesOf(world, target).filter(({ server }) => !without.includes(server));
  return bondOf(demand) ?? foremost(others.flatMap(({ refusal }) => refusal ?? [])) ?? ONLY_SERVER;
}
