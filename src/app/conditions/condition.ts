/**
 * Conditions: CEL expressions over the status document, as in `--until "lhc.zones.ams.state == 'extended-ha'"`.
 *
 * A condition is checked against the document's fields before it is used for the first time. One that names a field or an
 * object that cannot be there is wrong usage at once, and not a wait without end.
 *
 * Not here: the fields (status-types.ts), the objects (named-objects.ts), waiting (../lhc/wait.ts).
 */

import { TypeError as CelTypeError, Environment, EvaluationError, ParseError } from '@marcbachmann/cel-js';
import { UserError } from '../../core/kernel/index.ts';
import type { World } from '../../sim/index.ts';
import { nearestName } from '../did-you-mean.ts';
import { type UnknownObject, unknownObject } from './named-objects.ts';
import { STATUS_TYPES, STATUS_VARIABLES } from './status-types.ts';
import { STATUS_CLASSES, statusView } from './status-view.ts';

export interface Condition {
  readonly text: string;
  /** Whether it names a duration, or something else that grows with time: then it can become true between two events, at a whole second. */
  readonly dependsOnTime: boolean;
  /** Whether it holds at the present moment of a world. @throws {UserError} CONDITION_INVALID where that cannot be said */
  readonly holds: (world: World) => boolean;
}

/**
 * A condition from its text. `flag` says in messages where the text came from. The world is asked once, so that an object that does not
 * exist is found at once.
 * @throws {UserError} CONDITION_INVALID
 */
export function conditionOf(text: string, flag: string, world: World): Condition {
  const environment = celEnvironment();
  const { valid, type, error } = environment.check(text);
  if (!valid) throw invalid(text, flag, error);
  if (type !== 'bool' && type !== 'dyn') throw notBoolean(text, flag, type ?? 'nothing');
  const program = environment.parse(text);
  const unknown = unknownObject(program.ast, statusView(world));
  if (unknown !== null) throw objectUnknown(text, flag, unknown);
  const holds = (now: World): boolean => {
    const value = evaluated(() => program(statusView(now)), text, flag);
    if (typeof value !== 'boolean') throw notBoolean(text, flag, celTypeOf(value));
    return value;
  };
  holds(world);
  return { text, dependsOnTime: /\w+Sec\b|\bat\b|\bramCachePercent\b/.test(text), holds };
}

function evaluated(evaluate: () => unknown, text: string, flag: string): unknown {
  try {
    return evaluate();
  } catch (problem) {
    throw invalid(text, flag, problem);
  }
}

function celEnvironment(): Environment {
  const environment = new Environment();
  for (const [name, fields] of Object.entries(STATUS_TYPES)) {
    environment.registerType(name, { ctor: STATUS_CLASSES[name as keyof typeof STATUS_TYPES], fields });
  }
  for (const [name, type] of Object.entries(STATUS_VARIABLES)) environment.registerVariable(name, type);
  return environment;
}

/** What the library found wrong. @throws whatever is no finding of the library */
function invalid(text: string, flag: string, problem: unknown): UserError {
  if (!isCelError(problem)) throw problem;
  const range = problem.range ?? { start: 0, end: 0 };
  const found = text.slice(range.start, range.end).split('.').at(-1) ?? '';
  const summary = isInWhy(text.slice(0, range.start), found) ? WHY_IS_NULL : problem.summary;
  return conditionInvalid(flag, summary, {
    text,
    range,
    found: summary === WHY_IS_NULL ? '' : found,
    known: FIELDS,
    cause: problem,
  });
}

const WHY_IS_NULL = "why is null now, and has no fields: begin with '….why != null &&'";

/** The fields of `why` are missing only while nothing is wrong. */
function isInWhy(before: string, field: string): boolean {
  return before.endsWith('.why.') && (field === 'code' || field === 'reason');
}

function objectUnknown(text: string, flag: string, { name, known, range }: UnknownObject): UserError {
  const summary = name === 'pvs' ? 'No such key: pvs, since the site has no provisioning' : `No such key: ${name}`;
  return conditionInvalid(flag, summary, { text, range, found: name, known });
}

function notBoolean(text: string, flag: string, type: string): UserError {
  const range = { start: 0, end: text.length };
  return conditionInvalid(flag, `it gives ${type}, not true or false`, { text, range, found: '', known: [] });
}

interface Mistake {
  readonly text: string;
  readonly range: { readonly start: number; readonly end: number };
  /** The name that is wrong, and those that may have been meant. */
  readonly found: string;
  readonly known: readonly string[];
  readonly cause?: unknown;
}

function conditionInvalid(flag: string, summary: string, { text, range, found, known, cause }: Mistake): UserError {
  // What was typed may be there, elsewhere.
  const others = known.filter((name) => name !== found);
  const nearest = found === '' ? null : nearestName(found, others);
  const question = nearest === null ? '' : `\nDid you mean ${nearest}?`;
  const mark = ' '.repeat(range.start) + '^'.repeat(Math.max(1, range.end - range.start));
  return new UserError('usage', 'CONDITION_INVALID', `${flag} is no condition: ${summary}.`, {
    why: `${text}\n${mark}${question}`,
    hints: ['holdover help conditions', 'holdover status --json'],
    cause,
  });
}

function isCelError(problem: unknown): problem is EvaluationError | ParseError | CelTypeError {
  return problem instanceof EvaluationError || problem instanceof ParseError || problem instanceof CelTypeError;
}

/** The name of a value's type, where only the evaluation could tell it. */
function celTypeOf(value: unknown): string {
  if (value === null) return 'null';
  return typeof value === 'bigint' ? 'int' : typeof value;
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
