/**
 * A fingerprint tells two texts apart: 128 bits, in hexadecimal. Equal texts have equal fingerprints on every machine, and two different
 * ones have different fingerprints unless somebody builds them on purpose.
 *
 * It is MurmurHash3_x86_128 (Austin Appleby, public domain) over the UTF-16 units of the text, lower byte first. A cryptographic hash would
 * be no better for naming a file of a cache, and loading one takes longer than all the rest of a short command.
 * Not here: secrets, and anything that an attacker could gain by. This is no protection from either.
 */

const C1 = 0x239b961b;
const C2 = 0xab0e9789;
const C3 = 0x38b34ae5;
const C4 = 0xa1e38b93;
const UNITS_PER_BLOCK = 8;

type Lanes = [number, number, number, number];

export function fingerprint(text: string): string {
  const lanes: Lanes = [0, 0, 0, 0];
  const tail = text.length - (text.length % UNITS_PER_BLOCK);
  for (let at = 0; at < tail; at += UNITS_PER_BLOCK) mixBlock(lanes, text, at);
  if (tail < text.length) mixTail(lanes, text, tail);
  for (let lane = 0; lane < lanes.length; lane++) (lanes[lane] as number) ^= text.length * 2;
  gather(lanes);
  for (let lane = 0; lane < lanes.length; lane++) lanes[lane] = finalised(lanes[lane] as number);
  gather(lanes);
  return lanes.map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('');
}

function mixBlock(lanes: Lanes, text: string, at: number): void {
  lanes[0] ^= Math.imul(rotated(Math.imul(wordAt(text, at), C1), 15), C2);
  lanes[0] = (Math.imul(rotated(lanes[0], 19) + lanes[1], 5) + 0x561ccd1b) | 0;
  lanes[1] ^= Math.imul(rotated(Math.imul(wordAt(text, at + 2), C2), 16), C3);
  lanes[1] = (Math.imul(rotated(lanes[1], 17) + lanes[2], 5) + 0x0bcaa747) | 0;
  lanes[2] ^= Math.imul(rotated(Math.imul(wordAt(text, at + 4), C3), 17), C4);
  lanes[2] = (Math.imul(rotated(lanes[2], 15) + lanes[3], 5) + 0x96cd1c35) | 0;
  lanes[3] ^= Math.imul(rotated(Math.imul(wordAt(text, at + 6), C4), 18), C1);
  lanes[3] = (Math.imul(rotated(lanes[3], 13) + lanes[0], 5) + 0x32ac3b17) | 0;
}

/** The last block, which is not full: what is missing counts as nothing. */
function mixTail(lanes: Lanes, text: string, at: number): void {
  lanes[3] ^= Math.imul(rotated(Math.imul(wordAt(text, at + 6), C4), 18), C1);
  lanes[2] ^= Math.imul(rotated(Math.imul(wordAt(text, at + 4), C3), 17), C4);
  lanes[1] ^= Math.imul(rotated(Math.imul(wordAt(text, at + 2), C2), 16), C3);
  lanes[0] ^= Math.imul(rotated(Math.imul(wordAt(text, at), C1), 15), C2);
}

/** Every lane gets something of all the others. */
function gather(lanes: Lanes): void {
  lanes[0] = (lanes[0] + lanes[1] + lanes[2] + lanes[3]) | 0;
  for (let lane = 1; lane < lanes.length; lane++) lanes[lane] = ((lanes[lane] as number) + lanes[0]) | 0;
}

/** Two units as one word. `charCodeAt` past the end is NaN, which is 0 here. */
function wordAt(text: string, at: number): number {
  return text.charCodeAt(at) | (text.charCodeAt(at + 1) << 16);
}

function rotated(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

function finalised(word: number): number {
  let mixed = word;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
