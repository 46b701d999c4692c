/**
 * The text of a file, or of standard input, as UTF-8; or what kept it from being read.
 *
 * Not here: what the text says (../declared-file.ts).
 */

import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { type Problem, UserError } from '../../core/kernel/index.ts';

/**
 * The text of the file at `path` (`-`: standard input), or the problem of its bytes. `hints` tell how to get a file where there is none.
 * @throws {UserError} `FILE_NOT_FOUND`, `FILE_NOT_READABLE` or `FILE_NOT_PERMITTED`.
 */
export async function readFileText(path: string, hints: readonly string[]): Promise<string | Problem> {
  return decode(await readBytes(path, hints));
}

async function readBytes(path: string, hints: readonly string[]): Promise<Buffer> {
  if (path === '-') return readStandardInput();
  try {
    return await readFile(path);
  } catch (cause) {
    throw unreadable(path, cause, hints);
  }
}

async function readStandardInput(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** Why a file could not be read. `hints` tell how to get one where there is none. */
export function unreadable(path: string, cause: unknown, hints: readonly string[]): UserError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'EACCES' || code === 'EPERM') {
    const why = 'The user who runs holdover may not read it.';
    return new UserError('no-permission', 'FILE_NOT_PERMITTED', `no permission to read ${path}`, { why, cause });
  }
  if (code === 'EISDIR') {
    const why = 'It is a directory.';
    return new UserError('no-such-file', 'FILE_NOT_READABLE', `${path} is not a file`, { why, cause });
  }
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new UserError('no-such-file', 'FILE_NOT_FOUND', `there is no file ${path}`, { hints, cause });
  }
  const why = cause instanceof Error ? cause.message : String(cause);
  return new UserError('no-such-file', 'FILE_NOT_READABLE', `${JSON.stringify(path)} cannot be read`, { why, cause });
}

function decode(bytes: Buffer): string | Problem {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const message = isUtf16
    ? 'the file is UTF-16; save it as UTF-8'
    : 'the bytes from here on are not UTF-8; save the file as UTF-8';
  return { code: 'ENCODING_INVALID', message, ...positionOfDamage(bytes) };
}

/** Where decoding first puts something that the bytes do not say. */
function positionOfDamage(bytes: Buffer): { readonly line: number; readonly column: number } {
  const again = Buffer.from(bytes.toString('utf8'), 'utf8');
  let offset = 0;
  while (offset < bytes.length && bytes[offset] === again[offset]) offset++;
  const lines = bytes.toString('utf8', 0, offset).split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}
