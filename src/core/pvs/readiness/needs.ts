/**
 * What targets need of the servers of a vDisk, those that run and those that would boot now; and which servers can give it.
 *
 * Not here: why a server cannot (../eligibility).
 */

import { bondOf, type Demand, refusalOf, type ServerFacts } from '../eligibility/index.ts';
import type { TargetRange } from '../farm/index.ts';
import type { WantedFile } from '../inventory/index.ts';
import { chainOf, type VdiskVersions, type VersionState, versionFor } from '../versions/index.ts';
import { type FarmReadinessFacts, serverOf, serverStateOf, vdiskOf, vdiskStateOf } from './facts.ts';

/** A demand, and the number of its vDisk in the topology. */
export interface Need extends Demand {
  readonly vdiskNumber: number;
}

/** What of a range of targets makes a difference to what they need. */
type TargetKind = Pick<TargetRange, 'site' | 'vdisk' | 'type' | 'writeCache' | 'subnet'>;

/**
 * The needs of a vDisk, wherever its targets are: of those that run, of those that would boot now; without targets, of those that might.
 * What test and maintenance targets would boot counts while one of them is on: until then nobody depends on a version that is being made.
 */
export function needsOf(facts: FarmReadinessFacts, vdisk: number): readonly Need[] {
  const { ranges } = facts.topology;
  const own = ranges.flatMap((range, number) => (range.vdisk === vdisk ? [{ range, number }] : []));
  const needs = own.flatMap(({ range, number }) => {
    const booted = facts.booted.filter((each) => each.range === number);
    const isUsed = range.type === 'production' || booted.length > 0;
    return [...booted.map((each) => needOf(facts, range, each)), ...(isUsed ? bootNeed(facts, range) : [])];
  });
  const all = own.length === 0 ? bootNeed(facts, someTargets(facts, vdisk)) : needs;
  return all.map((need) => ({ ...need, vdisk: { ...need.vdisk, subnetAffinity: 'none' } }));
}

export function needOf(
  facts: FarmReadinessFacts,
  { site, vdisk: vdiskNumber, writeCache, subnet }: TargetKind,
  { access, chain }: Pick<Demand, 'access' | 'chain'>,
): Need {
  const vdisk = vdiskOf(facts, vdiskNumber);
  return { site, vdisk, vdiskNumber, access, chain, writeCache, subnet, boundTo: null, lockedBy: null };
}

function bootNeed(facts: FarmReadinessFacts, kind: TargetKind): readonly Need[] {
  const { versions } = vdiskStateOf(facts, kind.vdisk);
  const version = versionFor(versions, kind.type);
  if (version === null) return [];
  const { access, number } = version;
  return [needOf(facts, kind, { access, chain: wantedChain(versions, number) })];
}

/** The files of a version as they are on record, base first. */
export function wantedChain(versions: VdiskVersions, number: number): readonly WantedFile[] {
  return chainOf(versions, number).map(wantedFile);
}

function wantedFile({ number, modifiedMs, layers }: VersionState): WantedFile {
  return { number, modifiedMs, layers };
}

/** Production targets, as a vDisk that no collection has might get them. */
function someTargets(facts: FarmReadinessFacts, vdisk: number): TargetKind {
  const { store, writeCache } = vdiskOf(facts, vdisk);
  return { site: store.site, vdisk, type: 'production', writeCache, subnet: null };
}

/** The servers of the store that can give it now. */
export function serversFor(facts: FarmReadinessFacts, need: Need): readonly number[] {
  return need.vdisk.store.servers.filter(
    (server) => refusalOf(need, serverFacts(facts, need, server), facts.topology.identity) === null,
  );
}

/** Whether targets with this need may change their server at all. */
export function canMove(need: Need): boolean {
  return need.vdisk.assignedServer === null && bondOf(need) === null;
}

/** A server as it is. Its database is left out: that it is away concerns all servers, and is a finding of its own. */
export function serverFacts(
  facts: FarmReadinessFacts,
  { chain, vdisk, vdiskNumber }: Need,
  number: number,
): ServerFacts {
  const { name, site, addresses } = serverOf(facts, number);
  const { up, streamService, storesCut } = serverStateOf(facts, number);
  const { copies } = vdiskStateOf(facts, vdiskNumber);
  const position = vdisk.store.servers.indexOf(number);
  return {
    number,
    name,
    site,
    up,
    streamService,
    hasDatabase: true,
    isHeard: true,
    subnets: addresses.map(({ subnet }) => subnet),
    reachesStore: !storesCut.includes(vdisk.store.name),
    copies: chain.map((wanted) => copies[wanted.number]?.[position] ?? { type: 'missing' }),
  };
}
