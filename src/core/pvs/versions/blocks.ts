/**
 * What is in the blocks of an image, read through a chain of files.
 *
 * A layer is a word that stands for a set of blocks with their bytes. So the same layers in the same order are the same content,
 * however many files they are spread over: a merge puts them into one (P60).
 *
 * Not here: what a target has written itself, which is in its write cache.
 */

import { draw, keyOf } from '../../kernel/index.ts';

/** The part of all blocks that a layer has bytes for, unless it is the first one of a base, which has all. */
const COVERED = 0.5;

/**
 * The bytes of a block, as a word that is different for each layer and block: `layer:block`. `chain` has the layers of each file, base
 * first. An empty chain has no bytes: the word is empty.
 */
export function readBlock(chain: readonly (readonly string[])[], block: number): string {
  const layers = chain.flat();
  const layer = layers.findLast((word, index) => index === 0 || covers(word, block));
  return layer === undefined ? '' : `${layer}:${block}`;
}

function covers(layer: string, block: number): boolean {
  return draw(keyOf(layer), block) < COVERED;
}
