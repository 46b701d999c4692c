/**
 * Names in a row that number what they name: `kiosk-1 to kiosk-4, vda-007, vda-009`.
 *
 * Not here: names of any other kind (words.ts).
 */

/** How many ranges a line bears. */
const RANGES_MAX = 6;

/** Fewer names that follow each other are no range. */
const RANGE_MIN = 3;

/** The first ranges, and how many more names there are. */
export function nameRanges(names: readonly string[]): string {
  const ranges = rangesOf(names);
  const shown = ranges.slice(0, RANGES_MAX);
  const moreCount = names.length - shown.flat().length;
  const text = shown.map(rangeText).join(', ');
  return moreCount === 0 ? text : `${text} and ${moreCount} more`;
}

function rangesOf(names: readonly string[]): readonly (readonly string[])[] {
  const ranges: string[][] = [];
  for (const name of names) {
    const last = ranges.at(-1);
    if (last !== undefined && isNext(last.at(-1) ?? '', name)) last.push(name);
    else ranges.push([name]);
  }
  return ranges.flatMap((range) => (range.length < RANGE_MIN ? range.map((name) => [name]) : [range]));
}

function isNext(before: string, name: string): boolean {
  const [, stem, number] = /^(.*?)(\d+)$/.exec(before) ?? [];
  return number !== undefined && name === `${stem}${String(Number(number) + 1).padStart(number.length, '0')}`;
}

function rangeText(names: readonly string[]): string {
  return names.length === 1 ? `${names[0]}` : `${names[0]} to ${names.at(-1)}`;
}
