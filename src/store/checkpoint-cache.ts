/**
 * CheckpointCache keeps worlds that were computed before, so that a command need not replay the whole journal.
 *
 * It is only a cache. A file that is missing, damaged or cut short is a miss; a directory that cannot be written makes
 * every read a miss; nothing here is ever an error for the user. So files are not synced: their checksum is enough.
 *
 *   CACHE/worlds/SITE/KEY.world     magic (8 bytes) · length (8, big-endian) · CRC-32 (4, big-endian) · bytes
 *
 * Not here: what the bytes mean, and what makes a key (model version and journal; sim and app).
 */

import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { assert } from '../core/kernel/index.ts';
import { isSiteName } from './names.ts';

export interface CheckpointCacheOptions {
  readonly cacheDir: string;
  readonly site: string;
  /** How many checkpoints of the site are kept; 4 unless told. */
  readonly filesMax?: number;
}

const FILES_MAX = 4;
const MAGIC = Buffer.from('hoWORLD1', 'latin1');
const HEADER_BYTES = MAGIC.length + 8 + 4;
const KEY = /^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/;
const EXTENSION = '.world';
const TEMPORARY_EXTENSION = '.part';

/** Temporary files older than this belong to a process that was killed: writing one takes a fraction of it. */
const TEMPORARY_AGE_MAX_MS = 60_000;

export class CheckpointCache {
  readonly #dir: string;
  readonly #filesMax: number;

  constructor(options: CheckpointCacheOptions) {
    assert(isSiteName(options.site), 'a site name to name a cache directory');
    this.#dir = join(options.cacheDir, 'worlds', options.site);
    this.#filesMax = options.filesMax ?? FILES_MAX;
  }

  /** The bytes written under the key; null when they are not there, or not whole. Writes nothing. */
  read(key: string): Uint8Array | null {
    try {
      return unframe(readFileSync(this.#path(key)));
    } catch {
      return null;
    }
  }

  /** Keeps the bytes, and forgets the oldest of the site beyond the number that is kept. Failing is not reported. */
  write(key: string, bytes: Uint8Array): void {
    const path = this.#path(key);
    const temporary = `${path}.${process.pid}-${Math.random().toString(36).slice(2)}${TEMPORARY_EXTENSION}`;
    try {
      mkdirSync(this.#dir, { recursive: true, mode: 0o700 });
      writeFileSync(temporary, frame(bytes), { mode: 0o600, flag: 'wx' });
      renameSync(temporary, path);
    } catch {
      removeQuietly(temporary);
    }
    this.#prune(path);
  }

  /** Forgets all of the site. Failing is not reported. */
  clear(): void {
    removeQuietly(this.#dir);
  }

  #prune(written: string): void {
    const files = this.#files();
    const worlds = files.filter((file) => file.path.endsWith(EXTENSION));
    // The one just written counts as the newest, also where the clock of the file system is too coarse to tell.
    const age = (file: File) => (file.path === written ? Number.NEGATIVE_INFINITY : -file.modifiedMs);
    worlds.sort((a, b) => age(a) - age(b));
    for (const file of worlds.slice(this.#filesMax)) removeQuietly(file.path);
    const newestMs = Math.max(...files.map((file) => file.modifiedMs));
    for (const file of files) {
      const isAbandoned = newestMs - file.modifiedMs > TEMPORARY_AGE_MAX_MS;
      if (file.path.endsWith(TEMPORARY_EXTENSION) && isAbandoned) removeQuietly(file.path);
    }
  }

  #files(): File[] {
    try {
      const paths = readdirSync(this.#dir).map((entry) => join(this.#dir, entry));
      return paths.flatMap((path) => {
        const status = statSync(path, { throwIfNoEntry: false });
        return status === undefined ? [] : [{ path, modifiedMs: status.mtimeMs }];
      });
    } catch {
      return [];
    }
  }

  #path(key: string): string {
    assert(KEY.test(key), 'a key that can name a file');
    return join(this.#dir, `${key}${EXTENSION}`);
  }
}

interface File {
  readonly path: string;
  readonly modifiedMs: number;
}

function frame(bytes: Uint8Array): Uint8Array {
  const header = Buffer.alloc(HEADER_BYTES);
  MAGIC.copy(header);
  header.writeBigUInt64BE(BigInt(bytes.length), MAGIC.length);
  header.writeUInt32BE(crc32(bytes), MAGIC.length + 8);
  return Buffer.concat([header, bytes]);
}

function unframe(file: Buffer): Uint8Array | null {
  if (file.length < HEADER_BYTES || !file.subarray(0, MAGIC.length).equals(MAGIC)) return null;
  const bytes = file.subarray(HEADER_BYTES);
  if (file.readBigUInt64BE(MAGIC.length) !== BigInt(bytes.length)) return null;
  return crc32(bytes) === file.readUInt32BE(MAGIC.length + 8) ? new Uint8Array(bytes) : null;
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true, recursive: true });
  } catch {}
}
