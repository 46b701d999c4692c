/**
 * A drill as a runbook on paper, in Markdown: what it needs, what is done step by step and what to expect by when, how to take it back, and
 * who signs.
 *
 * What is not known before it is run stands in angle brackets: `<before.elected>` is noted in the step that says so.
 *
 * Not here: the report of a run (markdown-report.ts).
 */

import {
  answersOf,
  type Drill,
  type DrillStep,
  type Expectation,
  filledWord,
  type Requirement,
  type Span,
  type StepAction,
  splitCommandLine,
  worstDanger,
} from '../../core/drill/index.ts';
import { formatDuration, shellWord } from '../../core/kernel/index.ts';
import { cellCode, code, codeBlock, headed, plain, tableLines } from './markdown-text.ts';

/** What was given with `--param`, as it was typed. */
export type GivenParams = Readonly<Record<string, string>>;

const BOX = '☐';

/** Values that are not given are blanks to be filled in. */
export function runbookText(drill: Drill, given: GivenParams): string {
  const values = valuesOf(drill, given);
  const { title, name, description, steps } = drill;
  return [
    `# ${plain(title ?? name)}`,
    '',
    ...(description === null ? [] : [plain(description), '']),
    `Runbook of the drill ${code(name)}. Worst danger: **${worstDanger(drill)}**.`,
    '',
    ...headed('## Values', paramLines(drill, given)),
    ...headed(
      '## Before the first step',
      drill.require.map((each) => `- ${BOX} ${requirementText(each)}`),
    ),
    ...headed(
      '## At all times',
      drill.never.map(({ that, why }) => `- Never ${code(that)}${because(why)}. Stop and abort where it is so.`),
    ),
    '## Steps',
    '',
    ...steps.flatMap((step, index) => stepLines(step, index + 1, values)),
    ...headed(
      '## In the end',
      drill.restored.map((each) => `- ${BOX} ${expectationText(each, values)}`),
    ),
    ...headed('## Objectives', objectiveLines(drill, values)),
    ...headed('## To abort', abortLines(drill, values)),
    ...headed('## Signed off', SIGNATURES),
  ].join('\n');
}

const SIGNATURES = tableLines(
  ['Role', 'Name', 'Date and time', 'Signature', 'Verdict'],
  ['Carried out by', 'Watched by', 'Accepted by'].map((role) => [role, ' ', ' ', ' ', ' ']),
);

function valuesOf({ params }: Drill, given: GivenParams): GivenParams {
  const defaults = Object.entries(params).flatMap(([name, param]) =>
    param.default === null ? [] : [[name, param.default]],
  );
  return { ...Object.fromEntries(defaults), ...given };
}

function paramLines({ params }: Drill, given: GivenParams): readonly string[] {
  const names = Object.entries(params);
  if (names.length === 0) return [];
  const rows = names.map(([name, { type, title, default: ordinary }]) => {
    const own = given[name] ?? ordinary;
    return [
      code(name),
      title === null ? type : plain(title),
      own === null ? '\\_\\_\\_\\_\\_\\_\\_\\_' : cellCode(own),
    ];
  });
  return tableLines(['Name', 'What it is', 'Value'], rows);
}

function requirementText(requirement: Requirement): string {
  const { why } = requirement;
  if (requirement.type === 'that') return `${code(requirement.that)}${because(why)}`;
  const about = requirement.for === null ? '' : ` for ${code(requirement.for)}`;
  return `Finding ${code(requirement.code)} is ${requirement.absent ? 'absent' : 'present'}${about}${because(why)}`;
}

