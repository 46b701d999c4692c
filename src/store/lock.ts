/**
 * One writer at a time, among all processes: an advisory lock of the operating system on a lock file.
 *
 * The system releases it when its process ends, however it ends, so there is no stale lock and nothing to clean up.
 * Two holders in one process exclude each other as well. The holder writes into the file who it is, for whoever gives
 * up waiting; that note may outlive a killed process and means nothing while the lock is free. Lock files are never
 * deleted: a process that waits for a deleted one would hold a lock that nobody else can see.
 *
 * Not here: what is done under the lock, and comparing revisions (conf-store.ts).
 */

import { closeSync, constants, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { formatDuration, formatInstant, parseInstant, UserError } from '../core/kernel/index.ts';
import { notWritable, systemCode } from './errors.ts';

export interface LockRequest {
  readonly path: string;
  /** What it protects, for messages: `site contoso`. */
  readonly what: string;
  /** The command line of this process. */
  readonly command: string;
  readonly waitMs: number;
  /** The code of the error when another holds it; STORE_LOCKED unless told. */
  readonly code?: string;
}

/** A lock that is held. */
export interface Lock {
  /** Lets others have it. Releasing twice is releasing once. */
  release(): void;
}

/** What the holder of a lock writes into its file. */
interface HolderNote {
  readonly pid: number;
  readonly host: string;
  readonly command: string;
  /** The wall clock when it got the lock, RFC 3339. */
  readonly since: string;
}

type NativeLocks = typeof import('fs-native-extensions');

/**
 * On Windows a locked range cannot be read by others, so the range lies far behind the note. macOS locks whole files
 * only, where readers are not hindered.
 */
const LOCKED_RANGE = process.platform === 'darwin' ? ([] as const) : ([0x7fff_ffff, 1] as const);

/** How systems say that another holds the lock. */
const HELD_CODES: ReadonlySet<string | null> = new Set(['EAGAIN', 'EACCES', 'EBUSY']);

const PAUSE_FIRST_MS = 2;
const PAUSE_MAX_MS = 40;

/**
 * Does the work while no other process holds the lock, and releases it whatever comes of the work.
 *
 * @throws {UserError} STORE_LOCKED, or the code that was asked for, when another holds it for longer than `waitMs`;
 * STORE_NOT_WRITABLE or STORE_NO_PERMISSION when there can be no lock file
 */
export async function withLock<Result>(request: LockRequest, work: () => Promise<Result>): Promise<Result> {
  const lock = await acquireLock(request);
  try {
    return await work();
  } finally {
    lock.release();
  }
}

/** Takes a lock, and holds it until it is released or the process ends. @throws what `withLock` does */
export async function acquireLock(request: LockRequest): Promise<Lock> {
  const locks = await loadLocks(request);
  const fd = openLockFile(request);
  try {
    await waitForLock(locks, fd, request);
  } catch (error) {
    closeSync(fd);
    throw error;
  }
  writeNote(fd, request.command);
  return heldLock(locks, fd);
}

function heldLock(locks: NativeLocks, fd: number): Lock {
  let isHeld = true;
  return {
    release: () => {
      if (!isHeld) return;
      isHeld = false;
      try {
        eraseNote(fd);
        locks.unlock(fd, ...LOCKED_RANGE);
      } finally {
        closeSync(fd);
      }
    },
  };
}

/** Loaded only here, since most commands only read. Without it nothing is written: no lock is no reason to go on. */
async function loadLocks(request: LockRequest): Promise<NativeLocks> {
  try {
    return await import('fs-native-extensions');
  } catch (cause) {
    const why = `fs-native-extensions does not load on ${process.platform} ${process.arch}. Nothing was changed.`;
    const message = `${request.what} cannot be written: file locks are not available`;
    throw new UserError('cannot-write', 'STORE_NOT_WRITABLE', message, { why, cause });
  }
}

function openLockFile(request: LockRequest): number {
  try {
    mkdirSync(dirname(request.path), { recursive: true, mode: 0o700 });
    return openSync(request.path, constants.O_RDWR | constants.O_CREAT, 0o600);
  } catch (error) {
    throw notWritable(request.what, request.path, error);
  }
}

async function waitForLock(locks: NativeLocks, fd: number, request: LockRequest): Promise<void> {
  const startMs = performance.now();
  let pauseMs = PAUSE_FIRST_MS;
  while (!isGranted(locks, fd, request)) {
    const leftMs = startMs + request.waitMs - performance.now();
    if (leftMs <= 0) throw heldByAnother(request);
    await sleep(Math.min(pauseMs, Math.ceil(leftMs)));
    pauseMs = Math.min(pauseMs * 2, PAUSE_MAX_MS);
  }
}

function isGranted(locks: NativeLocks, fd: number, request: LockRequest): boolean {
  try {
    return locks.tryLock(fd, ...LOCKED_RANGE);
  } catch (error) {
    if (HELD_CODES.has(systemCode(error))) return false;
    throw notWritable(request.what, request.path, error);
  }
}

function heldByAnother(request: LockRequest): UserError {
  const code = request.code ?? 'STORE_LOCKED';
  const waited = formatDuration(request.waitMs);
  const note = readNote(request.path);
  if (note === null) {
    return new UserError('locked', code, `${request.what} is locked by another process`, {
      why: `Waited ${waited} for it. It has not said who it is.`,
    });
  }
  const place = note.host === hostname() ? '' : ` on ${note.host}`;
  const holder = `process ${note.pid}${place} (${note.command})`;
  return new UserError('locked', code, `${request.what} is locked by ${holder}, for ${heldFor(note)}`, {
    why: `Waited ${waited} for it. The lock ends with that process.`,
    hints:
      place === '' ? [process.platform === 'win32' ? `tasklist /fi "PID eq ${note.pid}"` : `ps -p ${note.pid}`] : [],
  });
}

function heldFor(note: HolderNote): string {
  const heldMs = Math.max(0, Date.now() - (parseInstant(note.since) ?? Date.now()));
  return formatDuration(heldMs - (heldMs % 1000));
}

/** The note is a courtesy: a disk that is too full for it must not stop the work that may free some. */
function writeNote(fd: number, command: string): void {
  const note: HolderNote = { pid: process.pid, host: hostname(), command, since: formatInstant(Date.now()) };
  try {
    ftruncateSync(fd, 0);
    writeSync(fd, `${JSON.stringify(note)}\n`, 0);
  } catch {}
}

function eraseNote(fd: number): void {
  try {
    ftruncateSync(fd, 0);
  } catch {}
}

/** Null when the holder has not written it yet, or not all of it. */
function readNote(path: string): HolderNote | null {
  try {
    const { pid, host, command, since } = JSON.parse(readFileSync(path, 'utf8'));
    const isWhole = [host, command, since].every((text) => typeof text === 'string') && Number.isSafeInteger(pid);
    return isWhole ? { pid, host, command, since } : null;
  } catch {
    return null;
  }
}
