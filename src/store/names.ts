/**
 * Site names, which are file names too: what may be one, which two would be one file, and which one was meant.
 *
 * The rules are the same on every system, so that a configuration directory can move from one to another.
 *
 * Not here: names of zones, connectors and machines (core/site).
 */

import { distance } from 'fastest-levenshtein';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** Windows opens a device for these, whatever extension follows. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** Whether a site may have this name on every system. */
export function isSiteName(name: string): boolean {
  return NAME.test(name) && !DEVICE.test(name);
}

/** The other name that a case-insensitive file system cannot tell from this one; null when there is none. */
export function clashingName(name: string, names: readonly string[]): string | null {
  const folded = name.toLowerCase();
  return names.find((other) => other !== name && other.toLowerCase() === folded) ?? null;
}

/** The name that was probably meant; null when none is near. Case does not count as a difference. */
export function nearestName(name: string, names: readonly string[]): string | null {
  const differencesMax = Math.max(2, Math.floor(name.length / 3));
  let nearest: string | null = null;
  let differencesLeast = differencesMax + 1;
  for (const candidate of names) {
    const differences = distance(name.toLowerCase(), candidate.toLowerCase());
    if (differences < differencesLeast) [nearest, differencesLeast] = [candidate, differences];
  }
  return nearest;
}
