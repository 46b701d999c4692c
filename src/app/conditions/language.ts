/**
 * The language of conditions: CEL over the fields of the status document; and what is said about a text that makes no sense in it.
 *
 * Not here: conditions on the command line (condition.ts), and the expressions of drills (../drill/expressions).
 */

import { TypeError as CelTypeError, Environment, EvaluationError, ParseError } from '@marcbachmann/cel-js';
import { nearestName } from '../did-you-mean.ts';
import type { UnknownObject } from './named-objects.ts';
import { STATUS_TYPES, STATUS_VARIABLES } from './status-types.ts';
import { STATUS_CLASSES } from './status-view.ts';

/** What is wrong with a text. */
export interface Mistake {
  readonly text: string;
  readonly summary: string;
  /** The library's word for what it is; null where the library did not find it. */
  readonly code: string | null;
  readonly range: { readonly start: number; readonly end: number };
  /** The name that is wrong, and those that may have been meant. */
  readonly found: string;
  readonly known: readonly string[];
  readonly cause?: unknown;
}

/** Names that a text can use beside the fields of the document, and the keys of those that are maps of known keys. */
export type OwnNames = ReadonlyMap<string, readonly string[] | null>;

export const NO_NAMES: OwnNames = new Map();

/** What the status document gives to every expression. */
export function celEnvironment(): Environment {
  const environment = new Environment();
  for (const [name, fields] of Object.entries(STATUS_TYPES)) {
    environment.registerType(name, { ctor: STATUS_CLASSES[name as keyof typeof STATUS_TYPES], fields });
  }
  for (const [name, type] of Object.entries(STATUS_VARIABLES)) environment.registerVariable(name, type);
  return environment;
}

/** Whether a text names a duration, or something else that grows with time: then it can become true between two events. */
export function namesTime(text: string): boolean {
  return /\w+Sec\b|\bat\b|\bramCachePercent\b/.test(text);
}

/** What the library found wrong. @throws whatever is no finding of the library */
export function mistakeFound(text: string, problem: unknown, names: OwnNames): Mistake {
  if (!isCelError(problem)) throw problem;
  const range = problem.range ?? { start: 0, end: 0 };
  const found = text.slice(range.start, range.end).split('.').at(-1) ?? '';
  const before = text.slice(0, range.start);
  const about = { text, code: problem.code, range, cause: problem };
  if (isInWhy(before, found)) return { ...about, summary: WHY_IS_NULL, found: '', known: [] };
  return { ...about, summary: problem.summary, found, known: knownAfter(before, names) };
}

const WHY_IS_NULL = "why is null now, and has no fields: begin with '….why != null &&'";

/** The fields of `why` are missing only while nothing is wrong. */
function isInWhy(before: string, field: string): boolean {
  return before.endsWith('.why.') && (field === 'code' || field === 'reason');
}

/** What could stand behind this text. */
function knownAfter(before: string, names: OwnNames): readonly string[] {
  const holder = /(?<![\w.])(\w+)\.$/.exec(before)?.[1];
  const keys = holder === undefined ? null : names.get(holder);
  return keys ?? [...names.keys(), ...FIELDS];
}

/** An object that is named, and is not there. */
export function mistakenObject(text: string, { name, known, range }: UnknownObject): Mistake {
  const summary = name === 'pvs' ? 'No such key: pvs, since the site has no provisioning' : `No such key: ${name}`;
  return { text, summary, code: null, range, found: name, known };
}

/** A value that is not of the type that is needed. */
export function mistakenType(text: string, type: string, wanted: string): Mistake {
  const range = { start: 0, end: text.length };
  // A map of known keys has a type of its own.
  const given = type.startsWith('$') ? 'a map' : type;
  return { text, summary: `it gives ${given}, not ${wanted}`, code: null, range, found: '', known: [] };
}

/** What was probably meant; null where nothing is near. */
export function meantBy({ found, known }: Mistake): string | null {
  // What was typed may be there, elsewhere.
  const others = known.filter((name) => name !== found);
  return found === '' ? null : nearestName(found, others);
}

/** The text with a mark below the mistake, and what was probably meant. */
export function shownMistake(mistake: Mistake): string {
  const { text, range } = mistake;
  const meant = meantBy(mistake);
  const mark = ' '.repeat(range.start) + '^'.repeat(Math.max(1, range.end - range.start));
  return `${text.replaceAll(/\s/g, ' ')}\n${mark}${meant === null ? '' : `\nDid you mean ${meant}?`}`;
}

/** The name of a value's type, where only the evaluation could tell it. */
export function celTypeOf(value: unknown): string {
  if (value === null) return 'null';
  return typeof value === 'bigint' ? 'int' : typeof value;
}

function isCelError(problem: unknown): problem is EvaluationError | ParseError | CelTypeError {
  return problem instanceof EvaluationError || problem instanceof ParseError || problem instanceof CelTypeError;
}

/** Every field that a condition can name, from the outermost inwards. */
const FIELDS: readonly string[] = [
  ...new Set([
    ...Object.keys(STATUS_VARIABLES),
    ...Object.values(STATUS_TYPES)
      .reverse()
      .flatMap((fields) => Object.keys(fields)),
  ]),
];
