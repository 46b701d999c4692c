/**
 * The report file of a bug: what a maintainer needs, and no variable of the environment, because those hold secrets.
 */
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';

/** Writes the report for its owner's eyes only. Returns its path, or null when it cannot be written. */
export function writeBugReport(error: unknown, words: readonly string[], version: string): string | null {
  const moment = new Date().toISOString();
  const path = join(tmpdir(), `holdover-report-${moment.replaceAll(/[:.]/g, '-')}-${process.pid}.txt`);
  const lines = [
    `holdover ${version}, node ${process.version}, ${process.platform} ${process.arch}`,
    moment,
    `command line: ${JSON.stringify(words)}`,
    '',
    inspect(error, { depth: 4 }),
    '',
  ];
  try {
    writeFileSync(path, lines.join('\n'), { flag: 'wx', mode: 0o600 });
    return path;
  } catch {
    return null;
  }
}
