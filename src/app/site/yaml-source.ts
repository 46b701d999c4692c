/**
 * A YAML 1.2 (or JSON) text as plain values, with the place of every value and key in it.
 *
 * The text may come from anyone: keys such as `__proto__`, aliases that multiply, and nesting without end are problems, not
 * crashes. Aliases are shared, never copied, and what they stand for is counted.
 *
 * Not here: what the values mean, and any wording about files.
 */

import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
} from 'yaml';
import type { Problem } from '../../core/kernel/index.ts';
import { formatPath, type Path } from '../../core/site/index.ts';

/** Where something stands in the text. Both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface YamlSource {
  /** The whole text as plain values; undefined when it is empty or cannot be read. */
  readonly value: unknown;
  /** What is wrong with the text as YAML. */
  readonly problems: readonly Problem[];
  /** Where the key at a path stands, or its value; the nearest thing around it where there is no such path. */
  readonly positionOf: (path: Path, part: 'key' | 'value') => Position;
  /**
   * Where a character of the text at a path stands, counted from 0. Exact where the file has it on one line, letter for letter; else where
   * the text begins.
   */
  readonly positionWithin: (path: Path, index: number) => Position;
  /** Whether the text itself has something at the path. */
  readonly has: (path: Path) => boolean;
}

/** A value, and where it came from. */
interface Located {
  readonly value: unknown;
  readonly offset: number;
  /** Where its key stands; of an entry of a list and of the whole, where the value does. */
  readonly keyOffset: number;
  readonly children: ReadonlyMap<string | number, Located> | null;
  /** How many values it holds, with every alias counted in full. */
  readonly size: number;
}

/** More values than any site needs; what aliases stand for counts each time. */
const VALUES_MAX = 2_000_000;
const DEPTH_MAX = 64;

/** Reads a text. Never throws. */
export function readYaml(text: string): YamlSource {
  const lines = new LineCounter();
  const document = parseSafely(text, lines);
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const broken = syntaxProblems(document, at);
  const reader = new Reader(at);
  const root = document.contents === null || broken.length > 0 ? null : reader.read(document.contents as Node);
  return {
    value: root?.value,
    problems: [...broken, ...reader.problems],
    positionOf: (path, part) => at(offsetOf(root, path, part)),
    positionWithin: (path, index) => at(offsetWithin(text, root, { path, index })),
    has: (path) => find(root, path).rest === 0,
  };
}

function parseSafely(text: string, lineCounter: LineCounter): Document {
  return parseDocument(text, {
    lineCounter,
    version: '1.2',
    schema: 'core',
    merge: false,
    resolveKnownTags: false,
    stringKeys: true,
    // Repeated keys are found below, in time that grows with the text and not with its square.
    uniqueKeys: false,
    prettyErrors: false,
    // With 'silent', a second document would be left out without a word.
    logLevel: 'error',
  });
}

function syntaxProblems(document: Document, at: (offset: number) => Position): Problem[] {
  // Once the parser has given up, whatever else it says is only a consequence.
  const exhausted = document.errors.find((error) => error.code === 'RESOURCE_EXHAUSTION');
  const errors = exhausted === undefined ? document.errors : [exhausted];
  return [...errors, ...document.warnings].map(({ code, message, pos }) => ({
    code: 'YAML_INVALID',
    message: SYNTAX_MESSAGES[code] ?? `this is not valid YAML: ${message}`,
    ...at(pos[0]),
  }));
}

const SYNTAX_MESSAGES: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'a tab indents this line; YAML allows only spaces there',
  MULTIPLE_DOCS: 'a second document begins here; a file holds one',
  RESOURCE_EXHAUSTION: 'this is nested too deeply',
  NON_STRING_KEY: 'a list or map is used as a key; a key must be text',
};

/** Follows a path as far as the text goes. `rest` counts the parts that the text does not have. */
function find(root: Located | null, path: Path): { readonly nearest: Located | null; readonly rest: number } {
  let nearest = root;
  for (const [index, part] of path.entries()) {
    const next = nearest?.children?.get(part);
    if (next === undefined) return { nearest, rest: path.length - index };
    nearest = next;
  }
  return { nearest, rest: nearest === null ? 1 : 0 };
}

function offsetOf(root: Located | null, path: Path, part: 'key' | 'value'): number {
  const { nearest, rest } = find(root, path);
  if (nearest === null) return 0;
  return rest > 0 || part === 'key' || nearest.value === null ? nearest.keyOffset : nearest.offset;
}

function offsetWithin(
  text: string,
  root: Located | null,
  { path, index }: { readonly path: Path; readonly index: number },
): number {
  const { nearest, rest } = find(root, path);
  if (nearest === null || rest > 0 || typeof nearest.value !== 'string') return offsetOf(root, path, 'value');
  const before = nearest.value.slice(0, index);
  const quote = text[nearest.offset];
  const isQuoted = quote === '"' || quote === "'";
  // In single quotes, a quote is written twice.
  const written = quote === "'" ? before.replaceAll("'", "''") : before;
  const start = nearest.offset + (isQuoted ? 1 : 0);
  return text.startsWith(written, start) ? start + written.length : nearest.offset;
}

