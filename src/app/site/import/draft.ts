/**
 * The values of a site file that is being made, before they are text.
 */

/** A value of the file. Maps keep any key, in its order. */
export type Draft = ReadonlyMap<string, unknown>;

/** A map without what has no value. */
export function mapOf(values: Readonly<Record<string, unknown>>): Draft {
  return new Map(Object.entries(values).filter(([, value]) => value !== undefined));
}

/** The draft as plain objects and lists. */
export function plainOf(value: unknown): unknown {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, part]) => [key, plainOf(part)]));
  return Array.isArray(value) ? value.map(plainOf) : value;
}
