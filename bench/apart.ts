/**
 * Runs a script of this folder in a process of its own, so that no run sees what another one has left in memory.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** What a script prints for a size. @throws when it fails */
export function runApart<Run>(script: string, size: number): Run {
  const parameters = ['--expose-gc', join(import.meta.dirname, script), String(size)];
  const { status, stdout, stderr } = spawnSync(process.execPath, parameters, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${script} ${size} failed: ${stderr}`);
  return JSON.parse(stdout) as Run;
}
