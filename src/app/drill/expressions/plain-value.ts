/**
 * Values of the language of conditions as plain JSON, and back: what a drill keeps of an observation, and what its expressions see of it.
 *
 * JSON does not tell whole numbers from others: a whole one is a CEL integer, unless its type is known to be another.
 *
 * Not here: which names there are, and of what types (scope.ts).
 */

import { Duration, UnsignedInt } from '@marcbachmann/cel-js/evaluator';
import { formatDuration, formatInstant } from '../../../core/kernel/index.ts';
import type { CelFields } from '../../conditions/status-types.ts';
import { fieldNames, StatusObject } from '../../conditions/status-view.ts';

/** A CEL type, or the types of a map's keys. */
export type NameType = string | CelFields;

export const DURATION = 'google.protobuf.Duration';

/** A JSON value as an expression sees it. Durations are milliseconds in JSON. */
export function celValue(value: unknown, type: NameType): unknown {
  if (typeof type !== 'string') return celMap(value, (key) => type[key] ?? 'dyn');
  if (typeof value === 'number') return celNumber(value, type);
  if (Array.isArray(value)) return value.map((item) => celValue(item, 'dyn'));
  return typeof value === 'object' && value !== null ? celMap(value, () => 'dyn') : value;
}

function celNumber(value: number, type: string): unknown {
  if (type === DURATION) return Duration.fromMilliseconds(value);
  return type !== 'double' && Number.isSafeInteger(value) ? BigInt(value) : value;
}

function celMap(value: unknown, typeOf: (key: string) => string): Map<string, unknown> {
  return new Map(Object.entries(value ?? {}).map(([key, each]) => [key, celValue(each, typeOf(key))]));
}

/** What an expression gives, as JSON; undefined where it is nothing that JSON can say. Durations are text, as they are typed. */
export function plainValue(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  if (value instanceof UnsignedInt) return Number(value.valueOf());
  if (value instanceof Duration) return formatDuration(value.valueOf());
  if (value instanceof Date) return formatInstant(value.getTime());
  if (Array.isArray(value)) return definedOnly(value.map(plainValue));
  if (value instanceof StatusObject) return plainMap(fieldNames(value).map((name) => [name, fieldOf(value, name)]));
  if (value instanceof Map) return plainMap([...(value as Map<string, unknown>)]);
  return isPlainObject(value) ? plainMap(Object.entries(value)) : undefined;
}

/** What an expression gives, as one word of a text; null where it is no word. */
export function wordOf(value: unknown): string | null {
  const plain = plainValue(value);
  return typeof plain === 'string' || typeof plain === 'number' || typeof plain === 'boolean' ? String(plain) : null;
}

function fieldOf(object: StatusObject, name: string): unknown {
  return (object as unknown as Record<string, unknown>)[name];
}

function plainMap(entries: readonly (readonly [unknown, unknown])[]): unknown {
  const plain = entries.map(([key, value]) => [String(key), plainValue(value)] as const);
  return definedOnly(plain.map(([, value]) => value)) === undefined ? undefined : Object.fromEntries(plain);
}

/** A whole is nothing that JSON can say where one of its parts is not. */
function definedOnly(values: readonly unknown[]): readonly unknown[] | undefined {
  return values.includes(undefined) ? undefined : values;
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && value.constructor === Object;
}
