/**
 * What a step does, by its kind; and what an entry of the undo stack does.
 *
 * Not here: what is expected of it (stage.ts).
 */

import {
  type ActionOutcome,
  type Answer,
  answerKey,
  answersOf,
  type DrillStep,
  filledWord,
  isFailure,
  type LineOutcome,
  type RunPlan,
  spanIn,
  splitCommandLine,
  type UndoEntry,
  type Word,
} from '../../../core/drill/index.ts';
import { assert, formatDuration, present, shellWord, UserError } from '../../../core/kernel/index.ts';
import type { World } from '../../../sim/index.ts';
import type { ErrorResult } from '../../program-result.ts';
import type { InnerOutcome } from '../command-lines.ts';
import type { DrillExpressions } from '../expressions/expressions.ts';
import type { Operator, Question } from '../operator.ts';
import { runLocally } from './local-command.ts';
import type { Run } from './run-record.ts';
import type { Stage, StageTools } from './stage.ts';

export interface Acting {
  readonly run: Run;
  readonly operator: Operator;
  readonly tools: StageTools;
}

/** What is put in for `${…}`, and where it is looked up. */
interface Scope {
  readonly expressions: DrillExpressions;
  readonly values: Readonly<Record<string, unknown>>;
  readonly world: World;
}

/** Does what a step does. A question that nobody answers pauses the run. */
export async function actIn(stage: Stage, step: DrillStep, acting: Acting): Promise<void> {
  const { document } = stage.copy;
  const done = await actionOf(stage, step, acting);
  const atMs = stage.copy.world.data.nowMs;
  if (done === null) return stage.give({ type: 'paused', atMs, reason: 'question' });
  const values = step.as === null ? stage.values : { ...stage.values, [step.as]: done.result };
  const scope = { expressions: acting.tools.expressions, values, world: stage.copy.world };
  const outcome = { ...done, inDoubt: false };
  if (stage.copy.document !== document) {
    const undo = step.undo.map((line) => commandIn(line, scope));
    return stage.give({ type: 'performed', atMs, outcome: { ...outcome, undo } });
  }
  const hasDone = step.action.type === 'run' ? done.lines.length > 0 : done.failure === null;
  const undo = hasDone && step.action.type !== 'do' ? undoOf(step, scope) : NO_UNDO;
  stage.give({ type: 'performed', atMs, outcome: { ...outcome, ...undo, failure: done.failure ?? undo.failure } });
}

/**
 * What takes back something outside the site, which is done and stays done: where it cannot be said, that is what has failed. (What
 * happens in the site is not done at all then.)
 */
export function undoOf(
  { undo }: DrillStep,
  scope: Scope,
): { readonly undo: readonly string[]; readonly failure: string | null } {
  try {
    return { undo: undo.map((line) => commandIn(line, scope)), failure: null };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { undo: [], failure: `nobody can say how to take it back: ${error.message}` };
  }
}

const NO_UNDO = { undo: [], failure: null };

/** Takes back what a step has done. One command that fails does not keep the others from being tried. */
export async function undoIn(stage: Stage, { lines }: UndoEntry): Promise<void> {
  const outcomes: LineOutcome[] = [];
  for (const line of lines) outcomes.push((await performLine(stage, line, 0)).line);
  stage.give({ type: 'undone', atMs: stage.copy.world.data.nowMs, lines: outcomes });
}

/** The command lines, the question or the instruction of a step, with the values put in. What cannot be said yet stays as it is written. */
export function whatOf(step: DrillStep, plan: RunPlan, scope: Scope): readonly string[] {
  const { action } = step;
  switch (action.type) {
    case 'do':
      return action.lines.map((line) => `holdover ${shownCommand(line, scope)}`);
    case 'run':
      return [shownCommand(action.command, scope)];
    case 'ask':
      return [shownText(action.question, scope)];
    case 'manual':
      return [shownText(action.instruction, scope)];
    case 'wait':
      return [`wait ${formatDuration(spanIn(plan)(action.for))}`];
    case 'observe':
      return Object.entries(action.values).map(([name, expression]) => `${name}: ${expression}`);
  }
}

/** The undo lines of a step, as far as they can be said. */
export function undoLinesOf({ undo }: DrillStep, scope: Scope): readonly string[] {
  return undo.map((line) => `holdover ${shownCommand(line, scope)}`);
}

type Done = Omit<ActionOutcome, 'undo' | 'inDoubt'>;

async function actionOf(stage: Stage, step: DrillStep, acting: Acting): Promise<Done | null> {
  const { action } = step;
  const scope = { expressions: acting.tools.expressions, values: stage.values, world: stage.copy.world };
  switch (action.type) {
    case 'do':
      return performLines(stage, action, acting);
    case 'observe':
      return { ...NOTHING, result: observed(action.values, scope) };
    case 'wait':
      return (await stage.pass(spanIn(acting.run.plan)(action.for)))
        ? NOTHING
        : { ...NOTHING, failure: 'it was interrupted' };
    case 'run':
      return {
        ...NOTHING,
        ...(await runLocally(wordsIn(action.command, scope), { ...action, header: acting.run.header })),
      };
    case 'ask':
    case 'manual':
      return answerTo(step, textIn(action.type === 'ask' ? action.question : action.instruction, scope), acting);
  }
}