function stepLines(step: DrillStep, number: number, values: GivenParams): readonly string[] {
  const { name, title, danger, expect, undo, as, once } = step;
  const blocks = [
    [`### ${BOX} ${number}. ${plain(title ?? name)}`],
    danger === 'none' ? [] : [`**Danger: ${danger}.**`],
    once ? ['To be done once only, whatever happens.'] : [],
    actionLines(step.action, values),
    as === null || step.action.type === 'observe' ? [] : [`Note the result as ${code(as)}: \\_\\_\\_\\_\\_\\_\\_\\_`],
    expect.length === 0 ? [] : ['Expect:', '', ...expect.map((each) => `- ${BOX} ${expectationText(each, values)}`)],
    undo.length === 0 ? [] : ['To undo it:', '', ...codeBlock(undo.map((line) => commandText(line, values)))],
    ['Begun at \\_\\_\\_\\_\\_\\_ · done at \\_\\_\\_\\_\\_\\_ · by \\_\\_\\_\\_\\_\\_\\_\\_'],
  ];
  return blocks.flatMap((lines) => (lines.length === 0 ? [] : [...lines, '']));
}

function actionLines(action: StepAction, values: GivenParams): readonly string[] {
  switch (action.type) {
    case 'do':
      return [...codeBlock(action.lines.map((line) => commandText(line, values))), ...exitLines(action.exit)];
    case 'run':
      return [...codeBlock([textWith(action.command, values)]), ...exitLines(action.exit)];
    case 'observe':
      return [
        'Note:',
        '',
        ...Object.entries(action.values).map(([name, that]) => `- ${plain(name)}, ${code(that)}: \\_\\_\\_\\_\\_\\_`),
      ];
    case 'ask':
      return [
        `**${plain(textWith(action.question, values))}**`,
        '',
        answersOf(action)
          .map((text) => `${BOX} ${plain(text)}`)
          .join('   '),
      ];
    case 'manual':
      return [plain(textWith(action.instruction, values))];
    case 'wait':
      return [`Wait ${spanText(action.for, values)}.`];
  }
}

function exitLines(exit: number): readonly string[] {
  return exit === 0 ? [] : ['', `It has to end with exit code ${exit}.`];
}

function expectationText(expectation: Expectation, values: GivenParams): string {
  const { that, why } = expectation;
  const text = `${code(that)}${because(why)}`;
  if (expectation.type === 'that') return `At once: ${text}`;
  if (expectation.type === 'eventually') return `Within ${spanText(expectation.within, values)}: ${text}`;
  return `For ${spanText(expectation.for, values)} without a break: ${text}`;
}

function objectiveLines({ objectives }: Drill, values: GivenParams): readonly string[] {
  const rows = Object.entries(objectives).map(([name, { that, within, after, title }]) => [
    plain(title ?? name),
    cellCode(that),
    `${spanText(within, values)} after ${plain(after)}`,
    ' ',
  ]);
  return rows.length === 0 ? [] : tableLines(['Objective', 'Reached when', 'Within', 'It took'], rows);
}

/** The newest first, as a run would take them back. */
function abortLines({ steps }: Drill, values: GivenParams): readonly string[] {
  const undone = steps.filter(({ undo }) => undo.length > 0).toReversed();
  if (undone.length === 0) return [];
  return [
    'Undo what was done, the newest first, and leave out what was not done:',
    '',
    ...undone.flatMap(({ name, undo }) => [
      `- ${BOX} ${plain(name)}`,
      '',
      ...codeBlock(
        undo.map((line) => commandText(line, values)),
        '  ',
      ),
      '',
    ]),
    'Then look at what has to be so in the end.',
  ];
}

function commandText(line: string, values: GivenParams): string {
  const split = splitCommandLine(line);
  if (!split.ok) return line;
  const words = split.words.map((word) => {
    const isKnown = word.every((part) => part.type === 'text' || values[part.text.trim()] !== undefined);
    const filled = filledWord(word, (expression) => values[expression.trim()] ?? `<${expression.trim()}>`);
    return isKnown ? shellWord(filled) : filled;
  });
  return (words[0] === 'holdover' ? words : ['holdover', ...words]).join(' ');
}

function textWith(text: string, values: GivenParams): string {
  return text.replaceAll(
    /\$\{([^}]*)\}/g,
    (_, expression: string) => values[expression.trim()] ?? `<${expression.trim()}>`,
  );
}

function spanText(span: Span, values: GivenParams): string {
  return typeof span === 'number' ? formatDuration(span) : (values[span.param] ?? `<${span.param}>`);
}

function because(why: string | null): string {
  return why === null ? '' : ` (${plain(why)})`;
}
