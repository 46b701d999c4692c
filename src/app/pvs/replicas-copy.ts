/**
 * `pvs replicas copy VDISK`: copies the files of all versions from one server's own disk to those of others, with their times or with new ones.
 * Lock files are never copied (P57).
 *
 * Not here: what makes copies identical (core/pvs/inventory), and the list of copies (replicas.ts).
 */

import { formatInstant, present, shellWord, UserError } from '../../core/kernel/index.ts';
import type { FarmVdisk } from '../../core/pvs/farm/index.ts';
import type { CopySeen } from '../../core/pvs/inventory/index.ts';
import { copyOn, serversWithout, versionsOf, type World } from '../../sim/index.ts';
import type { AppContext } from '../context.ts';
import { type ChangeOutcome, changeSite } from '../open-site.ts';
import { farmIn, serverNamed, vdiskNamed } from '../streaming-objects.ts';
import { faultsWhere } from './farm-faults.ts';
import { factsOfFarm, serverNameOf, serverNumberOf, vdiskNumberOf } from './farm-numbers.ts';
import type { ChangeRefusal } from './refusal.ts';

export interface CopyOptions {
  readonly vdisk: string;
  readonly from: string;
  readonly to: readonly string[];
  /** Whether the copies keep the times of the files, or get that of the copying, and so are not identical. */
  readonly times: 'kept' | 'new';
}

export interface ReplicasCopyResult {
  readonly schema: 'holdover.replicas-copy/1';
  readonly site: string;
  readonly at: string;
  /** False where the copies were the same already. */
  readonly changed: boolean;
  readonly vdisk: string;
  readonly from: string;
  readonly times: CopyOptions['times'];
  /** The versions whose files were to be copied. */
  readonly versions: readonly number[];
  readonly to: readonly CopyPlace[];
  /** Why nothing was copied; null when it was, or was there already. */
  readonly refusal: ChangeRefusal | null;
}

/** Where the files were copied to. */
export interface CopyPlace {
  readonly server: string;
  /** The versions of which that copy is not the one on record. */
  readonly notIdentical: readonly number[];
  /** The fault, there or at the source, that keeps it another one; null where none does. */
  readonly fault: string | null;
}

/** Names as the site file spells them. */
interface Copying {
  readonly vdisk: FarmVdisk;
  readonly from: string;
  readonly to: readonly string[];
  readonly times: CopyOptions['times'];
}

/** @throws {UserError} VDISK_UNKNOWN, SERVER_UNKNOWN, STORE_SHARED, SERVER_NOT_IN_STORE, COPY_ONTO_ITSELF, FARM_NONE, and what the store throws */
export function copyReplicas(context: AppContext, options: CopyOptions): Promise<ReplicasCopyResult & ChangeOutcome> {
  return changeSite(context, ({ world }) => {
    const copying = copyingOf(world, options);
    const refusal = refusalOf(world, copying);
    const changed = refusal === null && wouldChange(world, copying);
    const { vdisk, from, to, times } = copying;
    return {
      actions: changed ? [{ type: 'replicas-copied', vdisk: vdisk.name, from, to, newTimes: times === 'new' }] : [],
      result: (after) => resultOf(after, copying, { changed, refusal }),
    };
  });
}

function copyingOf(world: World, options: CopyOptions): Copying {
  const name = vdiskNamed(world, options.vdisk);
  const vdisk = present(
    farmIn(world).topology.vdisks.find((each) => each.name === name),
    'a vDisk of the farm',
  );
  if (vdisk.store.shared) throw storeShared(vdisk);
  const from = serverNamed(world, options.from);
  const to = [...new Set(options.to.map((server) => serverNamed(world, server)))];
  for (const server of [from, ...to]) {
    if (!vdisk.store.servers.includes(serverNumberOf(world, server))) throw notInStore(world, vdisk, server);
  }
  if (to.includes(from)) throw ontoItself(from);
  return { vdisk, from, to, times: options.times };
}

function storeShared({ name, store }: FarmVdisk): UserError {
  return new UserError('usage', 'STORE_SHARED', `There is one copy of ${name}: nothing can be copied.`, {
    why: `All servers of store ${store.name} use the same files, on shared storage.`,
    hints: [`holdover pvs replicas ${shellWord(name)}`],
  });
}

