/**
 * `drill plan` as text: the steps with their values put in, and what a run in a copy came to.
 *
 * Not here: a run on the site (drill-run.ts).
 */

import type { DrillPlanResult, PlannedStep } from '../../app/drill/plan.ts';
import type {
  ReportedExpectation,
  ReportedObjective,
  ReportedProhibition,
} from '../../app/drill/report/report-document.ts';
import { shellWord } from '../../core/kernel/index.ts';
import { colour } from '../colour.ts';
import { dangerMark, verdictText } from './drill-words.ts';
import { section } from './section.ts';
import { visible } from './visible.ts';
import { exactSpan, few, moment } from './words.ts';

export function drillPlanText(plan: DrillPlanResult): string {
  const params = Object.entries(plan.params).map(([name, text]) => `${name}=${text}`);
  return [
    `plan · ${plan.drill} · ${[plan.site, ...params].join(' · ')} · ${moment(plan.at)}`,
    ...(plan.title === null ? [] : [colour.bold(visible(plan.title))]),
    ...section(plan.requirements.map(({ text, accepted }) => `  requires  ${text}${accepted ? ' (accepted)' : ''}`)),
    ...section(plan.never.map(neverLine)),
    ...plan.steps.flatMap((step, index) => ['', ...stepLines(step, index + 1)]),
    ...section(plan.restored.length === 0 ? [] : ['  restored', ...plan.restored.map(expectationLine)]),
    ...section(plan.objectives.length === 0 ? [] : ['  objectives', ...plan.objectives.flatMap(objectiveLines)]),
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
    ...whatLines(step),
    ...step.expectations.map(expectationLine),
    ...step.undo.map((line) => colour.dim(`    undo  ${visible(line)}`)),
    ...outcomeLines(step),
  ];
}

/** What stands before what is done, by kind. */
const LEADS: Readonly<Record<PlannedStep['kind'], string>> = {
  do: '$ ',
  run: '$ ',
  observe: '',
  ask: 'asks  ',
  manual: 'by hand  ',
  wait: '',
};

/** Lines of one text stand below each other. */
function whatLines({ kind, what, options }: PlannedStep): readonly string[] {
  const lead = LEADS[kind];
  const rest = ' '.repeat(4 + lead.length);
  return [
    ...what.map((text) => `    ${lead}${visible(text).trimEnd().replaceAll('\n', `\n${rest}`)}`),
    ...(options.length === 0 ? [] : [colour.dim(`    answers  ${visible(options.join(' · '))}`)]),
  ];
}

function outcomeLines({ predicted, expectations }: PlannedStep): readonly string[] {
  if (predicted === null) return [colour.dim('    would not be reached')];
  if (predicted.failure !== null) return [colour.red(`    ✗ would fail: ${visible(predicted.failure)}`)];
  const { tookSec } = predicted;
  return expectations.length > 0 || tookSec === null || tookSec === 0 ? [] : [`    takes ${exactSpan(tookSec)}`];
}

/** `    ✓ eventually …  within 3m  after 1m10s, 1m50s to spare`. */
function expectationLine(expectation: Omit<ReportedExpectation, 'from'>): string {
  const { type, that, limitSec, state, tookSec, marginSec } = expectation;
  const mark = { held: '✓', failed: '✗', open: '–' }[state];
  const limit = limitSec === null ? '' : `  ${type === 'stays' ? 'for' : 'within'} ${exactSpan(limitSec)}`;
  const took = type === 'eventually' && tookSec !== null ? `  after ${exactSpan(tookSec)}` : '';
  const margin = marginSec === null ? '' : `, ${exactSpan(marginSec)} to spare`;
  const text = `    ${mark} ${type === 'that' ? '' : `${type} `}${that}${limit}${took}${margin}`;
  return state === 'failed' ? colour.red(text) : text;
}

/** Its name, and below it what becomes of it. */
function objectiveLines(objective: ReportedObjective): readonly string[] {
  const { name, after } = objective;
  return [`    ${name}, from ${after} on`, `  ${expectationLine({ ...objective, type: 'eventually' })}`];
}

/** It is said of a breach alone what came of it. */
function neverLine({ that, violations: [first] }: ReportedProhibition): string {
  if (first === undefined) return `  never     ${that}`;
  const where = first.step === null ? '' : ` in ${first.step}`;
  return colour.red(`  never     ${that}  ✗ would be so at ${moment(first.at)}${where}`);
}

function foot(plan: DrillPlanResult): readonly string[] {
  const { danger, touches, predictedSec, predictedVerdict, reasons, steps } = plan;
  const people = steps.some(({ options }) => options.length > 0) ? ', and the time of people' : '';
  return [
    `worst danger  ${danger}`,
    `touches       ${touches.length === 0 ? 'nothing' : few(touches)}`,
    `would take    ${exactSpan(predictedSec)} of world time${people}`,
    `would end as  ${verdictText(predictedVerdict)}`,
    ...reasons.map((reason) => `  ${visible(reason)}`),
    `Next: ${visible(runCommand(plan))}`,
  ];
}

function runCommand({ file, params, steps }: DrillPlanResult): string {
  const words = ['holdover', 'drill', 'run', file];
  for (const [name, text] of Object.entries(params)) words.push('--param', `${name}=${text}`);
  if (steps.some(({ kind }) => kind === 'run')) words.push('--allow-run');
  return words.map(shellWord).join(' ');
}
