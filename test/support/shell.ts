/**
 * A real shell with holdover on its PATH, for lines and scripts that people type.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { type CliRun, environmentOf, ROOT } from './cli.ts';

/** Runs a line in `sh`, in a home of its own. Its output and exit code are those of the shell. */
export function runShell(line: string, home: string): Promise<CliRun> {
  const path = [programsIn(home), dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter);
  const child = spawn('sh', ['-c', line], { cwd: home, env: { ...environmentOf(home), PATH: path } });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ ...output, exitCode }));
  });
}

/** A folder with links to the bins, as npm makes them. */
function programsIn(home: string): string {
  const folder = join(home, 'bin');
  if (existsSync(folder)) return folder;
  mkdirSync(folder);
  symlinkSync(join(ROOT, 'bin', 'run.js'), join(folder, 'holdover'));
  for (const name of ['lhc', 'pvs']) symlinkSync(join(ROOT, 'bin', `${name}.js`), join(folder, name));
  return folder;
}
