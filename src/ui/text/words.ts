/**
 * Moments, durations, counts and names as they stand in text output.
 *
 * Not here: the exact forms that files and JSON use (core/kernel).
 */

import { formatDuration, formatPause, parseInstant, present } from '../../core/kernel/index.ts';

/** How many names a sentence bears. */
const FEW_MAX = 8;

/** `2026-01-05 08:14:20Z`; with milliseconds only where they are not zero. */
export function moment(instant: string): string {
  return instant.replace('T', ' ').replace('.000Z', 'Z');
}

/** `08:14:20Z`, for moments of a day that is already named. */
export function timeOfDay(instant: string): string {
  return moment(instant).slice(11);
}

/** `4m10s` of a number of seconds; whole seconds only. */
export function span(seconds: number): string {
  return formatDuration(Math.floor(seconds) * 1000);
}

/** `1m30s` or `1s500ms` of a number of seconds, to the millisecond. */
export function exactSpan(seconds: number): string {
  return formatDuration(Math.round(seconds * 1000));
}

/** `60.042 s`: for how long something was held. */
export function pause(seconds: number): string {
  return formatPause(seconds * 1000);
}

/** How long one moment is after another: `T+14m20s`. */
export function sinceStart(seconds: number): string {
  return `T+${span(seconds)}`;
}

/** How far apart two moments are. */
export function between(from: string, to: string): string {
  const milliseconds = instantMs(to) - instantMs(from);
  return formatDuration(milliseconds);
}

/** The first label of an FQDN, where no other one has the same. */
export function shortName(fqdn: string, all: readonly string[]): string {
  const label = (name: string) => name.split('.', 1)[0] as string;
  return all.filter((other) => label(other) === label(fqdn)).length === 1 ? label(fqdn) : fqdn;
}

/** `1 machine`, `20 machines`. */
export function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

/** `2 wrong-zone, 1 at-capacity`: how often there was what. */
export function tally(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([what, count]) => `${count} ${what}`)
    .join(', ');
}

/** `ams, fra, tok`; of a long list the first ones and how many more there are. */
export function few(names: readonly string[]): string {
  if (names.length <= FEW_MAX) return names.join(', ');
  return `${names.slice(0, FEW_MAX).join(', ')} and ${names.length - FEW_MAX} more`;
}

function instantMs(instant: string): number {
  return present(parseInstant(instant), 'a moment in a result');
}

/** What stands where the zones of a site would be. */
export const NO_ZONES = 'The site has no zones: it is a streaming farm and nothing else.';
