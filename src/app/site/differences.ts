/**
 * What differs between two definitions of a site, in the words of the site file and with every default filled in.
 *
 * Not here: how they are shown (ui).
 */

import { isDeepStrictEqual } from 'node:util';
import { formatDuration, formatInstant } from '../../core/kernel/index.ts';
import { formatPath, type Path, type SiteDefinition, type Timers } from '../../core/site/index.ts';

/** One place in which they differ. Null where there is nothing. */
export interface Difference {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** In the order of the file. Lists of different lengths differ as a whole. */
export function differencesOf(before: SiteDefinition, after: SiteDefinition): readonly Difference[] {
  return differencesAt([], inFileWords([], before), inFileWords([], after));
}

function differencesAt(path: Path, before: unknown, after: unknown): Difference[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (isMap(before) && isMap(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) => differencesAt([...path, key], before[key], after[key]));
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return before.flatMap((entry, index) => differencesAt([...path, index], entry, after[index]));
  }
  return [{ path: formatPath(path), before: before ?? null, after: after ?? null }];
}

const COUNTS: readonly (keyof Timers)[] = ['streamRetries', 'bootsAtOnce'];

/** Core keeps moments as `…Ms` and durations as numbers; a site file writes both as text. */
function inFileWords(path: Path, value: unknown): unknown {
  if (typeof value === 'number' && path[0] === 'timers') {
    return COUNTS.some((name) => name === path.at(-1)) ? value : formatDuration(value);
  }
  if (Array.isArray(value)) return value.map((entry, index) => inFileWords([...path, index], entry));
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) =>
      key.endsWith('Ms')
        ? [key.slice(0, -'Ms'.length), typeof entry === 'number' ? formatInstant(entry) : entry]
        : [key, inFileWords([...path, key], entry)],
    ),
  );
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
