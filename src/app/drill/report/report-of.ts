/**
 * Works out what is reported of a run.
 *
 * Not here: the form of the document (report-document.ts).
 */

import {
  answerKey,
  answersOf,
  filledWord,
  type Judgement,
  type LineOutcome,
  marginMs,
  type StepAction,
  type StepRecord,
  spanIn,
  splitText,
  stepAt,
  verdictOf,
} from '../../../core/drill/index.ts';
import { formatDuration, formatInstant, shellWord } from '../../../core/kernel/index.ts';
import { evidenceOf, type Run } from '../conducting/run-record.ts';
import type {
  DrillReport,
  OpenQuestion,
  ReportedExpectation,
  ReportedLine,
  ReportedObjective,
  ReportedProhibition,
  ReportedStep,
  ReportedUndo,
  RunSummary,
} from './report-document.ts';

export function reportOf(run: Run): DrillReport {
  const { startedAt, version } = run.header;
  return { schema: 'holdover.drill-report/1', ...summaryOf(run), startedAt, version, evidence: evidenceOf(run) };
}

export function summaryOf(run: Run): RunSummary {
  const { header, state, plan } = run;
  const { drill } = plan;
  return {
    run: run.name,
    drill: drill.name,
    title: drill.title,
    description: drill.description,
    file: header.file,
    site: header.site,
    seed: header.seed,
    copy: header.copy,
    params: header.params.texts,
    by: header.by,
    ...verdictOf(plan, state),
    question: openQuestion(run),
    from: formatInstant(header.startMs),
    at: formatInstant(state.nowMs),
    tookSec: (state.nowMs - header.startMs) / 1000,
    personSec: personMsOf(run) / 1000,
    requirements: header.requirements,
    steps: state.records.map((record) => reportedStep(run, record)),
    restored: isAtTheEnd(run) ? state.judgements.map(reportedExpectation) : [],
    objectives: reportedObjectives(run),
    never: reportedNever(run),
    undone: reportedUndone(run),
    notes: state.notes.map(({ atMs, by, text }) => ({ at: formatInstant(atMs), by, text })),
    replay: replayOf(run),
    inForce: run.transactions.at(-1)?.inForce ?? [],
  };
}

function openQuestion(run: Run): OpenQuestion | null {
  const { state, plan } = run;
  if (state.paused !== 'question') return null;
  const step = stepAt(plan, state.step);
  return { key: answerKey(step), text: textOf(run, step.action) ?? '', options: answersOf(step.action) };
}

/** What people took to decide, and to answer. */
function personMsOf({ transactions, state }: Run): number {
  const decidingMs = transactions.reduce((sum, { personMs }) => sum + personMs, 0);
  return state.records.reduce((sum, { outcome }) => sum + (outcome?.answer?.tookMs ?? 0), decidingMs);
}

/** One attempt at a step. */
export function reportedStep(run: Run, record: StepRecord): ReportedStep {
  const step = stepAt(run.plan, record.step);
  const { outcome, begunMs, endedMs } = record;
  return {
    name: step.name,
    title: step.title,
    kind: step.action.type,
    danger: step.danger,
    attempt: record.attempt,
    state: record.state,
    from: formatInstant(begunMs),
    to: endedMs === null ? null : formatInstant(endedMs),
    tookSec: endedMs === null ? null : (endedMs - begunMs) / 1000,
    lines: (outcome?.lines ?? []).map(reportedLine),
    text: outcome?.asked ?? textOf(run, step.action),
    bound: step.as === null || outcome === null ? null : { name: step.as, value: outcome.result },
    answer: outcome?.answer == null ? null : answerOf(outcome.answer),
    expectations: record.judgements.map(reportedExpectation),
    failure: record.failure,
    skipped: record.skipped,
    inDoubt: outcome?.inDoubt ?? false,
  };
}

function answerOf({ text, by, tookMs }: { text: string; by: string; tookMs: number | null }) {
  return { text, by, tookSec: tookMs === null ? null : Math.round(tookMs) / 1000 };
}

