/**
 * A stand-in for a file whose form is wrong in places, so that the rest of it can be checked for meaning all the same.
 *
 * What is wrong is left out, or replaced by the smallest valid value. Names around it stay, so that references to them still
 * hold. A problem of meaning counts only when nothing that it rests on was replaced.
 *
 * Not here: the problems of form themselves; they are reported whatever becomes of the stand-in.
 */

import type { z } from 'zod';
import type { MeaningProblem, Path } from '../../core/site/index.ts';
import { isOptionalAt, placeholder, schemaAt } from './schema-walk.ts';
import { type ShapeProblem, shapeProblems } from './shape-problems.ts';

/** A place that was changed. `names` is false for numbers and switches, which name nothing. */
interface Change {
  readonly path: Path;
  readonly names: boolean;
}

export interface Repaired {
  readonly value: unknown;
  /** Whether the problem rests on nothing that was changed. */
  readonly isCertain: (problem: MeaningProblem) => boolean;
}

/** A missing value can uncover what was missing inside it; this many layers are enough for any site. */
const ROUNDS_MAX = 8;

/** With more problems than this, what is left of the file says little. */
const PROBLEMS_MAX = 1_000;

/** A valid value that is as near to `value` as can be; null when there is none. `value` itself is not changed. */
export function repair(schema: z.ZodType, value: unknown): Repaired | null {
  const changes: Change[] = [];
  let current = structuredClone(value);
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const problems = shapeProblems(schema, current);
    if (problems.length === 0) return { value: current, isCertain: (problem) => isCertain(problem, changes) };
    if (changes.length + problems.length > PROBLEMS_MAX) return null;
    for (const problem of problems) {
      current = mend(schema, current, problem);
      changes.push({ path: problem.path, names: couldName(schema, problem) });
    }
  }
  return null;
}

function mend(schema: z.ZodType, value: unknown, { path, code }: ShapeProblem): unknown {
  const leaveOut = code === 'KEY_UNKNOWN' || code === 'KEY_INVALID' || isOptionalAt(schema, path);
  const found = schemaAt(schema, path);
  return replaced(value, path, leaveOut || found === null ? undefined : placeholder(found));
}

/** A number, a switch or a choice between words names nothing that another part of the file could mean. */
function couldName(schema: z.ZodType, { path, code }: ShapeProblem): boolean {
  if (code === 'KEY_UNKNOWN') return false;
  const kind = schemaAt(schema, path)?._zod.def.type;
  return code === 'KEY_INVALID' || !['number', 'boolean', 'enum'].includes(kind ?? '');
}

/** Puts another value at the path, in place; undefined leaves the key out. Returns the whole. */
function replaced(whole: unknown, path: Path, replacement: unknown): unknown {
  const last = path.at(-1);
  if (last === undefined) return replacement;
  let parent = whole;
  for (const part of path.slice(0, -1)) {
    parent = isContainer(parent) ? parent[part] : undefined;
  }
  if (!isContainer(parent)) return whole;
  if (replacement === undefined) delete parent[last];
  else parent[last] = replacement;
  return whole;
}

function isContainer(value: unknown): value is Record<string | number, unknown> {
  return typeof value === 'object' && value !== null;
}

function isCertain(problem: MeaningProblem, changes: readonly Change[]): boolean {
  return changes.every(
    (change) =>
      !isWithin(problem.path, change.path) &&
      !(change.names && isWithin(change.path, problem.path)) &&
      problem.restsOn.every((path) => !isWithin(path, change.path) && !(change.names && isWithin(change.path, path))),
  );
}

function isWithin(path: Path, around: Path): boolean {
  return around.every((part, index) => path[index] === part);
}
