/**
 * Chance, without a generator that runs: every draw is a pure function of a seed and of what is being drawn.
 *
 * A draw that is named by what it decides (`draw(seed, 'phase', machine)`) does not depend on how many draws came before it.
 * So quiet time can be skipped, and work can be done in another order, without changing a single later outcome.
 *
 * The mixing steps are those of MurmurHash3's finaliser (Austin Appleby, public domain).
 */

/** A fraction, uniform in [0, 1), decided by the seed and the keys alone. */
export function draw(seed: number, ...keys: readonly number[]): number {
  let hash = mix(seed | 0);
  for (const key of keys) {
    hash = mix(Math.imul(hash, 0x9e3779b1) ^ (key | 0));
    // World times exceed 32 bits: the upper part counts as well.
    const upper = Math.floor(key / 0x1_0000_0000);
    if (upper !== 0 && upper !== -1) hash = mix(hash ^ Math.imul(upper, 0x85ebca6b));
  }
  return hash / 0x1_0000_0000;
}

/** A whole number, uniform in [0, `bound`), decided by the seed and the keys alone. */
export function drawInteger(seed: number, bound: number, ...keys: readonly number[]): number {
  return Math.floor(draw(seed, ...keys) * bound);
}

/** A stable number for a word, to be used as a key of a draw (FNV-1a, 32 bits, over UTF-16 units). */
export function keyOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) {
    hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}

function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
