/**
 * Before the tests that run the real bins: makes sure that what they run is built from the sources as they are now.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

export function setup(): void {
  const { status } = spawnSync(process.execPath, [join(ROOT, 'scripts', 'prepare.js')], { stdio: 'inherit' });
  if (status !== 0) throw new Error('the build failed');
}
