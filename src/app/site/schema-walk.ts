/**
 * Finds its way through a zod schema: which keys are allowed at a path, and what a value there could look like.
 *
 * Not here: the schemas, and what is said about a wrong value (shape-problems.ts).
 */

import { z } from 'zod';
import type { Path } from '../../core/site/index.ts';

/** The schema of the value at a path, without defaults and transforms around it; null where the schema has nothing there. */
export function schemaAt(schema: z.core.$ZodType, path: Path): z.core.$ZodType | null {
  let current: z.core.$ZodType | null = inner(schema);
  for (const part of path) {
    current = current === null ? null : step(current, part);
  }
  return current;
}

/** The keys that a map at the path may have; empty where keys are names, or there is no map. */
export function keysAt(schema: z.core.$ZodType, path: Path): readonly string[] {
  const found = schemaAt(schema, path);
  const map = found instanceof z.ZodUnion ? mapOf(found) : found;
  return map instanceof z.ZodObject ? Object.keys(map.shape) : [];
}

/** Whether the key at the path may be left out. */
export function isOptionalAt(schema: z.core.$ZodType, path: Path): boolean {
  const parent = schemaAt(schema, path.slice(0, -1));
  const key = path.at(-1);
  if (!(parent instanceof z.ZodObject) || typeof key !== 'string') return false;
  const member: z.core.$ZodType | undefined = Object.hasOwn(parent.shape, key) ? parent.shape[key] : undefined;
  return member?._zod.optin === 'optional';
}

/** The smallest valid value of a schema that needs no others to be valid. */
export function placeholder(schema: z.core.$ZodType): unknown {
  const found = inner(schema);
  if (found instanceof z.ZodObject) return placeholderMap(found);
  if (found instanceof z.ZodRecord) return {};
  if (found instanceof z.ZodArray) {
    const smallest = z.safeParse(found, []).success;
    return smallest ? [] : [placeholder(found.element)];
  }
  if (found instanceof z.ZodEnum) return found.options[0];
  if (found instanceof z.ZodLiteral) return found.value;
  if (found instanceof z.ZodBoolean) return false;
  if (found instanceof z.ZodNumber) return Math.max(1, found.minValue ?? 1);
  return (z.globalRegistry.get(found)?.examples as readonly unknown[] | undefined)?.[0];
}

function placeholderMap(schema: z.ZodObject): Record<string, unknown> {
  const required = Object.entries(schema.shape).filter(([, member]) => member._zod.optin !== 'optional');
  return Object.fromEntries(required.map(([key, member]) => [key, placeholder(member)]));
}

function step(schema: z.core.$ZodType, part: string | number): z.core.$ZodType | null {
  if (schema instanceof z.ZodObject && typeof part === 'string') {
    const member: z.core.$ZodType | undefined = Object.hasOwn(schema.shape, part) ? schema.shape[part] : undefined;
    return member === undefined ? null : inner(member);
  }
  if (schema instanceof z.ZodRecord) return inner(schema.valueType);
  if (schema instanceof z.ZodArray) return inner(schema.element);
  if (schema instanceof z.ZodUnion) {
    const option = typeof part === 'number' ? listOf(schema) : mapOf(schema);
    return option === undefined ? null : step(option, part);
  }
  return null;
}

/** Of what a value can be, the list. */
function listOf(schema: z.ZodUnion): z.core.$ZodType | undefined {
  return schema.options.map(inner).find((option) => option instanceof z.ZodArray);
}

/** Of what a value can be, the map with keys. */
function mapOf(schema: z.ZodUnion): z.core.$ZodType | undefined {
  return schema.options.map(inner).find((option) => option instanceof z.ZodObject);
}

/** Takes defaults, optionality and transforms off a schema. */
function inner(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional) {
    return inner(schema.def.innerType);
  }
  return schema instanceof z.ZodPipe ? inner(schema.def.in) : schema;
}
