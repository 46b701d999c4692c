/**
 * Changes one place in the text of a site file, and nothing else: comments, blank lines and spelling around it stay.
 *
 * The part of the text that holds the place is written anew from its YAML nodes, and the text is then read again: a change
 * counts only when the whole text says exactly what was wanted.
 *
 * Not here: what may stand at a place (read-site-file.ts).
 */

import { isDeepStrictEqual } from 'node:util';
import {
  Document,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Path } from '../../core/site/index.ts';
import { readYaml } from './yaml-source.ts';

/** Stands for no value at all: the key is left out, or the entry taken from its list. */
export const LEFT_OUT = Symbol('left out');

const READING = { version: '1.2', schema: 'core', merge: false, stringKeys: true } as const;
const WRITING = { lineWidth: 0, flowCollectionPadding: false, singleQuote: true } as const;

/** The text with another value at the path; null where it cannot be changed there, because of aliases. */
export function editedText(text: string, path: Path, value: unknown): string | null {
  const wanted = changedValue(readYaml(text).value, path, value);
  for (const edit of [asJson, cutOut, inPlace, asDocument]) {
    const edited = attempt(() => edit(text, path, value, wanted));
    if (edited !== null && isDeepStrictEqual(readYaml(edited).value, wanted)) return edited;
  }
  return null;
}

/** The YAML library throws where a path leads through an alias or a scalar. */
function attempt(edit: () => string | null): string | null {
  try {
    return edit();
  } catch {
    return null;
  }
}

/** The value of a text with another value at a path. Maps on the way that the text lacks are made. */
function changedValue(root: unknown, path: Path, value: unknown): unknown {
  const [part, ...rest] = path;
  if (part === undefined) return value;
  const parent = root ?? (typeof part === 'number' ? [] : {});
  const child = (parent as Record<string | number, unknown>)[part];
  const changed = rest.length === 0 ? value : changedValue(child, rest, value);
  if (Array.isArray(parent)) return parent.toSpliced(Number(part), 1, ...(changed === LEFT_OUT ? [] : [changed]));
  if (changed !== LEFT_OUT) return { ...parent, [part]: changed };
  return Object.fromEntries(Object.entries(parent).filter(([key]) => key !== part));
}

/** A JSON file stays one; it has no comments to keep. */
function asJson(text: string, _path: Path, _value: unknown, wanted: unknown): string | null {
  JSON.parse(text);
  return `${JSON.stringify(wanted, null, 2)}\n`;
}

/** Takes a key of a map that has a line of its own out of the text. */
function cutOut(text: string, path: Path, value: unknown): string | null {
  if (value !== LEFT_OUT) return null;
  const { nodes } = nodesOn(parseDocument(text, READING), path);
  const [map, node] = [nodes[path.length - 1], nodes[path.length]];
  if (!isMap(map) || map.items.length < 2 || node?.range == null) return null;
  const key = (map.items as Pair<Node>[]).find((pair) => String(pair.key) === path.at(-1))?.key;
  if (key?.range == null) return null;
  const start = key.range[0] - columnOf(text, key.range[0]);
  return text.slice(start, key.range[0]).trim() === '' ? text.slice(0, start) + text.slice(node.range[2]) : null;
}

/** Writes anew only the innermost value that has to change. */
function inPlace(text: string, path: Path, value: unknown): string | null {
  const document = parseDocument(text, READING);
  const { nodes } = nodesOn(document, path);
  const isThere = nodes.length > path.length;
  const node = value === LEFT_OUT ? nodes[path.length - 1] : nodes.at(-1);
  if (node?.range == null) return null;
  const depth = nodes.indexOf(node);
  if (depth === 0) return isThere || value === LEFT_OUT ? null : appended(text, path, value);
  const inFlow = nodes.slice(0, depth).some((outer) => isCollection(outer) && outer.flow === true);
  const changed = changedNode(document, node, path.slice(depth), value);
  const style = isCollection(node) && node.flow !== true && !inFlow ? 'block' : 'flow';
  return spliced(text, node.range, rendered(changed, style, columnOf(text, node.range[0])));
}

