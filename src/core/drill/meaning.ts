/**
 * What a well-formed drill may not say: names that stand for two things or for nothing, and parameters that cannot be given.
 *
 * Not here: the form of a drill file, and the expressions in it (app/drill); what a site knows of it, which nobody needs to read a drill.
 */

import { type MeaningProblem, namesOf, type Path, reference, unknownName, wrong, wrongName } from '../site/index.ts';
import { answerKey, type Drill, type DrillStep, type Expectation, type Param, type Span } from './drill.ts';
import { PARAM_FORMS, paramValue } from './param-value.ts';

/** Words that the language of conditions keeps for itself. */
const LANGUAGE_WORDS: readonly string[] = [
  ...[
    'true',
    'false',
    'null',
    'in',
    'as',
    'break',
    'const',
    'continue',
    'else',
    'for',
    'function',
    'if',
    'import',
    'let',
  ],
  ...['loop', 'package', 'namespace', 'return', 'var', 'void', 'while', 'prototype'],
  ...[
    'bool',
    'bytes',
    'double',
    'duration',
    'dyn',
    'int',
    'list',
    'map',
    'null_type',
    'string',
    'timestamp',
    'type',
    'uint',
  ],
];

/** Problems in the words of the drill file. `documentNames` are what conditions see of a site at the top, such as `lhc`. */
export function drillMeaningProblems(drill: Drill, documentNames: readonly string[]): MeaningProblem[] {
  return [
    ...Object.entries(drill.params).flatMap(([name, param]) => paramProblems(name, param, documentNames)),
    ...(drill.steps.length === 0 ? [wrong(['steps'], 'STEPS_MISSING', 'a drill has at least one step')] : []),
    ...repeatedNames(drill.steps),
    ...boundNames(drill, documentNames),
    ...answerKeys(drill.steps),
    ...spanProblems(drill),
    ...objectiveProblems(drill),
  ];
}

function paramProblems(name: string, param: Param, documentNames: readonly string[]): MeaningProblem[] {
  const path = ['params', name];
  const taken = takenBy(name, documentNames);
  return [
    ...(taken === null ? [] : [wrongName(path, 'NAME_TAKEN', `a parameter cannot be called ${name}: ${taken}`)]),
    ...defaultProblems(path, param),
  ];
}

function defaultProblems(path: Path, { type, required, default: text }: Param): MeaningProblem[] {
  if (text === null) {
    const message = 'a parameter that is not required needs a default';
    return required ? [] : [wrong([...path, 'required'], 'DEFAULT_MISSING', message, [[...path, 'default']])];
  }
  if (required) {
    const message =
      'a parameter that is required has no use for a default; say "required: false", or leave one of them out';
    return [wrong([...path, 'default'], 'DEFAULT_UNUSED', message, [[...path, 'required']])];
  }
  if (paramValue(type, text) !== null) return [];
  const message = `default is "${text}"; it must be ${PARAM_FORMS[type]}`;
  return [wrong([...path, 'default'], 'DEFAULT_INVALID', message, [[...path, 'type']])];
}

/** Whether a value can be given this name. */
export function isFreeName(name: string, documentNames: readonly string[]): boolean {
  return takenBy(name, documentNames) === null;
}

/** Why a name cannot be given to a value; null where it can. */
function takenBy(name: string, documentNames: readonly string[]): string | null {
  if (documentNames.includes(name)) return `in conditions that is "${name}" of the status document`;
  if (LANGUAGE_WORDS.includes(name) || name in Object.prototype) return 'conditions have another use for this word';
  return null;
}

function repeatedNames(steps: readonly DrillStep[]): MeaningProblem[] {
  return steps.flatMap(({ name }, index) => {
    const first = steps.findIndex((step) => step.name === name);
    if (first === index) return [];
    const message = `step ${first + 1} is called "${name}" as well`;
    return [wrong(['steps', index, 'name'], 'NAME_TAKEN', message, [['steps', first, 'name']])];
  });
}

