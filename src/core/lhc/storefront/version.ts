/**
 * Which StoreFront versions have AdvancedHealthCheck: those from 1912 CU1 on.
 *
 * A version is a release (`2402`), a release with its update (`1912 CU1`, `1912 LTSR CU3`), or the number of a build, in which the
 * update counts in thousands (`1912.0.1000` is CU1). Releases before 1808 are numbered otherwise, and lower (`3.12`, `7.15`).
 */

const FIRST_RELEASE = 1912;
const BUILDS_PER_UPDATE = 1000;

/** Whether a StoreFront of this version, as the site file writes it, can be told to use AdvancedHealthCheck. */
export function hasAdvancedHealthCheck(version: string): boolean {
  const [release = 0, ...build] = (version.split(' ')[0] ?? '').split('.').map(Number);
  if (release !== FIRST_RELEASE) return release > FIRST_RELEASE;
  const update = Number(/ CU(\d+)$/.exec(version)?.[1] ?? 0);
  // The fourth part of a build counts the builds of one update, and says nothing of which update that is.
  return update >= 1 || build.slice(0, 2).some((part) => part >= BUILDS_PER_UPDATE);
}