/** The nodes from the root along the path, as far as there are any. */
function nodesOn(document: Document, path: Path): { readonly nodes: readonly Node[] } {
  const nodes: Node[] = document.contents === null ? [] : [document.contents as Node];
  for (const part of path) {
    const node = nodes.at(-1);
    const child = isCollection(node) ? (node.get(part, true) as Node | undefined) : undefined;
    if (child === undefined || child === null) break;
    nodes.push(child);
  }
  return { nodes };
}

/** A key at the top of the file that it does not have yet. */
function appended(text: string, path: Path, value: unknown): string {
  const added = new Document(changedValue(undefined, path, value)).toString(WRITING);
  return `${text.endsWith('\n') ? text : `${text}\n`}${added}`;
}

function changedNode(document: Document, node: Node, rest: Path, value: unknown): Node {
  if (rest.length === 0) return nodeFor(document, value, node);
  if (!isCollection(node)) return document.createNode(changedValue(null, rest, value)) as Node;
  if (value === LEFT_OUT) node.deleteIn(rest);
  else node.setIn(rest, document.createNode(value));
  return node;
}

/** A node with the value, and the former comments; of a list or map every entry that stays the same is kept. */
function nodeFor(document: Document, value: unknown, former: Node): Node {
  if (isSeq(former) && Array.isArray(value)) return listFor(document, value, former);
  if (isMap(former) && typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return mapFor(document, value as Record<string, unknown>, former);
  }
  const node = document.createNode(value) as Node;
  if (isScalar(former) && typeof former.comment === 'string') node.comment = former.comment;
  return node;
}

function listFor(document: Document, values: readonly unknown[], former: YAMLSeq): Node {
  const left = [...(former.items as Node[])];
  former.items = values.map((value) => {
    const index = left.findIndex((item) => isDeepStrictEqual(item.toJS(document), value));
    return index === -1 ? document.createNode(value) : left.splice(index, 1)[0];
  });
  return former;
}

function mapFor(document: Document, values: Readonly<Record<string, unknown>>, former: YAMLMap): Node {
  const pairs = new Map((former.items as Pair<Node, Node | null>[]).map((pair) => [String(pair.key), pair]));
  former.items = Object.entries(values).map(([key, value]) => {
    const pair = pairs.get(key);
    if (pair === undefined) return document.createPair(key, value);
    const before = pair.value;
    if (before === null) pair.value = document.createNode(value) as Node;
    else if (!isDeepStrictEqual(before.toJS(document), value)) pair.value = nodeFor(document, value, before);
    return pair;
  });
  return former;
}

/** The node as text, every line but the first indented. */
function rendered(node: Node, style: 'block' | 'flow', column: number): string {
  const copy = node.clone() as Node;
  withoutFirstComment(copy);
  if (style === 'flow') setFlow(copy);
  if (style === 'flow' || isScalar(copy)) {
    // The comment after it stays where it is in the text.
    delete copy.comment;
    return new Document(copy, READING).toString(WRITING).trimEnd();
  }
  const lines = new Document(copy, READING).toString(WRITING).trimEnd().split('\n');
  return `${lines.map((line, index) => (index === 0 || line === '' ? line : ' '.repeat(column) + line)).join('\n')}\n`;
}

/** What stands before the node in the text is not written a second time. */
function withoutFirstComment(node: Node): void {
  delete node.commentBefore;
  const [first] = isCollection(node) ? node.items : [];
  if (isPair(first)) delete (first.key as Node).commentBefore;
  else if (isNode(first)) delete first.commentBefore;
}

function setFlow(node: unknown): void {
  if (!isCollection(node)) return;
  node.flow = true;
  for (const item of node.items) setFlow(isMap(node) ? (item as Pair).value : item);
}

function spliced(text: string, range: readonly [number, number, number], replacement: string): string {
  return text.slice(0, range[0]) + replacement + text.slice(range[1]);
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

/** The whole file written anew from its nodes: comments stay, the spaces before them need not. */
function asDocument(text: string, path: Path, value: unknown): string {
  const document = parseDocument(text, READING);
  if (value === LEFT_OUT) document.deleteIn(path);
  else document.setIn(path, document.createNode(value));
  return document.toString(WRITING);
}
