/**
 * Where a text stops being JSON. `JSON.parse` says that it does, and not always where.
 *
 * Not here: what is told about it (../powershell-json.ts).
 */

type Expected = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'more' | 'end';

export interface JsonDamage {
  /** In UTF-16 units. */
  readonly offset: number;
  /** A whole document ends before this. */
  readonly afterEnd: boolean;
}

const BLANK = /[ \t\r\n]*/y;
const TOKEN =
  /[{}[\],:]|"(?:[ !#-[\]-\u{10ffff}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/uy;

/** The first place of a text that is no JSON at which no JSON could go on. */
export function jsonDamage(text: string): JsonDamage {
  const open: string[] = [];
  let expected: Expected = 'value';
  let offset = 0;
  while (true) {
    offset += matchAt(BLANK, text, offset)?.length ?? 0;
    const token: string | null = matchAt(TOKEN, text, offset);
    const next: Expected | null = token === null ? null : follow(expected, token, open);
    if (token === null || next === null) return { offset, afterEnd: expected === 'end' };
    expected = next;
    offset += token.length;
  }
}

function matchAt(pattern: RegExp, text: string, offset: number): string | null {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0] ?? null;
}

/** What may come after a token; null where the token itself may not come. */
function follow(expected: Expected, token: string, open: string[]): Expected | null {
  switch (expected) {
    case 'value':
    case 'value-or-end':
      if (token === ']' && expected === 'value-or-end') return closed(open);
      return followValue(token, open);
    case 'key':
    case 'key-or-end':
      if (token === '}' && expected === 'key-or-end') return closed(open);
      return token.startsWith('"') ? 'colon' : null;
    case 'colon':
      return token === ':' ? 'value' : null;
    case 'more':
      if (token === ',') return open.at(-1) === '{' ? 'key' : 'value';
      return token === (open.at(-1) === '{' ? '}' : ']') ? closed(open) : null;
    case 'end':
      return null;
    default:
      return expected;
  }
}

function followValue(token: string, open: string[]): Expected | null {
  if (token === '{' || token === '[') {
    open.push(token);
    return token === '{' ? 'key-or-end' : 'value-or-end';
  }
  if (/^[}\],:]$/.test(token)) return null;
  return open.length === 0 ? 'end' : 'more';
}

function closed(open: string[]): Expected {
  open.pop();
  return open.length === 0 ? 'end' : 'more';
}
