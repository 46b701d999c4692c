/**
 * Conditions: CEL expressions over the status document, as in `--until "lhc.zones.ams.state == 'extended-ha'"`.
 *
 * A condition is checked against the document's fields before it is used for the first time. One that names a field or an
 * object that cannot be there is wrong usage at once, and not a wait without end.
 *
 * Not here: the language (language.ts), the fields (status-types.ts), the objects (named-objects.ts), waiting (../lhc/wait.ts).
 */

import { UserError } from '../../core/kernel/index.ts';
import type { World } from '../../sim/index.ts';
import {
  celEnvironment,
  celTypeOf,
  type Mistake,
  mistakeFound,
  mistakenObject,
  mistakenType,
  NO_NAMES,
  namesTime,
  shownMistake,
} from './language.ts';
import { unknownObject } from './named-objects.ts';
import { statusView } from './status-view.ts';

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
  if (!valid) throw invalid(flag, mistakeFound(text, error, NO_NAMES));
  if (type !== 'bool' && type !== 'dyn') throw invalid(flag, mistakenType(text, type ?? 'nothing', BOOLEAN));
  const program = environment.parse(text);
  const unknown = unknownObject(program.ast, statusView(world));
  if (unknown !== null) throw invalid(flag, mistakenObject(text, unknown));
  const holds = (now: World): boolean => {
    const value = evaluated(() => program(statusView(now)), text, flag);
    if (typeof value !== 'boolean') throw invalid(flag, mistakenType(text, celTypeOf(value), BOOLEAN));
    return value;
  };
  holds(world);
  return { text, dependsOnTime: namesTime(text), holds };
}

/** What a condition has to give. */
const BOOLEAN = 'true or false';

function evaluated(evaluate: () => unknown, text: string, flag: string): unknown {
  try {
    return evaluate();
  } catch (problem) {
    throw invalid(flag, mistakeFound(text, problem, NO_NAMES));
  }
}

function invalid(flag: string, mistake: Mistake): UserError {
  return new UserError('usage', 'CONDITION_INVALID', `${flag} is no condition: ${mistake.summary}.`, {
    why: shownMistake(mistake),
    hints: ['holdover help conditions', 'holdover status --json'],
    cause: mistake.cause,
  });
}