/** A name that a step binds stands for one thing, from that step on. */
function boundNames({ params, steps }: Drill, documentNames: readonly string[]): MeaningProblem[] {
  return steps.flatMap((step, index) => {
    if (step.as === null) return [];
    const path = ['steps', index, 'as'];
    const named = (why: string, restsOn: readonly Path[] = []) =>
      wrong(path, 'NAME_TAKEN', `a result cannot be called ${step.as}: ${why}`, restsOn);
    const taken = takenBy(step.as, documentNames);
    if (taken !== null) return [named(taken)];
    if (Object.hasOwn(params, step.as)) return [named('a parameter has this name', [['params', step.as]])];
    const first = steps.findIndex(({ as }) => as === step.as);
    const other = steps[first] as DrillStep;
    return first === index ? [] : [named(`the step ${other.name} binds this name`, [['steps', first, 'as']])];
  });
}

/** An answer is given by one name, which says which question it is for. */
function answerKeys(steps: readonly DrillStep[]): MeaningProblem[] {
  const asked = steps.map((step, index) => ({ step, index })).filter(({ step }) => isQuestion(step));
  return asked.flatMap(({ step, index }, at) => {
    const other = asked.slice(0, at).find((before) => answerKey(before.step) === answerKey(step));
    // That both bind the name, or bear it, has been said.
    if (other === undefined || (other.step.as === null) === (step.as === null)) return [];
    const message = `--answer ${answerKey(step)}=… would be for the step ${other.step.name} as well`;
    const key = step.as === null ? 'name' : 'as';
    return [wrong(['steps', index, key], 'NAME_TAKEN', message, [['steps', other.index]])];
  });
}

function isQuestion({ action }: DrillStep): boolean {
  return action.type === 'ask' || action.type === 'manual';
}

function spanProblems({ params, steps, restored, objectives }: Drill): MeaningProblem[] {
  const spans: readonly PlacedSpan[] = [
    ...steps.flatMap(({ action, expect }, index) => [
      ...(action.type === 'wait' ? [{ path: ['steps', index, 'wait'], span: action.for }] : []),
      ...spansOf(expect, ['steps', index, 'expect']),
    ]),
    ...spansOf(restored, ['restored']),
    ...Object.entries(objectives).map(([name, { within }]) => ({ path: ['objectives', name, 'within'], span: within })),
  ];
  return spans.flatMap(({ path, span }) => (typeof span === 'number' ? [] : spanProblem(path, span.param, params)));
}

interface PlacedSpan {
  readonly path: Path;
  readonly span: Span;
}

function spansOf(expectations: readonly Expectation[], path: Path): PlacedSpan[] {
  return expectations.flatMap((expectation, index) => {
    if (expectation.type === 'eventually') return [{ path: [...path, index, 'within'], span: expectation.within }];
    return expectation.type === 'stays' ? [{ path: [...path, index, 'for'], span: expectation.for }] : [];
  });
}

function spanProblem(path: Path, name: string, params: Drill['params']): MeaningProblem[] {
  const param = Object.hasOwn(params, name) ? params[name] : undefined;
  if (param?.type === 'duration') return [];
  const restsOn = [['params', ...(param === undefined ? [] : [name, 'type'])]];
  if (param !== undefined) {
    return [
      wrong(path, 'PARAM_NOT_DURATION', `the parameter ${name} is of type ${param.type}, not a duration`, restsOn),
    ];
  }
  const durations = Object.keys(params).filter((each) => params[each]?.type === 'duration');
  return [unknownName(path, 'value', name, namesOf('parameter of type duration', 'PARAM_UNKNOWN', durations, restsOn))];
}

function objectiveProblems({ objectives, steps }: Drill): MeaningProblem[] {
  const names = steps.map(({ name }) => name);
  const places = names.map((_, index) => ['steps', index, 'name']);
  const known = namesOf('step', 'STEP_UNKNOWN', names, places);
  return Object.entries(objectives).flatMap(([name, { after }]) => [
    ...(name in Object.prototype
      ? [wrongName(['objectives', name], 'NAME_TAKEN', `an objective cannot be called ${name}`)]
      : []),
    // A drill without steps has been told of.
    ...(names.length === 0 ? [] : reference(['objectives', name, 'after'], 'value', after, known)),
  ]);
}
