/**
 * Which numbered groups contain a name twice, without writing the names out: a site can have a million machines.
 *
 * Two names can only be equal when they are equal with every run of digits replaced by `0`: their skeleton. All names of a
 * group share one. Among groups of one skeleton there are three cases:
 *
 * - a name without number against a group: is it one of the group's names?
 * - groups that number the same place (equal frame): their numbers are ranges, which a sweep intersects;
 * - groups that number different places: each fixes the number of the other, so one name decides.
 *
 * Names are compared without case, as directories of users and machines do.
 *
 * Not here: what a pattern may look like (name-meaning.ts).
 */

import { numberedName, numberInName } from './names.ts';

export interface NumberedNames {
  readonly pattern: string;
  readonly count: number;
}

/** The group at index `second` has a name that the group at index `first`, which comes before it, has too. */
export interface Overlap {
  readonly first: number;
  readonly second: number;
  /** Such a name, in lower case. */
  readonly name: string;
}

interface Numbered {
  readonly index: number;
  readonly pattern: string;
  readonly count: number;
  /** What stands before and after the whole run of digits that the number is a part of. */
  readonly head: string;
  readonly tail: string;
  /** Digits of the pattern itself, right before and right after the number. */
  readonly digitsBefore: string;
  readonly digitsAfter: string;
  readonly width: number;
}

/** Runs of digits of one length, as numbers: `low`, `low + step`, … `high`. */
interface Range {
  readonly owner: Numbered;
  readonly digits: number;
  readonly low: bigint;
  readonly high: bigint;
  readonly step: bigint;
}