/** Performs command lines until one of them fails. Each gets its values when its turn has come. */
async function performLines(stage: Stage, { lines, exit }: DrillStep['action'] & { type: 'do' }, { tools }: Acting) {
  const outcomes: LineOutcome[] = [];
  let result: unknown = null;
  for (const [index, line] of lines.entries()) {
    const scope = { expressions: tools.expressions, values: stage.values, world: stage.copy.world };
    const done = await performLine(stage, commandIn(line, scope), index === lines.length - 1 ? exit : 0);
    outcomes.push(done.line);
    result = done.result;
    const { error } = done.line;
    if (error !== null)
      return { ...NOTHING, lines: outcomes, result, failure: `exit code ${done.line.exit}: ${error}` };
  }
  return { ...NOTHING, lines: outcomes, result };
}

/** Performs a command line whose values have been put in, and which has to end with an exit code. */
async function performLine(stage: Stage, command: string, wanted: number) {
  const words = splitWords(command).map((word) => filledWord(word, (text) => text));
  const { exit, result, text } = await stage.perform(words);
  const error = exit === wanted ? null : errorOf({ exit, wanted, result, text });
  return { line: { command: `holdover ${command}`, exit, error }, result };
}

/** Why it did not end as it had to. */
function errorOf({ exit, wanted, result, text }: InnerOutcome & { readonly wanted: number }): string {
  if (exit === 0) return `it has to end with ${wanted}`;
  if ('error' in result) {
    const { message, problems = [] } = (result as ErrorResult).error;
    return [message, ...problems.map((problem) => `${problem.code} ${problem.message.replace(/\.$/, '')}.`)].join(' ');
  }
  const [first = '', ...others] = text.split('\n').map((line) => line.trim().replaceAll(/ {2,}/g, ' '));
  // A verdict is said in the first line, and the first reason for it is marked as one.
  const reason = others.find((line) => line.startsWith('✗'));
  return reason === undefined ? first : `${first}: ${reason}`;
}

const NOTHING: Done = { failure: null, lines: [], result: null, answer: null, asked: null };

function observed(values: Readonly<Record<string, string>>, { expressions, values: seen, world }: Scope) {
  return Object.fromEntries(
    Object.entries(values).map(([name, expression]) => [name, expressions.valueOf(expression, seen, world)]),
  );
}

async function answerTo(step: DrillStep, text: string, { operator, run }: Acting): Promise<Done | null> {
  const question: Question = { step, text, options: answersOf(step.action) };
  const given = await operator.answer(question);
  if (given === null && !run.header.copy) return null;
  const answer = given === null ? assumedAnswer(question) : { ...given, by: operator.name };
  const failure = isFailure(step.action, answer.text) ? `${answerKey(step)} was answered with ${answer.text}` : null;
  return { ...NOTHING, failure, result: answer.text, answer, asked: text };
}

/** In a copy of a site there is nothing that a person could look at: what nobody has answered is taken for answered well. */
function assumedAnswer({ options }: Question): Answer {
  return { text: present(options[0], 'an answer'), by: ASSUMED, tookMs: null };
}

const ASSUMED = 'nobody (assumed)';

/** The command line with its values put in, each as one word, and without the name of the program. */
function commandIn(line: string, scope: Scope): string {
  const words = wordsIn(line, scope);
  return (words[0] === 'holdover' ? words.slice(1) : words).map(shellWord).join(' ');
}

function wordsIn(line: string, { expressions, values, world }: Scope): readonly string[] {
  return splitWords(line).map((word) => {
    const filled = filledWord(word, (text) => expressions.textOf(text, values, world));
    if (word[0]?.type === 'expression' && filled.startsWith('-')) throw flagLike(word[0].text, filled);
    return filled;
  });
}

/** What stands for a value is never a flag. */
function flagLike(expression: string, word: string): UserError {
  return new UserError('usage', 'EXPRESSION_INVALID', `The value of ${expression} would be taken for a flag: ${word}.`);
}

function splitWords(line: string): readonly Word[] {
  const split = splitCommandLine(line);
  assert(split.ok, 'a command line that was checked when the drill was read');
  return split.words;
}

/** Text with its values put in. */
function textIn(text: string, { expressions, values, world }: Scope): string {
  return expressions.filledText(text, values, world);
}

function shownCommand(line: string, scope: Scope): string {
  return orAsWritten(line, () => commandIn(line, scope));
}

function shownText(text: string, scope: Scope): string {
  return orAsWritten(text, () => textIn(text, scope));
}

/** A value that a later step binds is not there yet. */
function orAsWritten(text: string, fill: () => string): string {
  try {
    return fill();
  } catch {
    return text;
  }
}
