/**
 * Small disks of memory, to fill up and to make read-only. Only root of a Linux can mount one.
 *
 * Not here: a single file that may not grow (store-fixture.ts), which needs no disk.
 */

import { spawnSync } from 'node:child_process';
import { closeSync, ftruncateSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished, type TestContext } from 'vitest';
import { systemCode } from '../../src/store/errors.ts';

/** What a disk of memory is counted in. */
const PAGE_BYTES = 4096;

const FILLER = 'filler';

export class SmallDisk {
  readonly path: string;

  /** Mounts a disk at the path. The test is skipped where that cannot be, and the reason is told. */
  constructor(context: TestContext, path: string, options: string) {
    this.path = path;
    if (process.platform !== 'linux') context.skip('only Linux has disks of memory');
    if (process.getuid?.() !== 0) context.skip('only root may mount a disk');
    mkdirSync(path, { recursive: true });
    const problem = problemOf('mount', ['-t', 'tmpfs', '-o', `${options},mode=700`, 'tmpfs', path]);
    if (problem !== null) notMounted(context, problem);
    onTestFinished(() => {
      const left = problemOf('umount', ['--lazy', path]);
      if (left !== null) throw new Error(left);
    });
  }

  /** Leaves this many pages of the disk free. */
  fill(pagesFree: number): void {
    const fd = openSync(join(this.path, FILLER), 'w');
    try {
      const bytes = writeWhatFits(fd);
      ftruncateSync(fd, bytes - pagesFree * PAGE_BYTES);
    } finally {
      closeSync(fd);
    }
  }

  makeSpace(): void {
    rmSync(join(this.path, FILLER));
  }

  /** Changes an option of the disk: `ro`, `rw`, `nr_inodes=64`. */
  remount(option: string): void {
    const problem = problemOf('mount', ['-o', `remount,${option}`, this.path]);
    if (problem !== null) throw new Error(problem);
  }
}

/** Some containers keep mounting from root. A run that needs everything is not content with that. */
function notMounted(context: TestContext, problem: string): void {
  if (process.env.HOLDOVER_REQUIRE_TOOLS === '1') throw new Error(problem);
  context.skip(problem);
}

function problemOf(program: string, parameters: readonly string[]): string | null {
  const { status, error, stderr } = spawnSync(program, parameters, { encoding: 'utf8' });
  return status === 0 ? null : `${program} failed: ${error?.message ?? stderr.trim()}`;
}

/** Writes pages until there is no space, and says how many bytes that were. */
function writeWhatFits(fd: number): number {
  const page = Buffer.alloc(PAGE_BYTES, 'x');
  let bytes = 0;
  try {
    while (true) bytes += writeSync(fd, page);
  } catch (error) {
    if (systemCode(error) !== 'ENOSPC') throw error;
    return bytes;
  }
}
