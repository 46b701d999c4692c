/**
 * The order of names as people read them: `vda-2` before `vda-10`, whatever their case. The same everywhere.
 */

/** Names in their order, each once; of spellings that differ by case the first stays. */
export function inNaturalOrder(names: Iterable<string>): string[] {
  const once = new Map<string, string>();
  for (const name of [...names].sort(compareNatural)) {
    const key = name.toLowerCase();
    if (!once.has(key)) once.set(key, name);
  }
  return [...once.values()];
}

/** Negative, zero or positive, as for a sort. */
export function compareNatural(a: string, b: string): number {
  return compare(naturalKey(a), naturalKey(b)) || compare(a, b);
}

/** Numbers compare like text once they are equally long. */
function naturalKey(name: string): string {
  return name.toLowerCase().replaceAll(/\d+/g, (digits) => digits.padStart(20, '0'));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
