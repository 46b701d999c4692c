/**
 * The expressions of a drill, worked out in a site: conditions, observations, and what stands in `${…}`.
 *
 * Not here: whether they make sense at all, which is known before a drill is run (expression-problems.ts).
 */

import type { ParseResult } from '@marcbachmann/cel-js';
import { type Drill, filledWord, splitText } from '../../../core/drill/index.ts';
import { assert, UserError } from '../../../core/kernel/index.ts';
import type { World } from '../../../sim/index.ts';
import type { Condition } from '../../conditions/condition.ts';
import {
  celTypeOf,
  type Mistake,
  mistakeFound,
  mistakenObject,
  mistakenType,
  namesTime,
  shownMistake,
} from '../../conditions/language.ts';
import { unknownObject } from '../../conditions/named-objects.ts';
import { statusView } from '../../conditions/status-view.ts';
import { celValue, plainValue, wordOf } from './plain-value.ts';
import { type Scope, scopesOf } from './scope.ts';

/** Values by name, as JSON: parameters, of which durations are milliseconds, and what steps have bound. */
export type DrillValues = Readonly<Record<string, unknown>>;

type Names = Readonly<Record<string, unknown>>;

/** A site at one moment, as several conditions can see it one after the other: what one has asked for is not worked out again. */
export type SiteView = ReturnType<typeof statusView>;

export interface DrillCondition extends Condition {
  readonly holdsIn: (view: SiteView) => boolean;
}

/** What kind of expression failed: the code of the failure, and how it is called. */
const CONDITION = { code: 'CONDITION_INVALID', noun: 'A condition' };
const EXPRESSION = { code: 'EXPRESSION_INVALID', noun: 'An expression' };

export class DrillExpressions {
  readonly #scope: Scope;
  readonly #programs = new Map<string, ParseResult>();

  constructor(drill: Drill) {
    const { params, after } = scopesOf(drill);
    this.#scope = after.at(-1) ?? params;
  }

  /** A condition of the drill. What it names is looked for when it is first asked. */
  conditionOf(text: string, values: DrillValues): DrillCondition {
    const names = this.#namesOf(values);
    let isKnown = false;
    const holdsIn = (view: SiteView): boolean => {
      if (!isKnown) this.#findObjects(text, view, CONDITION);
      isKnown = true;
      const value = this.#evaluated(text, names, { view, kind: CONDITION });
      if (typeof value !== 'boolean') throw failure(CONDITION, mistakenType(text, celTypeOf(value), 'true or false'));
      return value;
    };
    return { text, dependsOnTime: namesTime(text), holds: (world) => holdsIn(statusView(world)), holdsIn };
  }

  /**
   * What an expression gives, as JSON.
   * @throws {UserError} EXPRESSION_INVALID
   */
  valueOf(text: string, values: DrillValues, world: World): unknown {
    const value = this.#valueOf(text, values, world);
    const plain = plainValue(value);
    if (plain === undefined)
      throw failure(EXPRESSION, mistakenType(text, celTypeOf(value), 'a value that can be kept'));
    return plain;
  }

  /**
   * What an expression gives, as it is typed.
   * @throws {UserError} EXPRESSION_INVALID, also where it is null, a list or a map
   */
  textOf(text: string, values: DrillValues, world: World): string {
    const value = this.#valueOf(text, values, world);
    const word = wordOf(value);
    if (word === null) throw failure(EXPRESSION, mistakenType(text, celTypeOf(value), 'a text or a number'));
    return word;
  }

  /**
   * A question or an instruction with its values put in.
   * @throws {UserError} EXPRESSION_INVALID
   */
  filledText(text: string, values: DrillValues, world: World): string {
    const split = splitText(text);
    assert(split.ok, 'a text that was checked when the drill was read');
    return filledWord(split.parts, (expression) => this.textOf(expression, values, world));
  }

  #valueOf(text: string, values: DrillValues, world: World): unknown {
    const view = statusView(world);
    this.#findObjects(text, view, EXPRESSION);
    return this.#evaluated(text, this.#namesOf(values), { view, kind: EXPRESSION });
  }

  /** The evaluation alone would forgive an object that is not there wherever the other side of an `&&` decides. */
  #findObjects(text: string, view: SiteView, kind: Kind): void {
    const unknown = unknownObject(this.#programOf(text).ast, view);
    if (unknown !== null) throw failure(kind, mistakenObject(text, unknown));
  }

  #evaluated(text: string, names: Names, { view, kind }: { readonly view: SiteView; readonly kind: Kind }): unknown {
    try {
      // The names are this condition's own: others may see the same view.
      return this.#programOf(text)(Object.assign(Object.create(view), names));
    } catch (problem) {
      throw failure(kind, withoutValue(mistakeFound(text, problem, this.#scope.names)));
    }
  }

  #programOf(text: string): ParseResult {
    const known = this.#programs.get(text);
    if (known !== undefined) return known;
    const program = this.#scope.environment.parse(text);
    this.#programs.set(text, program);
    return program;
  }

  /** The values that there are. A result that is null has the keys of none. */
  #namesOf(values: DrillValues): Names {
    const known = [...this.#scope.types].filter(([name, type]) => {
      const value = values[name];
      return value !== undefined && (value !== null || type === 'dyn');
    });
    return Object.fromEntries(known.map(([name, type]) => [name, celValue(values[name], type)]));
  }
}

type Kind = typeof CONDITION;

/** All names are known when a drill is run: what is missing then is a value. */
function withoutValue(mistake: Mistake): Mistake {
  if (mistake.code !== 'unknown_variable') return mistake;
  return { ...mistake, summary: `${mistake.found} has no value: the step that binds it was not done`, found: '' };
}

function failure({ code, noun }: Kind, mistake: Mistake): UserError {
  return new UserError('usage', code, `${noun} of the drill cannot be worked out: ${mistake.summary}.`, {
    why: shownMistake(mistake),
    hints: ['holdover help conditions', 'holdover status --json'],
    cause: mistake.cause,
  });
}
