/**
 * What somebody who stands before a step is told of it, and can look at.
 *
 * Not here: what they decide (operator.ts).
 */

import { canUndo, stepAt } from '../../../core/drill/index.ts';
import { formatInstant } from '../../../core/kernel/index.ts';
import { status } from '../../status.ts';
import type { Standing } from '../operator.ts';
import type { Conducting } from './conducting.ts';
import { undoLinesOf, whatOf } from './perform-step.ts';
import { previewOf } from './preview.ts';
import type { Run } from './run-record.ts';
import type { Stage } from './stage.ts';

export function standingOf(run: Run, stage: Stage, conducting: Conducting): Standing {
  const { plan, state } = run;
  const { world } = stage.copy;
  const step = stepAt(plan, state.step);
  const scope = { expressions: conducting.tools.expressions, values: stage.values, world };
  const attempts = state.records.filter((record) => record.step === state.step);
  const hasFailed = state.phase === 'failed';
  const undoes = canUndo(state) ? stepAt(plan, state.undoStack.at(-1)?.step ?? state.step).name : null;
  return {
    run: run.name ?? '',
    at: formatInstant(state.nowMs),
    number: state.step + 1,
    count: plan.drill.steps.length,
    attempt: hasFailed ? attempts.length : attempts.length + 1,
    step,
    danger: step.danger,
    what: whatOf(step, plan, scope),
    undo: undoLinesOf(step, scope),
    failure: hasFailed ? (attempts.at(-1)?.failure ?? null) : null,
    undoes,
    preview: () => previewOf(run, stage.copy, conducting),
    look: () => status({ ...conducting.tools.context, copy: stage.copy }, { part: 'both', targets: 'counted' }),
  };
}
