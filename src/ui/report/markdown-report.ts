/**
 * The report of a drill as Markdown: the verdict first, then each step with what it promised and what came of it.
 *
 * Not here: the paper runbook (runbook.ts).
 */

import type {
  DrillReport,
  ReportedExpectation,
  ReportedLine,
  ReportedObjective,
  ReportedProhibition,
  ReportedStep,
} from '../../app/drill/report/report-document.ts';
import { formatInstant } from '../../core/kernel/index.ts';
import {
  answerText,
  attemptName,
  exitText,
  limitText,
  OUTCOMES,
  objectiveText,
  outcomeText,
  requirementMark,
  STEP_STATES,
  sinceBegin,
  stepNumbers,
  VERDICTS,
  valueText,
} from '../text/drill-report-words.ts';
import { moment, span } from '../text/words.ts';
import { cellCode, code, codeBlock, headed, plain, tableLines } from './markdown-text.ts';

export function markdownText(report: DrillReport): string {
  const { verdict, drill, title } = report;
  const { symbol, word } = VERDICTS[verdict];
  return [
    `# ${plain(title ?? drill)}`,
    '',
    `**${symbol} ${word}** · drill ${code(drill)} on site ${code(report.site)}`,
    '',
    ...headed('## Why', verdict === 'passed' ? [] : report.reasons.map((reason) => `- ${plain(reason)}`)),
    ...factLines(report),
    '',
    ...headed('## Required before the first step', report.requirements.map(requirementLine)),
    ...headed('## Steps', stepTable(report)),
    ...stepLines(report),
    ...headed('## Objectives', objectiveLines(report)),
    ...headed(
      '## Never',
      report.never.map((each) => neverLine(report, each)),
    ),
    ...headed('## Undone', undoneLines(report)),
    ...headed('## Restored', expectationLines(report.restored)),
    ...headed(
      '## Notes',
      report.notes.map(({ at, by, text }) => `- ${sinceBegin(report, at)} ${plain(by)}: ${plain(text)}`),
    ),
    ...headed('## Still in force', inForceLines(report)),
    ...headed('## Events', eventLines(report)),
    '## To run it again',
    '',
    ...codeBlock([report.replay]),
    '',
  ].join('\n');
}

function factLines(report: DrillReport): readonly string[] {
  const { run, seed, copy, params, personSec } = report;
  const given = Object.entries(params).map(([name, value]) => code(`${name}=${value}`));
  return tableLines(
    ['', ''],
    [
      ...(run === null ? [] : [['Run', code(run)]]),
      ['Drill file', cellCode(report.file)],
      ['Parameters', given.join(' ') || 'none'],
      ['Seed', `${seed}${copy ? ', in a copy of the site' : ''}`],
      ['World time', `${moment(report.from)} to ${moment(report.at)}, ${span(report.tookSec)}`],
      ['Time of people, not counted', span(personSec)],
      ['Run by', plain(report.by)],
      ['Begun', `${moment(report.startedAt)} with holdover ${plain(report.version)}`],
    ],
  );
}

function requirementLine(requirement: DrillReport['requirements'][number]): string {
  const { symbol, word } = requirementMark(requirement);
  return `- ${symbol} ${code(requirement.text)}: ${word}${because(requirement.why)}`;
}

function stepTable(report: DrillReport): readonly string[] {
  const { steps } = report;
  const numbers = stepNumbers(steps);
  const rows = steps.map((step, index) => {
    const { symbol, word } = STEP_STATES[step.state];
    const took = step.tookSec === null ? '-' : span(step.tookSec);
    return [`${numbers[index]}`, plain(attemptName(step)), `${symbol} ${word}`, sinceBegin(report, step.from), took];
  });
  return steps.length === 0 ? [] : tableLines(['#', 'Step', 'Result', 'Began', 'Took'], rows);
}

