/**
 * Screens as they are kept in files: what a terminal shows is compared as a whole.
 *
 * HOLDOVER_UPDATE=1 writes what is shown now into the files.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { ROOT } from './cli.ts';

const FOLDER = join(ROOT, 'test', 'pty', 'screens');

/** Holds a screen against the file of that name. */
export function expectScreen(screen: string, name: string): void {
  const path = join(FOLDER, `${name}.txt`);
  if (process.env.HOLDOVER_UPDATE === '1') {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(path, `${screen}\n`);
  }
  expect(`${screen}\n`, name).toBe(existsSync(path) ? readFileSync(path, 'utf8') : '');
}
