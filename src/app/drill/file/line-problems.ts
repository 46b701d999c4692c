/**
 * What is wrong with the command lines of a drill: `do`, `undo` and `run`.
 *
 * Not here: which commands there are (cli), and the expressions in a line (expression-problems.ts).
 */

import { type Drill, type DrillStep, filledWord, splitCommandLine } from '../../../core/drill/index.ts';
import { type Path, wrong } from '../../../core/site/index.ts';
import type { ContentProblem } from '../../declared-file.ts';
import type { CommandLines } from '../command-lines.ts';
import { type Judge, wholeOf } from '../expressions/expression-problems.ts';
import type { Scope } from '../expressions/scope.ts';

export function lineProblems({ steps }: Drill, judge: Judge, commands: CommandLines): ContentProblem[] {
  const lines = steps.flatMap((step, index) => linesOf(step, index, judge));
  return lines.flatMap((line) => problemsOf(line, judge, commands));
}

interface Line {
  readonly text: string;
  readonly path: Path;
  readonly scope: Scope;
  /** Whether it is a line of this program, or one of the machine. */
  readonly of: 'holdover' | 'machine';
}

function linesOf({ action, undo }: DrillStep, index: number, judge: Judge): readonly Line[] {
  const path = ['steps', index];
  const before = judge.scopeBefore(index);
  const undone = undo.map((text, line): Line => {
    return { text, path: [...path, 'undo', line], scope: judge.scopeBehind(index), of: 'holdover' };
  });
  if (action.type === 'run') {
    return [{ text: action.command, path: [...path, 'run'], scope: before, of: 'machine' }, ...undone];
  }
  if (action.type !== 'do') return undone;
  return [
    ...action.lines.map((text, line): Line => ({ text, path: [...path, 'do', line], scope: before, of: 'holdover' })),
    ...undone,
  ];
}

function problemsOf({ text, path, scope, of }: Line, judge: Judge, commands: CommandLines): ContentProblem[] {
  const split = splitCommandLine(text);
  if (!split.ok) return [{ ...wrong(path, 'COMMAND_LINE_INVALID', split.message, wholeOf(path)), index: split.at }];
  const expressions = split.words.flatMap((word) => judge.parts(word, path, scope));
  if (of === 'machine') return expressions;
  const words = split.words.map((word) => filledWord(word, () => STAND_IN));
  const problem = commands.problemOf(words);
  return problem === null ? expressions : [wrong(path, problem.code, problem.message, wholeOf(path)), ...expressions];
}

/** For a value that is not known yet; it cannot be taken for a flag. */
const STAND_IN = 'x';
