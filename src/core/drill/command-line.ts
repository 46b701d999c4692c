/**
 * A command line of a drill: words as a shell splits them, in which `${…}` stands for a value and is always part of one word.
 *
 * Not here: what the expressions in `${…}` mean, and what the commands do.
 */

/** Part of a word: text as it is, or the text of an expression, and where that begins in the line. */
export type WordPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'expression'; readonly text: string; readonly start: number };

export type Word = readonly WordPart[];

export type SplitLine =
  | { readonly ok: true; readonly words: readonly Word[] }
  /** What is wrong, and where in the line, counted from 0. */
  | { readonly ok: false; readonly message: string; readonly at: number };

const OPENING = '$' + '{';
const NOT_CLOSED = `this ${OPENING} has no }`;
const EMPTY = `this ${OPENING}} names nothing`;

/** Splits a line. Quotes are those of a shell; inside single quotes `${` is text. */
export function splitCommandLine(line: string): SplitLine {
  const splitter = new Splitter(line);
  return splitter.split();
}

/** A word with its expressions worked out: each value is put in as it is, and splits nothing. */
export function filledWord(word: Word, fill: (expression: string) => string): string {
  return word.map((part) => (part.type === 'text' ? part.text : fill(part.text))).join('');
}

export type SplitText =
  | { readonly ok: true; readonly parts: Word }
  | { readonly ok: false; readonly message: string; readonly at: number };

/** Takes a text apart that is no command line, such as a question: in it only `${…}` has a meaning. */
export function splitText(text: string): SplitText {
  const parts: WordPart[] = [];
  let end = 0;
  for (let at = text.indexOf(OPENING); at !== -1; at = text.indexOf(OPENING, end)) {
    if (at > end) parts.push({ type: 'text', text: text.slice(end, at) });
    const closing = expressionEnd(text, at + OPENING.length);
    if (closing === null) return { ok: false, message: NOT_CLOSED, at };
    const expression = text.slice(at + OPENING.length, closing);
    if (expression.trim() === '') return { ok: false, message: EMPTY, at };
    parts.push({ type: 'expression', text: expression, start: at + OPENING.length });
    end = closing + 1;
  }
  if (end < text.length) parts.push({ type: 'text', text: text.slice(end) });
  return { ok: true, parts };
}

class Splitter {
  readonly #line: string;
  readonly #words: WordPart[][] = [];
  #word: WordPart[] | null = null;
  #at = 0;

  constructor(line: string) {
    this.#line = line;
  }

  split(): SplitLine {
    while (this.#at < this.#line.length) {
      const problem = this.#next(this.#line[this.#at] as string);
      if (problem !== null) return { ok: false, message: problem, at: this.#at };
    }
    this.#endWord();
    return { ok: true, words: this.#words };
  }

  #next(character: string): string | null {
    if (/\s/.test(character)) return this.#endWord();
    if (character === "'") return this.#single();
    if (character === '"') return this.#double();
    if (this.#line.startsWith(OPENING, this.#at)) return this.#expression();
    if (character !== '\\') return this.#text(character);
    const escaped = this.#line[this.#at + 1];
    if (escaped === undefined) return 'nothing follows the backslash';
    this.#at += 1;
    return this.#text(escaped);
  }

  #endWord(): null {
    if (this.#word !== null) this.#words.push(this.#word);
    this.#word = null;
    this.#at += 1;
    return null;
  }

  #single(): string | null {
    const end = this.#line.indexOf("'", this.#at + 1);
    if (end === -1) return 'this quote has no end';
    this.#add(this.#line.slice(this.#at + 1, end));
    this.#at = end + 1;
    return null;
  }

  #double(): string | null {
    const start = this.#at;
    this.#add('');
    this.#at += 1;
    while (this.#line[this.#at] !== '"') {
      const character = this.#line[this.#at];
      if (character === undefined) {
        this.#at = start;
        return 'this quote has no end';
      }
      const problem = this.#quoted(character);
      if (problem !== null) return problem;
    }
    this.#at += 1;
    return null;
  }

  #quoted(character: string): string | null {
    if (this.#line.startsWith(OPENING, this.#at)) return this.#expression();
    const next = this.#line[this.#at + 1];
    if (character === '\\' && (next === '"' || next === '\\' || next === '$')) {
      this.#at += 1;
      return this.#text(next);
    }
    return this.#text(character);
  }

  #expression(): string | null {
    const end = expressionEnd(this.#line, this.#at + 2);
    if (end === null) return NOT_CLOSED;
    const text = this.#line.slice(this.#at + 2, end);
    if (text.trim() === '') return EMPTY;
    this.#word ??= [];
    this.#word.push({ type: 'expression', text, start: this.#at + 2 });
    this.#at = end + 1;
    return null;
  }

  #text(character: string): null {
    this.#add(character);
    this.#at += 1;
    return null;
  }

  #add(text: string): void {
    this.#word ??= [];
    const last = this.#word.at(-1);
    if (last?.type === 'text') this.#word[this.#word.length - 1] = { type: 'text', text: last.text + text };
    else this.#word.push({ type: 'text', text });
  }
}

/** Where the brace that ends an expression stands; braces within it, and in its texts, are its own. */
function expressionEnd(line: string, start: number): number | null {
  let depth = 0;
  let quote: string | null = null;
  for (let at = start; at < line.length; at++) {
    const character = line[at] as string;
    if (quote !== null) {
      if (character === '\\') at += 1;
      else if (character === quote) quote = null;
    } else if (character === "'" || character === '"') quote = character;
    else if (character === '{') depth += 1;
    else if (character === '}' && depth-- === 0) return at;
  }
  return null;
}
