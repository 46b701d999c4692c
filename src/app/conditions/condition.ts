/**
 * Conditions: CEL expressions over the status document, as in `--until "lhc.zones.ams.state == 'extended-ha'"`.
 *
 * A condition is checked against the document's fields before it is used for the first time. One that names a field or an
 * object that cannot be there is wrong usage at once, and not a wait without end.
 *
 * Not here: the fields (status-types.ts), waiting (../wait-for.ts).
 */

import { TypeError as CelTypeError, Environment, EvaluationError, ParseError } from '@marcbachmann/cel-js';
import { UserError } from '../../core/kernel/index.ts';
import type { World } from '../../sim/index.ts';
import { nearestName } from '../did-you-mean.ts';
import { STATUS_TYPES, STATUS_VARIABLES } from './status-types.ts';
import { STATUS_CLASSES, statusView } from './status-view.ts';

export interface Condition {
  readonly text: string;
  /** Whether it names a duration: then it can become true between two events, at a whole second. */
  readonly dependsOnTime: boolean;
  /** Whether it holds at the present moment of a world. @throws {UserError} CONDITION_INVALID for an object that is not there */
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
  if (type !== 'bool' && type !== 'dyn') {
    throw new UserError('usage', 'CONDITION_INVALID', `${flag} is no condition: it gives ${type}, not true or false.`, {
      why: text,
      hints: ['holdover help conditions'],
    });
  }
  const program = environment.parse(text);
  const condition: Condition = {
    text,
    dependsOnTime: /\w+Sec\b|\bat\b/.test(text),
    holds: (now) => {
      try {
        return program(statusView(now)) === true;
      } catch (problem) {
        throw invalid(text, flag, problem, now);
      }
    },
  };
  condition.holds(world);
  return condition;
}

function celEnvironment(): Environment {
  const environment = new Environment();
  for (const [name, fields] of Object.entries(STATUS_TYPES)) {
    environment.registerType(name, { ctor: STATUS_CLASSES[name as keyof typeof STATUS_TYPES], fields });
  }
  for (const [name, type] of Object.entries(STATUS_VARIABLES)) environment.registerVariable(name, type);
  return environment;
}

function invalid(text: string, flag: string, problem: unknown, world?: World): UserError {
  if (!isCelError(problem)) throw problem;
  const { start, end } = problem.range ?? { start: 0, end: 0 };
  const found =
    text
      .slice(start, end)
      .split(/[.[]/)
      .at(-1)
      ?.replace(/['"\]]/g, '') ?? '';
  const nearest = found === '' ? null : nearestName(found, knownNames(world));
  const question = nearest === null || nearest === found ? '' : `\nDid you mean ${nearest}?`;
  return new UserError('usage', 'CONDITION_INVALID', `${flag} is no condition: ${problem.summary}.`, {
    why: `${text}\n${' '.repeat(start)}${'^'.repeat(Math.max(1, end - start))}${question}`,
    hints: ['holdover help conditions', 'holdover status --json'],
    cause: problem,
  });
}

function isCelError(problem: unknown): problem is EvaluationError | ParseError | CelTypeError {
  return problem instanceof EvaluationError || problem instanceof ParseError || problem instanceof CelTypeError;
}

/** Every name that can stand in a condition: of fields, and of the site's objects. */
function knownNames(world: World | undefined): readonly string[] {
  const fields = Object.values(STATUS_TYPES).flatMap((each) => Object.keys(each));
  const objects = world?.topology.zones.flatMap((zone) => [zone.name, ...zone.connectors]) ?? [];
  return [...new Set([...Object.keys(STATUS_VARIABLES), ...fields, ...objects])];
}
