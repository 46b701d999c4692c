/**
 * Reads a Windows event log that PowerShell exported as JSON.
 *
 * Not here: encodings and damage (powershell-json.ts), what the entries say (windows-log.ts).
 */

import { createReadStream } from 'node:fs';
import { type Problem, UserError } from '../../core/kernel/index.ts';
import { HISTORY_EVENT_IDS } from '../../core/lhc/history/index.ts';
import { damageOf, decodeExport } from '../powershell-json.ts';
import { unreadable } from '../site/site-file-text.ts';

/** Far more than years of outages; who exports a whole log should filter it. */
const MEGABYTES_MAX = 100;

const AFTER_END = 'the document ended before this; give every export its own --from';

/** Exports what `lhc history` reads. One line for both versions of PowerShell; `examples/export/Export-LhcEvents.ps1` can do more. */
export const EXPORT_COMMAND = [
  `Get-WinEvent -FilterHashtable @{LogName='Application';Id=${HISTORY_EVENT_IDS.join(',')}}`,
  'Select-Object TimeCreated,MachineName,ProviderName,Id,LevelDisplayName,Message',
  'ConvertTo-Json',
  'Set-Content lhc-events.json -Encoding UTF8',
].join(' | ');

/**
 * The JSON of an export; `-` reads standard input.
 * @throws {UserError} `FILE_NOT_FOUND`, `FILE_NOT_READABLE`, `FILE_NOT_PERMITTED`, `LOG_EXPORT_TOO_LARGE`, `LOG_EXPORT_INVALID`
 */
export async function readLogExport(path: string): Promise<unknown> {
  const text = decodeExport(await readBytes(path));
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw invalid(path, text, cause);
  }
}

/** How a file is named in messages. */
export function exportName(path: string): string {
  return path === '-' ? 'standard input' : path;
}

async function readBytes(path: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of path === '-' ? process.stdin : createReadStream(path)) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > MEGABYTES_MAX * 1024 * 1024) throw tooLarge(path);
    }
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    throw unreadable(path, cause, [EXPORT_COMMAND]);
  }
  return Buffer.concat(chunks);
}

function tooLarge(path: string): UserError {
  const message = `${exportName(path)} is larger than ${MEGABYTES_MAX} MB`;
  return new UserError('invalid-file', 'LOG_EXPORT_TOO_LARGE', message, {
    why: 'Only the entries of the Local Host Cache are needed; this command exports no others.',
    hints: [EXPORT_COMMAND],
  });
}

function invalid(path: string, text: string, cause: unknown): UserError {
  const problem: Problem = { code: 'JSON_INVALID', file: exportName(path), ...damageOf(text, AFTER_END) };
  return new UserError('invalid-file', 'LOG_EXPORT_INVALID', `${exportName(path)} is not valid JSON`, {
    problems: [problem],
    hints: [EXPORT_COMMAND],
    cause,
  });
}