const NUMBERED = /^([^#]*?)(\d*)(#+)(\d*)([^#]*)$/;

/** For each group that repeats a name of an earlier one: such an earlier group, in the order of `groups`. */
export function nameOverlaps(groups: readonly NumberedNames[]): Overlap[] {
  const found = new Map<number, Overlap>();
  const literals = new Map<string, number>();
  const patterns = new Map<string, { readonly index: number; readonly count: number }>();
  const buckets = new Map<string, Numbered[]>();
  groups.forEach((group, index) => {
    const pattern = group.pattern.toLowerCase();
    if (!pattern.includes('#')) noteLiteral(found, literals, pattern, index);
    const one = numbered(pattern, group.count, index);
    if (one !== null && !isRepeated(found, patterns, one)) addTo(buckets, one);
  });
  for (const [name, index] of literals) {
    for (const group of buckets.get(skeleton(name)) ?? []) {
      if (contains(group, name)) note(found, index, group.index, name);
    }
  }
  for (const bucket of buckets.values()) overlapsInBucket(found, bucket);
  return [...found.values()].sort((a, b) => a.second - b.second);
}

function noteLiteral(found: Map<number, Overlap>, literals: Map<string, number>, name: string, index: number): void {
  const before = literals.get(name);
  if (before === undefined) literals.set(name, index);
  else note(found, before, index, name);
}

/** Whether an earlier group has all the names of this one; then that group stands for both from here on. */
function isRepeated(
  found: Map<number, Overlap>,
  patterns: Map<string, { readonly index: number; readonly count: number }>,
  { pattern, count, index }: Numbered,
): boolean {
  const before = patterns.get(pattern);
  if (before === undefined) patterns.set(pattern, { index, count });
  else note(found, before.index, index, numberedName(pattern, 1));
  return before !== undefined && count <= before.count;
}

function note(found: Map<number, Overlap>, one: number, other: number, name: string): void {
  const first = Math.min(one, other);
  const second = Math.max(one, other);
  const known = found.get(second);
  if (known === undefined || known.first > first) found.set(second, { first, second, name });
}

function numbered(pattern: string, count: number, index: number): Numbered | null {
  const match = NUMBERED.exec(pattern);
  if (match === null) return null;
  const [, head = '', digitsBefore = '', run = '', digitsAfter = '', tail = ''] = match;
  return { index, pattern, count, head, tail, digitsBefore, digitsAfter, width: run.length };
}

function addTo(buckets: Map<string, Numbered[]>, group: Numbered): void {
  const key = skeleton(`${group.head}0${group.tail}`);
  const bucket = buckets.get(key);
  if (bucket === undefined) buckets.set(key, [group]);
  else bucket.push(group);
}

function skeleton(name: string): string {
  return name.replace(/\d+/g, '0');
}

function contains(group: Numbered, name: string): boolean {
  return numberInName(group.pattern, group.count, name) !== null;
}

function overlapsInBucket(found: Map<number, Overlap>, bucket: readonly Numbered[]): void {
  if (bucket.length < 2) return;
  const frames = new Map<string, Numbered[]>();
  const places = new Map<number, Numbered[]>();
  for (const group of bucket) {
    const frame = `${group.head}\0${group.tail}`;
    frames.set(frame, [...(frames.get(frame) ?? []), group]);
    const place = runsOfDigits(group.head).length;
    places.set(place, [...(places.get(place) ?? []), group]);
  }
  for (const group of frames.values()) sweep(found, group.flatMap(rangesOf));
  const byPlace = [...places.values()];
  byPlace.forEach((group, index) => {
    for (const other of byPlace.slice(index + 1)) crossPlaces(found, group, other);
  });
}

function runsOfDigits(text: string): readonly string[] {
  return text.match(/\d+/g) ?? [];
}

/** Groups that number different places: the only name they can share has, in the one's place, the digits of the other. */
function crossPlaces(found: Map<number, Overlap>, ones: readonly Numbered[], others: readonly Numbered[]): void {
  for (const one of ones) {
    const place = runsOfDigits(one.head).length;
    for (const other of others) {
      const digits = runsOfDigits(`${other.head}0${other.tail}`)[place];
      const name = `${one.head}${digits}${one.tail}`;
      if (contains(one, name) && contains(other, name)) note(found, one.index, other.index, name);
    }
  }
}

/** One range for each length that the padded number can have. */
function rangesOf(owner: Numbered): Range[] {
  const ranges: Range[] = [];
  const step = 10n ** BigInt(owner.digitsAfter.length);
  const last = BigInt(owner.digitsAfter === '' ? '0' : owner.digitsAfter);
  const count = BigInt(owner.count);
  for (let digits = owner.width; digits === owner.width || 10n ** BigInt(digits - 1) <= count; digits++) {
    const lowest = digits === owner.width ? 1n : 10n ** BigInt(digits - 1);
    const highest = count < 10n ** BigInt(digits) ? count : 10n ** BigInt(digits) - 1n;
    const fixed = BigInt(owner.digitsBefore === '' ? '0' : owner.digitsBefore) * 10n ** BigInt(digits);
    ranges.push({
      owner,
      digits: owner.digitsBefore.length + digits + owner.digitsAfter.length,
      low: (fixed + lowest) * step + last,
      high: (fixed + highest) * step + last,
      step,
    });
  }
  return ranges;
}

function sweep(found: Map<number, Overlap>, ranges: Range[]): void {
  ranges.sort(
    (a, b) => a.digits - b.digits || (a.low < b.low ? -1 : a.low > b.low ? 1 : a.owner.index - b.owner.index),
  );
  let open: Range[] = [];
  for (const range of ranges) {
    open = open.filter((other) => other.digits === range.digits && other.high >= range.low);
    for (const other of open) {
      const shared = firstShared(other, range);
      if (shared !== null) note(found, other.owner.index, range.owner.index, nameWith(range, shared));
    }
    open.push(range);
  }
}

/** The first number in both ranges. One step divides the other, since both are powers of ten. */
function firstShared(a: Range, b: Range): bigint | null {
  const [fine, coarse] = a.step <= b.step ? [a, b] : [b, a];
  if ((coarse.low - fine.low) % fine.step !== 0n) return null;
  const from = fine.low <= coarse.low ? coarse.low : coarse.low + roundUp(fine.low - coarse.low, coarse.step);
  return from <= fine.high && from <= coarse.high ? from : null;
}

function roundUp(value: bigint, step: bigint): bigint {
  return ((value + step - 1n) / step) * step;
}

function nameWith(range: Range, digits: bigint): string {
  return range.owner.head + String(digits).padStart(range.digits, '0') + range.owner.tail;
}
