/**
 * Sections of a text: what has nothing to say is left out, blank line and all.
 *
 * Not here: what stands in them.
 */

/** The lines with a blank line before them; nothing where there are none. */
export function section(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', ...lines];
}
