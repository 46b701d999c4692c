/**
 * Text that others wrote, as it may be shown: what would move a cursor, or change a colour, is written out instead.
 *
 * Not here: what a page or a Markdown text takes for markup (ui/report).
 */

/** Control characters but line breaks and tabs are written out, as `\x1b`, so that none of them reaches the terminal. */
export function visible(text: string): string {
  return text.replace(
    /[^\P{Cc}\n\t]/gu,
    (character) => `\\x${(character.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}`,
  );
}
