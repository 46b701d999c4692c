/**
 * Names put into few numbered patterns, as a site file has them: `x-001` to `x-420` is `x-###`, 420 times.
 *
 * Patterns count from 1. A run that begins elsewhere is cut where the count of its last digits begins anew: `x-201` to `x-420` is `x-2##`
 * (201 to 299), `x-3##`, `x-4##` (401 to 420), and the single names `x-300` and `x-400`. So every name is exactly right, and a gap costs
 * a few lines and not one for each name.
 *
 * Not here: what the names are of.
 */

import { numberedName } from '../../../core/site/index.ts';
import { compareNatural } from './natural-order.ts';

export interface Named {
  readonly name: string;
  /** A name that goes with it, and is numbered with it: the owner of a machine. */
  readonly partner: string | null;
}

/** `count` names of a pattern; of a single name, the name itself. */
export interface Run {
  readonly pattern: string;
  readonly count: number;
  /** The pattern of the partners, or the one partner that all of them have. */
  readonly partner: string | null;
}

/** The runs that have exactly these names, in the order of their first names. Each name is there once. */
export function numberedRuns(all: readonly Named[]): readonly Run[] {
  const left = new Map([...all].sort((a, b) => compareNatural(a.name, b.name)).map((each) => [each.name, each]));
  const runs: Run[] = [];
  for (const each of left.values()) {
    const run = longestRun(each, left);
    for (let number = 1; number <= run.count; number++) left.delete(numberedName(run.pattern, number));
    runs.push(run);
  }
  return runs;
}

/** The longest run whose number 1 is this name. */
function longestRun({ name, partner }: Named, left: ReadonlyMap<string, Named>): Run {
  let longest: Run = { pattern: name, count: 1, partner };
  for (const pattern of patternsOfFirst(name)) {
    for (const partnerPattern of partner === null ? [null] : [partner, ...patternsOfFirst(partner)]) {
      const count = runLength(pattern, partnerPattern, left);
      if (count > longest.count) longest = { pattern, count, partner: partnerPattern };
    }
  }
  return longest;
}

/** The patterns of which a name is number 1, one for each of its numbers that ends in 1: `a-201` is number 1 of `a-2##`. */
function patternsOfFirst(name: string): readonly string[] {
  return [...name.matchAll(/0*1(?!\d)/g)].map(
    ({ index, 0: digits }) => name.slice(0, index) + '#'.repeat(digits.length) + name.slice(index + digits.length),
  );
}

function runLength(pattern: string, partner: string | null, left: ReadonlyMap<string, Named>): number {
  let count = 0;
  while (true) {
    const next = left.get(numberedName(pattern, count + 1));
    if (next === undefined) return count;
    if (next.partner !== (partner === null ? null : numberedName(partner, count + 1))) return count;
    count += 1;
  }
}
