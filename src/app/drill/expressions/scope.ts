/**
 * Which names the expressions of a drill can use beside the status document, and of what types: parameters everywhere, and what a step
 * binds from there on.
 *
 * Not here: their values (plain-value.ts), and what is said about a name that is not in scope (expression-problems.ts).
 */

import type { Environment } from '@marcbachmann/cel-js';
import { type Drill, type DrillStep, isFreeName, type ParamType } from '../../../core/drill/index.ts';
import { celEnvironment, type OwnNames } from '../../conditions/language.ts';
import { STATUS_VARIABLES } from '../../conditions/status-types.ts';
import { DURATION, type NameType } from './plain-value.ts';

/** What expressions see of a site at the top. */
export const DOCUMENT_NAMES: readonly string[] = Object.keys(STATUS_VARIABLES);

export interface DrillScopes {
  /** Of what is said about the drill as a whole. */
  readonly params: Scope;
  /** Of the action of each step. */
  readonly before: readonly Scope[];
  /** From the end of each step's action on. */
  readonly after: readonly Scope[];
}

/** Names with their types, and the language with them. */
export class Scope {
  readonly types: ReadonlyMap<string, NameType>;
  readonly #base: Environment;
  #environment: Environment | null = null;

  constructor(base: Environment, types: ReadonlyMap<string, NameType>) {
    this.#base = base;
    this.types = types;
  }

  with(name: string, type: NameType): Scope {
    // A name that cannot be given is a problem of its own.
    if (!isFreeName(name, DOCUMENT_NAMES)) return this;
    return new Scope(this.#base, new Map([...this.types, [name, type]]));
  }

  get environment(): Environment {
    this.#environment ??= this.#made();
    return this.#environment;
  }

  get names(): OwnNames {
    return new Map([...this.types].map(([name, type]) => [name, typeof type === 'string' ? null : Object.keys(type)]));
  }

  #made(): Environment {
    const environment = this.#base.clone();
    for (const [name, type] of this.types) {
      if (typeof type === 'string') environment.registerVariable(name, type);
      else environment.registerVariable(name, { schema: type });
    }
    return environment;
  }
}

export function scopesOf(drill: Drill): DrillScopes {
  const before: Scope[] = [];
  const after: Scope[] = [];
  const params = paramScope(drill);
  let scope = params;
  for (const step of drill.steps) {
    before.push(scope);
    if (step.as !== null) scope = scope.with(step.as, resultType(step, scope));
    after.push(scope);
  }
  return { params, before, after };
}

function paramScope({ params }: Drill): Scope {
  const nothing = new Scope(celEnvironment(), new Map());
  return Object.entries(params).reduce(
    (scope, [name, { type }]) => scope.with(name, CEL_TYPES[type] ?? 'string'),
    nothing,
  );
}

const CEL_TYPES: Readonly<Partial<Record<ParamType, string>>> = {
  duration: DURATION,
  integer: 'int',
  number: 'double',
  boolean: 'bool',
};

/** What an observation binds has the keys that it says, of the types that are the same in JSON. */
function resultType({ action }: DrillStep, scope: Scope): NameType {
  if (action.type !== 'observe') return 'dyn';
  const types = Object.entries(action.values).map(([key, text]) => [key, scope.environment.check(text).type] as const);
  return Object.fromEntries(types.map(([key, type]) => [key, JSON_TYPES.find((each) => each === type) ?? 'dyn']));
}

const JSON_TYPES: readonly string[] = ['string', 'bool', 'int', 'double'];
