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

/** What a block may hold: what was acknowledged last, or one of the writes since whose replies were lost. */
type Written = Map<number, readonly (number | string)[]>;

export function bytesAreKept(): FarmChecker {
  const news = new News();
  const written = new Map<string, Written>();
  return (world, farm) => {
    for (const happening of news.of(world)) {
      if (happening.type === 'target-booted' && !outlivesBoot(farm, happening.target)) {
        written.delete(diskOf(farm, happening.target));
      }
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

/** What is written to: the image itself, or what a target keeps for itself. By names, which a change of the definition leaves as they are. */
function diskOf(farm: FarmRuntime, target: number): string {
  const { vdisk } = rangeOfTarget(farm.topology, target);
  const copy = bootedBy(farm, target);
  const { name, mode } = farm.topology.vdisks[vdisk]!;
  const isImage = mode === 'private' || copy?.access === 'maintenance';
  return isImage ? `image ${name}:${copy?.version}` : `target ${targetName(farm.topology, target)}:${copy?.version}`;
}

function outlivesBoot(farm: FarmRuntime, target: number): boolean {
  return (
    diskOf(farm, target).startsWith('image') || rangeOfTarget(farm.topology, target).writeCache === 'server-persistent'
  );
}

function imageOf(farm: FarmRuntime, target: number): readonly (readonly string[])[] {
  return (bootedBy(farm, target)?.chain ?? []).map(({ layers }) => layers);
}
