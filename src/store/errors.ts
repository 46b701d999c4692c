/**
 * What a person is told when the store cannot do what was asked. One function for each code.
 *
 * Not here: exit codes (cli), and the lock's own error, which needs the holder's note (lock.ts).
 */

import { UserError } from '../core/kernel/index.ts';
import { nearestName } from './names.ts';

/** What the system's most likely refusals mean, in words. Others are shown by their code. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission was denied',
  EPERM: 'the operation is not permitted',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the file system is read-only',
  EIO: 'the disk reported an error',
  EFBIG: 'the file would be larger than is allowed here',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of its path is not a directory',
  EEXIST: 'a part of its path is not a directory',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  ENOLCK: 'its file system has no locks to give',
  ENOTSUP: 'its file system does not support locks',
};

export function siteUnknown(name: string, names: readonly string[]): UserError {
  if (names.length === 0) return noSite(names);
  const nearest = nearestName(name, names);
  const question = nearest === null ? '' : ` Did you mean ${nearest}?`;
  return new UserError('usage', 'SITE_UNKNOWN', `No site is named ${JSON.stringify(name)}.${question}`, {
    why: `The sites are: ${names.join(', ')}.`,
    hints: ['holdover site list'],
  });
}

export function noSite(names: readonly string[]): UserError {
  if (names.length === 0) {
    return new UserError('usage', 'NO_SITE', 'no site is loaded', {
      hints: ['holdover site init site.yaml', 'holdover site load site.yaml'],
    });
  }
  return new UserError('usage', 'NO_SITE', 'no site is chosen', {
    why: `The sites are: ${names.join(', ')}.`,
    hints: names.length === 1 ? [`holdover site use ${names[0]}`] : ['holdover site use NAME', 'holdover site list'],
  });
}

export function siteExists(name: string): UserError {
  return new UserError('usage', 'SITE_EXISTS', `a site named ${name} is loaded already`, {
    why: 'Loading over it would discard its journal; --replace does that.',
    hints: [`holdover site show --site ${name}`],
  });
}

export function siteNameInvalid(name: string): UserError {
  return new UserError('usage', 'SITE_NAME_INVALID', `${JSON.stringify(name)} cannot be the name of a site`, {
    why: 'A name is 1 to 64 letters, digits, dots, dashes and underscores, begins with a letter or digit, and is no device name of Windows (CON, NUL, …).',
  });
}

export function siteNameClash(name: string, other: string): UserError {
  return new UserError('usage', 'SITE_NAME_CLASH', `a site named ${other} is loaded: ${name} differs only by case`, {
    why: 'On file systems that ignore case both would be the same file.',
    hints: [`holdover site remove ${other}`],
  });
}

/** A file of the store, as messages speak of it. */
export interface StoredFile {
  /** A phrase: `site contoso`. */
  readonly what: string;
  readonly path: string;
  /** What to do when it is broken: a sentence, and commands to paste. */
  readonly advice: string;
  readonly recovery: readonly string[];
}

export function storeDamaged(file: StoredFile, problem: string, cause?: unknown): UserError {
  return new UserError('invalid-file', 'STORE_DAMAGED', `${file.what} cannot be read: ${problem}`, {
    why: `${file.path} was left as it is. ${file.advice}`,
    hints: file.recovery,
    problems: [{ code: 'STORE_DAMAGED', message: problem, file: file.path }],
    cause,
  });
}

/** `sign` is what of the file this version does not know: a format, an action. */
export function storeNewer(file: StoredFile, sign: string): UserError {
  return new UserError('invalid-file', 'STORE_NEWER', `${file.what} was written by a newer holdover (${sign})`, {
    why: `${file.path} was left as it is. Use the newer holdover.`,
    hints: ['holdover --version'],
    problems: [{ code: 'STORE_NEWER', message: `it holds ${sign}`, file: file.path }],
  });
}

/** `last` is the newest run; null when there is none. */
export function runUnknown(run: string, last: string | null): UserError {
  return new UserError('usage', 'RUN_UNKNOWN', `no run is named ${JSON.stringify(run)}`, {
    why: last === null ? 'No drill was run yet.' : `The last run is ${last}.`,
    hints: last === null ? ['holdover drill run FILE'] : [`holdover drill report ${last}`],
  });
}

/** `line` is the first one that cannot be read, from 1. */
export function runDamaged(run: string, path: string, line: number): UserError {
  const problem = `line ${line} is no JSON object`;
  return new UserError('invalid-file', 'RUN_DAMAGED', `run ${run} cannot be read: ${problem}`, {
    why: `${path} was left as it is. Put a good copy in its place, or run the drill once more.`,
    hints: ['holdover drill run FILE'],
    problems: [{ code: 'RUN_DAMAGED', message: problem, file: path, line }],
  });
}

/** A file or directory of the store that is there but cannot be read. */
export function notReadable(file: StoredFile, error: unknown): UserError {
  if (isDenied(error)) return noPermission(file.what, file.path, error);
  return storeDamaged(file, reasonOf(error), error);
}

/** A write that did not happen. Writes are atomic, so what was stored before is still stored. */
export function notWritable(what: string, path: string, error: unknown): UserError {
  if (isDenied(error)) return noPermission(what, path, error);
  return new UserError('cannot-write', 'STORE_NOT_WRITABLE', `${what} cannot be written: ${reasonOf(error)}`, {
    why: `${path} was left as it is.`,
    cause: error,
  });
}

/** The code of a system error (`ENOENT`); null for any other error. */
export function systemCode(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : null;
}

function noPermission(what: string, path: string, cause: unknown): UserError {
  return new UserError('no-permission', 'STORE_NO_PERMISSION', `${what} cannot be used: ${reasonOf(cause)}`, {
    why: `The user that runs this command has no access to ${path}, which was left as it is.`,
    cause,
  });
}

function isDenied(error: unknown): boolean {
  const code = systemCode(error);
  return code === 'EACCES' || code === 'EPERM';
}

function reasonOf(error: unknown): string {
  const code = systemCode(error);
  if (code !== null && Object.hasOwn(REASONS, code)) return `${REASONS[code]} (${code})`;
  return error instanceof Error ? error.message : String(error);
}
