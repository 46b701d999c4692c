/**
 * What names may not be: a site name that would make no safe file name, patterns with two numbers, names that come twice.
 *
 * Not here: names that stand for nothing (each part's own meaning file).
 */

import { formatPath, type MeaningProblem, type Path, wrong } from './meaning-problem.ts';
import { type NumberedNames, nameOverlaps } from './name-overlap.ts';

/** The most machines, users or targets that a site can have. */
export const NUMBERED_NAMES_MAX = 10_000_000;

/** What the name of a site looks like: it names the site's files as well. */
export const SITE_NAME_PATTERN = '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$';

const SITE_NAME = new RegExp(SITE_NAME_PATTERN);
/** Windows keeps these for devices, whatever follows the first dot. */
const DEVICE_NAME = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** Numbered names, and where the file declares them. */
export interface DeclaredNames extends NumberedNames {
  readonly path: Path;
}

/** Problems of the site's own name. */
export function siteNameProblems(name: string): MeaningProblem[] {
  if (SITE_NAME.test(name) && !name.endsWith('.') && !DEVICE_NAME.test(name)) return [];
  const allowed = 'up to 64 letters, digits, ".", "_" and "-", beginning with a letter or digit';
  const why = SITE_NAME.test(name) ? ', and no name that Windows cannot give a file' : '';
  return [
    wrong(
      ['name'],
      'SITE_NAME_INVALID',
      `"${name}" cannot name a site: it also names files; allowed: ${allowed}${why}`,
    ),
  ];
}

/** Problems of the patterns by themselves: more than one `#` run, or several of a name without one. */
export function patternProblems(groups: readonly DeclaredNames[]): MeaningProblem[] {
  return groups.flatMap(({ pattern, count, path }) => {
    const runs = runCount(pattern);
    if (runs > 1) return [tooManyRuns(pattern, path)];
    if (runs === 1 || count === 1) return [];
    const message = `${count} of them cannot all be named "${pattern}": put a run of # where the number goes, as in "${pattern}-##"`;
    return [wrong(path, 'NAME_PATTERN_INVALID', message, [[...path.slice(0, -1), 'count']])];
  });
}

/** A pattern with more than one `#` run, at `path`. */
export function tooManyRuns(pattern: string, path: Path): MeaningProblem {
  return wrong(path, 'NAME_PATTERN_INVALID', `"${pattern}" has ${runCount(pattern)} runs of #; a name has one number`);
}

/** How many separate `#` runs a pattern has. */
export function runCount(pattern: string): number {
  return pattern.match(/#+/g)?.length ?? 0;
}

/** Problems of names that two groups share, and of more names than a site can have. `noun`: `machine`. */
export function sharedNameProblems(noun: string, groups: readonly DeclaredNames[]): MeaningProblem[] {
  const twice = nameOverlaps(groups).map(({ first, second, name }) => {
    const { path } = groups[second] as DeclaredNames;
    const other = (groups[first] as DeclaredNames).path;
    const counts = [path, other].map((at) => [...at.slice(0, -1), 'count']);
    const message = `the ${noun} "${name}" is declared twice: here and at ${formatPath(other)}`;
    return wrong(path, `${noun.toUpperCase()}_DUPLICATE`, message, [other, ...counts]);
  });
  return [...twice, ...tooManyProblems(noun, groups)];
}

function tooManyProblems(noun: string, groups: readonly DeclaredNames[]): MeaningProblem[] {
  let total = 0;
  for (const { count, path } of groups) {
    total += count;
    if (total <= NUMBERED_NAMES_MAX) continue;
    const message = `the ${noun}s up to here are ${total}; a site has at most ${NUMBERED_NAMES_MAX}`;
    return [
      wrong(
        [...path.slice(0, -1), 'count'],
        'TOO_MANY',
        message,
        groups.map((group) => group.path),
      ),
    ];
  }
  return [];
}
