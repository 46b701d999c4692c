/**
 * Numbered names: `x-###` with a count stands for `x-001`, `x-002`, …; and FQDNs, which compare without case.
 */

/** The `#` run of a pattern, and what stands before and after it. */
const PATTERN = /^([^#]*)(#+)([^#]*)$/;

/** The name with the number in place of its `#` run, padded to the run's width; the name itself where it has none. */
export function numberedName(pattern: string, number: number): string {
  const match = PATTERN.exec(pattern);
  if (match === null) return pattern;
  const [, before, run, after] = match as unknown as [string, string, string, string];
  return before + String(number).padStart(run.length, '0') + after;
}

/** The number that makes `name` out of `pattern`, from 1 to `count`; null when none does. */
export function numberInName(pattern: string, count: number, name: string): number | null {
  const match = PATTERN.exec(pattern);
  if (match === null) return name === pattern ? 1 : null;
  const [, before, , after] = match as unknown as [string, string, string, string];
  if (!name.startsWith(before) || !name.endsWith(after)) return null;
  const digits = name.slice(before.length, name.length - after.length);
  const number = /^\d+$/.test(digits) ? Number(digits) : 0;
  return number >= 1 && number <= count && numberedName(pattern, number) === name ? number : null;
}

/** Whether a name is one of those that a pattern stands for, however many there are. Case is ignored. */
export function matchesName(pattern: string, name: string): boolean {
  return numberInName(pattern.toLowerCase(), Number.MAX_SAFE_INTEGER, name.toLowerCase()) !== null;
}

/** Whether two FQDNs name the same machine. Case is ignored, as in DNS. */
export function sameFqdn(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** The order of an election: ascending by FQDN, without case, by code unit. Negative, zero or positive, as for a sort. */
export function compareFqdn(a: string, b: string): number {
  const left = a.toLowerCase();
  const right = b.toLowerCase();
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
