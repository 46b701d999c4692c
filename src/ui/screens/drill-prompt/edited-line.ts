/**
 * A line of text while it is typed. Its characters are what a person takes for one, however many code points they are made of.
 *
 * Not here: how wide they are on the screen (ink knows), and what becomes of the line (model.ts).
 */

export interface EditedLine {
  /** The text up to the cursor. */
  readonly before: string;
  readonly after: string;
}

export type EditKey = 'left' | 'right' | 'home' | 'end' | 'backspace' | 'delete';

export const EMPTY_LINE: EditedLine = { before: '', after: '' };

const SEGMENTER = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The characters of a text, as a person counts them. */
export function charactersOf(text: string): readonly string[] {
  return Array.from(SEGMENTER.segment(text), ({ segment }) => segment);
}

/** Blanks of any sort become one each; what cannot be printed is left out. */
export function insertText({ before, after }: EditedLine, text: string): EditedLine {
  return { before: before + text.replace(/\s+/g, ' ').replace(/\p{Cc}/gu, ''), after };
}

export function editLine({ before, after }: EditedLine, key: EditKey): EditedLine {
  const last = charactersOf(before).at(-1) ?? '';
  const next = charactersOf(after)[0] ?? '';
  const shorter = before.slice(0, before.length - last.length);
  switch (key) {
    case 'left':
      return { before: shorter, after: last + after };
    case 'right':
      return { before: before + next, after: after.slice(next.length) };
    case 'home':
      return { before: '', after: before + after };
    case 'end':
      return { before: before + after, after: '' };
    case 'backspace':
      return { before: shorter, after };
    case 'delete':
      return { before, after: after.slice(next.length) };
  }
}
