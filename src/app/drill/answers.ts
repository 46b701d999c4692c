/**
 * Answers that are given before anybody asks: `--answer helpdesk=yes`.
 *
 * Not here: asking (operator.ts).
 */

import { answerKey, answersOf, type Drill, type DrillStep } from '../../core/drill/index.ts';
import { UserError } from '../../core/kernel/index.ts';
import { nearestName } from '../did-you-mean.ts';

export type Answers = Readonly<Record<string, string>>;

/** The answer to a step's question that was given beforehand; null for none. */
export function givenAnswer(step: DrillStep, answers: Answers): string | null {
  return answers[answerKey(step)] ?? answers[step.name] ?? null;
}

/** @throws {UserError} ANSWER_UNKNOWN, ANSWER_INVALID: before the drill begins, and not in the middle of it */
export function checkAnswers({ name, steps }: Drill, answers: Answers): void {
  const questions = steps.filter(({ action }) => answersOf(action).length > 0);
  for (const [key, answer] of Object.entries(answers)) {
    const step = questions.find((each) => answerKey(each) === key || each.name === key);
    if (step === undefined) throw unknown(name, key, questions.map(answerKey));
    const options = answersOf(step.action);
    if (!options.includes(answer)) throw invalid(key, answer, options);
  }
}

function unknown(drill: string, key: string, keys: readonly string[]): UserError {
  const nearest = nearestName(key, keys);
  const known = keys.length === 0 ? 'It asks nothing.' : `Known: ${keys.join(', ')}.`;
  return new UserError('usage', 'ANSWER_UNKNOWN', `The drill ${drill} asks no "${key}".`, {
    why: `${known}${nearest === null ? '' : ` Did you mean ${nearest}?`}`,
    hints: ['holdover drill validate FILE'],
  });
}

function invalid(key: string, answer: string, options: readonly string[]): UserError {
  return new UserError('usage', 'ANSWER_INVALID', `"${answer}" is no answer to ${key}.`, {
    why: `The answers are: ${options.join(', ')}.`,
    hints: [`--answer ${key}=${options[0]}`],
  });
}
