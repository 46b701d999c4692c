/**
 * What is wrong with the form of a file, key by key, in the words of a message.
 *
 * Not here: the forms (site-schema.ts, ../drill/file/drill-schema.ts), positions in the text (../declared-file.ts), meaning (core).
 */

import type { z } from 'zod';
import type { Path } from '../../core/site/index.ts';
import { suggestion } from '../did-you-mean.ts';
import { keysAt } from './schema-walk.ts';

/** One key whose form is wrong. */
export interface ShapeProblem {
  readonly path: Path;
  readonly code: 'KEY_UNKNOWN' | 'KEY_INVALID' | 'KEY_MISSING' | 'VALUE_INVALID';
  readonly message: string;
}

type Issue = z.core.$ZodIssue;

/** Checks a value, and says what is wrong with it. `value` is what the file says, before defaults. */
export function shapeProblems(schema: z.ZodType, value: unknown): ShapeProblem[] {
  const result = schema.safeParse(value, { error: allowedBy });
  return result.success ? [] : result.error.issues.flatMap((issue) => fromIssue(schema, value, [], issue));
}

function fromIssue(schema: z.ZodType, root: unknown, base: Path, issue: Issue): ShapeProblem[] {
  const path = [...base, ...issue.path.map((part) => (typeof part === 'number' ? part : String(part)))];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownKey(path, key, keysAt(schema, path)));
  }
  if (issue.code === 'invalid_key') {
    const key = String(path.at(-1));
    const allowed = issue.issues[0]?.message ?? 'text';
    return [{ path, code: 'KEY_INVALID', message: `the key "${key}" cannot be used here: it must be ${allowed}` }];
  }
  if (issue.code === 'invalid_union') {
    const nearest = issue.errors.find((issues) => !issues.some(isWrongKind));
    if (nearest !== undefined) return nearest.flatMap((nested) => fromIssue(schema, root, path, nested));
  }
  return [wrongValue(path, valueAt(root, path), issue)];
}

/** Whether a branch of a union is not meant at all: the value is not even of its kind. */
function isWrongKind(issue: Issue): boolean {
  return issue.path.length === 0 && issue.code === 'invalid_type';
}

function unknownKey(path: Path, key: string, allowed: readonly string[]): ShapeProblem {
  return { path: [...path, key], code: 'KEY_UNKNOWN', message: `unknown key "${key}"${suggestion(key, allowed)}` };
}

function wrongValue(path: Path, found: unknown, issue: Issue): ShapeProblem {
  const last = path.at(-1);
  const name =
    last === undefined ? 'the file' : typeof last === 'number' ? `entry ${last + 1} of ${path.at(-2)}` : last;
  if (found === undefined) {
    return { path, code: 'KEY_MISSING', message: `"${name}" is missing; it must be ${issue.message}` };
  }
  if (issue.code === 'invalid_value' && typeof found === 'string') {
    const message = `${name} is "${found}"${suggestion(found, issue.values.map(String))}`;
    return { path, code: 'VALUE_INVALID', message };
  }
  return { path, code: 'VALUE_INVALID', message: `${name} is ${shown(found)}; it must be ${issue.message}` };
}

function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const part of path) {
    value = typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[part] : undefined;
  }
  return value;
}

/** A value as a message shows it. */
export function shown(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value !== 'string') return String(value);
  return value.length > 60 ? `"${value.slice(0, 60)}…"` : JSON.stringify(value);
}

/** What a schema allows, as the end of "it must be …"; for the schemas that do not say it themselves. */
function allowedBy(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return KINDS[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return issue.values.length === 1 ? JSON.stringify(issue.values[0]) : `one of ${issue.values.join(', ')}`;
    case 'too_small':
      if (issue.origin === 'array') return `a list of at least ${issue.minimum}`;
      return issue.inclusive === false ? `more than ${issue.minimum}` : `at least ${issue.minimum}`;
    case 'too_big':
      return `at most ${issue.maximum}`;
    default:
      return 'something else';
  }
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  record: 'a map of names',
};
