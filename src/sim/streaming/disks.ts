/**
 * Disks keeps what targets have written, where the server or the target keeps it, block by block.
 *
 * It exists only where every request is made, so that laws about what is read can be checked.
 *
 * Not here: when targets read and write (requests.ts), and what they should find (../checkers/streaming-bytes.ts).
 */

import { readBlock } from '../../core/pvs/versions/index.ts';

type Image = readonly (readonly string[])[];

/** What is written is a number that is never written twice; what nobody wrote is a word of the image. */
export type Bytes = number | string;

/** In the name of a place: it is on the own disk of a server. */
export function keeperOf(server: string): string {
  return `server ${server}`;
}

export class Disks {
  /** By place and block. */
  readonly #written = new Map<string, Bytes>();
  /** By the target's name: the layers of the files that its server has opened for it. They stay open whatever is put in their place. */
  readonly #opened = new Map<string, Image>();

  open(target: string, image: Image): void {
    this.#opened.set(target, image);
  }

  read(target: string, place: string, block: number): Bytes {
    return this.#written.get(`${place} ${block}`) ?? readBlock(this.#opened.get(target) ?? [], block);
  }

  write(place: string, block: number, bytes: Bytes): void {
    this.#written.set(`${place} ${block}`, bytes);
  }

  /** A server is gone, and with it what was written to its own disk. */
  lose(server: string): void {
    for (const key of this.#written.keys()) if (key.includes(` ${keeperOf(server)} `)) this.#written.delete(key);
  }

  /** A write cache is thrown away. */
  discard(place: string, blockCount: number): void {
    for (let block = 0; block < blockCount; block++) this.#written.delete(`${place} ${block}`);
  }
}
