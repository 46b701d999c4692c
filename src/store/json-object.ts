/**
 * Text that should hold one JSON object: the settings, a line of a run's journal.
 *
 * Not here: documents of sites, which say more exactly what is wrong with them (conf-store.ts, document.ts).
 */

/** The object in the text; null when it is no JSON, or JSON but no object. */
export function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
