/**
 * Eligibility is the one place that says whether a server may stream to a target: a function from facts to nothing, or to a refusal
 * with its code.
 *
 * Login servers ask it with what the inventory knows, targets with the copy that they find, and whoever foretells with the state of
 * the farm at a moment. The answer depends on the facts alone.
 *
 * Not here: which of several eligible servers it will be (../balance).
 */

import type { Refusal } from '../codes/index.ts';
import type { FarmVdisk } from '../farm/index.ts';
import {
  type CopySeen,
  chainFault,
  copyState,
  type IdentityMode,
  sameSecond,
  type WantedFile,
} from '../inventory/index.ts';
import type { VersionAccess } from '../versions/index.ts';

/** What a target needs of a server. */
export interface Demand {
  readonly site: number;
  readonly vdisk: FarmVdisk;
  /** Of the version that it boots, or has booted. */
  readonly access: VersionAccess;
  /** The files that it reads through, base first: for a boot as they are on record, for a fail-over as they were booted. */
  readonly chain: readonly WantedFile[];
  readonly writeCache: FarmVdisk['writeCache'];
  readonly subnet: string | null;
  /** The server that holds what the target has written and that others cannot read, or the one that it may not leave; null for none. */
  readonly boundTo: number | null;
  /** Another device has the image exclusively: its name; null for none. */
  readonly lockedBy: string | null;
}

/** What is known of a server, by whoever asks. */
export interface ServerFacts {
  readonly number: number;
  readonly name: string;
  readonly site: number;
  readonly up: boolean;
  /** The other servers have word of it. */
  readonly isHeard: boolean;
  readonly streamService: 'running' | 'stopping' | 'stopped';
  /** The database is there, or the server carries on without it. */
  readonly hasDatabase: boolean;
  readonly subnets: readonly (string | null)[];
  /** Whether it can reach the store of the vDisk. */
  readonly reachesStore: boolean;
  /** The copies of the chain's files on it, in the order of the chain. */
  readonly copies: readonly CopySeen[];
}

/** Why a server may not stream to a target; null when it may. The first of all reasons, from the farm down to the file. */
export function refusalOf(demand: Demand, server: ServerFacts, identity: IdentityMode): Refusal | null {
  return (
    placeRefusal(demand, server) ??
    boundRefusal(demand, server) ??
    serviceRefusal(server) ??
    storeRefusal(demand, server) ??
    copyRefusal(demand, server, identity) ??
    lockRefusal(demand)
  );
}

/** What follows from the definition: no fault makes it so, and none ends it. */
function placeRefusal({ site, vdisk, subnet }: Demand, { name, number, ...server }: ServerFacts): Refusal | null {
  if (server.site !== site) return { code: 'PVS013', reason: `${name} belongs to another site` };
  if (!vdisk.store.servers.includes(number)) {
    return { code: 'PVS014', reason: `${name} does not serve store ${vdisk.store.name}` };
  }
  if (vdisk.assignedServer !== null && vdisk.assignedServer !== number) {
    return { code: 'PVS021', reason: `load balancing of ${vdisk.name} is off: only its assigned server streams it` };
  }
  if (vdisk.subnetAffinity === 'fixed' && !server.subnets.includes(subnet)) {
    return {
      code: 'PVS025',
      reason: `${name} has no address in subnet ${subnet ?? '(none given)'}, and affinity is fixed`,
    };
  }
  return null;
}

/** A target that may not leave its server (P9, P10, P42). */
function boundRefusal(demand: Demand, server: ServerFacts): Refusal | null {
  if (demand.boundTo === null || demand.boundTo === server.number) return null;
  return bondOf(demand) ?? { code: 'PVS022', reason: `what the target has written is not on ${server.name}` };
}

