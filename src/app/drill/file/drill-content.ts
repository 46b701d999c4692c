/**
 * A drill from a file whose form is right.
 *
 * Where keys do not go together, which is told elsewhere (key-problems.ts), it is some drill that is near to what the file says, so that the
 * rest of the file can be checked all the same.
 */

import type { Drill, DrillStep, Expectation, Requirement, StepAction } from '../../../core/drill/index.ts';
import type { DrillFileShape, ExpectationShape, RequirementShape, StepShape } from './drill-schema.ts';

export function drillOf(file: DrillFileShape): Drill {
  return {
    name: file.name,
    title: file.title ?? null,
    description: file.description ?? null,
    params: mapped(file.params, ({ type, required, default: text, title }) => ({
      type,
      required: required ?? text === undefined,
      default: text ?? null,
      title: title ?? null,
    })),
    require: file.require.map(requirementOf),
    never: file.never.map(({ that, why }) => ({ that, why: why ?? null })),
    steps: file.steps.map(stepOf),
    restored: file.restored.map(expectationOf),
    objectives: mapped(file.objectives, ({ eventually, within, after, title }) => ({
      that: eventually,
      within,
      after,
      title: title ?? null,
    })),
  };
}

function requirementOf({ finding, absent, for: object, that, why }: RequirementShape): Requirement {
  if (finding === undefined) return { type: 'that', that: that ?? ALWAYS, why: why ?? null };
  const code = finding.toUpperCase();
  return { type: 'finding', code, absent: absent ?? true, for: object ?? null, why: why ?? null };
}

function stepOf(step: StepShape): DrillStep {
  return {
    name: step.name,
    title: step.title ?? null,
    danger: step.danger,
    action: actionOf(step),
    as: step.as ?? null,
    once: step.once,
    undo: step.undo ?? [],
    expect: step.expect.map(expectationOf),
  };
}

function actionOf(step: StepShape): StepAction {
  const exit = step.exit ?? 0;
  if (step.do !== undefined) return { type: 'do', lines: step.do, exit };
  if (step.observe !== undefined) return { type: 'observe', values: step.observe };
  if (step.ask !== undefined) return { type: 'ask', question: step.ask, options: step.options ?? null };
  if (step.wait !== undefined) return { type: 'wait', for: step.wait };
  if (step.run !== undefined) return { type: 'run', command: step.run, exit };
  return { type: 'manual', instruction: step.manual ?? '' };
}

function expectationOf({ that, eventually, within, stays, for: span, why }: ExpectationShape): Expectation {
  if (eventually !== undefined) return { type: 'eventually', that: eventually, within: within ?? 0, why: why ?? null };
  if (stays !== undefined) return { type: 'stays', that: stays, for: span ?? 0, why: why ?? null };
  return { type: 'that', that: that ?? ALWAYS, why: why ?? null };
}

/** A condition in place of one that is missing. */
const ALWAYS = 'true';

function mapped<From, To>(map: Readonly<Record<string, From>>, change: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, change(value)]));
}
