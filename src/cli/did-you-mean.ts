/**
 * Guesses which of the known words was meant by one that is unknown.
 */
import { distance } from 'fastest-levenshtein';

/** The known word that is nearest, unless even that one is too different to be a slip of the fingers. */
export function nearest(word: string, known: readonly string[]): string | null {
  const slips = Math.max(1, Math.floor(word.length / 3));
  let best: string | null = null;
  let bestDistance = slips + 1;
  for (const candidate of known) {
    const candidateDistance = distance(word, candidate);
    if (candidateDistance < bestDistance) [best, bestDistance] = [candidate, candidateDistance];
  }
  return best;
}