/** Why a target may not leave its server at all; null when it may. */
export function bondOf({ access, vdisk, writeCache }: Pick<Demand, 'access' | 'vdisk' | 'writeCache'>): Refusal | null {
  if (access === 'maintenance') {
    return { code: 'PVS024', reason: `the version of ${vdisk.name} is in maintenance: it has no fail-over` };
  }
  if (vdisk.store.shared) return null;
  if (vdisk.mode === 'private') {
    return {
      code: 'PVS023',
      reason: `${vdisk.name} is in private mode on local storage: no other server has what was written`,
    };
  }
  if (writeCache !== 'server' && writeCache !== 'server-persistent') return null;
  return {
    code: 'PVS022',
    reason: `the write cache of ${vdisk.name} is on the server's own disk: no other server can read it`,
  };
}

/** Whether what a target writes stays on its server from one boot to the next: it has to boot there again. */
export function isHome({ access, vdisk, writeCache }: Pick<Demand, 'access' | 'vdisk' | 'writeCache'>): boolean {
  if (vdisk.store.shared) return false;
  return access === 'maintenance' || vdisk.mode === 'private' || writeCache === 'server-persistent';
}

function serviceRefusal({ name, up, isHeard, streamService, hasDatabase }: ServerFacts): Refusal | null {
  if (!up) return { code: 'PVS010', reason: `${name} is down` };
  if (!isHeard) return { code: 'PVS010', reason: `${name} does not answer: the other servers take it for down` };
  if (streamService !== 'running')
    return { code: 'PVS009', reason: `the Stream Service on ${name} is ${streamService}` };
  if (!hasDatabase) return { code: 'PVS051', reason: `${name} has lost the database, and there is no offline support` };
  return null;
}

function storeRefusal({ vdisk }: Demand, { name, reachesStore }: ServerFacts): Refusal | null {
  return reachesStore ? null : { code: 'PVS015', reason: `${name} cannot reach store ${vdisk.store.name}` };
}

/** Every file of the chain has to be there and be the right one (P3, P8), and they have to fit together (P62). */
function copyRefusal({ vdisk, chain }: Demand, { name, copies }: ServerFacts, identity: IdentityMode): Refusal | null {
  for (const [index, wanted] of chain.entries()) {
    const seen: CopySeen = copies[index] ?? { type: 'missing' };
    const version = `${vdisk.name} version ${wanted.number}`;
    switch (copyState(seen, wanted, identity)) {
      case 'current':
        break;
      case 'unreachable':
        return { code: 'PVS015', reason: `${name} cannot open its copy of ${version}` };
      case 'missing':
        return { code: 'PVS016', reason: `${name} has no copy of ${version}` };
      case 'not-identical':
        return { code: 'PVS017', reason: notIdentical(version, seen, wanted) };
      case 'properties-missing':
        return { code: 'PVS018', reason: `the properties file of ${version} is missing on ${name}` };
      case 'properties-not-identical':
        return { code: 'PVS018', reason: `the properties file of ${version} on ${name} is not identical` };
    }
  }
  const fault = chainFault(copies);
  if (fault === null) return null;
  const what = fault === 'parent-identity' ? 'names another parent' : 'names another time of its parent';
  return { code: 'PVS019', reason: `a difference disk of ${vdisk.name} on ${name} ${what}` };
}

function notIdentical(version: string, seen: CopySeen, wanted: WantedFile): string {
  if (seen.type !== 'file' || sameSecond(seen.file.modifiedMs, wanted.modifiedMs)) {
    return `${version} has another content: not identical`;
  }
  const apartMs = seen.file.modifiedMs - wanted.modifiedMs;
  const apart = Math.max(1, Math.round(Math.abs(apartMs) / 1000));
  return `${version} was modified ${span(apart)} ${apartMs > 0 ? 'later' : 'earlier'}: not identical`;
}

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;

/** So many seconds, in the largest unit that fits. */
function span(seconds: number): string {
  if (seconds < 2 * MINUTE) return `${seconds} s`;
  if (seconds < 2 * HOUR) return `${Math.round(seconds / MINUTE)} min`;
  return seconds < 2 * DAY ? `${Math.round(seconds / HOUR)} h` : `${Math.round(seconds / DAY)} days`;
}

function lockRefusal({ vdisk, lockedBy }: Demand): Refusal | null {
  return lockedBy === null ? null : { code: 'PVS026', reason: `${lockedBy} has ${vdisk.name} exclusively` };
}
