/**
 * I-P2: no acknowledged write is lost, and no read returns other bytes than the last acknowledged write, or than the image that was booted.
 *
 * It sees reads and writes only where every request is made.
 *
 * Not here: where bytes are kept (../streaming/disks.ts).
 */

import { rangeOfTarget, targetName } from '../../core/pvs/farm/index.ts';
import { readBlock } from '../../core/pvs/versions/index.ts';
import { News } from '../happenings.ts';
import type { Happening } from '../outcomes.ts';
import { bootedBy, type FarmRuntime } from '../streaming/index.ts';
import type { FarmChecker } from '../world.ts';
import { type Home, homeOf, isStillHome } from './streaming-homes.ts';

/** What a block may hold: what was acknowledged last, or one of the writes since whose replies were lost. */
type Written = Map<number, readonly (number | string)[]>;

export function bytesAreKept(): FarmChecker {
  const news = new News();
  const written = new Map<string, Written>();
  const keepers = new Keepers();
  return (world, farm) => {
    for (const disk of keepers.lost(farm)) written.delete(disk);
    for (const happening of news.of(world)) {
      if (happening.type === 'target-booted' && !outlivesBoot(farm, happening.target)) {
        written.delete(diskOf(farm, happening.target));
      }
      if (happening.type === 'target-io') keepers.note(farm, happening.target);
      const text = happening.type === 'target-io' ? complaint(farm, written, happening) : null;
      if (text !== null) return text;
    }
    return null;
  };
}

function complaint(
  farm: FarmRuntime,
  written: Map<string, Written>,
  { target, kind, block, bytes, isHeard }: Happening & { readonly type: 'target-io' },
): string | null {
  const disk = diskOf(farm, target);
  const blocks: Written = written.get(disk) ?? new Map();
  written.set(disk, blocks);
  const expected = blocks.get(block) ?? [readBlock(imageOf(farm, target), block)];
  if (kind === 'read' && !expected.includes(bytes)) {
    return `I-P2: ${targetName(farm.topology, target)} read ${bytes} where ${expected.join(' or ')} belongs`;
  }
  // What was read is what it is, until the image is another one.
  if (kind === 'write' || blocks.has(block)) blocks.set(block, isHeard ? [bytes] : [...expected, bytes]);
  return null;
}

/** What is written to: the image itself, or what a target keeps for itself. By names, which no change of the definition touches. */
function diskOf({ topology, data }: FarmRuntime, target: number): string {
  const { vdisk, writeCache } = rangeOfTarget(topology, target);
  const { name, mode, store } = topology.vdisks[vdisk]!;
  const copy = data.booted[data.targets.copy[target]! - 1];
  const isImage = mode === 'private' || copy?.access === 'maintenance';
  const disk = isImage ? `image ${name}` : `${writeCache} of ${targetName(topology, target)} for ${name}`;
  return `${disk}:${copy?.version} in ${store.name}${store.shared ? ', shared' : ''}`;
}

/** Remembers who has used each disk, and from which server: what is on a server goes with it, and the rest with the vDisk of the target. */
class Keepers {
  readonly #last = new Map<string, Home & { readonly target: string }>();
  #farm: FarmRuntime | null = null;

  note(farm: FarmRuntime, target: number): void {
    const home = homeOf(farm, target, farm.data.targets.server[target]! - 1);
    this.#last.set(diskOf(farm, target), { ...home, target: targetName(farm.topology, target) });
  }

  /** The disks that have gone since the last look, when the farm was another one. */
  lost(farm: FarmRuntime): readonly string[] {
    if (this.#farm === farm) return [];
    this.#farm = farm;
    const lost = [...this.#last].filter(([, { target, ...home }]) => !isStillHome(farm, target, home));
    for (const [disk] of lost) this.#last.delete(disk);
    return lost.map(([disk]) => disk);
  }
}

function outlivesBoot(farm: FarmRuntime, target: number): boolean {
  return (
    diskOf(farm, target).startsWith('image ') || rangeOfTarget(farm.topology, target).writeCache === 'server-persistent'
  );
}

function imageOf(farm: FarmRuntime, target: number): readonly (readonly string[])[] {
  return (bootedBy(farm, target)?.chain ?? []).map(({ layers }) => layers);
}