/** Turns nodes into values in the order of the text, so that an alias finds what its anchor stood for. */
class Reader {
  readonly problems: Problem[] = [];
  private readonly at: (offset: number) => Position;
  private readonly anchors = new Map<string, Located>();
  private values = 0;

  constructor(at: (offset: number) => Position) {
    this.at = at;
  }

  read(root: Node): Located {
    const located = this.node(root, startOf(root), []);
    return this.values > VALUES_MAX ? { ...located, value: undefined, children: null } : located;
  }

  private node(node: Node | null, keyOffset: number, path: Path): Located {
    if (isAlias(node)) return this.alias(node, keyOffset, path);
    const located = this.content(node, keyOffset, path);
    if (node !== null && 'anchor' in node && node.anchor !== undefined) this.anchors.set(node.anchor, located);
    return located;
  }

  private content(node: Node | null, keyOffset: number, path: Path): Located {
    this.count(1, keyOffset, path);
    if (path.length > DEPTH_MAX) {
      this.report('YAML_INVALID', 'this is nested too deeply', keyOffset, path);
      return leaf(null, keyOffset, keyOffset);
    }
    if (isMap(node)) return this.map(node, keyOffset, path);
    if (isSeq(node)) return this.list(node, keyOffset, path);
    return leaf(isScalar(node) ? node.value : null, startOf(node, keyOffset), keyOffset);
  }

  private map(node: Node & { items: unknown[] }, keyOffset: number, path: Path): Located {
    const value: Record<string, unknown> = {};
    const children = new Map<string | number, Located>();
    for (const pair of node.items as { key: Node; value: Node | null }[]) {
      const offset = startOf(pair.key, startOf(node));
      const key = this.key(pair.key);
      if (key === null || key === '__proto__') {
        const found = key === null ? 'a list, a map or nothing' : `"${key}"`;
        this.report('KEY_INVALID', `${found} cannot be used as a key`, offset, path);
        continue;
      }
      const before = children.get(key);
      if (before !== undefined) {
        const message = `the key "${key}" is here for the second time; the first is in line ${this.at(before.keyOffset).line}`;
        this.report('KEY_DUPLICATE', message, offset, [...path, key]);
      }
      const child = this.node(pair.value, offset, [...path, key]);
      if (before !== undefined) continue;
      children.set(key, child);
      value[key] = child.value;
    }
    return { value, offset: startOf(node, keyOffset), keyOffset, children, size: sizeOf(children) };
  }

  private key(node: Node | null): string | null {
    if (isScalar(node)) return String(node.value);
    const target = isAlias(node) ? this.anchors.get(node.source)?.value : null;
    return typeof target === 'string' ? target : null;
  }

  private list(node: Node & { items: unknown[] }, keyOffset: number, path: Path): Located {
    const children = new Map<string | number, Located>();
    for (const [index, item] of (node.items as (Node | null)[]).entries()) {
      children.set(index, this.node(item, startOf(item, startOf(node)), [...path, index]));
    }
    const value = [...children.values()].map((child) => child.value);
    return { value, offset: startOf(node, keyOffset), keyOffset, children, size: sizeOf(children) };
  }

  private alias(node: Alias, keyOffset: number, path: Path): Located {
    const target = this.anchors.get(node.source);
    const offset = startOf(node, keyOffset);
    if (target === undefined) {
      this.report('YAML_INVALID', `no anchor &${node.source} is complete before this alias`, offset, path);
      return leaf(null, offset, keyOffset);
    }
    this.count(target.size, offset, path);
    return { ...target, keyOffset };
  }

  /** Reports the first time that the values are too many. */
  private count(values: number, offset: number, path: Path): void {
    const before = this.values;
    this.values += values;
    if (before > VALUES_MAX || this.values <= VALUES_MAX) return;
    const message = `the file has more than ${VALUES_MAX} values up to here, with what aliases stand for`;
    this.report('YAML_INVALID', message, offset, path);
  }

  private report(code: string, message: string, offset: number, path: Path): void {
    const object = path.length === 0 ? {} : { object: formatPath(path) };
    this.problems.push({ code, message, ...object, ...this.at(offset) });
  }
}

function leaf(value: unknown, offset: number, keyOffset: number): Located {
  return { value, offset, keyOffset, children: null, size: 1 };
}

function sizeOf(children: ReadonlyMap<string | number, Located>): number {
  let size = 1;
  for (const child of children.values()) size += child.size;
  return size;
}

function startOf(node: Node | null | undefined, otherwise = 0): number {
  return node?.range?.[0] ?? otherwise;
}
