/**
 * Which keys of a drill file go together: a step does one thing, an expectation promises one thing, and `within` belongs to `eventually`.
 *
 * Not here: which keys there are, and what each may hold (drill-schema.ts).
 */

import { type Path, repeated, wrong, wrongName } from '../../../core/site/index.ts';
import type { ContentProblem } from '../../declared-file.ts';
import {
  ACTION_KEYS,
  type DrillFileShape,
  EXPECTATION_KEYS,
  type ExpectationShape,
  REQUIREMENT_KEYS,
  type RequirementShape,
  type StepShape,
} from './drill-schema.ts';

export function keyProblems({ require: required, steps, restored }: DrillFileShape): ContentProblem[] {
  return [
    ...required.flatMap((requirement, index) => requirementProblems(requirement, ['require', index])),
    ...steps.flatMap((step, index) => stepProblems(step, ['steps', index])),
    ...restored.flatMap((expectation, index) => expectationProblems(expectation, ['restored', index])),
  ];
}

function requirementProblems(requirement: RequirementShape, path: Path): ContentProblem[] {
  return [
    ...oneOf(requirement, path, { keys: REQUIREMENT_KEYS, noun: 'a requirement' }),
    ...onlyWith(requirement, path, { key: 'absent', holders: ['finding'] }),
    ...onlyWith(requirement, path, { key: 'for', holders: ['finding'] }),
  ];
}

function stepProblems(step: StepShape, path: Path): ContentProblem[] {
  return [
    ...oneOf(step, path, { keys: ACTION_KEYS, noun: `the step ${step.name}` }),
    ...onlyWith(step, path, { key: 'exit', holders: ['do', 'run'] }),
    ...onlyWith(step, path, { key: 'options', holders: ['ask'] }),
    ...onlyWith(step, path, { key: 'as', holders: ['do', 'observe', 'ask', 'manual', 'run'] }),
    ...repeatedOptions(step, path),
    ...step.expect.flatMap((expectation, index) => expectationProblems(expectation, [...path, 'expect', index])),
  ];
}

function repeatedOptions({ options = [] }: StepShape, path: Path): ContentProblem[] {
  return repeated([...path, 'options'], options, 'answer');
}

function expectationProblems(expectation: ExpectationShape, path: Path): ContentProblem[] {
  return [
    ...oneOf(expectation, path, { keys: EXPECTATION_KEYS, noun: 'an expectation' }),
    ...onlyWith(expectation, path, { key: 'within', holders: ['eventually'] }),
    ...onlyWith(expectation, path, { key: 'for', holders: ['stays'] }),
    ...needs(expectation, path, { key: 'eventually', needed: 'within', example: '3m' }),
    ...needs(expectation, path, { key: 'stays', needed: 'for', example: '5m' }),
  ];
}

/** Exactly one of the keys. */
function oneOf(
  shape: object,
  path: Path,
  { keys, noun }: { readonly keys: readonly string[]; readonly noun: string },
): ContentProblem[] {
  const [first, ...others] = keys.filter((key) => has(shape, key));
  const restsOn = keys.map((key) => [...path, key]);
  if (first === undefined) {
    return [wrong(path, 'KEY_MISSING', `${noun} has one of ${keys.join(', ')}; here is none of them`, restsOn)];
  }
  return others.map((key) => {
    const message = `${noun} has one of ${keys.join(', ')}; "${first}" is here as well as "${key}"`;
    return wrongName([...path, key], 'KEYS_EXCLUSIVE', message, [[...path, first]]);
  });
}

/** A key that makes sense beside one of others alone. */
function onlyWith(
  shape: object,
  path: Path,
  { key, holders }: { readonly key: string; readonly holders: readonly string[] },
): ContentProblem[] {
  if (!has(shape, key) || holders.some((holder) => has(shape, holder))) return [];
  const message = `"${key}" is of use only with ${holders.map((holder) => `"${holder}"`).join(' or ')}`;
  return [
    wrongName(
      [...path, key],
      'KEY_OUT_OF_PLACE',
      message,
      holders.map((holder) => [...path, holder]),
    ),
  ];
}

function needs(
  shape: object,
  path: Path,
  { key, needed, example }: { readonly key: string; readonly needed: string; readonly example: string },
): ContentProblem[] {
  if (!has(shape, key) || has(shape, needed)) return [];
  const message = `"${key}" needs "${needed}", such as ${needed}: ${example}`;
  return [wrongName([...path, key], 'KEY_MISSING', message, [[...path, needed]])];
}

function has(shape: object, key: string): boolean {
  return (shape as Readonly<Record<string, unknown>>)[key] !== undefined;
}
