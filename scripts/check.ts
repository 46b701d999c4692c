/**
 * Everything that has to hold before a change is good: types, build, lint, unused code, tests. One command, and the same one in CI.
 *
 * All steps run, whatever an earlier one says. The last line is that of the tests.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

const STEPS: readonly (readonly [name: string, command: string, ...parameters: string[]])[] = [
  ['types', 'tsc', '-b'],
  ['build', 'node', 'scripts/build.ts'],
  ['lint', 'biome', 'check', '--error-on-warnings', '.'],
  ['unused', 'knip'],
  ['tests', 'vitest', 'run'],
];

const failed = STEPS.filter((step) => !passes(step));
process.exitCode = failed.length === 0 ? 0 : 1;

function passes([name, command, ...parameters]: (typeof STEPS)[number]): boolean {
  // The tests are last and their last line says how they went; every other step gets a line of its own.
  const isLast = name === STEPS.at(-1)?.[0];
  const { status } = spawnSync(command, parameters, {
    cwd: ROOT,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (!isLast) console.log(status === 0 ? `✓ OK    ${name}` : `✗ FAIL  ${name}`);
  return status === 0;
}
