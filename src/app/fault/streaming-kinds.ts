/**
 * The kinds of fault of the streaming farm: of servers, stores, copies of vDisks and the database.
 *
 * Not here: those of Local Host Cache (lhc-kinds.ts), and what a fault does to servers and targets (sim/streaming).
 */

import { present, shellWord, UserError } from '../../core/kernel/index.ts';
import { type FarmStore, serverNumber, vdiskNumber } from '../../core/pvs/farm/index.ts';
import type { Fault, FaultKind } from '../../core/site/index.ts';
import type { FarmRuntime, World } from '../../sim/index.ts';
import { listed } from '../did-you-mean.ts';
import { farmIn, serverNamed, storeNamed, vdiskNamed } from '../streaming-objects.ts';
import { flagMissing, type KindDefinition } from './kind-definition.ts';

/** Kinds whose target is a server, a slash, and something that it has. */
type PairKind = FaultKind & ('store-unreachable' | 'replica-drift');

export const STREAMING_KINDS: readonly KindDefinition[] = [
  {
    kind: 'server-down',
    target: 'SERVER',
    flags: '',
    meaning: 'the streaming server crashes: nobody is told, its targets find out by themselves',
    make: (world, { target }) => ({ kind: 'server-down', server: serverNamed(world, target) }),
  },
  {
    kind: 'store-unreachable',
    target: 'SERVER/STORE',
    flags: '',
    meaning: 'the server cannot read the store: it streams no vDisk of it, to nobody',
    make: (world, { target }) => {
      const { server, name } = pairIn(world, 'store-unreachable', target);
      const store = storeNamed(world, name);
      requireStore(farmIn(world), server, store);
      return { kind: 'store-unreachable', server, store };
    },
  },
  {
    kind: 'replica-drift',
    target: 'SERVER/VDISK',
    flags: '',
    meaning: "the server's file of the newest version is another one; targets that have it open keep what they opened",
    make: (world, { target }) => {
      const { server, name } = pairIn(world, 'replica-drift', target);
      const vdisk = vdiskNamed(world, name);
      requireReplica(farmIn(world), server, vdisk);
      return { kind: 'replica-drift', server, vdisk };
    },
  },
  {
    kind: 'database-offline',
    target: '',
    flags: '--partial',
    meaning: "the farm's database does not answer; with --partial it answers, but slowly",
    make: (world, { partial }) => {
      farmIn(world);
      return { kind: 'database-offline', partial: partial !== null };
    },
  },
  {
    kind: 'packet-loss',
    target: 'SERVER',
    flags: '--percent PERCENT',
    meaning: 'of the packets between the server and its targets so many get lost, and are sent again',
    make: (world, { target, percent }) => {
      const server = serverNamed(world, target);
      if (percent === null) {
        throw flagMissing('packet-loss', '--percent, from 1 to 100', `${shellWord(server)} --percent 5`);
      }
      return { kind: 'packet-loss', server, percent };
    },
  },
];

/** Whether a fault is one of the streaming farm. One of a machine can be either's. */
export function isStreamingFault(fault: Fault): boolean {
  return STREAMING_KINDS.some(({ kind }) => kind === fault.kind);
}

/** What stands before and after the slash of a target; the server as the site file spells it. */
function pairIn(world: World, kind: PairKind, target: string) {
  const slash = target.indexOf('/');
  if (slash < 1 || slash === target.length - 1) throw noPair(world, kind, target);
  return { server: serverNamed(world, target.slice(0, slash)), name: target.slice(slash + 1) };
}

function noPair(world: World, kind: PairKind, target: string): UserError {
  const { servers, stores, vdisks } = farmIn(world).topology;
  const [noun, seconds] = kind === 'store-unreachable' ? ['store', stores] : ['vDisk', vdisks];
  const [first, second] = [servers[0], seconds[0]];
  const example = first === undefined || second === undefined ? [] : [injecting(kind, first.name, second.name)];
  return new UserError('usage', 'TARGET_INVALID', `"${target}" is no server and ${noun} with a slash between them.`, {
    why: `${kind} is about a ${noun} as one server has it.`,
    hints: [...example, 'holdover fault kinds'],
  });
}

function requireStore(farm: FarmRuntime, server: string, name: string): void {
  const store = present(
    farm.topology.stores.find((each) => each.name === name),
    'a store of the farm',
  );
  requireServed(farm, 'store-unreachable', { server, store, name });
}

interface Wanted {
  readonly server: string;
  readonly store: FarmStore;
  /** What follows the slash. */
  readonly name: string;
}

function requireServed({ topology }: FarmRuntime, kind: PairKind, { server, store, name }: Wanted): void {
  const names = store.servers.flatMap((number) => topology.servers[number]?.name ?? []);
  if (names.includes(server)) return;
  throw new UserError('usage', 'STORE_NOT_SERVED', `${server} does not serve the store ${store.name}.`, {
    why: `The fault would do nothing. Servers of the store: ${listed(names)}.`,
    hints: names.length === 0 ? ['holdover fault kinds'] : names.slice(0, 1).map((each) => injecting(kind, each, name)),
  });
}

/** There has to be a file that can become another one, and it has to be this server's own. */
function requireReplica(farm: FarmRuntime, server: string, name: string): void {
  const number = vdiskNumber(farm.topology, name);
  const { store } = present(farm.topology.vdisks[number], 'a vDisk of the farm');
  if (store.shared) throw shared(store, name);
  requireServed(farm, 'replica-drift', { server, store, name });
  const { versions, copies } = present(farm.data.vdisks[number], 'a vDisk of the farm');
  const newest = versions.versions.at(-1)?.number;
  const place = store.servers.indexOf(serverNumber(farm.topology, server));
  const copy = newest === undefined ? undefined : copies[newest]?.[place];
  if (copy?.type !== 'file') throw noReplica(server, name, newest);
}

function shared(store: FarmStore, vdisk: string): UserError {
  const message = `The copies of ${vdisk} cannot differ: its store ${store.name} is shared.`;
  return new UserError('usage', 'STORE_SHARED', message, {
    why: 'All its servers use one copy; only on local storage does each have its own.',
    hints: ['holdover pvs vdisks'],
  });
}

function noReplica(server: string, vdisk: string, version: number | undefined): UserError {
  const what = version === undefined ? vdisk : `version ${version} of ${vdisk}`;
  return new UserError('usage', 'REPLICA_MISSING', `${server} has no file of ${what} that could become another one.`, {
    why: 'The fault would do nothing: there is no such file, or the server cannot reach it.',
    hints: ['holdover pvs replicas'],
  });
}

function injecting(kind: PairKind, server: string, name: string): string {
  return `holdover fault inject ${kind} ${shellWord(`${server}/${name}`)}`;
}
