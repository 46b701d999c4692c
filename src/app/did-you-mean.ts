/**
 * Which of the allowed names someone meant, when only a slip of the fingers lies between.
 */

import { distance } from 'fastest-levenshtein';

/** How many names a message lists before it only counts the others. */
const LISTED_MAX = 24;

/** With more slips than this it is another name, however long. */
const SLIPS_MAX = 3;

/** The nearest allowed name; null when none is near. Case is ignored, and a host name may lack its domain. */
export function nearestName(found: string, allowed: readonly string[]): string | null {
  const word = found.toLowerCase();
  // Two letters in the wrong order are two slips; with a single letter, every other would be near.
  const slips = Math.min(Math.max(1, Math.round(word.length * 0.4)), SLIPS_MAX, word.length - 1);
  let best: string | null = null;
  let bestDistance = slips + 1;
  for (const name of allowed) {
    const candidate = name.toLowerCase();
    if (candidate.startsWith(`${word}.`)) return name;
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue;
    const slipsTo = distance(word, candidate);
    if (slipsTo < bestDistance) [best, bestDistance] = [name, slipsTo];
  }
  return best;
}

/** `; did you mean "ams"?` or nothing, and then what is allowed: the second half of a message about an unknown name. */
export function suggestion(found: string, allowed: readonly string[]): string {
  const nearest = nearestName(found, allowed);
  const question = nearest === null ? '' : `; did you mean "${nearest}"?`;
  return `${question} (allowed: ${listed(allowed)})`;
}

/** `ams, fra, tok`, or the first of them and how many more there are. */
export function listed(names: readonly string[]): string {
  if (names.length === 0) return 'none, because there are none';
  const more = names.length - LISTED_MAX;
  return names.slice(0, LISTED_MAX).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
