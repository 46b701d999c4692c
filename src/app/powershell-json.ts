/**
 * The text of a JSON file that PowerShell wrote, whatever encoding its version uses, the moments in it, and where such a text is damaged.
 *
 * Windows PowerShell 5.1 writes UTF-16, UTF-8 with a byte order mark or the system's code page; PowerShell 7 writes UTF-8 without a mark.
 *
 * Not here: what the JSON says (lhc/windows-log.ts, site/import).
 */

import { isUtf8 } from 'node:buffer';
import { parseInstant } from '../core/kernel/index.ts';
import { jsonDamage } from './lhc/json-damage.ts';

/** The text without its byte order mark. Bytes that are no Unicode are of the code page of western Windows. */
export function decodeExport(bytes: Buffer): string {
  const encoding = encodingOf(bytes);
  // The decoder does not take hundreds of MB of UTF-16 at once.
  if (encoding === 'utf-16le') return bytes.toString('utf16le', 2);
  return new TextDecoder(encoding).decode(bytes);
}

function encodingOf(bytes: Buffer): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return isUtf8(bytes) ? 'utf-8' : 'windows-1252';
}

/** A moment in milliseconds since 1970: `/Date(ms)/` or ISO 8601, also wrapped as `{value}`; null where it is none. */
export function exportedInstantMs(value: unknown): number | null {
  if (typeof value === 'object' && value !== null && 'value' in value) return exportedInstantMs(value.value);
  if (typeof value !== 'string') return null;
  const ticks = /^\/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\/$/.exec(value);
  // A time without an offset is taken as UTC; neither version writes one.
  return ticks === null ? (parseInstant(value) ?? parseInstant(`${value}Z`)) : Number(ticks[1]);
}

/** What keeps a text from being JSON, and where. `whenAfterEnd` is said of what follows a whole document. */
export function damageOf(
  text: string,
  whenAfterEnd: string,
): { readonly message: string; readonly line: number; readonly column: number } {
  const { offset, afterEnd } = jsonDamage(text);
  const lines = text.slice(0, offset).split('\n');
  const place = { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
  if (text.trim() === '') return { message: 'the file is empty', ...place };
  if (/^(?:"(?:[^"\\\n]|\\.)*\\?)?$/.test(text.slice(offset)))
    return { message: 'the file ends in the middle', ...place };
  if (afterEnd) return { message: whenAfterEnd, ...place };
  return { message: `no JSON from here on: ${JSON.stringify(text.slice(offset, offset + 20))}`, ...place };
}
