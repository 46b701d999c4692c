/**
 * A failure as a person reads it, in four parts: what happened, why, what to type next, the code.
 *
 * Not here: which thrown thing becomes which failure, and its exit code (cli).
 */
import type { Problem } from '../../core/kernel/index.ts';
import { colourOfErrors } from '../colour.ts';
import { visible } from './visible.ts';

/** What went wrong, ready to be shown or sent as JSON. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly why: string | null;
  /** Commands to paste. */
  readonly hints: readonly string[];
  readonly problems: readonly Problem[];
  readonly exit: number;
}

const LABEL = '✗ ERROR';
const INDENT = ' '.repeat(LABEL.length + 2);

/** The four parts, ending in a newline. */
export function failureText(failure: Failure): string {
  const lines = [
    ...visible(failure.message).split('\n'),
    ...(failure.why === null ? [] : visible(failure.why).split('\n')),
    ...failure.problems.map((problem) => visible(problemText(problem))),
    ...failure.hints.map((hint, index) => `${index === 0 ? 'Try:' : '    '} ${colourOfErrors.cyan(hint)}`),
    colourOfErrors.dim(`${failure.code} (exit ${failure.exit})`),
  ];
  return `${colourOfErrors.red.bold(LABEL)}  ${lines.join(`\n${INDENT}`)}\n`;
}

/** For a monitor of the Nagios family: one line, without the bar that data would stand behind. */
export function nagiosFailureText({ message, code }: Failure): string {
  return `HOLDOVER UNKNOWN - ${visible(message)} (${code})`.replaceAll('|', '/').replace(/\s+/g, ' ');
}

function problemText(problem: Problem): string {
  const place = [problem.file, problem.line, problem.column].filter((part) => part !== undefined).join(':');
  const object = problem.object !== undefined && problem.message.includes(problem.object) ? '' : problem.object;
  return [place, problem.code, object, problem.message].filter((part) => part !== undefined && part !== '').join('  ');
}
