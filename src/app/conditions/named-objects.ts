/**
 * The objects that a condition names, as in `lhc.zones.ams` and `…connectors['cc-ams-01.contoso.example']`: whether they are there.
 *
 * The evaluation alone would not do: in `lhc.zones.amss.state == 'x' && verdict == 'failed'` CEL forgives the left side while the right one
 * is false. Such a condition would be waited for without end.
 *
 * Not here: fields, which the types tell of (status-types.ts), and names that are worked out, which only the evaluation knows.
 */

import type { ASTNode } from '@marcbachmann/cel-js';
import { StatusObject, type statusView } from './status-view.ts';

export interface UnknownObject {
  readonly name: string;
  /** The names that would have been there. */
  readonly known: readonly string[];
  readonly range: { readonly start: number; readonly end: number };
}

type View = ReturnType<typeof statusView>;

/** The first object that is named and not there; null when all of them are. What stands in `has(…)` may be missing. */
export function unknownObject(node: ASTNode, view: View): UnknownObject | null {
  if (node.op === 'call' && node.args[0] === 'has') return null;
  if (node.op === 'id' && node.args === 'pvs' && !Object.hasOwn(view, 'pvs'))
    return { name: 'pvs', known: [], range: node.range };
  for (const child of childrenOf(node.args)) {
    const found = unknownObject(child, view);
    if (found !== null) return found;
  }
  const access = accessOf(node);
  if (access === null) return null;
  const holder = standsFor(access.holder, view);
  if (!(holder instanceof Map) || holder.has(access.key)) return null;
  return { name: access.key, known: [...holder.keys()], range: node.range };
}

/** What a chain of names stands for; undefined where it is no such chain. */
function standsFor(node: ASTNode, view: View): unknown {
  if (node.op === 'id') return Object.hasOwn(view, node.args) ? view[node.args] : undefined;
  const access = accessOf(node);
  if (access === null) return undefined;
  const holder = standsFor(access.holder, view);
  if (holder instanceof Map) return holder.get(access.key);
  return holder instanceof StatusObject ? (holder as unknown as Record<string, unknown>)[access.key] : undefined;
}

/** `holder.key` and `holder['key']`. */
function accessOf(node: ASTNode): { readonly holder: ASTNode; readonly key: string } | null {
  if (node.op === '.') return { holder: node.args[0], key: node.args[1] };
  if (node.op !== '[]') return null;
  const [holder, key] = node.args;
  return key.op === 'value' && typeof key.args === 'string' ? { holder, key: key.args } : null;
}

function childrenOf(part: unknown): readonly ASTNode[] {
  if (Array.isArray(part)) return part.flatMap(childrenOf);
  return typeof part === 'object' && part !== null && 'op' in part ? [part as ASTNode] : [];
}
