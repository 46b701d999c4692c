/**
 * `drill plan` as text: the steps with their values put in, and what a run in a copy came to.
 *
 * Not here: a run on the site (drill-run.ts).
 */

import type { DrillPlanResult, PlannedStep } from '../../app/drill/plan.ts';
import type { ReportedExpectation } from '../../app/drill/report/report-document.ts';
import { shellWord } from '../../core/kernel/index.ts';
import { colour } from '../colour.ts';
import { dangerMark, verdictText } from './drill-words.ts';
import { section } from './section.ts';
import { exactSpan, few, moment } from './words.ts';

export function drillPlanText(plan: DrillPlanResult): string {
  const params = Object.entries(plan.params).map(([name, text]) => `${name}=${text}`);
  return [
    `plan · ${plan.drill} · ${[plan.site, ...params].join(' · ')} · ${moment(plan.at)}`,
    ...(plan.title === null ? [] : [colour.bold(plan.title)]),
    ...section(plan.requirements.map(({ text, accepted }) => `  requires  ${text}${accepted ? ' (accepted)' : ''}`)),
    ...plan.steps.flatMap((step, index) => ['', ...stepLines(step, index + 1)]),
    ...section(plan.restored.length === 0 ? [] : ['  restored', ...plan.restored.map(expectationLine)]),
    '',
    ...foot(plan),
  ].join('\n');
}

function stepLines(step: PlannedStep, number: number): readonly string[] {
  const danger = dangerMark(step.danger);
  const mark = typeof danger === 'string' ? danger : danger.paint(danger.text);
  const head = [`${String(number).padStart(2)}  ${colour.bold(step.name)}`, step.title ?? '', mark].filter(
    (text) => text !== '',
  );
  return [
    head.join('  '),
    ...step.what.map((line) => `    ${step.kind === 'do' || step.kind === 'run' ? '$ ' : ''}${line}`),
    ...step.expectations.map(expectationLine),
    ...step.undo.map((line) => colour.dim(`    undo  ${line}`)),
    ...outcomeLines(step),
  ];
}

function outcomeLines({ predicted, expectations }: PlannedStep): readonly string[] {
  if (predicted === null) return [colour.dim('    would not be reached')];
  if (predicted.failure !== null) return [colour.red(`    ✗ would fail: ${predicted.failure}`)];
  const { tookSec } = predicted;
  return expectations.length > 0 || tookSec === null || tookSec === 0 ? [] : [`    takes ${exactSpan(tookSec)}`];
}

/** `    ✓ eventually …  within 3m  after 1m10s, 1m50s to spare`. */
function expectationLine({ type, that, limitSec, state, tookSec, marginSec }: ReportedExpectation): string {
  const mark = { held: '✓', failed: '✗', open: '–' }[state];
  const limit = limitSec === null ? '' : `  ${type === 'stays' ? 'for' : 'within'} ${exactSpan(limitSec)}`;
  const took = type === 'eventually' && tookSec !== null ? `  after ${exactSpan(tookSec)}` : '';
  const margin = marginSec === null ? '' : `, ${exactSpan(marginSec)} to spare`;
  const text = `    ${mark} ${type === 'that' ? '' : `${type} `}${that}${limit}${took}${margin}`;
  return state === 'failed' ? colour.red(text) : text;
}

function foot(plan: DrillPlanResult): readonly string[] {
  const { danger, touches, predictedSec, predictedVerdict, reasons, file } = plan;
  return [
    `worst danger  ${danger}`,
    `touches       ${touches.length === 0 ? 'nothing' : few(touches)}`,
    `would take    ${exactSpan(predictedSec)} of world time, and the time of people`,
    `would end as  ${verdictText(predictedVerdict)}`,
    ...reasons.map((reason) => `  ${reason}`),
    `Next: holdover drill run ${shellWord(file)}${Object.entries(plan.params)
      .map(([name, text]) => ` --param ${shellWord(`${name}=${text}`)}`)
      .join('')}`,
  ];
}