function stepLines({ steps }: DrillReport): readonly string[] {
  const numbers = stepNumbers(steps);
  return steps.flatMap((step, index) => headed(`### ${numbers[index]}. ${plain(attemptName(step))}`, oneStep(step)));
}

function oneStep(step: ReportedStep): readonly string[] {
  const { symbol, word } = STEP_STATES[step.state];
  const blocks = [
    [`${symbol} ${word}${step.title === null ? '' : ` · ${plain(step.title)}`}`],
    step.failure === null ? [] : [`**${plain(step.failure)}**`],
    step.skipped === null ? [] : [`Left out by ${plain(step.skipped.by)}: ${plain(step.skipped.reason)}`],
    step.inDoubt ? ['The process that ran this step was killed: whether it was done is not known.'] : [],
    step.text === null ? [] : [`> ${plain(step.text)}`],
    step.answer === null ? [] : [`Answer: ${plain(answerText(step.answer))}`],
    lineLines(step.lines),
    step.bound === null ? [] : [`${code(step.bound.name)} is ${code(valueText(step.bound.value))}`],
    expectationLines(step.expectations),
  ];
  return blocks.filter((lines) => lines.length > 0).flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}

function lineLines(lines: readonly ReportedLine[]): readonly string[] {
  return lines.map((line) => `- ${code(line.command)}: ${plain(exitText(line))}`);
}

function expectationLines(expectations: readonly ReportedExpectation[]): readonly string[] {
  if (expectations.length === 0) return [];
  const rows = expectations.map((each) => {
    const { symbol, word } = OUTCOMES[each.state];
    const margin = each.marginSec === null ? '-' : span(each.marginSec);
    const what = `${cellCode(each.that)}${because(each.why)}`;
    return [`${symbol} ${word}`, what, limitText(each), outcomeText(each), margin];
  });
  return tableLines(['', 'Expected', 'Limit', 'What came of it', 'Margin'], rows);
}

function objectiveLines({ objectives }: DrillReport): readonly string[] {
  if (objectives.length === 0) return [];
  return tableLines(['', 'Objective', 'Limit', 'What came of it', 'Margin'], objectives.map(objectiveRow));
}

function objectiveRow(objective: ReportedObjective): readonly string[] {
  const { name, that, why, after, limitSec, marginSec } = objective;
  const { symbol, word } = OUTCOMES[objective.state];
  const limit = `${limitText({ type: 'eventually', limitSec })}, after ${plain(after)}`;
  const what = `${plain(name)}: ${cellCode(that)}${because(why)}`;
  return [
    `${symbol} ${word}`,
    what,
    limit,
    plain(objectiveText(objective)),
    marginSec === null ? '-' : span(marginSec),
  ];
}

function neverLine(report: DrillReport, { that, why, violations }: ReportedProhibition): string {
  const moments = violations.map(
    ({ at, step }) => `${sinceBegin(report, at)}${step === null ? '' : ` in ${plain(step)}`}`,
  );
  const outcome = moments.length === 0 ? '✓ it never was so' : `✗ it was so at ${moments.join(', ')}`;
  return `- ${code(that)}: ${outcome}${because(why)}`;
}

function undoneLines(report: DrillReport): readonly string[] {
  return report.undone.flatMap(({ step, at, lines }) => [
    `- ${sinceBegin(report, at)} ${plain(step)}`,
    ...lineLines(lines).map((line) => `  ${line}`),
  ]);
}

function inForceLines({ inForce }: DrillReport): readonly string[] {
  return inForce.map(({ what, undo }) => `- ${plain(what)}: ${code(undo)}`);
}

function eventLines({ from, evidence }: DrillReport): readonly string[] {
  if (evidence.events.length === 0) return [];
  const rows = evidence.events.map(({ atMs, subject, text }) => {
    return [sinceBegin({ from }, formatInstant(atMs)), plain(subject), plain(text)];
  });
  return tableLines(['When', 'Who', 'What'], rows);
}

function because(why: string | null): string {
  return why === null ? '' : ` (${plain(why)})`;
}
