/**
 * What a prompt of a drill says: which step it is, what will be done, why it failed, or what is asked. And the one line that is left of it.
 *
 * Not here: the keys (model.ts), and the layout (view.ts).
 */

import type { Question, Standing } from '../../../app/drill/operator.ts';
import type { Danger, Expectation, Span } from '../../../core/drill/index.ts';
import { formatDuration } from '../../../core/kernel/index.ts';
import { colour } from '../../colour.ts';
import { dangerMark } from '../../text/drill-words.ts';
import { visible } from '../../text/visible.ts';
import { counted } from '../../text/words.ts';
import type { Choice, Prompt } from './model.ts';

export interface PromptContent {
  readonly prompt: Prompt;
  /** Where in the drill this is: texts of which none is torn apart. */
  readonly place: readonly string[];
  /** Lines that are not indented. */
  readonly head: readonly string[];
  /** What will be done and is promised, or is asked: lines without colour, which are indented. */
  readonly what: readonly string[];
}

/** Room on a screen, in characters. */
interface Room {
  readonly rows: number;
  readonly columns: number;
}

export function stepContent(standing: Standing): PromptContent {
  const { step, what, undo, failure, undoes } = standing;
  return {
    prompt: { type: 'step', hasFailed: failure !== null, undoes },
    place: placeOf(standing),
    head: [...(step.title === null ? [] : [visible(step.title)]), ...failureLines(standing)],
    what: [
      ...what.flatMap(linesOf),
      ...undo.flatMap((line) => linesOf(`undo: ${line}`)),
      ...step.expect.flatMap((promise) => linesOf(`expect: ${promiseText(promise)}`)),
    ],
  };
}

export function questionContent({ step, text, options }: Question): PromptContent {
  return {
    prompt: { type: 'question', options },
    place: [`${colour.cyan('?')} ${colour.bold(step.name)}`],
    head: [],
    what: linesOf(text),
  };
}

/** `eventually … within 3m`. A length of time that a parameter says stands as it is written. */
function promiseText(promise: Expectation): string {
  switch (promise.type) {
    case 'that':
      return `that ${promise.that}`;
    case 'eventually':
      return `eventually ${promise.that} within ${spanText(promise.within)}`;
    case 'stays':
      return `stays ${promise.that} for ${spanText(promise.for)}`;
  }
}

function spanText(span: Span): string {
  return typeof span === 'number' ? formatDuration(span) : `\${${span.param}}`;
}

/** As many of the lines as there is room for, about; the rest is counted. */
export function linesWithin(lines: readonly string[], { rows, columns }: Room): readonly string[] {
  const rowsOf = (line: string) => Math.max(1, Math.ceil(line.length / Math.max(1, columns)));
  let used = 0;
  const shown = lines.filter((line) => {
    used += rowsOf(line);
    return used <= Math.max(1, rows);
  });
  const left = lines.length - shown.length;
  return left === 0 ? lines : [...shown, `… and ${counted(left, 'more line')}`];
}

/** `› skip: the door is locked`: what is left in the scrollback of a prompt that is over. */
export function choiceLine(choice: Choice, { prompt }: PromptContent): string {
  return `${colour.cyan('›')} ${choiceWords(choice, prompt)}`;
}

function placeOf({ number, count, attempt, step, danger, failure }: Standing): readonly string[] {
  const mark = failure === null ? '' : `${colour.red('✗')} `;
  const attempts = attempt > 1 ? [`attempt ${attempt}`] : [];
  return [`${mark}Step ${number} of ${count}`, colour.bold(step.name), ...attempts, ...dangerWords(danger)];
}

function dangerWords(danger: Danger): readonly string[] {
  const mark = dangerMark(danger);
  return typeof mark === 'string' ? [] : [mark.paint(mark.text)];
}

function failureLines({ failure }: Standing): readonly string[] {
  return failure === null ? [] : linesOf(`failed: ${failure}`).map((line) => colour.red(line));
}

function choiceWords(choice: Choice, prompt: Prompt): string {
  switch (choice.type) {
    case 'go':
      return 'run';
    case 'skip':
    case 'abort':
      return `${choice.type}: ${choice.reason}`;
    case 'note':
    case 'answer':
      return `${choice.type}: ${choice.text}`;
    case 'undo':
      return prompt.type === 'step' && prompt.undoes !== null ? `undo ${prompt.undoes}` : 'undo';
    case 'stop':
      return 'stop here';
    case 'interrupted':
      return choice.by;
    case 'give-up':
      return 'give up';
    default:
      return choice.type;
  }
}

function linesOf(text: string): readonly string[] {
  return visible(text).trimEnd().split('\n');
}
