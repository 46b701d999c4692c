/**
 * The values that site files are made of: durations, moments, names, counts. Each says in its message what is allowed.
 *
 * Messages complete the sentence "it must be …". Examples are valid values; they go into the JSON Schema as well.
 *
 * Not here: the keys that hold them (site-schema.ts, provisioning-schema.ts).
 */

import { z } from 'zod';
import { DURATION_PATTERN, parseDuration, parseInstant } from '../../core/kernel/index.ts';
import { NUMBERED_NAMES_MAX, normalSubnet } from '../../core/site/index.ts';

const DURATION = 'a duration with units, such as 60s, 5m or 1h30m';
const INSTANT = 'a date and time such as 2026-01-05T08:00:00Z';
const NAME =
  'a name: not only digits, no dash at its beginning, without "/" and control characters, and without blanks at its ends';
const TEXT = 'text, and not empty';
/** Ten years: moments stay exact numbers, however long a run. */
const DURATION_MAX_MS = 3650 * 86_400_000;

/** A duration such as `1h30m`, at most ten years, as milliseconds. */
export function durationMs() {
  return z
    .string(DURATION)
    .regex(new RegExp(DURATION_PATTERN), DURATION)
    .meta({ examples: ['60s'] })
    .transform((text, context) => {
      const valueMs = parseDuration(text);
      if (valueMs !== null && valueMs <= DURATION_MAX_MS) return valueMs;
      context.addIssue({ code: 'custom', message: `${DURATION}, and at most 3650d` });
      return z.NEVER;
    });
}

/** An RFC 3339 date-time, as milliseconds since 1970. */
export function instantMs() {
  return z
    .string(INSTANT)
    .meta({ format: 'date-time', examples: ['2026-01-05T08:00:00Z'] })
    .transform((text, context) => {
      const valueMs = parseInstant(text);
      if (valueMs !== null) return valueMs;
      context.addIssue({ code: 'custom', message: INSTANT });
      return z.NEVER;
    });
}

/** An IPv4 network such as `10.0.3.0/24`, in its normal form. */
export function subnet() {
  return z
    .string()
    .meta({ examples: ['10.0.3.0/24'] })
    .transform((text, context) => {
      const network = normalSubnet(text);
      if (network !== null) return network;
      context.addIssue({ code: 'custom', message: 'a subnet such as 10.0.3.0/24' });
      return z.NEVER;
    });
}

/** A map whose keys name what it holds. Only digits are no name: such keys would not keep the order of the file. A dash begins a flag. */
export function named<Value extends z.ZodType>(value: Value) {
  return z.record(z.string().regex(/^(?!\d+$|-)[^\s/\p{Cc}](?:[^/\p{Cc}]*[^\s/\p{Cc}])?$/u, NAME), value);
}

/** A map keyed by host names. */
export function namedByFqdn<Value extends z.ZodType>(value: Value) {
  return z.record(fqdn(), value);
}

/** A host name, by which connectors and virtual servers are known. */
export function fqdn() {
  const message = 'a host name such as cc-01.example.com';
  return z
    .string(message)
    .regex(/^(?!\d+$)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9])?$/, message)
    .meta({ examples: ['cc-01.example.com'] });
}

/** Any text on one line that is not empty. */
export function text() {
  return z
    .string(TEXT)
    .regex(/^\S(?:.*\S)?$/, `${TEXT}, without blanks at its ends`)
    .meta({ examples: ['example'] });
}

/** The name of machines or targets; with a run of `#` where a number goes. */
export function machineName() {
  const message = 'a name without blanks and "/", with a run of # where the number goes, such as vda-###';
  return z
    .string(message)
    .regex(/^[^\s/]+$/, message)
    .meta({ examples: ['vda-###'] });
}

/** A whole number between two others, both included. */
export function wholeBetween(least: number, most: number) {
  const message = `a whole number from ${least} to ${most}`;
  return z.int(message).min(least, message).max(most, message);
}

/** How many machines, users or targets a numbered name stands for. */
export function count() {
  return wholeBetween(1, NUMBERED_NAMES_MAX)
    .default(1)
    .describe('How many there are. They are numbered from 1 where the name has a run of #.');
}
