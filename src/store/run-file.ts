/**
 * The bytes of a run's journal: how it begins, how a line is added for good, and what of a file is whole.
 *
 * A line that was acknowledged ends in a line break and is synced. So whatever follows the last line break was being
 * written when its process or the machine ended, and any other line that cannot be read is damage.
 *
 * Not here: which runs there are, and their locks (run-journal.ts).
 */

import { closeSync, fsyncSync, ftruncateSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { assert } from '../core/kernel/index.ts';
import { rename, syncDirectory } from './conf-file.ts';
import { notWritable, runDamaged } from './errors.ts';
import { parseObject } from './json-object.ts';

/** The whole lines of a journal. */
export interface WholeLines {
  readonly lines: readonly unknown[];
  /** How much of the file they take up. */
  readonly bytes: number;
}

/** Only one run begins at a time, so what a killed process left of its first line is overwritten by the next. */
const STAGED = '.staged-run.ndjson';

const LINE_BREAK = '\n';

/** Makes the file of a run, with its first line; it is never there without. @throws the system's error */
export async function beginJournal(path: string, header: object): Promise<void> {
  const staged = join(dirname(path), STAGED);
  try {
    writeSynced(staged, lineOf(header));
    await rename(staged, path);
  } finally {
    rmSync(staged, { force: true });
  }
  syncDirectory(dirname(path));
}

/** The whole lines in a file's bytes. @throws {UserError} RUN_DAMAGED */
export function linesOf(run: string, path: string, content: Buffer): WholeLines {
  const bytes = content.lastIndexOf(LINE_BREAK) + 1;
  const texts = content.toString('utf8', 0, Math.max(0, bytes - 1)).split(LINE_BREAK);
  const lines = texts.map((text, index) => {
    const record = parseObject(text);
    if (record === null) throw runDamaged(run, path, index + 1);
    return record;
  });
  return { lines, bytes };
}

/**
 * Opens a journal to append to it, without what follows its last whole line.
 *
 * @throws {UserError} RUN_DAMAGED; the system's error when it cannot be read or written
 */
export function openJournal(run: string, path: string): JournalFile {
  const fd = openSync(path, 'r+');
  try {
    const content = readFileSync(fd);
    const { lines, bytes } = linesOf(run, path, content);
    if (bytes < content.length) cut(fd, bytes);
    return new JournalFile({ run, path, fd, lines, bytes });
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

/** A journal that is open for writing. */
export class JournalFile {
  /** Those that were there when it was opened. */
  readonly lines: readonly unknown[];
  readonly #run: string;
  readonly #path: string;
  /** Null when it is closed. */
  #fd: number | null;
  #bytes: number;

  constructor({ run, path, fd, lines, bytes }: WholeLines & { run: string; path: string; fd: number }) {
    this.lines = lines;
    this.#run = run;
    this.#path = path;
    this.#fd = fd;
    this.#bytes = bytes;
  }

  /**
   * Adds a line and syncs it; when that fails, nothing of it stays.
   *
   * @throws {UserError} STORE_NOT_WRITABLE, STORE_NO_PERMISSION
   */
  append(record: object): void {
    const fd = this.#fd;
    assert(fd !== null, 'a run that is open');
    const line = lineOf(record);
    try {
      // What an append that failed could not take away again.
      ftruncateSync(fd, this.#bytes);
      writeWhole(fd, line, this.#bytes);
      fsyncSync(fd);
    } catch (error) {
      cutQuietly(fd, this.#bytes);
      throw notWritable(`run ${this.#run}`, this.#path, error);
    }
    this.#bytes += line.length;
  }

  close(): void {
    if (this.#fd !== null) closeSync(this.#fd);
    this.#fd = null;
  }
}

function lineOf(record: object): Buffer {
  return Buffer.from(`${JSON.stringify(record)}${LINE_BREAK}`);
}

function writeSynced(path: string, line: Buffer): void {
  const fd = openSync(path, 'w', 0o600);
  try {
    writeWhole(fd, line, 0);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

/** One write, as long as there is space: a disk that takes only a part of it says why at the next one. */
function writeWhole(fd: number, line: Buffer, position: number): void {
  let written = 0;
  while (written < line.length) {
    written += writeSync(fd, line, written, line.length - written, position + written);
  }
}

function cut(fd: number, bytes: number): void {
  ftruncateSync(fd, bytes);
  fsyncSync(fd);
}

function cutQuietly(fd: number, bytes: number): void {
  try {
    cut(fd, bytes);
  } catch {}
}
