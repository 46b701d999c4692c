/**
 * One JSON file of the store, read whole and replaced whole. Writing goes through conf; this is the only file that
 * knows it.
 *
 * conf writes a temporary file, syncs it and renames it, but it does not notice when a full disk took only a part of
 * the text, it gives atomicity up inside a snap and on EXDEV, and what a killed process was writing stays behind. So conf
 * writes a staged file beside the target; that is read back, renamed over the target, and the rename is synced. What a
 * kill leaves behind is swept before the next write of the same file.
 *
 * Reading does without conf: loading it takes longer than most commands, and it makes directories that are missing.
 *
 * Not here: locks. Two writers of one file at a time would sweep each other's staged file (lock.ts, conf-store.ts).
 */

import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemCode } from './errors.ts';

type Conf = typeof import('conf').default;

/** What atomically, which conf writes with, appends to the name of its temporary files. */
const TEMPORARY_SUFFIX = /^\.tmp-\d{10}[0-9a-f]{6}$/;

/** On Windows a file that a reader or a virus scanner has open cannot be renamed over for a moment. */
const RENAME_AGAIN_CODES: ReadonlySet<string | null> = new Set(['EPERM', 'EACCES', 'EBUSY']);
const RENAME_PAUSES_MS = process.platform === 'win32' ? [10, 20, 50, 100, 200, 400] : [];

/** The text of a file; null when there is none. @throws the system's error when it is there but cannot be read */
export function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/**
 * Replaces a file: afterwards it holds either all of the old text or all of the new one, whatever happens. `isCurrent`
 * is asked at the last moment; when it says no, the file stays as it is and the result is false.
 *
 * @throws the system's error when it cannot be written; the old file is then as it was
 */
export async function replaceFile(path: string, value: object, isCurrent: () => boolean): Promise<boolean> {
  const target = realPath(path);
  const staged = join(dirname(target), `.staged-${basename(target)}`);
  // conf would try for a second before it says the same.
  accessSync(dirname(staged), constants.W_OK);
  sweep(staged);
  try {
    await stage(staged, value);
    if (!isCurrent()) return false;
    await rename(staged, target);
  } finally {
    rmSync(staged, { force: true });
  }
  syncDirectory(dirname(target));
  return true;
}

/** Deletes a file and what a killed writer of it left behind. @throws the system's error when it cannot be deleted */
export function deleteFile(path: string): void {
  sweep(join(dirname(path), `.staged-${basename(path)}`));
  rmSync(path);
  syncDirectory(dirname(path));
}

async function stage(staged: string, value: object): Promise<void> {
  const Conf = await loadConf();
  const text = serialize(value);
  const conf = new Conf<Record<string, unknown>>({
    cwd: dirname(staged),
    configName: basename(staged, extname(staged)),
    fileExtension: extname(staged).slice(1),
    configFileMode: 0o600,
    clearInvalidConfig: false,
    accessPropertiesByDotNotation: false,
    serialize: () => text,
  });
  conf.store = value as Record<string, unknown>;
  if (readFileSync(staged, 'utf8') !== text) {
    throw Object.assign(new Error(`only a part of ${staged} was written`), { code: 'ENOSPC' });
  }
}

/**
 * conf's writer adds listeners that kill the process at a signal once more, to sweep its temporary files. A Ctrl-C that
 * holdover handles would arrive twice, so they are taken away again: `sweep` does their work. Node ignores SIGXFSZ, so
 * that a file grown too large is an error; without any listener the signal would now end the process.
 */
async function loadConf(): Promise<Conf> {
  const before = new Map(signalsListenedTo().map((signal) => [signal, new Set(process.rawListeners(signal))]));
  const { default: Conf } = await import('conf');
  for (const signal of signalsListenedTo()) {
    for (const listener of process.rawListeners(signal)) {
      const isNew = before.get(signal)?.has(listener) !== true;
      // Wrapped listeners are those of `once`; holdover's own listen until they are removed.
      if (isNew && 'listener' in listener) process.removeListener(signal, listener as unknown as () => void);
    }
  }
  if (process.platform !== 'win32' && process.listenerCount('SIGXFSZ') === 0) process.on('SIGXFSZ', ignoreSignal);
  return Conf;
}

function ignoreSignal(): void {}

function signalsListenedTo(): NodeJS.Signals[] {
  return process.eventNames().filter((name): name is NodeJS.Signals => String(name).startsWith('SIG'));
}

function serialize(value: object): string {
  return `${JSON.stringify(value, null, '\t')}\n`;
}

/** Where a link points, so that a linked file is replaced and not its link. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** Deletes a staged file of a writer that was killed, and the temporary files behind it. */
function sweep(staged: string): void {
  const name = basename(staged);
  for (const entry of readdirSync(dirname(staged))) {
    const isLeftover = entry.startsWith(name) && (entry === name || TEMPORARY_SUFFIX.test(entry.slice(name.length)));
    if (isLeftover) rmSync(join(dirname(staged), entry), { force: true, recursive: true });
  }
}

/** Gives a file another name, in place of a file that has it. @throws the system's error */
export async function rename(from: string, to: string): Promise<void> {
  for (const pauseMs of RENAME_PAUSES_MS) {
    try {
      renameSync(from, to);
      return;
    } catch (error) {
      if (!RENAME_AGAIN_CODES.has(systemCode(error))) throw error;
      await sleep(pauseMs);
    }
  }
  renameSync(from, to);
}

/** Makes a rename survive a power failure. Some file systems and Windows cannot do it; the file is whole all the same. */
export function syncDirectory(path: string): void {
  if (process.platform === 'win32') return;
  try {
    const fd = openSync(path, 'r');
    try {
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
  } catch {}
}
