/**
 * Programs that tests need and that may not be there.
 */
import { spawnSync } from 'node:child_process';

/**
 * Whether a test has to be skipped because a program is missing; says how to install it. With HOLDOVER_REQUIRE_TOOLS=1 no test is
 * skipped: it fails.
 */
export function isMissing(program: string, debianPackage = program): boolean {
  if (process.env.HOLDOVER_REQUIRE_TOOLS === '1') return false;
  if (spawnSync(program, ['--version']).error === undefined) return false;
  console.warn(`skipped, for want of ${program}: apt-get install ${debianPackage}`);
  return true;
}
