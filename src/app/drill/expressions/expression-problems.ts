/**
 * What is wrong with the expressions of a drill: each has to be CEL, name only what is known where it stands, and give what is needed there.
 *
 * Not here: what they come to in a site (expressions.ts), and command lines (line-problems.ts).
 */

import type { Drill, DrillStep, Expectation, Requirement, WordPart } from '../../../core/drill/index.ts';
import { splitText } from '../../../core/drill/index.ts';
import { type Path, wrong } from '../../../core/site/index.ts';
import { type Mistake, meantBy, mistakeFound, mistakenType } from '../../conditions/language.ts';
import type { ContentProblem } from '../../declared-file.ts';
import { DURATION } from './plain-value.ts';
import type { DrillScopes, Scope } from './scope.ts';

/** Where an expression stands: which text of the file, and from which of its characters on. */
export interface Place {
  readonly path: Path;
  readonly index: number;
}

/** What an expression has to give. Any expression can give `dyn`, of which nothing is known before it is worked out. */
interface Wanted {
  readonly noun: string;
  readonly types: readonly string[] | null;
  readonly said: string;
}

const CONDITION: Wanted = { noun: 'condition', types: ['bool'], said: 'true or false' };
const VALUE: Wanted = { noun: 'expression', types: null, said: 'a value' };
const OBJECT: Wanted = { noun: 'expression', types: ['string'], said: 'the name of an object' };
const WORD: Wanted = {
  noun: 'expression',
  types: ['string', 'int', 'uint', 'double', 'bool', DURATION, 'google.protobuf.Timestamp'],
  said: 'a text or a number',
};

export function expressionProblems(drill: Drill, judge: Judge): ContentProblem[] {
  const { params } = judge.scopes;
  return [
    ...drill.require.flatMap((requirement, index) => requirementProblems(judge, requirement, ['require', index])),
    ...drill.never.flatMap(({ that }, index) => judge.condition(that, ['never', index, 'that'], params)),
    ...drill.steps.flatMap((step, index) => stepProblems(judge, step, index)),
    ...expectationProblems(judge, drill.restored, ['restored'], params),
    ...Object.entries(drill.objectives).flatMap(([name, { that, after }]) =>
      judge.condition(that, ['objectives', name, 'eventually'], judge.scopeAfter(after)),
    ),
  ];
}

function requirementProblems(judge: Judge, requirement: Requirement, path: Path): ContentProblem[] {
  const { params } = judge.scopes;
  if (requirement.type === 'that') return judge.condition(requirement.that, [...path, 'that'], params);
  if (requirement.for === null) return [];
  return judge.problems(requirement.for, { path: [...path, 'for'], index: 0 }, params, OBJECT);
}

function stepProblems(judge: Judge, { action, expect }: DrillStep, index: number): ContentProblem[] {
  const path = ['steps', index];
  const before = judge.scopeBefore(index);
  const promised = expectationProblems(judge, expect, [...path, 'expect'], judge.scopeBehind(index));
  switch (action.type) {
    case 'observe':
      return [
        ...Object.entries(action.values).flatMap(([key, text]) =>
          judge.problems(text, { path: [...path, 'observe', key], index: 0 }, before, VALUE),
        ),
        ...promised,
      ];
    case 'ask':
      return [...textProblems(judge, action.question, [...path, 'ask'], before), ...promised];
    case 'manual':
      return [...textProblems(judge, action.instruction, [...path, 'manual'], before), ...promised];
    default:
      return promised;
  }
}

function expectationProblems(
  judge: Judge,
  expectations: readonly Expectation[],
  path: Path,
  scope: Scope,
): ContentProblem[] {
  return expectations.flatMap(({ type, that }, index) => judge.condition(that, [...path, index, type], scope));
}

function textProblems(judge: Judge, text: string, path: Path, scope: Scope): ContentProblem[] {
  const split = splitText(text);
  if (!split.ok) return [{ ...wrong(path, 'TEXT_INVALID', split.message), index: split.at }];
  return judge.parts(split.parts, path, scope);
}

/** Judges expressions by the names that are known where they stand. */
export class Judge {
  readonly scopes: DrillScopes;
  readonly #drill: Drill;

  constructor(drill: Drill, scopes: DrillScopes) {
    this.#drill = drill;
    this.scopes = scopes;
  }

  /** What the action of a step can name. */
  scopeBefore(step: number): Scope {
    return this.scopes.before[step] ?? this.scopes.params;
  }

  /** What can be named when the action of a step is done. */
  scopeBehind(step: number): Scope {
    return this.scopes.after[step] ?? this.scopes.params;
  }

  /** What is known when a step of this name is done. Of a name that no step has, all is known. */
  scopeAfter(step: string): Scope {
    const index = this.#drill.steps.findIndex(({ name }) => name === step);
    return this.scopeBehind(index === -1 ? this.#drill.steps.length - 1 : index);
  }

  condition(text: string, path: Path, scope: Scope): ContentProblem[] {
    return this.problems(text, { path, index: 0 }, scope, CONDITION);
  }

  /** The expressions that stand in `${…}`. */
  parts(parts: readonly WordPart[], path: Path, scope: Scope): ContentProblem[] {
    return parts.flatMap((part) =>
      part.type === 'text' ? [] : this.problems(part.text, { path, index: part.start }, scope, WORD),
    );
  }

  problems(text: string, place: Place, scope: Scope, wanted: Wanted): ContentProblem[] {
    const { valid, type, error } = scope.environment.check(text);
    if (!valid) return [this.#problem(mistakeFound(text, error, scope.names), place, wanted)];
    const isWanted = wanted.types === null || type === 'dyn' || wanted.types.includes(type ?? '');
    return isWanted ? [] : [this.#problem(mistakenType(text, type ?? 'nothing', wanted.said), place, wanted)];
  }

  #problem(mistake: Mistake, { path, index }: Place, { noun }: Wanted): ContentProblem {
    const meant = meantBy(mistake);
    const question = meant === null ? '' : `; did you mean "${meant}"?`;
    const said = this.#boundLater(mistake) ?? `${lowerFirst(mistake.summary)}${question}`;
    const code = noun === CONDITION.noun ? 'CONDITION_INVALID' : 'EXPRESSION_INVALID';
    const problem = wrong(path, code, `in this ${noun}: ${said}`, [...wholeOf(path), ...this.#names(path)]);
    return { ...problem, index: index + mistake.range.start };
  }

  /** A name that only a later step binds. */
  #boundLater({ code, found }: Mistake): string | null {
    const step = code === 'unknown_variable' ? this.#drill.steps.find(({ as }) => as === found) : undefined;
    return step === undefined ? null : `"${found}" is not known here yet: the step ${step.name} binds it`;
  }

  /** Where the names come from that an expression can use. */
  #names(path: Path): Path[] {
    const steps = path[0] === 'steps' ? this.#drill.steps.slice(0, Number(path[1]) + 1) : this.#drill.steps;
    return [['params'], ...steps.flatMap((_, index) => ['as', 'observe'].map((key) => ['steps', index, key]))];
  }
}

/** What has to be there for an entry of a list: a list of one can be written as that one. */
export function wholeOf(path: Path): Path[] {
  return typeof path.at(-1) === 'number' ? [path.slice(0, -1)] : [];
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
