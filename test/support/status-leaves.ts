/**
 * Every value of a status document, with the expression by which a condition names it, and its type there.
 */
import { type CelFields, STATUS_TYPES, STATUS_VARIABLES } from '../../src/app/conditions/status-types.ts';
import type { StatusDocument } from '../../src/core/status/index.ts';

export interface Leaf {
  /** `lhc.zones["ams"].sinceSec`. */
  readonly path: string;
  readonly type: string;
  readonly value: unknown;
}

type Json = Readonly<Record<string, unknown>>;

/** The values in the order of the document. @throws where the document and the types of conditions have other fields */
export function statusLeaves({ schema: _, ...document }: StatusDocument): readonly Leaf[] {
  const { pvs, ...others } = STATUS_VARIABLES;
  return leavesOfFields('', document as unknown as Json, document.pvs === undefined ? others : { ...others, pvs });
}

function leavesOfFields(path: string, value: Json, fields: CelFields): readonly Leaf[] {
  const [there, named] = [Object.keys(value).sort().join(' '), Object.keys(fields).sort().join(' ')];
  if (there !== named) throw new Error(`${path || 'the document'} has ${there}; conditions can name ${named}`);
  return Object.entries(fields).flatMap(([field, type]) =>
    leaves(path === '' ? field : `${path}.${field}`, value[field], type),
  );
}

function leaves(path: string, value: unknown, type: string): readonly Leaf[] {
  const fields = (STATUS_TYPES as Readonly<Record<string, CelFields>>)[type];
  if (fields !== undefined) return leavesOfFields(path, value as Json, fields);
  const valueType = /^map<string, (\w+)>$/.exec(type)?.[1];
  if (valueType === undefined) return [{ path, type, value }];
  return Object.entries(value as Json).flatMap(([key, each]) =>
    leaves(`${path}[${JSON.stringify(key)}]`, each, valueType),
  );
}

/** The value as it is written in a condition. */
export function celLiteral({ type, value }: Leaf): string {
  if (type === 'double') return Number.isInteger(value) ? `${value}.0` : `${value}`;
  return JSON.stringify(value);
}