function textOf(run: Run, action: StepAction): string | null {
  switch (action.type) {
    case 'ask':
      return withParams(run, action.question);
    case 'manual':
      return withParams(run, action.instruction);
    case 'wait':
      return formatDuration(spanIn(run.plan)(action.for));
    case 'run':
      return action.command;
    default:
      return null;
  }
}

/** A question that was not put yet: what only a step would have bound stays as it is written. */
function withParams({ header }: Run, text: string): string {
  const split = splitText(text);
  if (!split.ok) return text;
  return filledWord(split.parts, (expression) => header.params.texts[expression.trim()] ?? `\${${expression}}`);
}

function reportedLine({ command, exit, error }: LineOutcome): ReportedLine {
  return { command, exit, error };
}

function reportedExpectation(judgement: Judgement): ReportedExpectation {
  const { type, that, why, sinceMs, state } = judgement;
  return { type, that, why, from: formatInstant(sinceMs), state, ...times(judgement) };
}

function times(judgement: Judgement) {
  const { sinceMs, limitMs, decidedMs } = judgement;
  const margin = marginMs(judgement);
  return {
    limitSec: limitMs === null ? null : (limitMs - sinceMs) / 1000,
    at: decidedMs === null ? null : formatInstant(decidedMs),
    tookSec: decidedMs === null ? null : (decidedMs - sinceMs) / 1000,
    marginSec: margin === null ? null : margin / 1000,
  };
}

/** What restores the site is looked for after the last step, and after all was taken back. */
function isAtTheEnd({ state }: Run): boolean {
  return state.phase === 'restoring' || state.phase === 'ended';
}

function reportedObjectives(run: Run): readonly ReportedObjective[] {
  return Object.entries(run.plan.drill.objectives).map(([name, { that, title, after, within }]) => {
    const judgement = run.state.objectives[name];
    const common = { name, after, that, why: title };
    if (judgement === undefined) {
      const limitSec = spanIn(run.plan)(within) / 1000;
      return { ...common, limitSec, state: 'open', from: null, at: null, tookSec: null, marginSec: null };
    }
    return { ...common, state: judgement.state, from: formatInstant(judgement.sinceMs), ...times(judgement) };
  });
}

function reportedNever({ plan: { drill }, state }: Run): readonly ReportedProhibition[] {
  return drill.never.map(({ that, why }, place) => ({
    that,
    why,
    violations: state.violations
      .filter(({ index }) => index === place)
      .map(({ atMs, step }) => ({ at: formatInstant(atMs), step: drill.steps[step]?.name ?? null })),
  }));
}

function reportedUndone({ plan, state }: Run): readonly ReportedUndo[] {
  return state.undone.map(({ step, atMs, lines }) => ({
    step: stepAt(plan, step).name,
    at: formatInstant(atMs),
    lines: lines.map(reportedLine),
  }));
}

/** What readers of files call what has no name. */
const STANDARD_INPUT = 'standard input';

/** The command that runs it again. In a copy it comes to the same as long as the site stands as it did. */
function replayOf({ header, plan, state }: Run): string {
  const words = ['holdover', 'drill', 'run', header.file === STANDARD_INPUT ? '-' : header.file];
  for (const [name, text] of Object.entries(header.params.texts)) words.push('--param', `${name}=${text}`);
  const given = state.records.flatMap(({ step, outcome }) =>
    outcome?.answer == null || header.copy ? [] : [[answerKey(stepAt(plan, step)), outcome.answer.text] as const],
  );
  const answers = { ...header.answers, ...Object.fromEntries(given) };
  for (const [key, answer] of Object.entries(answers)) words.push('--answer', `${key}=${answer}`);
  if (header.copy) words.push('--seed', String(header.seed));
  if (header.allowsRun) words.push('--allow-run');
  words.push('--site', header.site);
  return words.map(shellWord).join(' ');
}