function notInStore(world: World, { name, store }: FarmVdisk, server: string): UserError {
  const servers = store.servers.map((each) => serverNameOf(world, each)).join(', ');
  return new UserError('usage', 'SERVER_NOT_IN_STORE', `${server} does not serve store ${store.name} of ${name}.`, {
    why: `Servers of the store: ${servers}.`,
    hints: [`holdover pvs replicas ${shellWord(name)}`],
  });
}

function ontoItself(server: string): UserError {
  return new UserError('usage', 'COPY_ONTO_ITSELF', `${server} is named both with --from and with --to.`, {
    why: 'Files are copied from one server to others.',
    hints: ['holdover pvs replicas copy --help'],
  });
}

/** Every file has to be there to be copied, and every server to be reached. */
function refusalOf(world: World, { vdisk, from, to }: Copying): ChangeRefusal | null {
  for (const version of numbersOf(world, vdisk)) {
    const source = found(world, vdisk, version, from).type;
    if (source === 'missing') {
      return {
        code: 'PVS016',
        reason: `${from} has no copy of ${vdisk.name} version ${version}: choose another source`,
      };
    }
    const unreachable = [from, ...to].find((server) => found(world, vdisk, version, server).type === 'unreachable');
    if (unreachable !== undefined) {
      return { code: 'PVS015', reason: `the files on ${unreachable} cannot be opened (holdover fault list)` };
    }
  }
  return null;
}

function numbersOf(world: World, { name }: FarmVdisk): readonly number[] {
  return versionsOf(world, name).versions.map(({ number }) => number);
}

function found(world: World, { name }: FarmVdisk, version: number, server: string): CopySeen {
  const farm = farmIn(world);
  return copyOn(world, farm, vdiskNumberOf(world, name), version, serverNumberOf(world, server));
}

/** New times make other files of the same; else files that are the same already need no copying, once the inventory knows of them. */
function wouldChange(world: World, { vdisk, from, to, times }: Copying): boolean {
  if (times === 'new') return true;
  return numbersOf(world, vdisk).some((version) => {
    const source = found(world, vdisk, version, from);
    return to.some((server) => {
      const copy = found(world, vdisk, version, server);
      return !isSame(copy, source) || !isSame(copy, known(world, vdisk, version, server));
    });
  });
}

function isSame(copy: CopySeen, other: CopySeen): boolean {
  return JSON.stringify(copy) === JSON.stringify(other);
}

/** What the inventory has of a copy, which may be older than the copy. */
function known(world: World, { name }: FarmVdisk, version: number, server: string): CopySeen {
  return factsOfFarm(world).vdisk(vdiskNumberOf(world, name)).copy(version, serverNumberOf(world, server));
}

function resultOf(
  world: World,
  { vdisk, from, to, times }: Copying,
  { changed, refusal }: Pick<ReplicasCopyResult, 'changed' | 'refusal'>,
): ReplicasCopyResult {
  const versions = numbersOf(world, vdisk);
  const isForeign = (version: number, server: string) => serversWithout(world, vdisk.name, version).includes(server);
  return {
    schema: 'holdover.replicas-copy/1',
    site: world.definition.name,
    at: formatInstant(world.data.nowMs),
    changed,
    vdisk: vdisk.name,
    from,
    times,
    versions,
    to: to.map((server) => {
      const notIdentical = versions.filter((version) => isForeign(version, server));
      const fault = notIdentical.length === 0 ? null : driftOf(world, vdisk, [server, from]);
      return { server, notIdentical, fault };
    }),
    refusal,
  };
}

/** The fault that makes the file of a vDisk another one on the first of these servers that has such a fault. */
function driftOf(world: World, { name }: FarmVdisk, servers: readonly string[]): string | null {
  const drifts = servers.flatMap((server) =>
    faultsWhere(world, (fault) => fault.kind === 'replica-drift' && fault.vdisk === name && fault.server === server),
  );
  return drifts[0]?.id ?? null;
}
